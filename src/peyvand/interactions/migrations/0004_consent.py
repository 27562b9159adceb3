"""Remember what customers say about being contacted, and whom nobody contacts."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import peyvand.core.fields
from peyvand.interactions.choices import ConsentSource, Purpose
from peyvand.people.choices import Channel

# What was said is never rewritten: only whose it is (customers merge) and who wrote it down (a colleague is removed).
GUARD = """
CREATE FUNCTION interactions_consent_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what a customer said about being contacted is only added to' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER interactions_consent_stays
    BEFORE UPDATE OF channel, purpose, given, source, proof, at ON interactions_consent
    FOR EACH ROW WHEN (
        (OLD.channel, OLD.purpose, OLD.given, OLD.source, OLD.proof, OLD.at)
        IS DISTINCT FROM (NEW.channel, NEW.purpose, NEW.given, NEW.source, NEW.proof, NEW.at))
    EXECUTE FUNCTION interactions_consent_stays();
"""
REVERSE = """
DROP TRIGGER interactions_consent_stays ON interactions_consent;
DROP FUNCTION interactions_consent_stays();
"""


def number():
    return ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


def colleague():
    return models.ForeignKey(
        db_index=False,
        null=True,
        on_delete=django.db.models.deletion.SET_NULL,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
    )


class Migration(migrations.Migration):
    """Two new tables and the guard of the first."""

    dependencies = [
        ("interactions", "0003_before_contact"),
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            "Consent",
            [
                number(),
                (
                    "customer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to="people.customer",
                    ),
                ),
                ("channel", models.CharField(choices=Channel.choices, max_length=10)),
                ("purpose", models.CharField(choices=Purpose.choices, max_length=10)),
                ("given", models.BooleanField()),
                ("source", models.CharField(choices=ConsentSource.choices, max_length=10)),
                ("proof", peyvand.core.fields.PersianCharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                ("by", colleague()),
            ],
            options={
                "ordering": ("-at", "-id"),
                "indexes": [
                    models.Index(fields=["customer", "channel", "purpose", "-at", "-id"], name="consent_newest")
                ],
            },
        ),
        migrations.CreateModel(
            "Suppression",
            [
                number(),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("masked", models.CharField(max_length=60)),
                ("reason", peyvand.core.fields.PersianCharField(blank=True, max_length=200)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("by", colleague()),
            ],
            options={"ordering": ("-at", "-id")},
        ),
        migrations.RunSQL(GUARD, REVERSE),
    ]
