"""The customer: a person or an organisation that we have, had or want a relationship with."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Concat
from django.utils.functional import cached_property

from peyvand.core.fields import FaKey, FaSort, PersianCharField, PersianTextField
from peyvand.people.choices import Kind, PersonTitle, Source
from peyvand.people.querysets import CustomerQuerySet
from peyvand.platform.choices import Language


class Customer(models.Model):
    """One customer. `name` is what people call her; `reach` repeats phones, e-mails and numbers for the search;
    `extra` holds the values of the organisation's own fields by their keys.

    `search` and `sort_key` are computed by the database from the SQL twins of `core.text.key` and `sort_key`.
    """

    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.PERSON)
    name = PersianCharField(max_length=200)
    title = models.CharField(max_length=10, choices=PersonTitle.choices, blank=True)
    given_name = PersianCharField(max_length=100, blank=True)
    family_name = PersianCharField(max_length=100, blank=True)
    legal_name = PersianCharField(max_length=200, blank=True)
    external_id = models.CharField(max_length=100, null=True, blank=True)
    national_id = models.CharField(
        max_length=11, null=True, blank=True, help_text="person: 10 digits, organisation: 11"
    )
    economic_code = models.CharField(max_length=20, blank=True)
    registration_number = models.CharField(max_length=20, blank=True)
    industry = PersianCharField(max_length=100, blank=True)
    city = PersianCharField(max_length=80, blank=True)
    source = models.CharField(max_length=20, choices=Source.choices, blank=True)
    language = models.CharField(max_length=2, choices=Language.choices, blank=True)
    birthday = models.DateField(null=True, blank=True)
    notes = PersianTextField(blank=True)
    extra = models.JSONField(default=dict, db_default=Value({}, models.JSONField()), blank=True)
    owner = models.ForeignKey(
        "platform.User",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="owned_customers",
        db_index=False,
    )
    team = models.ForeignKey(
        "platform.Team",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="customers",
        db_index=False,
    )
    co_owners = models.ManyToManyField("platform.User", through="people.CoOwner", related_name="co_owned_customers")
    groups = models.ManyToManyField("people.Group", through="people.GroupMember", related_name="customers")
    next_step = PersianCharField(max_length=200, blank=True)
    next_step_on = models.DateField(null=True, blank=True)
    next_step_by = models.ForeignKey(
        "platform.User",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="next_steps",
        db_index=False,
    )
    last_touch_at = models.DateTimeField(null=True, blank=True)
    reach = models.TextField(blank=True, default="")
    search = models.GeneratedField(
        expression=FaKey(
            Concat(
                "name",
                Value("|"),
                "given_name",
                Value("|"),
                "family_name",
                Value("|"),
                "legal_name",
                Value("|"),
                "reach",
                output_field=models.TextField(),
            )
        ),
        output_field=models.TextField(),
        db_persist=True,
    )
    sort_key = models.GeneratedField(
        expression=FaSort(Concat("family_name", Value(" "), "name", output_field=models.TextField())),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )
    version = models.PositiveIntegerField(default=1)
    made_by_import = models.ForeignKey(
        "platform.Import", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    created_by = models.ForeignKey(
        "platform.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged_from", db_index=False
    )
    is_demo = models.BooleanField(default=False)

    objects = CustomerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["external_id"], name="customer_external_id_once"),
            models.CheckConstraint(condition=~Q(name=""), name="customer_has_a_name"),
        ]
        indexes = [
            GinIndex(fields=["search"], name="customer_search", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["sort_key", "id"], name="customer_by_name", condition=Q(deleted_at=None)),
            models.Index(fields=["owner", "sort_key", "id"], name="customer_of_owner", condition=Q(deleted_at=None)),
            models.Index(fields=["team", "sort_key", "id"], name="customer_of_team", condition=Q(deleted_at=None)),
            models.Index(fields=["-created_at", "-id"], name="customer_newest", condition=Q(deleted_at=None)),
            models.Index(fields=["last_touch_at", "id"], name="customer_by_touch", condition=Q(deleted_at=None)),
            # Lists put what is missing last in both directions, so the way down needs an index of its own.
            models.Index(
                F("last_touch_at").desc(nulls_last=True),
                F("id").desc(),
                name="customer_latest_touch",
                condition=Q(deleted_at=None),
            ),
            models.Index(fields=["national_id"], name="customer_national_id", condition=Q(national_id__isnull=False)),
            models.Index(fields=["made_by_import"], name="customer_import", condition=Q(made_by_import__isnull=False)),
            models.Index(fields=["id"], name="customer_removed", condition=Q(deleted_at__isnull=False)),
            models.Index(fields=["merged_into"], name="customer_merged", condition=Q(merged_into__isnull=False)),
            # Whose step it is: of who is to take it, else of who answers for her. Today reads a person's in order of days,
            # and counts them without looking at a customer (PostgreSQL wants the columns of an expression beside it).
            models.Index(
                Coalesce("next_step_by", "owner"),
                "next_step_on",
                "id",
                include=["owner", "next_step_by", "team"],
                name="customer_step_of",
                condition=Q(next_step_on__isnull=False, deleted_at=None),
            ),
            models.Index(
                fields=["owner", "id"],
                name="customer_no_step",
                condition=Q(next_step_on=None, deleted_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_person(self) -> bool:
        """Tell a person from an organisation."""
        return self.kind == Kind.PERSON

    @cached_property
    def co_owner_ids(self) -> set[int]:
        """Return who answers for her beside her owner; read once."""
        return {share.user_id for share in self.co_ownerships.all()}


class CoOwner(models.Model):
    """A colleague who answers for a customer beside her owner."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="co_ownerships", db_index=False)
    user = models.ForeignKey("platform.User", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["customer", "user"], name="co_owner_once")]

    def __str__(self) -> str:
        return f"{self.customer_id}: {self.user_id}"
