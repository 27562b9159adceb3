"""Ways of being reached are measured only where a minimum profile wants them."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "familiarity_reached.sql"
REVERSE = """
CREATE OR REPLACE TRIGGER knowledge_contact_come AFTER INSERT ON people_contactpoint
    REFERENCING NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION knowledge_measure_of();
CREATE OR REPLACE TRIGGER knowledge_contact_changed AFTER UPDATE ON people_contactpoint
    REFERENCING OLD TABLE AS gone NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION knowledge_measure_of();
CREATE OR REPLACE TRIGGER knowledge_contact_gone AFTER DELETE ON people_contactpoint
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION knowledge_measure_of();
DROP FUNCTION knowledge_measure_reached();
"""


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0004_minimum_profile")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), REVERSE)]
