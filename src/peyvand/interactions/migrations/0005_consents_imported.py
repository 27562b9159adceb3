"""Which import brought an answer about being contacted, so that it can be taken back."""

import django.db.models.deletion
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

ADD = """
ALTER TABLE interactions_consent ADD CONSTRAINT interactions_consent_import_fk FOREIGN KEY (made_by_import_id)
REFERENCES platform_import (id) DEFERRABLE INITIALLY DEFERRED NOT VALID
"""
VALIDATE = "ALTER TABLE interactions_consent VALIDATE CONSTRAINT interactions_consent_import_fk"
DROP = "ALTER TABLE interactions_consent DROP CONSTRAINT interactions_consent_import_fk"


def made_by_import(*, held: bool) -> models.ForeignKey:
    """The column that names the import; `held` says whether the database holds us to it."""
    return models.ForeignKey(
        to="platform.import",
        on_delete=django.db.models.deletion.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        db_constraint=held,
    )


class Migration(migrations.Migration):
    """Beside the running work: no lock is held while rows are read."""

    atomic = False
    dependencies = [("interactions", "0004_consent"), ("platform", "0001_initial")]
    operations = [
        migrations.AddField("consent", "made_by_import", made_by_import(held=False)),
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL(ADD, DROP), migrations.RunSQL(VALIDATE, migrations.RunSQL.noop)],
            [migrations.AlterField("consent", "made_by_import", made_by_import(held=True))],
        ),
        AddIndexConcurrently(
            model_name="consent",
            index=models.Index(
                fields=["made_by_import"],
                name="consent_import",
                condition=models.Q(made_by_import__isnull=False),
            ),
        ),
    ]
