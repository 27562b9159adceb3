"""What we know of customers, the questions that ask for it, and how well each is known, which tells itself."""

from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import peyvand.core.fields
from peyvand.core.tables import CreateTables

SQL = Path(__file__).resolve().parent.parent / "sql"
FUNCTIONS = (
    "knowledge_measure_reached()",
    "knowledge_measure_group()",
    "knowledge_measure_of()",
    "knowledge_measure_own()",
    "knowledge_measure(bigint[])",
)


class Migration(migrations.Migration):

    replaces = [
        ('knowledge', '0001_initial'),
        ('knowledge', '0002_question_sets'),
        ('knowledge', '0003_answers'),
        ('knowledge', '0004_minimum_profile'),
        ('knowledge', '0005_reached_as_wanted'),
        ('knowledge', '0006_served_in_their_own_way'),
    ]

    initial = True

    dependencies = [
        ('people', '0001_squashed_0014_shorter_contact_ways'),
        ('platform', '0001_squashed_0009_import_changes_by_one_index'),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Fact',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('need', 'need'), ('want', 'wish'), ('expectation', 'expectation'), ('decision', 'what decides'), ('value', 'value'), ('plan', 'plan'), ('life', 'life event'), ('business', 'business event'), ('functional', 'functional need'), ('emotional', 'emotional need'), ('words', 'words they use'), ('why_us', 'why they buy from us'), ('why_other', 'why they buy from a competitor'), ('unmet', 'what nobody offers'), ('service', 'served in their own way'), ('feeling_after', 'feeling after the purchase'), ('feeling_use', 'feeling in use'), ('formality', 'formal or informal'), ('pace', 'pace'), ('detail', 'details or the short of it'), ('channel', 'preferred channel'), ('hour', 'good hour'), ('do', 'do'), ('dont', 'do not'), ('personality', 'personality'), ('answer', 'answer to a question')], max_length=14)),
                    ('text', peyvand.core.fields.PersianTextField(max_length=1000)),
                    ('quote', peyvand.core.fields.PersianTextField(blank=True, max_length=1000)),
                    ('competitor', peyvand.core.fields.PersianCharField(blank=True, max_length=100)),
                    ('status', models.CharField(choices=[('open', 'open'), ('met', 'met'), ('dropped', 'dropped')], default='open', max_length=7)),
                    ('rank', models.PositiveSmallIntegerField(default=0)),
                    ('is_asked', models.BooleanField(default=False)),
                    ('source', models.CharField(choices=[('call', 'a call'), ('meeting', 'a meeting'), ('visit', 'a visit'), ('message', 'a message or mail'), ('survey', 'a survey'), ('colleague', 'a colleague'), ('observed', 'what we saw ourselves'), ('other', 'something else')], default='other', max_length=10)),
                    ('learned_on', models.DateField()),
                    ('noted_at', models.DateTimeField()),
                    ('removed_at', models.DateTimeField(blank=True, null=True)),
                    ('folded', models.GeneratedField(db_persist=True, expression=peyvand.core.fields.FaKey('text'), output_field=models.TextField())),
                    ('customer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='knowledge', to='people.customer')),
                    ('noted_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('supersedes', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='successors', to='knowledge.fact')),
                    ('question', models.CharField(blank=True, db_default='', default='', max_length=60)),
                    ('value', models.JSONField(blank=True, null=True)),
                    ('version', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='answers', to='knowledge.setversion')),
                ],
                options={
                    'indexes': [models.Index(fields=['customer', 'kind', 'rank', 'id'], name='fact_customer'), models.Index(condition=models.Q(('removed_at', None)), fields=['-learned_on', '-id'], name='fact_newest'), models.Index(condition=models.Q(('removed_at', None)), fields=['kind', 'folded'], name='fact_same_words'), models.Index(condition=models.Q(('version__isnull', False)), fields=['version'], name='fact_version')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='fact_says_something')],
                },
            ),
            migrations.CreateModel(
                name='QuestionSet',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title_fa', peyvand.core.fields.PersianCharField(blank=True, max_length=80)),
                    ('title_en', peyvand.core.fields.PersianCharField(blank=True, max_length=80)),
                    ('variant', models.CharField(blank=True, max_length=12)),
                    ('is_built_in', models.BooleanField(default=False)),
                    ('is_demo', models.BooleanField(default=False)),
                    ('archived_at', models.DateTimeField(blank=True, null=True)),
                    ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='question_sets', to='people.group')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('is_built_in', True)), fields=('is_built_in',), name='one_built_in_set'), models.CheckConstraint(condition=models.Q(models.Q(('title_fa', ''), _negated=True), models.Q(('title_en', ''), _negated=True), _connector='OR'), name='question_set_has_a_title')],
                },
            ),
            migrations.CreateModel(
                name='SetVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField()),
                    ('questions', models.JSONField(default=list)),
                    ('made_at', models.DateTimeField(auto_now_add=True)),
                    ('made_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('set', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='knowledge.questionset')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('set', 'number'), name='set_version_once')],
                },
            ),
            migrations.CreateModel(
                name='MinimumProfile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('wants', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), size=None)),
                    ('group', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='minimum_profile', to='people.group')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('group',), name='minimum_profile_once', nulls_distinct=False)],
                },
            ),
            migrations.CreateModel(
                name='Familiarity',
                fields=[
                    ('customer', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='familiarity', serialize=False, to='people.customer')),
                    ('wanted', models.PositiveIntegerField()),
                    ('missing', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), size=None)),
                    ('percent', models.PositiveIntegerField()),
                    ('rank', models.PositiveIntegerField(null=True)),
                    ('facts', models.PositiveIntegerField(default=0)),
                    ('asked', models.PositiveIntegerField(default=0)),
                    ('first_hand', models.PositiveIntegerField(null=True)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('percent__lte', 100), ('asked__lte', models.F('facts'))), name='familiarity_adds_up')],
                    'indexes': [models.Index(condition=models.Q(('percent__lt', 100)), fields=['rank', 'customer'], name='familiarity_below')],
                },
            ),
        ]),
        # As those know the key whose database came here step by step.
        migrations.RunSQL(
            "ALTER TABLE knowledge_fact RENAME CONSTRAINT knowledge_fact_version_id_d16ef6e0_fk_knowledge_setversion_id"
            " TO knowledge_fact_version_fk",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            [(SQL / name).read_text(encoding="utf-8") for name in ("familiarity.sql", "familiarity_reached.sql")],
            f"DROP FUNCTION {', '.join(FUNCTIONS)} CASCADE",
        ),
    ]
