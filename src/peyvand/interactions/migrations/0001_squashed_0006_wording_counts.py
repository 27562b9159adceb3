"""What passed between us and customers, what was promised, and what they said about being contacted."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import peyvand.core.fields
from peyvand.core.tables import CreateTables

# What was said is never rewritten: only whose it is (customers merge) and who wrote it down (a colleague is removed).
GUARD = """
CREATE FUNCTION interactions_consent_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what a customer said about being contacted is only added to' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER interactions_consent_stays
    BEFORE UPDATE OF channel, purpose, given, source, proof, at ON interactions_consent
    FOR EACH ROW WHEN (
        (OLD.channel, OLD.purpose, OLD.given, OLD.source, OLD.proof, OLD.at)
        IS DISTINCT FROM (NEW.channel, NEW.purpose, NEW.given, NEW.source, NEW.proof, NEW.at))
    EXECUTE FUNCTION interactions_consent_stays();
"""


class Migration(migrations.Migration):

    replaces = [
        ('interactions', '0001_initial'),
        ('interactions', '0002_jots_and_promises'),
        ('interactions', '0003_before_contact'),
        ('interactions', '0004_consent'),
        ('interactions', '0005_consents_imported'),
        ('interactions', '0006_wording_counts'),
    ]

    initial = True

    dependencies = [
        ('core', '0001_squashed_0002_sort_in_the_short_way'),
        ('people', '0001_squashed_0014_shorter_contact_ways'),
        ('platform', '0001_squashed_0009_import_changes_by_one_index'),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Interaction',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('note', 'note'), ('call', 'call'), ('meeting', 'meeting'), ('visit', 'visit'), ('mail', 'mail'), ('message', 'message')], max_length=8)),
                    ('direction', models.CharField(choices=[('in', 'from the customer'), ('out', 'from us'), ('none', 'among us')], default='out', max_length=4)),
                    ('occurred_at', models.DateTimeField()),
                    ('subject', peyvand.core.fields.PersianCharField(blank=True, max_length=200)),
                    ('body', peyvand.core.fields.PersianTextField(blank=True)),
                    ('reached', models.BooleanField(default=True, help_text='did we get hold of them?')),
                    ('minutes', models.PositiveIntegerField(blank=True, null=True)),
                    ('external_id', models.CharField(blank=True, max_length=100, null=True, unique=True)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('deleted_at', models.DateTimeField(blank=True, null=True)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('search', models.GeneratedField(db_persist=True, expression=peyvand.core.fields.FaKey(django.db.models.functions.text.Concat('subject', models.Value(' '), 'body', output_field=models.TextField())), output_field=models.TextField())),
                    ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('customer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='interactions', to='people.customer')),
                    ('made_by_import', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='platform.import')),
                ],
                options={
                    'indexes': [models.Index(fields=['customer', '-occurred_at', '-id'], name='interaction_timeline'), models.Index(fields=['-occurred_at', '-id'], name='interaction_newest'), django.contrib.postgres.indexes.GinIndex(fields=['search'], name='interaction_search', opclasses=['gin_trgm_ops']), models.Index(condition=models.Q(('made_by_import__isnull', False)), fields=['made_by_import'], name='interaction_import')],
                },
            ),
            migrations.CreateModel(
                name='Promise',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('what', peyvand.core.fields.PersianCharField(max_length=300)),
                    ('made_at', models.DateTimeField()),
                    ('due_on', models.DateField()),
                    ('state', models.CharField(choices=[('open', 'open'), ('kept', 'kept'), ('exceeded', 'exceeded'), ('broken', 'broken'), ('released', 'released')], default='open', max_length=8)),
                    ('settled_at', models.DateTimeField(blank=True, null=True)),
                    ('settled_note', peyvand.core.fields.PersianTextField(blank=True)),
                    ('told_on', models.DateField(blank=True, null=True)),
                    ('told_how', models.CharField(blank=True, choices=[('call', 'call'), ('meeting', 'meeting'), ('visit', 'visit'), ('mail', 'mail'), ('message', 'message')], max_length=8)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('deleted_at', models.DateTimeField(blank=True, null=True)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('search', models.GeneratedField(db_persist=True, expression=peyvand.core.fields.FaKey('what'), output_field=models.TextField())),
                    ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('customer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='promises', to='people.customer')),
                    ('interaction', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='promises', to='interactions.interaction')),
                    ('person', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.affiliation')),
                    ('recorded_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('settled_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(fields=['customer', '-made_at', '-id'], name='promise_customer'), models.Index(fields=['due_on', 'id'], name='promise_due'), models.Index(fields=['by', 'due_on', 'id'], name='promise_by'), models.Index(condition=models.Q(('deleted_at__isnull', True), ('state', 'open')), fields=['due_on', 'id'], name='promise_open'), django.contrib.postgres.indexes.GinIndex(fields=['search'], name='promise_search', opclasses=['gin_trgm_ops'])],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('settled_at__isnull', True), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('settled_at__isnull', False)), _connector='OR'), name='promise_settled_has_a_moment'), models.CheckConstraint(condition=models.Q(models.Q(('told_how', ''), ('told_on__isnull', True)), models.Q(models.Q(('told_how', ''), _negated=True), ('told_on__isnull', False)), _connector='OR'), name='promise_told_has_a_day')],
                },
            ),
            migrations.CreateModel(
                name='Jot',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=80)),
                    ('text', peyvand.core.fields.PersianTextField()),
                    ('written_at', models.DateTimeField()),
                    ('state', models.CharField(choices=[('waiting', 'waiting to be filed'), ('filed', 'filed'), ('split', 'split'), ('discarded', 'discarded')], default='waiting', max_length=9)),
                    ('done_at', models.DateTimeField(blank=True, null=True)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('author', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('customer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.customer')),
                    ('interaction', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='interactions.interaction')),
                    ('part_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='interactions.jot')),
                    ('promise', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='interactions.promise')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['author', '-written_at', '-id'], name='jot_inbox')],
                    'constraints': [models.UniqueConstraint(fields=('author', 'key'), name='jot_once')],
                },
            ),
            migrations.CreateModel(
                name='Aim',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('goal', 'goal'), ('check', 'checklist')], default='goal', max_length=5)),
                    ('text', peyvand.core.fields.PersianCharField(max_length=200)),
                    ('at', models.DateTimeField(auto_now_add=True)),
                    ('done_at', models.DateTimeField(blank=True, null=True)),
                    ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('customer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='aims', to='people.customer')),
                    ('interaction', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='interactions.interaction')),
                ],
                options={
                    'ordering': ('pk',),
                    'indexes': [models.Index(fields=['customer', 'id'], name='aim_of_customer')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('kind', 'check')), fields=('customer', 'text'), name='checked_once'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'check'), _negated=True), ('done_at__isnull', False), _connector='OR'), name='check_is_done')],
                },
            ),
            migrations.CreateModel(
                name='Consent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('customer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='people.customer')),
                    ('channel', models.CharField(choices=[('call', 'call'), ('sms', 'text message'), ('message', 'messenger'), ('email', 'e-mail'), ('post', 'letter'), ('visit', 'visit')], max_length=10)),
                    ('purpose', models.CharField(choices=[('service', 'orders and questions'), ('marketing', 'news and offers'), ('survey', 'opinion polls')], max_length=10)),
                    ('given', models.BooleanField()),
                    ('source', models.CharField(choices=[('person', 'face to face'), ('call', 'on the phone'), ('form', 'on a form'), ('message', 'in a message'), ('page', 'on her own page'), ('other', 'otherwise')], max_length=10)),
                    ('proof', peyvand.core.fields.PersianCharField(blank=True, max_length=300)),
                    ('at', models.DateTimeField()),
                    ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('made_by_import', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='platform.import')),
                ],
                options={
                    'ordering': ('-at', '-id'),
                    'indexes': [models.Index(fields=['customer', 'channel', 'purpose', '-at', '-id'], name='consent_newest'), models.Index(condition=models.Q(('made_by_import__isnull', False)), fields=['made_by_import'], name='consent_import')],
                },
            ),
            migrations.CreateModel(
                name='Suppression',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest', models.CharField(max_length=64, unique=True)),
                    ('masked', models.CharField(max_length=60)),
                    ('reason', peyvand.core.fields.PersianCharField(blank=True, max_length=200)),
                    ('at', models.DateTimeField(auto_now_add=True)),
                    ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ('-at', '-id'),
                },
            ),
            migrations.CreateModel(
                name='WordingCount',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('month', models.DateField()),
                    ('notes', models.PositiveIntegerField()),
                    ('writers', models.PositiveIntegerField()),
                    ('judging', models.PositiveIntegerField()),
                    ('counted_at', models.DateTimeField()),
                    ('team', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='platform.team')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('month', 'team'), name='one_wording_count', nulls_distinct=False)],
                },
            ),
        ]),
        # As those know the key whose database came here step by step.
        migrations.RunSQL(
            "ALTER TABLE interactions_consent RENAME CONSTRAINT interactions_consent_made_by_import_id_908b5eaa_fk_platform_"
            " TO interactions_consent_import_fk",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(GUARD, "DROP FUNCTION interactions_consent_stays() CASCADE"),
    ]
