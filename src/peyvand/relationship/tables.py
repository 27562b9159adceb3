"""What relationships add to the list of customers: stage, since when, value at stake, last exchange."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from peyvand.core.manifest import ListField
from peyvand.relationship.choices import Stage

NEED = ("relationship", "view")
LIST_FIELDS = (
    ListField(
        "customer", "stage", _("Stage"), "relationship__stage", "stage", choices=lambda: list(Stage.choices),
        select_related="relationship", default=True, sortable=True, in_api=True, need=NEED,
    ),
    ListField(
        "customer", "stage_since", _("In this stage since"), "relationship__since", "date", sortable=True, need=NEED,
    ),
    ListField(
        "customer", "at_stake", _("Value at stake a year"), "relationship__value", "money", default=True, sortable=True,
        select_related="relationship", need=NEED, currency="relationship__currency",
    ),
    ListField("customer", "last_exchange", _("Last order"), "facts__last_on", "date", sortable=True, need=NEED),
    ListField("customer", "exchanges", _("Orders"), "facts__exchanges", "number", sortable=True, need=NEED),
)  # fmt: skip
