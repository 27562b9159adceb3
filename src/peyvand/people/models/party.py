"""What customers are to us beside customers, and what they are to each other."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from peyvand.core.fields import PersianCharField
from peyvand.people.choices import PartyKind
from peyvand.people.querysets import RelationQuerySet


class PartyRole(models.Model):
    """One of the things a customer is to us. Who has no row is a customer and nothing else."""

    customer = models.ForeignKey(
        "people.Customer", on_delete=models.CASCADE, related_name="party_roles", db_index=False
    )
    role = models.CharField(max_length=12, choices=PartyKind.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["customer", "role"], name="party_role_once")]
        indexes = [models.Index(fields=["role", "customer"], name="party_role_customers")]

    def __str__(self) -> str:
        return str(self.get_role_display())


class RelationKind(models.Model):
    """A way in which two customers belong together, named from both ends in both languages.

    "Alborz is the parent company of Naderi" is `forward`, "Naderi is a subsidiary of Alborz" is `backward`; without a
    name of its own the way back is called the same.
    """

    forward_fa = PersianCharField(max_length=60)
    forward_en = models.CharField(max_length=60)
    backward_fa = PersianCharField(max_length=60, blank=True)
    backward_en = models.CharField(max_length=60, blank=True)
    rank = models.PositiveIntegerField(default=100)

    class Meta:
        ordering = ("rank", "id")
        constraints = [models.UniqueConstraint(fields=["forward_en"], name="relation_kind_once")]

    def __str__(self) -> str:
        return self.forward_en

    def said(self, language: str, *, backward: bool = False) -> str:
        """Return what one end is to the other, in a language."""
        ahead, back = (self.forward_fa, self.backward_fa) if language == "fa" else (self.forward_en, self.backward_en)
        return back if backward and back else ahead


class Relation(models.Model):
    """`source` is something to `target` (see its kind), from a day on and perhaps up to one.

    Merging may leave a customer in relation to herself; such a row is kept for the way back and never shown.
    """

    kind = models.ForeignKey(RelationKind, on_delete=models.PROTECT, related_name="relations", db_index=False)
    source = models.ForeignKey(
        "people.Customer", on_delete=models.CASCADE, related_name="relations_ahead", db_index=False
    )
    target = models.ForeignKey("people.Customer", on_delete=models.CASCADE, related_name="relations_back")
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)
    note = PersianCharField(max_length=300, blank=True)
    by = models.ForeignKey("platform.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    at = models.DateTimeField(auto_now_add=True)

    objects = RelationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "target", "kind"], name="relation_once"),
            models.CheckConstraint(
                condition=Q(from_on=None) | Q(to_on=None) | Q(to_on__gte=F("from_on")),
                name="relation_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} -> {self.target_id}"
