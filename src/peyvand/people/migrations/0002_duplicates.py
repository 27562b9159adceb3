"""Remember who may be one and the same, what was decided about them, and the way back from a merge."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

CASCADE, SET_NULL = django.db.models.deletion.CASCADE, django.db.models.deletion.SET_NULL


def number():
    return ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


def customer(related_name, db_index=True):
    return models.ForeignKey(on_delete=CASCADE, related_name=related_name, to="people.customer", db_index=db_index)


def colleague():
    return models.ForeignKey(
        db_index=False, null=True, on_delete=SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
    )


class Migration(migrations.Migration):
    """New tables, and one new column without a default: nothing is rewritten."""

    dependencies = [("people", "0001_initial"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.AddField(
            "customer",
            "merged_into",
            models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=SET_NULL,
                related_name="merged_from",
                to="people.customer",
            ),
        ),
        migrations.CreateModel(
            "DuplicateKey",
            [
                number(),
                ("customer", customer("duplicate_keys", db_index=False)),
                ("key", models.BigIntegerField()),
                ("most", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["customer", "key"], name="duplicate_key_once")],
                "indexes": [models.Index(fields=["key"], name="duplicate_key_shared")],
            },
        ),
        migrations.CreateModel(
            "DuplicatePair",
            [
                number(),
                ("low", customer("pairs_above", db_index=False)),
                ("high", customer("pairs_below")),
                ("score", models.PositiveIntegerField()),
                (
                    "surety",
                    models.CharField(
                        choices=[
                            ("exact", "surely the same"),
                            ("likely", "probably the same"),
                            ("possible", "perhaps the same"),
                        ],
                        max_length=8,
                    ),
                ),
                ("reasons", models.JSONField(default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "to be looked at"), ("dismissed", "not the same"), ("merged", "merged")],
                        default="open",
                        max_length=9,
                    ),
                ),
                ("found_on", models.DateField()),
                ("seen_at", models.DateTimeField()),
                ("decided_by", colleague()),
                ("decided_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["low", "high"], name="duplicate_pair_once"),
                    models.CheckConstraint(condition=Q(low__lt=F("high")), name="duplicate_pair_in_order"),
                ],
                "indexes": [
                    models.Index(fields=["-score", "-id"], name="duplicate_pair_open", condition=Q(state="open")),
                    models.Index(
                        fields=["-decided_at", "-id"],
                        name="duplicate_pair_decided",
                        condition=Q(state="dismissed"),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            "Merge",
            [
                number(),
                ("keep", customer("merges")),
                ("lose", customer("merges_away")),
                ("actor", colleague()),
                ("at", models.DateTimeField()),
                ("before", models.JSONField(default=dict)),
                ("after", models.JSONField(default=dict)),
                ("lost", models.JSONField(default=dict)),
                ("moved", models.JSONField(default=dict)),
                ("rows", models.JSONField(default=dict)),
                ("parts", models.JSONField(default=dict)),
                ("undone_at", models.DateTimeField(null=True)),
                ("undone_by", colleague()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["lose"], name="merged_into_one", condition=Q(undone_at=None)),
                    models.CheckConstraint(condition=~Q(keep=F("lose")), name="merge_of_two"),
                ],
                "indexes": [models.Index(fields=["-at", "-id"], name="merge_newest", condition=Q(undone_at=None))],
            },
        ),
        migrations.CreateModel(
            "MergeRun",
            [
                number(),
                (
                    "actor",
                    models.ForeignKey(on_delete=CASCADE, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "waiting"), ("running", "running"), ("done", "done")],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("total", models.PositiveIntegerField(default=0)),
                ("merged", models.PositiveIntegerField(default=0)),
                ("left", models.PositiveIntegerField(default=0)),
                ("after_id", models.BigIntegerField(default=0)),
                ("until_id", models.BigIntegerField(default=0)),
                ("started_at", models.DateTimeField(auto_now_add=True)),
                ("finished_at", models.DateTimeField(null=True)),
            ],
        ),
    ]
