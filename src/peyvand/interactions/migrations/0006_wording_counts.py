"""How we write about customers: counts by month and team."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("interactions", "0005_consents_imported"), ("platform", "0009_import_changes_by_one_index")]
    operations = [
        migrations.CreateModel(
            name="WordingCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField()),
                ("notes", models.PositiveIntegerField()),
                ("writers", models.PositiveIntegerField()),
                ("judging", models.PositiveIntegerField()),
                ("counted_at", models.DateTimeField()),
                (
                    "team",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="platform.team"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["month", "team"], name="one_wording_count", nulls_distinct=False)
                ]
            },
        ),
    ]
