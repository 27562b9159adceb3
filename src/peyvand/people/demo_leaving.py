"""The demo's last chapter: a seller leaves, and her customers lose nothing."""

from __future__ import annotations

from peyvand.core.manifest import DemoChapter
from peyvand.people.actions.signing import introduce, sign
from peyvand.people.models import HandOver
from peyvand.platform import organisation
from peyvand.platform.actions.leaving import let_go
from peyvand.platform.demo import Telling

AGO = 6  # days
UNSIGNED, UNKNOWN = 3, 4  # briefs that still wait, and customers to whom the new owner has yet to say hello


def tell(telling: Telling) -> None:
    """Let Negar go: Sara takes everything over, has signed most briefs and met most of the customers."""
    gone, heir = telling.colleagues["negar"], telling.colleagues["sara"]
    with organisation.standing_on(telling.day(AGO)):
        let_go(actor=telling.colleagues["ali"], user_id=gone.pk, heir_id=heir.pk)
        waiting = list(
            HandOver.objects.filter(giver=gone).order_by("customer__name", "pk").values_list("pk", flat=True)
        )
        sign(actor=heir, handover_ids=waiting[UNSIGNED:])
        for one in waiting[UNSIGNED + UNKNOWN :]:
            introduce(actor=heir, handover_id=one)


def remove() -> None:
    """Nothing of its own: hand-overs go with their customers."""


LEAVING = DemoChapter(90, tell, remove)
