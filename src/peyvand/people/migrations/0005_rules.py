"""Let groups have a rule, and remember who was in them from when until when."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from peyvand.platform import organisation

SQL = Path(__file__).resolve().parent.parent / "sql" / "stays.sql"
REVERSE = """
DROP TRIGGER people_group_stay_ends ON people_groupmember;
DROP TRIGGER people_group_stay_begins ON people_groupmember;
DROP FUNCTION people_group_stay();
"""
BEGUN = """
INSERT INTO people_groupstay (group_id, customer_id, joined_on)
SELECT group_id, customer_id, since FROM people_groupmember
"""


def belongs_to(model, related_name):
    return models.ForeignKey(
        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name=related_name, to=model
    )


class Migration(migrations.Migration):
    """New columns that nobody fills yet, a new table, and the triggers that write it."""

    dependencies = [("people", "0004_latest_touch_index"), ("platform", "0001_initial")]
    operations = [
        migrations.AddField("group", "rule", models.JSONField(blank=True, null=True)),
        migrations.AddField("group", "measures", models.BooleanField(db_default=True, default=True)),
        migrations.AddField("group", "filled_at", models.DateTimeField(blank=True, null=True)),
        migrations.AlterField("groupmember", "since", models.DateField(default=organisation.today)),
        migrations.CreateModel(
            "GroupStay",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("group", belongs_to("people.group", "stays")),
                ("customer", belongs_to("people.customer", "stays")),
                ("joined_on", models.DateField()),
                ("left_on", models.DateField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["customer", "group"], name="group_stay_customer"),
                    models.Index(fields=["group", "-joined_on", "-id"], name="group_stay_joined"),
                    models.Index(
                        fields=["group", "-left_on", "-id"],
                        name="group_stay_left",
                        condition=Q(left_on__isnull=False),
                    ),
                ]
            },
        ),
        migrations.RunSQL(BEGUN, migrations.RunSQL.noop),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), REVERSE),
    ]
