"""How we keep what customers hope of a product: the checklist of six, with "unknown" as an honest answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from peyvand.catalog.choices import Kept, Pledge
from peyvand.catalog.models import PledgeAnswer
from peyvand.core.numbers import format_number


@dataclass(frozen=True)
class Pledged:
    """A pledge about a product: the answer that holds (None: nobody ever said), and those before it, the newest first."""

    pledge: Pledge
    answer: PledgeAnswer | None
    earlier: Sequence[PledgeAnswer]

    @property
    def kept(self) -> Kept:
        """Return how it stands; what nobody said is unknown."""
        return Kept(self.answer.kept) if self.answer else Kept.UNKNOWN


def pledges_of(product_id: int) -> list[Pledged]:
    """Return the six of one product, with what was said about each."""
    said: dict[str, list[PledgeAnswer]] = {}
    for answer in PledgeAnswer.objects.filter(product=product_id).select_related("by").order_by("-id"):
        said.setdefault(answer.pledge, []).append(answer)
    found = []
    for pledge in Pledge:
        answers = said.get(pledge, [])
        found.append(Pledged(pledge, answers[0] if answers else None, answers[1:]))
    return found


def counted(pledged: Sequence[Pledged]) -> dict[str, int]:
    """Return how many of the six stand how."""
    counts = Counter(one.kept for one in pledged)
    return {kept.value: counts[kept] for kept in Kept}


def said(counts: Mapping[str, int]) -> str:
    """Return "4 yes, 1 no, 1 unknown"."""
    words = _("%(yes)s yes, %(no)s no, %(unknown)s unknown")
    return words % {name: format_number(count) for name, count in counts.items()}


def said_of(ids: Sequence[int]) -> dict[int, list[str]]:
    """Return the same of each of these products, in one question."""
    counts: dict[int, Counter[str]] = {pk: Counter() for pk in ids}
    held = PledgeAnswer.objects.filter(product__in=ids, holds=True)
    for pk, kept in held.values_list("product_id", "kept"):
        counts[pk][kept] += 1
    return {pk: [said(_whole(one))] for pk, one in counts.items()}


def _whole(counts: Mapping[str, int]) -> dict[str, int]:
    yes, no = counts.get(Kept.YES, 0), counts.get(Kept.NO, 0)
    return {Kept.YES.value: yes, Kept.NO.value: no, Kept.UNKNOWN.value: len(Pledge) - yes - no}


def standing(value: str) -> Q:
    """Return the products of which all six are kept ("yes"), one is not ("no"), or one is unknown; "": somebody said something."""
    held = PledgeAnswer.objects.filter(holds=True)
    if not value:
        return Q(pk__in=held.values("product"))
    if value == Kept.NO:
        return Q(pk__in=held.filter(kept=Kept.NO).values("product"))
    wanted = [Kept.YES] if value == Kept.YES else [Kept.YES, Kept.NO]
    whole = held.filter(kept__in=wanted).values("product").annotate(n=Count("pk")).filter(n=len(Pledge))
    complete = Q(pk__in=whole.values("product"))
    return complete if value == Kept.YES else ~complete
