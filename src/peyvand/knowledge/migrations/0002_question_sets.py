"""Questions of the company's own: their sets and versions."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

import peyvand.core.fields


class Migration(migrations.Migration):
    """New tables."""

    dependencies = [
        ("knowledge", "0001_initial"),
        ("people", "0011_parties"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            "QuestionSet",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title_fa", peyvand.core.fields.PersianCharField(blank=True, max_length=80)),
                ("title_en", peyvand.core.fields.PersianCharField(blank=True, max_length=80)),
                ("variant", models.CharField(blank=True, max_length=12)),
                ("is_built_in", models.BooleanField(default=False)),
                ("is_demo", models.BooleanField(default=False)),
                ("archived_at", models.DateTimeField(blank=True, null=True)),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="question_sets",
                        to="people.group",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["is_built_in"], name="one_built_in_set", condition=Q(is_built_in=True)
                    ),
                    models.CheckConstraint(
                        condition=~Q(title_fa="") | ~Q(title_en=""), name="question_set_has_a_title"
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            "SetVersion",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("questions", models.JSONField(default=list)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "set",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="knowledge.questionset",
                    ),
                ),
            ],
            options={"constraints": [models.UniqueConstraint(fields=["set", "number"], name="set_version_once")]},
        ),
    ]
