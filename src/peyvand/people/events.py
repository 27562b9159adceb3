"""What can happen to customers."""

from __future__ import annotations

from dataclasses import dataclass

from peyvand.core.events import Event


@dataclass(frozen=True, kw_only=True)
class CustomerCreated(Event):
    """A customer was added by a person, the API or the demo."""

    customer_id: int


@dataclass(frozen=True, kw_only=True)
class CustomerChanged(Event):
    """Facts of a customer changed: profile, owner, groups or next step."""

    customer_id: int
    fields: list[str]


@dataclass(frozen=True, kw_only=True)
class CustomersChanged(Event):
    """Many customers changed at once, in bulk."""

    customer_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class MembersChanged(Event):
    """The rule of a group let customers in or out."""

    customer_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class GroupFilled(Event):
    """Very many customers came into a group or left it at once, or it began or ceased to bring thresholds."""

    group_id: int


@dataclass(frozen=True, kw_only=True)
class TreatmentChanged(Event):
    """The customers of a group are treated otherwise than before: `terms` of its treatment changed."""

    group_id: int
    terms: list[str]


@dataclass(frozen=True, kw_only=True)
class CustomersImported(Event):
    """An import of customers was finished or undone."""

    import_id: int


@dataclass(frozen=True, kw_only=True)
class CustomerDeleted(Event):
    """A customer was put away; she can be brought back."""

    customer_id: int


@dataclass(frozen=True, kw_only=True)
class CustomerRestored(Event):
    """A deleted customer was brought back."""

    customer_id: int


@dataclass(frozen=True, kw_only=True)
class CustomersMerged(Event):
    """Two customers became one: `merged_id` lives on in `customer_id`. Contexts with rules of their own hear it at once."""

    merge_id: int
    customer_id: int
    merged_id: int


@dataclass(frozen=True, kw_only=True)
class CustomersParted(Event):
    """A merge was undone: `merged_id` is a customer of her own again."""

    merge_id: int
    customer_id: int
    merged_id: int
