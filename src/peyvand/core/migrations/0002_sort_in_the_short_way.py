"""Sort keys of names with a number, or without a family name, take the short way: the same keys, three times as quick."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("core", "0001_functions")]

    operations = [
        migrations.RunSQL((SQL / "fa_sort.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
