"""Who knows a customer: who of us has been in touch with her in the last year."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from peyvand.core.manifest import ListField, Text
from peyvand.interactions.models import Interaction
from peyvand.people.models import CoOwner
from peyvand.platform import organisation

A_YEAR = timedelta(days=365)
ONE, NOBODY, SEVERAL = "one", "nobody", "several"


def knowers() -> list[tuple[str, Text]]:
    """Return the answers to "who knows her?"."""
    return [(ONE, _("one person only")), (SEVERAL, _("several people")), (NOBODY, _("nobody any more"))]


def known_by(answer: str) -> Q:
    """Return the condition on customers whom one, several or none of us were in touch with in the last year.

    A co-owner knows her as well; "" means that anybody does.
    """
    now = organisation.now()
    year = Interaction.objects.filter(
        customer=OuterRef("pk"), deleted_at=None, by__isnull=False, occurred_at__gt=now - A_YEAR, occurred_at__lte=now
    ).order_by()
    alone = year.values("customer").annotate(n=Count("by", distinct=True)).filter(n=1)
    shared = Q(Exists(CoOwner.objects.filter(customer=OuterRef("pk"))))
    anybody = Q(Exists(year)) | shared
    only_one = Q(Exists(alone)) & ~shared
    return {ONE: only_one, NOBODY: ~anybody, SEVERAL: anybody & ~only_one}.get(answer, anybody)


LIST_FIELDS = (
    ListField(
        "customer", "known", _("Who knows her"), "", "choice", choices=knowers, filter=known_by, listed=False,
        need=("interaction", "view"), field_class="public",
    ),
)  # fmt: skip
