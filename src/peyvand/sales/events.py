"""What can happen in sales."""

from __future__ import annotations

from dataclasses import dataclass

from peyvand.core.events import Event


@dataclass(frozen=True, kw_only=True)
class OrderPlaced(Event):
    """An order or return was recorded."""

    order_id: int
    customer_id: int


@dataclass(frozen=True, kw_only=True)
class OrderChanged(Event):
    """An order was corrected: its lines, its day or its words."""

    order_id: int
    customer_id: int


@dataclass(frozen=True, kw_only=True)
class OrderRemoved(Event):
    """An order was cancelled as never having been, or brought back."""

    order_id: int
    customer_id: int


@dataclass(frozen=True, kw_only=True)
class OrdersImported(Event):
    """An import of orders was finished or undone; `made_by_import` tells which orders."""

    import_id: int
