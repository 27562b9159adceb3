"""What is remembered of orders."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from peyvand.core.fields import PersianCharField
from peyvand.sales.choices import DiscountState, OrderKind
from peyvand.sales.querysets import DiscountRequestQuerySet, OrderQuerySet


class Order(models.Model):
    """One order or return. `day` is its date in the organisation's zone; `total` is in the smallest unit of `currency`,
    negative when value went back to the customer."""

    customer = models.ForeignKey("people.Customer", on_delete=models.CASCADE, related_name="orders", db_index=False)
    number = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=6, choices=OrderKind.choices, default=OrderKind.SALE)
    placed_at = models.DateTimeField()
    day = models.DateField()
    currency = models.CharField(max_length=3, default="IRR")
    total = models.BigIntegerField(default=0)
    line_count = models.PositiveIntegerField(default=0)
    note = PersianCharField(max_length=300, blank=True)
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

    objects = OrderQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(number=""), name="order_has_a_number")]
        indexes = [
            # Whole, not partial: it also answers whether a customer that is removed still has orders.
            models.Index(fields=["customer", "-placed_at", "-id"], name="order_timeline"),
            models.Index(
                fields=["customer", "day"],
                include=["total", "currency"],
                name="order_exchanges",
                condition=Q(deleted_at=None),
            ),
            models.Index(fields=["-placed_at", "-id"], name="order_newest", condition=Q(deleted_at=None)),
            models.Index(fields=["made_by_import"], name="order_import", condition=Q(made_by_import__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.number


class OrderLine(models.Model):
    """One line. `unit_price` is in the smallest unit of the order's currency and may have decimals (a tenth of a penny);
    `amount` = quantity x unit_price, rounded to the smallest unit."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines", db_index=False)
    position = models.PositiveIntegerField(default=1)
    product = models.ForeignKey("catalog.Product", on_delete=models.PROTECT, null=True, related_name="order_lines")
    description = PersianCharField(max_length=300, blank=True)
    quantity = models.DecimalField(max_digits=18, decimal_places=4)
    unit_price = models.DecimalField(max_digits=20, decimal_places=4)
    amount = models.BigIntegerField()
    made_by_import = models.ForeignKey(
        "platform.Import", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta:
        ordering = ("order", "position")
        indexes = [
            models.Index(fields=["order", "position"], name="order_lines"),
            models.Index(
                fields=["made_by_import"], name="order_line_import", condition=Q(made_by_import__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity.normalize():f} x {self.description} = {self.amount}"


class DiscountRequest(models.Model):
    """More percent off than a customer's treatment allows, asked for by one colleague and decided by another.

    `approver` is who was named then (null: whoever may change treatments). `draft` is the order as it was typed, `order`
    the one to be corrected, afterwards the one that used it at `spent_at`. At `told_at` the asker knew the answer.
    """

    customer = models.ForeignKey("people.Customer", on_delete=models.CASCADE, related_name="+", db_index=False)
    percent = models.DecimalField(max_digits=5, decimal_places=2)
    reason = PersianCharField(max_length=300)
    until = models.DateField()
    order = models.ForeignKey(Order, on_delete=models.SET_NULL, null=True, related_name="+")
    draft = models.TextField(blank=True)
    approver = models.ForeignKey(
        "platform.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    asked_by = models.ForeignKey(
        "platform.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=8, choices=DiscountState.choices, default=DiscountState.OPEN)
    decided_by = models.ForeignKey(
        "platform.User", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(null=True)
    note = PersianCharField(max_length=300, blank=True)
    spent_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    objects = DiscountRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(percent__gt=0, percent__lte=100), name="discount_asked_in_percent")
        ]
        indexes = [
            models.Index(fields=["customer", "-asked_at", "-id"], name="discount_of_customer"),
            models.Index(fields=["asked_at", "id"], name="discount_waiting", condition=Q(told_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id}: {self.percent}%"
