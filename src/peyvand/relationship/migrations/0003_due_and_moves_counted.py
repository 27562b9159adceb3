"""Keep on which day time moves a relationship, by what everybody was decided, and the moves counted by day."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).resolve().parent.parent / "sql" / "flow.sql"
REVERSE = """
DROP TRIGGER relationship_flow_customer ON people_customer;
DROP TRIGGER relationship_flow_gone ON relationship_stagemove;
DROP TRIGGER relationship_flow_changed ON relationship_stagemove;
DROP TRIGGER relationship_flow_come ON relationship_stagemove;
DROP FUNCTION relationship_flow_customer();
DROP FUNCTION relationship_flow_move();
"""


class Migration(migrations.Migration):
    """What a review of the due needs, and what fills the tally of moves."""

    dependencies = [("relationship", "0002_tally")]
    operations = [
        migrations.AddField("relationship", "due_on", models.DateField(null=True)),
        migrations.CreateModel(
            name="Reviewed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("measures", models.JSONField()),
                ("day", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="MoveTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("owner_id", models.BigIntegerField(null=True)),
                ("team_id", models.BigIntegerField(null=True)),
                ("day", models.DateField()),
                ("previous", models.CharField(blank=True, max_length=20)),
                ("stage", models.CharField(max_length=20)),
                ("n", models.BigIntegerField()),
            ],
            options={"indexes": [models.Index(fields=["day"], name="move_tally_by_day")]},
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), REVERSE),
    ]
