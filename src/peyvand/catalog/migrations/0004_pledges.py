"""What customers hope of a product, and when somebody gets in touch after its sale."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import peyvand.core.fields

PLEDGES = [
    ("solves", "It solves the customer's problem"),
    ("designed", "Customers were thought of in its design"),
    ("answers", "We are a reliable source of answers about it"),
    ("price", "Its price fits"),
    ("belief", "We believe in it ourselves"),
    ("stays", "We do not vanish after the sale"),
]


class Migration(migrations.Migration):
    dependencies = [("catalog", "0003_price_list_version"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.AddField("product", "after_sale", models.PositiveIntegerField(null=True, blank=True)),
        migrations.CreateModel(
            name="PledgeAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("pledge", models.CharField(max_length=8, choices=PLEDGES)),
                ("kept", models.CharField(max_length=7, choices=[("yes", "yes"), ("no", "no"), ("unknown", "unknown")])),
                ("note", peyvand.core.fields.PersianTextField(blank=True)),
                ("on", models.DateField()),
                ("said_at", models.DateTimeField(auto_now_add=True)),
                ("holds", models.BooleanField(default=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        db_index=False,
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pledges",
                        to="catalog.product",
                        db_index=False,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["product", "pledge"], name="one_pledge_answer_holds", condition=models.Q(holds=True)
                    )
                ],
                "indexes": [models.Index(fields=["product", "-id"], name="pledge_answers")],
            },
        ),
    ]
