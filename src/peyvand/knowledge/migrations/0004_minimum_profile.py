"""What must be known of whom, and how well each customer is known: two tables, and the triggers that keep the second."""

from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

SQL = Path(__file__).resolve().parent.parent / "sql" / "familiarity.sql"
TRIGGERS = {
    "people_customer": ("knowledge_customer_come", "knowledge_customer_changed"),
    "people_contactpoint": ("knowledge_contact_come", "knowledge_contact_changed", "knowledge_contact_gone"),
    "people_groupmember": ("knowledge_member_come", "knowledge_member_changed", "knowledge_member_gone"),
    "knowledge_fact": ("knowledge_fact_come", "knowledge_fact_changed", "knowledge_fact_gone"),
    "people_group": ("knowledge_group_ranked",),
}
FUNCTIONS = ("knowledge_measure_group()", "knowledge_measure_of()", "knowledge_measure_own()", "knowledge_measure(bigint[])")
REVERSE = "\n".join(
    [f"DROP TRIGGER {name} ON {table};" for table, names in TRIGGERS.items() for name in names]
    + [f"DROP FUNCTION {name};" for name in FUNCTIONS]
)
KEYS = django.contrib.postgres.fields.ArrayField(models.CharField(max_length=60))


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0003_answers"),
        ("people", "0011_parties"),
        ("platform", "0007_custom_fields"),
    ]
    operations = [
        migrations.CreateModel(
            "MinimumProfile",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("wants", KEYS.clone()),
                (
                    "group",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="minimum_profile",
                        to="people.group",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["group"], name="minimum_profile_once", nulls_distinct=False)
                ]
            },
        ),
        migrations.CreateModel(
            "Familiarity",
            [
                (
                    "customer",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="familiarity",
                        serialize=False,
                        to="people.customer",
                    ),
                ),
                ("wanted", models.PositiveIntegerField()),
                ("missing", KEYS.clone()),
                ("percent", models.PositiveIntegerField()),
                ("rank", models.PositiveIntegerField(null=True)),
                ("facts", models.PositiveIntegerField(default=0)),
                ("asked", models.PositiveIntegerField(default=0)),
                ("first_hand", models.PositiveIntegerField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(percent__lte=100) & Q(asked__lte=F("facts")), name="familiarity_adds_up"
                    )
                ],
                "indexes": [
                    models.Index(fields=["rank", "customer"], name="familiarity_below", condition=Q(percent__lt=100))
                ],
            },
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), REVERSE),
        # Django makes the index last, and PostgreSQL makes none on a table with checks that still wait.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
    ]
