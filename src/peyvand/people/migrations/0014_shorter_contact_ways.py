"""Shorter names of the contacts that keep a cadence."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0013_treatment_contact_by")]
    operations = [
        migrations.AlterField(
            "treatment",
            "contact_by",
            models.CharField(
                max_length=8,
                choices=[
                    ("personal", "call, meeting or visit"),
                    ("met", "meeting or visit"),
                    ("visit", "visit"),
                ],
                blank=True,
                default="",
                db_default="",
            ),
        ),
    ]
