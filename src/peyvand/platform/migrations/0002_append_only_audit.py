"""Make the audit append-only."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "audit_append_only.sql"
REVERSE = "DROP TRIGGER platform_audit_append_only ON platform_auditentry; DROP FUNCTION platform_audit_is_append_only();"


class Migration(migrations.Migration):
    """One trigger."""

    dependencies = [("platform", "0001_initial")]
    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), REVERSE)]
