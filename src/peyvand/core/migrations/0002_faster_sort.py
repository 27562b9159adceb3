"""Sort keys of names with digits take the short way too: the same values, so nothing is written anew."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql" / "fa_sort.sql"


class Migration(migrations.Migration):
    """One function, replaced."""

    dependencies = [("core", "0001_functions")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]
