"""Which contacts keep the cadence of a group."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0012_step_of")]
    operations = [
        migrations.AddField(
            "treatment",
            "contact_by",
            models.CharField(
                max_length=8,
                choices=[
                    ("personal", "only a call, a meeting or a visit"),
                    ("met", "only a meeting or a visit"),
                    ("visit", "only a visit"),
                ],
                blank=True,
                default="",
                db_default="",
            ),
        ),
    ]
