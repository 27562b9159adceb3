"""Let a relationship say whose it is, so that Today finds a person's own without reading everybody's customers."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).resolve().parent.parent / "sql" / "ours.sql"
REVERSE = """
DROP TRIGGER relationship_ours ON people_customer;
DROP FUNCTION relationship_ours();
"""


class Migration(migrations.Migration):
    """Columns without a default take no time; the trigger is there before what was known is filled in."""

    dependencies = [("relationship", "0006_problem_promise")]
    operations = [
        migrations.AddField("relationship", "owner_id", models.BigIntegerField(null=True)),
        migrations.AddField("relationship", "team_id", models.BigIntegerField(null=True)),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), REVERSE),
    ]
