"""Make the audit append-only, and remember why jobs failed."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).resolve().parent.parent / "sql" / "audit_append_only.sql"
REVERSE = "DROP TRIGGER platform_audit_append_only ON platform_auditentry; DROP FUNCTION platform_audit_is_append_only();"


class Migration(migrations.Migration):
    """One trigger, one table."""

    dependencies = [("platform", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="auditentry",
            name="actor",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.CreateModel(
            name="JobFailure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("job_id", models.BigIntegerField(db_index=True)),
                ("error", models.CharField(max_length=500)),
                ("trace", models.TextField(blank=True)),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), REVERSE),
    ]
