"""Keep relationships counted, so that the board and Today need not count them all."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "tally.sql"
REVERSE = """
DROP TRIGGER relationship_tally_customer ON people_customer;
DROP TRIGGER relationship_tally_gone ON relationship_relationship;
DROP TRIGGER relationship_tally_changed ON relationship_relationship;
DROP TRIGGER relationship_tally_come ON relationship_relationship;
DROP FUNCTION relationship_tally_customer();
DROP FUNCTION relationship_tally_relationship();
"""


class Migration(migrations.Migration):
    """What fills the tally."""

    dependencies = [("relationship", "0001_initial"), ("people", "0001_initial")]
    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), REVERSE)]
