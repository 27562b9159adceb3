"""Keep relationships counted, so that the board and Today need not count them all."""

from pathlib import Path

from django.db import migrations, models
from django.db.models import Q

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
    """A table, what fills it, and an index that answers who moved where without the rows."""

    dependencies = [("relationship", "0002_checksum"), ("people", "0003_customer_removed")]

    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("owner_id", models.BigIntegerField(null=True)),
                ("team_id", models.BigIntegerField(null=True)),
                ("stage", models.CharField(max_length=20)),
                ("currency", models.CharField(max_length=3)),
                ("needs_from", models.DateField(null=True)),
                ("n", models.BigIntegerField()),
                ("value", models.BigIntegerField()),
            ],
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), REVERSE),
        migrations.RemoveIndex(model_name="stagemove", name="stage_move_by_day"),
        migrations.AddIndex(
            model_name="stagemove",
            index=models.Index(
                condition=~Q(previous=""), fields=["from_on", "previous", "stage", "customer"], name="stage_move_flow"
            ),
        ),
    ]
