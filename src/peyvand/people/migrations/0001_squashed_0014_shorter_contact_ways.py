"""Customers and all that belongs to them, and the history of memberships, which writes itself."""

from pathlib import Path

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import peyvand.core.fields
import peyvand.platform.organisation
from peyvand.core.tables import CreateTables

SQL = Path(__file__).resolve().parent.parent / "sql"
KINDS = (
    ("شرکت مادرِ", "parent company of", "زیرمجموعهٔ", "subsidiary of"),
    ("واسطهٔ", "intermediary for", "خریدار از راهِ", "buys through"),
    ("تأمین‌کنندهٔ", "supplies", "خریدارِ", "is supplied by"),
    ("شریکِ", "partner of", "", ""),
    ("معرفِ", "referred", "معرفی‌شده از سوی", "was referred by"),
    ("همکارِ", "colleague of", "", ""),
    ("خویشاوندِ", "family of", "", ""),
    ("آشنای", "knows", "", ""),
)


def name_kinds(apps, schema_editor):
    """Begin with the relations that occur everywhere; the organisation adds its own."""
    kind = apps.get_model("people", "RelationKind")
    kind.objects.bulk_create(
        kind(forward_fa=fa, forward_en=en, backward_fa=back_fa, backward_en=back_en, rank=10 * rank)
        for rank, (fa, en, back_fa, back_en) in enumerate(KINDS, 1)
    )


class Migration(migrations.Migration):

    replaces = [
        ('people', '0001_initial'),
        ('people', '0002_duplicates'),
        ('people', '0003_customer_merged_into'),
        ('people', '0004_latest_touch_index'),
        ('people', '0005_rules'),
        ('people', '0006_customer_extra'),
        ('people', '0007_handover'),
        ('people', '0008_shares'),
        ('people', '0009_forgetting'),
        ('people', '0010_treatment'),
        ('people', '0011_parties'),
        ('people', '0012_step_of'),
        ('people', '0013_treatment_contact_by'),
        ('people', '0014_shorter_contact_ways'),
    ]

    initial = True

    dependencies = [
        ('core', '0001_squashed_0002_sort_in_the_short_way'),
        ('platform', '0001_squashed_0009_import_changes_by_one_index'),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Group',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', peyvand.core.fields.PersianCharField(max_length=80, unique=True)),
                    ('note', peyvand.core.fields.PersianCharField(blank=True, max_length=300)),
                    ('rank', models.PositiveSmallIntegerField(default=100)),
                    ('is_demo', models.BooleanField(default=False)),
                    ('rule', models.JSONField(blank=True, null=True)),
                    ('measures', models.BooleanField(db_default=True, default=True)),
                    ('filled_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'ordering': ('rank', 'name'),
                },
            ),
            migrations.CreateModel(
                name='CoOwner',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('customer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='co_ownerships', to='people.customer')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('customer', 'user'), name='co_owner_once')],
                },
            ),
            migrations.CreateModel(
                name='Customer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('person', 'person'), ('organisation', 'organisation')], default='person', max_length=12)),
                    ('name', peyvand.core.fields.PersianCharField(max_length=200)),
                    ('title', models.CharField(blank=True, choices=[('mr', 'Mr'), ('ms', 'Ms'), ('doctor', 'Dr'), ('engineer', 'Engineer'), ('professor', 'Professor')], max_length=10)),
                    ('given_name', peyvand.core.fields.PersianCharField(blank=True, max_length=100)),
                    ('family_name', peyvand.core.fields.PersianCharField(blank=True, max_length=100)),
                    ('legal_name', peyvand.core.fields.PersianCharField(blank=True, max_length=200)),
                    ('external_id', models.CharField(blank=True, max_length=100, null=True)),
                    ('national_id', models.CharField(blank=True, help_text='person: 10 digits, organisation: 11', max_length=11, null=True)),
                    ('economic_code', models.CharField(blank=True, max_length=20)),
                    ('registration_number', models.CharField(blank=True, max_length=20)),
                    ('industry', peyvand.core.fields.PersianCharField(blank=True, max_length=100)),
                    ('city', peyvand.core.fields.PersianCharField(blank=True, max_length=80)),
                    ('source', models.CharField(blank=True, choices=[('referral', 'referral'), ('visit', 'came in'), ('call', 'called us'), ('website', 'website'), ('social', 'social network'), ('exhibition', 'exhibition'), ('advertisement', 'advertisement'), ('outreach', 'we approached them'), ('import', 'import'), ('other', 'other')], max_length=20)),
                    ('language', models.CharField(blank=True, choices=[('fa', 'فارسی'), ('en', 'English')], max_length=2)),
                    ('birthday', models.DateField(blank=True, null=True)),
                    ('notes', peyvand.core.fields.PersianTextField(blank=True)),
                    ('next_step', peyvand.core.fields.PersianCharField(blank=True, max_length=200)),
                    ('next_step_on', models.DateField(blank=True, null=True)),
                    ('last_touch_at', models.DateTimeField(blank=True, null=True)),
                    ('reach', models.TextField(blank=True, default='')),
                    ('search', models.GeneratedField(db_persist=True, expression=peyvand.core.fields.FaKey(django.db.models.functions.text.Concat('name', models.Value('|'), 'given_name', models.Value('|'), 'family_name', models.Value('|'), 'legal_name', models.Value('|'), 'reach', output_field=models.TextField())), output_field=models.TextField())),
                    ('sort_key', models.GeneratedField(db_persist=True, expression=peyvand.core.fields.FaSort(django.db.models.functions.text.Concat('family_name', models.Value(' '), 'name', output_field=models.TextField())), output_field=models.TextField(db_collation='C'))),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('deleted_at', models.DateTimeField(blank=True, null=True)),
                    ('is_demo', models.BooleanField(default=False)),
                    ('co_owners', models.ManyToManyField(related_name='co_owned_customers', through='people.CoOwner', to=settings.AUTH_USER_MODEL)),
                    ('created_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('made_by_import', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='platform.import')),
                    ('next_step_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='next_steps', to=settings.AUTH_USER_MODEL)),
                    ('owner', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='owned_customers', to=settings.AUTH_USER_MODEL)),
                    ('team', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='customers', to='platform.team')),
                    ('groups', models.ManyToManyField(related_name='customers', through='people.GroupMember', to='people.group')),
                    ('merged_into', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='merged_from', to='people.customer')),
                    ('extra', models.JSONField(blank=True, db_default=models.Value({}, models.JSONField()), default=dict)),
                    ('erased_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['search'], name='customer_search', opclasses=['gin_trgm_ops']), models.Index(condition=models.Q(('deleted_at', None)), fields=['sort_key', 'id'], name='customer_by_name'), models.Index(condition=models.Q(('deleted_at', None)), fields=['owner', 'sort_key', 'id'], name='customer_of_owner'), models.Index(condition=models.Q(('deleted_at', None)), fields=['team', 'sort_key', 'id'], name='customer_of_team'), models.Index(condition=models.Q(('deleted_at', None)), fields=['-created_at', '-id'], name='customer_newest'), models.Index(condition=models.Q(('deleted_at', None)), fields=['last_touch_at', 'id'], name='customer_by_touch'), models.Index(condition=models.Q(('national_id__isnull', False)), fields=['national_id'], name='customer_national_id'), models.Index(condition=models.Q(('made_by_import__isnull', False)), fields=['made_by_import'], name='customer_import'), models.Index(condition=models.Q(('deleted_at__isnull', False)), fields=['id'], name='customer_removed'), models.Index(condition=models.Q(('deleted_at', None), ('next_step_on', None)), fields=['owner', 'id'], name='customer_no_step'), models.Index(condition=models.Q(('merged_into__isnull', False)), fields=['merged_into'], name='customer_merged'), models.Index(models.OrderBy(models.F('last_touch_at'), descending=True, nulls_last=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('deleted_at', None)), name='customer_latest_touch'), models.Index(django.db.models.functions.comparison.Coalesce('next_step_by', 'owner'), models.F('next_step_on'), models.F('id'), condition=models.Q(('deleted_at', None), ('next_step_on__isnull', False)), include=('owner', 'next_step_by', 'team'), name='customer_step_of')],
                    'constraints': [models.UniqueConstraint(fields=('external_id',), name='customer_external_id_once'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='customer_has_a_name')],
                },
            ),
            migrations.CreateModel(
                name='ContactPoint',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('phone', 'phone'), ('email', 'e-mail'), ('web', 'website'), ('social', 'social network')], max_length=6)),
                    ('value', models.CharField(max_length=254)),
                    ('label', models.CharField(blank=True, choices=[('work', 'work'), ('mobile', 'mobile'), ('home', 'home'), ('billing', 'billing'), ('delivery', 'delivery'), ('other', 'other')], max_length=10)),
                    ('network', models.CharField(blank=True, help_text='of a social handle', max_length=30)),
                    ('note', peyvand.core.fields.PersianCharField(blank=True, max_length=100)),
                    ('is_primary', models.BooleanField(default=False)),
                    ('customer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='contact_points', to='people.customer')),
                ],
                options={
                    'ordering': ('-is_primary', 'id'),
                    'indexes': [models.Index(fields=['value', 'kind'], name='contact_point_value')],
                    'constraints': [models.UniqueConstraint(fields=('customer', 'kind', 'value'), name='contact_point_once')],
                },
            ),
            migrations.CreateModel(
                name='Affiliation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', peyvand.core.fields.PersianCharField(blank=True, max_length=200)),
                    ('role', peyvand.core.fields.PersianCharField(blank=True, max_length=100)),
                    ('decides', models.BooleanField(default=False)),
                    ('phone', models.CharField(blank=True, max_length=20)),
                    ('email', models.EmailField(blank=True, max_length=254)),
                    ('search', models.GeneratedField(db_persist=True, expression=peyvand.core.fields.FaKey(django.db.models.functions.text.Concat('name', models.Value('|'), 'role', models.Value('|'), 'email', output_field=models.TextField())), output_field=models.TextField())),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='people', to='people.customer')),
                    ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='organisations', to='people.customer')),
                ],
                options={
                    'ordering': ('-decides', 'id'),
                    'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['search'], name='affiliation_search', opclasses=['gin_trgm_ops']), models.Index(condition=models.Q(('phone', ''), _negated=True), fields=['phone'], name='affiliation_phone')],
                    'constraints': [models.UniqueConstraint(fields=('organisation', 'person'), name='affiliation_once'), models.CheckConstraint(condition=models.Q(('person__isnull', False), models.Q(('name', ''), _negated=True), _connector='OR'), name='affiliation_names_somebody')],
                },
            ),
            migrations.CreateModel(
                name='Address',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('label', models.CharField(blank=True, choices=[('work', 'work'), ('mobile', 'mobile'), ('home', 'home'), ('billing', 'billing'), ('delivery', 'delivery'), ('other', 'other')], max_length=10)),
                    ('country', models.CharField(default='IR', max_length=2)),
                    ('province', models.CharField(blank=True, help_text='ISO 3166-2', max_length=6)),
                    ('city', peyvand.core.fields.PersianCharField(blank=True, max_length=80)),
                    ('street', peyvand.core.fields.PersianCharField(blank=True, max_length=300)),
                    ('postal_code', models.CharField(blank=True, max_length=10)),
                    ('customer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='addresses', to='people.customer')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
            migrations.CreateModel(
                name='GroupMember',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('since', models.DateField(default=peyvand.platform.organisation.today)),
                    ('customer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='people.customer')),
                    ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='people.group')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('customer', 'group'), name='member_once')],
                },
            ),
            migrations.CreateModel(
                name='DuplicateKey',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('customer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='duplicate_keys', to='people.customer')),
                    ('key', models.BigIntegerField()),
                    ('most', models.PositiveIntegerField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('customer', 'key'), name='duplicate_key_once')],
                    'indexes': [models.Index(fields=['key'], name='duplicate_key_shared')],
                },
            ),
            migrations.CreateModel(
                name='DuplicatePair',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('low', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='pairs_above', to='people.customer')),
                    ('high', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pairs_below', to='people.customer')),
                    ('score', models.PositiveIntegerField()),
                    ('surety', models.CharField(choices=[('exact', 'surely the same'), ('likely', 'probably the same'), ('possible', 'perhaps the same')], max_length=8)),
                    ('reasons', models.JSONField(default=list)),
                    ('state', models.CharField(choices=[('open', 'to be looked at'), ('dismissed', 'not the same'), ('merged', 'merged')], default='open', max_length=9)),
                    ('found_on', models.DateField()),
                    ('seen_at', models.DateTimeField()),
                    ('decided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('decided_at', models.DateTimeField(null=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('low', 'high'), name='duplicate_pair_once'), models.CheckConstraint(condition=models.Q(('low__lt', models.F('high'))), name='duplicate_pair_in_order')],
                    'indexes': [models.Index(condition=models.Q(('state', 'open')), fields=['-score', '-id'], name='duplicate_pair_open'), models.Index(condition=models.Q(('state', 'dismissed')), fields=['-decided_at', '-id'], name='duplicate_pair_decided')],
                },
            ),
            migrations.CreateModel(
                name='Merge',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('keep', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merges', to='people.customer')),
                    ('lose', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merges_away', to='people.customer')),
                    ('actor', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('at', models.DateTimeField()),
                    ('before', models.JSONField(default=dict)),
                    ('after', models.JSONField(default=dict)),
                    ('lost', models.JSONField(default=dict)),
                    ('moved', models.JSONField(default=dict)),
                    ('rows', models.JSONField(default=dict)),
                    ('parts', models.JSONField(default=dict)),
                    ('undone_at', models.DateTimeField(null=True)),
                    ('undone_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('lose',), name='merged_into_one'), models.CheckConstraint(condition=models.Q(('keep', models.F('lose')), _negated=True), name='merge_of_two')],
                    'indexes': [models.Index(condition=models.Q(('undone_at', None)), fields=['-at', '-id'], name='merge_newest')],
                },
            ),
            migrations.CreateModel(
                name='MergeRun',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('actor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('state', models.CharField(choices=[('waiting', 'waiting'), ('running', 'running'), ('done', 'done')], default='waiting', max_length=8)),
                    ('total', models.PositiveIntegerField(default=0)),
                    ('merged', models.PositiveIntegerField(default=0)),
                    ('left', models.PositiveIntegerField(default=0)),
                    ('after_id', models.BigIntegerField(default=0)),
                    ('until_id', models.BigIntegerField(default=0)),
                    ('started_at', models.DateTimeField(auto_now_add=True)),
                    ('finished_at', models.DateTimeField(null=True)),
                ],
            ),
            migrations.CreateModel(
                name='GroupStay',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('group', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='stays', to='people.group')),
                    ('customer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='stays', to='people.customer')),
                    ('joined_on', models.DateField()),
                    ('left_on', models.DateField(null=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['customer', 'group'], name='group_stay_customer'), models.Index(fields=['group', '-joined_on', '-id'], name='group_stay_joined'), models.Index(condition=models.Q(('left_on__isnull', False)), fields=['group', '-left_on', '-id'], name='group_stay_left')],
                },
            ),
            migrations.CreateModel(
                name='HandOver',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('on', models.DateField()),
                    ('reason', peyvand.core.fields.PersianCharField(blank=True, max_length=300)),
                    ('state', models.CharField(choices=[('planned', 'planned'), ('proposed', 'waits for a signature'), ('accepted', 'signed'), ('introduced', 'introduced'), ('off', 'called off')], default='planned', max_length=10)),
                    ('passed', models.JSONField(default=dict)),
                    ('at', models.DateTimeField(auto_now_add=True)),
                    ('signed_at', models.DateTimeField(blank=True, null=True)),
                    ('signed_as', peyvand.core.fields.PersianCharField(blank=True, max_length=120)),
                    ('introduced_on', models.DateField(blank=True, null=True)),
                    ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('customer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='handovers', to='people.customer')),
                    ('giver', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('taker', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(fields=['customer', '-at', '-id'], name='handover_of_customer'), models.Index(condition=models.Q(('state__in', ['proposed', 'accepted'])), fields=['taker', 'on', 'id'], name='handover_open'), models.Index(condition=models.Q(('state', 'planned')), fields=['on', 'id'], name='handover_planned')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['planned', 'proposed', 'accepted'])), fields=('customer',), name='one_handover_at_a_time'), models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'proposed', 'off']), ('signed_at__isnull', False), _connector='OR'), name='handover_accepted_is_signed')],
                },
            ),
            migrations.CreateModel(
                name='Share',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('level', models.CharField(choices=[('view', 'to look at'), ('change', 'to work with')], max_length=6)),
                    ('ends_at', models.DateTimeField()),
                    ('given_at', models.DateTimeField(auto_now_add=True)),
                    ('customer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='shares', to='people.customer')),
                    ('given_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('team', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='platform.team')),
                    ('user', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ('ends_at', 'id'),
                    'indexes': [models.Index(condition=models.Q(('user__isnull', False)), fields=['user', 'customer'], name='share_with_user'), models.Index(condition=models.Q(('team__isnull', False)), fields=['team', 'customer'], name='share_with_team'), models.Index(fields=['ends_at'], name='share_by_end')],
                    'constraints': [models.UniqueConstraint(fields=('customer', 'user'), name='shared_once_with_a_colleague'), models.UniqueConstraint(fields=('customer', 'team'), name='shared_once_with_a_team'), models.CheckConstraint(condition=models.Q(models.Q(('team__isnull', True), ('user__isnull', False)), models.Q(('team__isnull', False), ('user__isnull', True)), _connector='OR'), name='shared_with_one_of_both')],
                },
            ),
            migrations.CreateModel(
                name='Forgotten',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest', models.CharField(max_length=64, unique=True)),
                    ('forgotten_at', models.DateTimeField(auto_now_add=True)),
                ],
            ),
            migrations.CreateModel(
                name='PersonFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('waiting', 'is being gathered'), ('done', 'ready')], default='waiting', max_length=7)),
                    ('path', models.TextField(blank=True)),
                    ('size', models.BigIntegerField(default=0)),
                    ('asked_at', models.DateTimeField(auto_now_add=True)),
                    ('done_at', models.DateTimeField(null=True)),
                    ('asked_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('customer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='person_files', to='people.customer')),
                ],
                options={
                    'ordering': ('-id',),
                },
            ),
            migrations.CreateModel(
                name='Treatment',
                fields=[
                    ('group', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='treatment', serialize=False, to='people.group')),
                    ('first_response', models.PositiveIntegerField(blank=True, null=True)),
                    ('owner_role', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='platform.role')),
                    ('contact_every', models.PositiveIntegerField(blank=True, null=True)),
                    ('channel', models.CharField(blank=True, choices=[('call', 'call'), ('sms', 'text message'), ('message', 'messenger'), ('email', 'e-mail'), ('post', 'letter'), ('visit', 'visit')], max_length=10)),
                    ('discount', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                    ('gifts', peyvand.core.fields.PersianCharField(blank=True, max_length=200)),
                    ('approver', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('contact_by', models.CharField(blank=True, choices=[('personal', 'call, meeting or visit'), ('met', 'meeting or visit'), ('visit', 'visit')], db_default='', default='', max_length=8)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('discount__gte', 0), ('discount__lte', 100)), name='treatment_discount_in_percent')],
                },
            ),
            migrations.CreateModel(
                name='RelationKind',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('forward_fa', peyvand.core.fields.PersianCharField(max_length=60)),
                    ('forward_en', models.CharField(max_length=60)),
                    ('backward_fa', peyvand.core.fields.PersianCharField(blank=True, max_length=60)),
                    ('backward_en', models.CharField(blank=True, max_length=60)),
                    ('rank', models.PositiveIntegerField(default=100)),
                ],
                options={
                    'ordering': ('rank', 'id'),
                    'constraints': [models.UniqueConstraint(fields=('forward_en',), name='relation_kind_once')],
                },
            ),
            migrations.CreateModel(
                name='PartyRole',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(choices=[('customer', 'customer'), ('supplier', 'supplier'), ('partner', 'partner'), ('intermediary', 'intermediary'), ('end_user', 'end user')], max_length=12)),
                    ('customer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='party_roles', to='people.customer')),
                ],
                options={
                    'indexes': [models.Index(fields=['role', 'customer'], name='party_role_customers')],
                    'constraints': [models.UniqueConstraint(fields=('customer', 'role'), name='party_role_once')],
                },
            ),
            migrations.CreateModel(
                name='Relation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('from_on', models.DateField(blank=True, null=True)),
                    ('to_on', models.DateField(blank=True, null=True)),
                    ('note', peyvand.core.fields.PersianCharField(blank=True, max_length=300)),
                    ('at', models.DateTimeField(auto_now_add=True)),
                    ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('source', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='relations_ahead', to='people.customer')),
                    ('target', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='relations_back', to='people.customer')),
                    ('kind', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='relations', to='people.relationkind')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('source', 'target', 'kind'), name='relation_once'), models.CheckConstraint(condition=models.Q(('from_on', None), ('to_on', None), ('to_on__gte', models.F('from_on')), _connector='OR'), name='relation_ends_after_it_began')],
                },
            ),
        ]),
        # As those know the key whose database came here step by step.
        migrations.RunSQL(
            "ALTER TABLE people_customer RENAME CONSTRAINT people_customer_merged_into_id_2006b08d_fk_people_customer_id"
            " TO people_customer_merged_into_fk",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            (SQL / "stays.sql").read_text(encoding="utf-8"),
            "DROP FUNCTION people_group_stay() CASCADE",
        ),
        migrations.RunPython(name_kinds, migrations.RunPython.noop),
    ]
