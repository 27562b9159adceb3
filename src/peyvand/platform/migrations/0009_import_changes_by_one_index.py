"""What an import changed is found by the index that keeps it unique; a second one over the import alone only cost."""

import django.db.models.deletion
from django.db import migrations, models

INDEX = "platform_importchange_run_id_1c923c1f"


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("platform", "0008_audit_origin")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f"DROP INDEX CONCURRENTLY IF EXISTS {INDEX}",
                    f"CREATE INDEX CONCURRENTLY IF NOT EXISTS {INDEX} ON platform_importchange (run_id)",
                )
            ],
            state_operations=[
                migrations.AlterField(
                    "importchange",
                    "run",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="platform.import",
                    ),
                )
            ],
        )
    ]
