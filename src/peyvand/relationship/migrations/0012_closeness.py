"""Keep how close we are to each customer, so that lists, rules and reports can ask for it."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F
from procrastinate.contrib.django import app


def work_out(apps, schema_editor):
    """Let the worker do it for whoever is there already: there may be a million."""
    if apps.get_model("people", "Customer").objects.exists():
        task = app.configure_task("relationship.review_everyone", queue="default", lock="review_everyone")
        task.defer(replay=False)


class Migration(migrations.Migration):
    """A table of its own: it is written every night, and nothing else waits for that."""

    dependencies = [
        ("people", "0012_step_of"),
        ("procrastinate", "0041_post_retry_failed_job"),
        ("relationship", "0011_decisions"),
    ]
    operations = [
        migrations.CreateModel(
            name="Closeness",
            fields=[
                (
                    "customer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="closeness",
                        serialize=False,
                        to="people.customer",
                    ),
                ),
                ("touched_on", models.DateField(null=True)),
                ("every", models.PositiveIntegerField(null=True)),
                (
                    "way",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("personal", "call, meeting or visit"),
                            ("met", "meeting or visit"),
                            ("visit", "visit"),
                        ],
                        max_length=8,
                    ),
                ),
                ("gap", models.FloatField()),
                (
                    "channels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("call", "call"),
                                ("sms", "text message"),
                                ("message", "messenger"),
                                ("email", "e-mail"),
                                ("post", "letter"),
                                ("visit", "visit"),
                            ],
                            max_length=10,
                        ),
                        size=None,
                    ),
                ),
                ("percent", models.PositiveIntegerField()),
                ("contact", models.PositiveIntegerField()),
                ("reach", models.PositiveIntegerField()),
                ("knowledge", models.PositiveIntegerField()),
                (
                    "points",
                    models.GeneratedField(
                        db_persist=True,
                        expression=F("contact") + F("reach") + F("knowledge"),
                        output_field=models.PositiveIntegerField(),
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["points", "customer"], name="closeness_in_order")]},
        ),
        migrations.RunPython(work_out, migrations.RunPython.noop),
    ]
