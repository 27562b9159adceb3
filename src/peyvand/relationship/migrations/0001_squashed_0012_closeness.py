"""Where each relationship stands and how it came there, counted for the board as it changes."""

from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import peyvand.core.fields
from peyvand.core.tables import CreateTables

SQL = Path(__file__).resolve().parent.parent / "sql"
PARTS = ("tally.sql", "flow.sql", "handed_over.sql", "ours.sql")
FUNCTIONS = (
    "relationship_ours()",
    "relationship_flow_customer()",
    "relationship_flow_move()",
    "relationship_tally_customer()",
    "relationship_tally_relationship()",
)


class Migration(migrations.Migration):

    replaces = [
        ('relationship', '0001_initial'),
        ('relationship', '0002_tally'),
        ('relationship', '0003_due_and_moves_counted'),
        ('relationship', '0004_moves_without_an_index_of_flows'),
        ('relationship', '0005_many_customers_handed_over'),
        ('relationship', '0006_problem_promise'),
        ('relationship', '0007_whose'),
        ('relationship', '0008_whose_found'),
        ('relationship', '0009_minimum_profile'),
        ('relationship', '0010_needing_whom'),
        ('relationship', '0011_decisions'),
        ('relationship', '0012_closeness'),
    ]

    initial = True

    dependencies = [
        ('interactions', '0001_squashed_0006_wording_counts'),
        ('knowledge', '0001_squashed_0006_served_in_their_own_way'),
        ('people', '0001_squashed_0014_shorter_contact_ways'),
        ('platform', '0001_squashed_0009_import_changes_by_one_index'),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Tally',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('owner_id', models.BigIntegerField(null=True)),
                    ('team_id', models.BigIntegerField(null=True)),
                    ('stage', models.CharField(max_length=20)),
                    ('currency', models.CharField(max_length=3)),
                    ('needs_from', models.DateField(null=True)),
                    ('n', models.BigIntegerField()),
                    ('value', models.BigIntegerField()),
                ],
            ),
            migrations.CreateModel(
                name='Dirty',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('customer', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.customer')),
                ],
            ),
            migrations.CreateModel(
                name='Facts',
                fields=[
                    ('customer', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='facts', serialize=False, to='people.customer')),
                    ('exchanges', models.IntegerField(default=0)),
                    ('purchases', models.IntegerField(default=0)),
                    ('first_on', models.DateField(null=True)),
                    ('last_on', models.DateField(null=True)),
                    ('last_any_on', models.DateField(null=True)),
                    ('currency', models.CharField(default='IRR', max_length=3)),
                    ('revenue', models.BigIntegerField(default=0)),
                    ('yearly', models.BigIntegerField(default=0)),
                    ('median_gap', models.FloatField(null=True)),
                    ('p90_gap', models.FloatField(null=True)),
                    ('basket_now', models.BigIntegerField(null=True)),
                    ('basket_before', models.BigIntegerField(null=True)),
                    ('returned', models.BigIntegerField(default=0)),
                    ('sold', models.BigIntegerField(default=0)),
                    ('contacts_now', models.IntegerField(default=0)),
                    ('contacts_before', models.IntegerField(default=0)),
                    ('last_contact_on', models.DateField(null=True)),
                    ('signature', models.BigIntegerField(default=0)),
                    ('checksum', models.BigIntegerField(default=0)),
                    ('as_of', models.DateField()),
                    ('group', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.group')),
                ],
            ),
            migrations.CreateModel(
                name='GroupRhythm',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('gaps', models.IntegerField(default=0)),
                    ('median', models.FloatField(null=True)),
                    ('p90', models.FloatField(null=True)),
                    ('p975', models.FloatField(null=True)),
                    ('typical_year', models.BigIntegerField(default=0)),
                    ('group', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='rhythm', to='people.group')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('group',), name='one_rhythm_for_everyone', nulls_distinct=False)],
                },
            ),
            migrations.CreateModel(
                name='Problem',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('complaint', 'serious complaint'), ('promise', 'broken promise'), ('delay', 'late answer or delivery'), ('quality', 'goods or service not as agreed'), ('other', 'other')], max_length=10)),
                    ('severity', models.CharField(choices=[('normal', 'normal'), ('high', 'high'), ('critical', 'critical')], default='normal', max_length=8)),
                    ('summary', peyvand.core.fields.PersianTextField()),
                    ('exit_criterion', peyvand.core.fields.PersianCharField(blank=True, max_length=300)),
                    ('opened_on', models.DateField()),
                    ('closed_on', models.DateField(null=True)),
                    ('confirmed', models.BooleanField(default=False)),
                    ('outcome', peyvand.core.fields.PersianTextField(blank=True)),
                    ('customer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='problems', to='people.customer')),
                    ('opened_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('owner', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('promise', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='interactions.promise')),
                ],
                options={
                    'ordering': ('-opened_on', '-id'),
                    'constraints': [models.CheckConstraint(condition=models.Q(('closed_on', None), ('closed_on__gte', models.F('opened_on')), _connector='OR'), name='problem_closes_after_opening')],
                    'indexes': [models.Index(condition=models.Q(('promise__isnull', False)), fields=['promise'], name='problem_promise')],
                },
            ),
            migrations.CreateModel(
                name='Relationship',
                fields=[
                    ('customer', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='relationship', serialize=False, to='people.customer')),
                    ('stage', models.CharField(choices=[('attraction', 'attraction'), ('welcome', 'welcome'), ('acquaintance', 'acquaintance'), ('account', 'account management'), ('intensive_care', 'intensive care'), ('potential_separation', 'potential separation'), ('separation', 'separation'), ('win_back', 'win-back')], max_length=20)),
                    ('since', models.DateField()),
                    ('evidence', models.JSONField(default=list)),
                    ('decided_on', models.DateField()),
                    ('engine_stage', models.CharField(choices=[('attraction', 'attraction'), ('welcome', 'welcome'), ('acquaintance', 'acquaintance'), ('account', 'account management'), ('intensive_care', 'intensive care'), ('potential_separation', 'potential separation'), ('separation', 'separation'), ('win_back', 'win-back')], max_length=20)),
                    ('engine_evidence', models.JSONField(null=True)),
                    ('override_stage', models.CharField(blank=True, choices=[('attraction', 'attraction'), ('welcome', 'welcome'), ('acquaintance', 'acquaintance'), ('account', 'account management'), ('intensive_care', 'intensive care'), ('potential_separation', 'potential separation'), ('separation', 'separation'), ('win_back', 'win-back')], max_length=20)),
                    ('override_reason', peyvand.core.fields.PersianCharField(blank=True, max_length=300)),
                    ('override_until', models.DateField(null=True)),
                    ('left_on', models.DateField(null=True)),
                    ('left_reason', models.CharField(blank=True, choices=[('circumstances', 'her circumstances changed'), ('closed', 'closed down or moved away'), ('price', 'price'), ('dissatisfied', 'dissatisfied with us'), ('competitor', 'went to a competitor'), ('unknown', 'we do not know'), ('let_go', 'we let her go')], max_length=20)),
                    ('left_note', peyvand.core.fields.PersianCharField(blank=True, max_length=300)),
                    ('calm_until', models.DateField(null=True)),
                    ('win_back_on', models.DateField(null=True)),
                    ('win_back_plan', peyvand.core.fields.PersianCharField(blank=True, max_length=300)),
                    ('currency', models.CharField(default='IRR', max_length=3)),
                    ('value', models.BigIntegerField(default=0)),
                    ('urgency', models.FloatField(default=0)),
                    ('rank', models.BigIntegerField(default=0)),
                    ('attention_on', models.DateField(null=True)),
                    ('override_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('due_on', models.DateField(null=True)),
                    ('owner_id', models.BigIntegerField(null=True)),
                    ('team_id', models.BigIntegerField(null=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['stage', '-value', 'customer'], name='relationship_by_stage'), models.Index(condition=models.Q(('attention_on__isnull', False)), fields=['-rank', 'customer'], include=('attention_on', 'owner_id', 'team_id'), name='relationship_needing'), models.Index(condition=models.Q(('attention_on__isnull', False)), fields=['owner_id', '-rank', 'customer'], include=('attention_on',), name='relationship_needing_owner'), models.Index(condition=models.Q(('attention_on__isnull', False)), fields=['team_id', '-rank', 'customer'], include=('attention_on',), name='relationship_needing_team')],
                },
            ),
            migrations.CreateModel(
                name='StageMove',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('stage', models.CharField(choices=[('attraction', 'attraction'), ('welcome', 'welcome'), ('acquaintance', 'acquaintance'), ('account', 'account management'), ('intensive_care', 'intensive care'), ('potential_separation', 'potential separation'), ('separation', 'separation'), ('win_back', 'win-back')], max_length=20)),
                    ('previous', models.CharField(blank=True, choices=[('attraction', 'attraction'), ('welcome', 'welcome'), ('acquaintance', 'acquaintance'), ('account', 'account management'), ('intensive_care', 'intensive care'), ('potential_separation', 'potential separation'), ('separation', 'separation'), ('win_back', 'win-back')], max_length=20)),
                    ('from_on', models.DateField()),
                    ('to_on', models.DateField(null=True)),
                    ('evidence', models.JSONField(default=list)),
                    ('cause', models.CharField(choices=[('exchange', 'an exchange'), ('time', 'time'), ('signals', 'weak signals'), ('threshold', 'a changed threshold or profile'), ('problem', 'a problem'), ('override', "a colleague's decision"), ('farewell', 'a farewell'), ('return', 'a win-back')], max_length=10)),
                    ('customer', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='stage_moves', to='people.customer')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('customer', 'from_on'), name='one_stage_per_day')],
                },
            ),
            migrations.CreateModel(
                name='Thresholds',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('values', models.JSONField(default=dict)),
                    ('group', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='thresholds', to='people.group')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('group',), name='one_set_of_thresholds', nulls_distinct=False)],
                },
            ),
            migrations.CreateModel(
                name='Reviewed',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('measures', models.JSONField()),
                    ('day', models.DateField()),
                ],
            ),
            migrations.CreateModel(
                name='MoveTally',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('owner_id', models.BigIntegerField(null=True)),
                    ('team_id', models.BigIntegerField(null=True)),
                    ('day', models.DateField()),
                    ('previous', models.CharField(blank=True, max_length=20)),
                    ('stage', models.CharField(max_length=20)),
                    ('n', models.BigIntegerField()),
                ],
                options={
                    'indexes': [models.Index(fields=['day'], name='move_tally_by_day')],
                },
            ),
            migrations.CreateModel(
                name='BoundaryCase',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('boundary', models.CharField(choices=[('insult', 'insult'), ('threat', 'threat or violence'), ('harassment', 'harassment'), ('deceit', 'deceit or blackmail'), ('other', 'another boundary')], max_length=12)),
                    ('evidence', peyvand.core.fields.PersianTextField()),
                    ('noted_on', models.DateField()),
                    ('state', models.CharField(choices=[('waiting', 'waits for a second pair of eyes'), ('stands', 'confirmed'), ('set_aside', 'set aside')], default='waiting', max_length=10)),
                    ('answered_on', models.DateField(null=True)),
                    ('answer', peyvand.core.fields.PersianCharField(blank=True, max_length=300)),
                    ('customer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='boundary_cases', to='people.customer')),
                    ('noted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('second', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'boundary case',
                    'verbose_name_plural': 'boundary cases',
                    'ordering': ('-id',),
                    'indexes': [models.Index(fields=['-noted_on', '-id'], name='boundary_newest')],
                },
            ),
            migrations.CreateModel(
                name='Decision',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('keep', 'keep as a commitment'), ('renegotiate', 'renegotiate'), ('let_go', 'let go respectfully')], max_length=12)),
                    ('reason', peyvand.core.fields.PersianTextField()),
                    ('decided_on', models.DateField()),
                    ('state', models.CharField(choices=[('waiting', 'waits for a second pair of eyes'), ('stands', 'confirmed'), ('set_aside', 'set aside')], default='stands', max_length=10)),
                    ('answered_on', models.DateField(null=True)),
                    ('review_on', models.DateField()),
                    ('promised', peyvand.core.fields.PersianCharField(blank=True, max_length=300)),
                    ('due_on', models.DateField(null=True)),
                    ('letter', peyvand.core.fields.PersianTextField(blank=True)),
                    ('alternatives', peyvand.core.fields.PersianTextField(blank=True)),
                    ('handling', peyvand.core.fields.PersianTextField(blank=True)),
                    ('steps', models.JSONField(default=dict)),
                    ('customer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='people.customer')),
                    ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('promise', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='interactions.promise')),
                    ('second', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('watcher', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'decision',
                    'verbose_name_plural': 'decisions',
                    'ordering': ('-id',),
                    'indexes': [models.Index(fields=['customer', '-id'], name='decision_of_customer'), models.Index(fields=['-decided_on', '-id'], name='decision_newest'), models.Index(condition=models.Q(('state', 'set_aside'), _negated=True), fields=['review_on', 'id'], name='decision_review')],
                },
            ),
            migrations.CreateModel(
                name='Closeness',
                fields=[
                    ('customer', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='closeness', serialize=False, to='people.customer')),
                    ('touched_on', models.DateField(null=True)),
                    ('every', models.PositiveIntegerField(null=True)),
                    ('way', models.CharField(blank=True, choices=[('personal', 'call, meeting or visit'), ('met', 'meeting or visit'), ('visit', 'visit')], max_length=8)),
                    ('gap', models.FloatField()),
                    ('channels', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('call', 'call'), ('sms', 'text message'), ('message', 'messenger'), ('email', 'e-mail'), ('post', 'letter'), ('visit', 'visit')], max_length=10), size=None)),
                    ('percent', models.PositiveIntegerField()),
                    ('contact', models.PositiveIntegerField()),
                    ('reach', models.PositiveIntegerField()),
                    ('knowledge', models.PositiveIntegerField()),
                    ('points', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('contact'), '+', models.F('reach')), '+', models.F('knowledge')), output_field=models.PositiveIntegerField())),
                ],
                options={
                    'indexes': [models.Index(fields=['points', 'customer'], name='closeness_in_order')],
                },
            ),
        ]),
        # As those know the key whose database came here step by step.
        migrations.RunSQL(
            "ALTER TABLE relationship_problem RENAME CONSTRAINT relationship_problem_promise_id_f0f870b5_fk_interacti"
            " TO relationship_problem_promise_fk",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            [(SQL / name).read_text(encoding="utf-8") for name in PARTS],
            f"DROP FUNCTION {', '.join(FUNCTIONS)} CASCADE",
        ),
    ]
