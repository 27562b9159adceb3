"""The SQL twins of peyvand.core.text and the trigram extension, before any table that uses them."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"


def function(name):
    return migrations.RunSQL((SQL / f"{name}.sql").read_text(encoding="utf-8"), f"DROP FUNCTION {name}(text)")


class Migration(migrations.Migration):

    replaces = [
        ('core', '0001_functions'),
        ('core', '0002_sort_in_the_short_way'),
    ]

    initial = True

    dependencies = []

    operations = [
        migrations.RunSQL("CREATE EXTENSION IF NOT EXISTS pg_trgm", migrations.RunSQL.noop),
        function("fa_key"),
        function("fa_sort"),
    ]
