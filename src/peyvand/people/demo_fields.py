"""What the demo company asks of every café beside the usual: its own fields, and what it knows so far."""

from __future__ import annotations

from typing import Any

from peyvand.people.actions.customers import update_customer
from peyvand.people.models import Customer
from peyvand.platform.actions.fields import FieldFacts, save_field
from peyvand.platform.demo import Telling, forget
from peyvand.platform.fields import indexing, registry
from peyvand.platform.fields.definition import Option
from peyvand.platform.models import CustomField

FIELDS = (
    FieldFacts(
        "choice", "machine", "دستگاه اسپرسو", "Espresso machine", "چیزی که امروز با آن کار می‌کند",
        variant="organisation", is_demo=True,
        options=(Option("", "دو گروپ", "Two groups"), Option("", "سه گروپ", "Three groups"), Option("", "اهرمی", "Lever")),
    ),
    FieldFacts("number", "weekly_kilos", "مصرف هفتگی (کیلو)", "Kilos a week", variant="organisation", is_demo=True),
    FieldFacts("date", "tasting", "آخرین روز چشیدن", "Last tasting", is_demo=True),
    FieldFacts("flag", "own_roast", "خودش برشته می‌کند", "Roasts for itself", variant="organisation", is_demo=True),
)  # fmt: skip
MACHINES = ("two_groups", "three_groups", "lever")


def define(telling: Telling) -> None:
    """Let Ali define the fields, and the sellers fill them for the cafés they know best."""
    for facts in FIELDS:
        save_field(actor=telling.colleagues["ali"], subject="customer", facts=facts)
    known = Customer.objects.filter(is_demo=True, kind="organisation").exclude(owner=None).select_related("owner")
    for number, customer in enumerate(known.order_by("pk")[:12]):
        profile: dict[str, Any] = {
            "custom_machine": MACHINES[number % 3],
            "custom_weekly_kilos": 4 + 3 * (number % 5),
            "custom_tasting": telling.day(20 + 9 * number).isoformat(),
        }
        if number % 4 == 0:
            profile["custom_own_roast"] = number % 8 == 0
        update_customer(actor=telling.colleagues["mina"], customer_id=customer.pk, profile=profile)


def remove() -> None:
    """Take the fields away; one that somebody filled for a customer of her own stays."""
    for row in CustomField.objects.filter(is_demo=True):
        if Customer.objects.filter(is_demo=False, extra__has_key=row.key).exists():
            CustomField.objects.filter(pk=row.pk).update(is_demo=False)
    fields = CustomField.objects.filter(is_demo=True)
    ids = list(fields.values_list("pk", flat=True))
    forget("customfield", ids)
    forget("field", ids)  # the jobs for their indexes
    fields.delete()
    for pk in ids:
        indexing.drop(pk)
    if ids:
        registry.renew()
