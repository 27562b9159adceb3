"""Count customers who change hands in time that grows with their number, whatever the connection did before."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "handed_over.sql"


class Migration(migrations.Migration):
    """The functions are replaced in place and count the same, so there is nothing to go back to."""

    dependencies = [("relationship", "0004_moves_without_an_index_of_flows")]
    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]
