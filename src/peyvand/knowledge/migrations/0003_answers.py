"""What an answer is to: a question as it was worded in a version of its set, and which value it has."""

import django.db.models.deletion
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q

ADD = """
ALTER TABLE knowledge_fact ADD CONSTRAINT knowledge_fact_version_fk FOREIGN KEY (version_id)
REFERENCES knowledge_setversion (id) DEFERRABLE INITIALLY DEFERRED NOT VALID
"""
VALIDATE = "ALTER TABLE knowledge_fact VALIDATE CONSTRAINT knowledge_fact_version_fk"
DROP = "ALTER TABLE knowledge_fact DROP CONSTRAINT knowledge_fact_version_fk"
KINDS = [
    ("need", "need"),
    ("want", "wish"),
    ("expectation", "expectation"),
    ("decision", "what decides"),
    ("value", "value"),
    ("plan", "plan"),
    ("life", "life event"),
    ("business", "business event"),
    ("functional", "functional need"),
    ("emotional", "emotional need"),
    ("words", "words they use"),
    ("why_us", "why they buy from us"),
    ("why_other", "why they buy from a competitor"),
    ("unmet", "what nobody offers"),
    ("feeling_after", "feeling after the purchase"),
    ("feeling_use", "feeling in use"),
    ("formality", "formal or informal"),
    ("pace", "pace"),
    ("detail", "details or the short of it"),
    ("channel", "preferred channel"),
    ("hour", "good hour"),
    ("do", "do"),
    ("dont", "do not"),
    ("personality", "personality"),
    ("answer", "answer to a question"),
]


def version(*, held: bool) -> models.ForeignKey:
    """The column that names the wording; `held` says whether the database holds us to it."""
    return models.ForeignKey(
        to="knowledge.setversion",
        on_delete=django.db.models.deletion.SET_NULL,
        null=True,
        blank=True,
        related_name="answers",
        db_index=False,
        db_constraint=held,
    )


class Migration(migrations.Migration):
    """Beside the running work: no lock is held while rows are read."""

    atomic = False
    dependencies = [("knowledge", "0002_question_sets")]
    operations = [
        migrations.AddField(
            "fact", "question", models.CharField(blank=True, db_default="", default="", max_length=60)
        ),
        migrations.AlterField("fact", "kind", models.CharField(choices=KINDS, max_length=14)),
        migrations.AddField("fact", "value", models.JSONField(blank=True, null=True)),
        migrations.AddField("fact", "version", version(held=False)),
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL(ADD, DROP), migrations.RunSQL(VALIDATE, migrations.RunSQL.noop)],
            [migrations.AlterField("fact", "version", version(held=True))],
        ),
        AddIndexConcurrently(
            "fact", models.Index(fields=["version"], name="fact_version", condition=Q(version__isnull=False))
        ),
    ]
