"""Let a group say how its customers are treated."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

import peyvand.core.fields
from peyvand.people.choices import Channel

SET_NULL = django.db.models.deletion.SET_NULL


def unindexed(model):
    return models.ForeignKey(blank=True, db_index=False, null=True, on_delete=SET_NULL, related_name="+", to=model)


class Migration(migrations.Migration):
    """One new table."""

    dependencies = [
        ("people", "0009_forgetting"),
        ("platform", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            "Treatment",
            [
                (
                    "group",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="treatment",
                        serialize=False,
                        to="people.group",
                    ),
                ),
                ("first_response", models.PositiveIntegerField(blank=True, null=True)),
                ("owner_role", unindexed("platform.role")),
                ("contact_every", models.PositiveIntegerField(blank=True, null=True)),
                ("channel", models.CharField(blank=True, choices=Channel.choices, max_length=10)),
                ("discount", models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                ("gifts", peyvand.core.fields.PersianCharField(blank=True, max_length=200)),
                ("approver", unindexed(settings.AUTH_USER_MODEL)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(discount__gte=0, discount__lte=100), name="treatment_discount_in_percent"
                    )
                ]
            },
        ),
    ]
