"""What the engine works out of a customer: the numbers that stages are decided by, and how close we are to her."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F

from peyvand.people.choices import Channel, ContactWay
from peyvand.relationship.querysets import OfCustomers


class Facts(models.Model):
    """Numbers of one customer up to the day `as_of`, kept by `sql/facts.sql`. Days are counted once each.

    `purchases`, `first_on`, `last_on`, `median_gap`, `p90_gap` (days) speak of the days with a positive exchange (all
    days, for a customer who only returned goods). Amounts are in the smallest unit of `currency`; `yearly` is what she
    exchanged in the 365 days up to her last exchange. `signature` changes whenever those days change, `checksum` whenever
    an order does. `sold` is only kept beside returns, in the same 90 days.
    """

    customer = models.OneToOneField("people.Customer", on_delete=models.CASCADE, primary_key=True, related_name="facts")
    group = models.ForeignKey("people.Group", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    exchanges = models.IntegerField(default=0)
    purchases = models.IntegerField(default=0)
    first_on = models.DateField(null=True)
    last_on = models.DateField(null=True)
    last_any_on = models.DateField(null=True)
    currency = models.CharField(max_length=3, default="IRR")
    revenue = models.BigIntegerField(default=0)
    yearly = models.BigIntegerField(default=0)
    median_gap = models.FloatField(null=True)
    p90_gap = models.FloatField(null=True)
    basket_now = models.BigIntegerField(null=True)
    basket_before = models.BigIntegerField(null=True)
    returned = models.BigIntegerField(default=0)
    sold = models.BigIntegerField(default=0)
    contacts_now = models.IntegerField(default=0)
    contacts_before = models.IntegerField(default=0)
    last_contact_on = models.DateField(null=True)
    signature = models.BigIntegerField(default=0)
    checksum = models.BigIntegerField(default=0)
    as_of = models.DateField()

    def __str__(self) -> str:
        return f"{self.customer_id}: {self.purchases}"


class Closeness(models.Model):
    """How close we are to a customer in points, at most 100, and whence they come; kept by `sql/closeness.sql`.

    We were last in touch on `touched_on` and should be every `gap` days; every so many working days, where her group
    says (`every`), and perhaps in which `way`: then only such contacts count. She can be reached on the `channels`, and `percent` of her minimum profile is known.
    """

    customer = models.OneToOneField(
        "people.Customer", on_delete=models.CASCADE, primary_key=True, related_name="closeness"
    )
    touched_on = models.DateField(null=True)
    every = models.PositiveIntegerField(null=True)
    way = models.CharField(max_length=8, choices=ContactWay.choices, blank=True)
    gap = models.FloatField()
    channels = ArrayField(models.CharField(max_length=10, choices=Channel.choices))
    percent = models.PositiveIntegerField()
    contact = models.PositiveIntegerField()
    reach = models.PositiveIntegerField()
    knowledge = models.PositiveIntegerField()
    points = models.GeneratedField(
        expression=F("contact") + F("reach") + F("knowledge"),
        output_field=models.PositiveIntegerField(),
        db_persist=True,
    )

    objects = OfCustomers.as_manager()

    class Meta:
        indexes = [models.Index(fields=["points", "customer"], name="closeness_in_order")]

    def __str__(self) -> str:
        return f"{self.customer_id}: {self.points}"
