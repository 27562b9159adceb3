"""Whether customers are answered as soon as their group's treatment says."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from peyvand.core.manifest import Measure
from peyvand.interactions.answers import LOOKED_BACK
from peyvand.interactions.choices import Direction
from peyvand.interactions.models import Interaction
from peyvand.people.treatments import NOBODY, governed
from peyvand.platform import organisation
from peyvand.platform.workdays import hours_before


def unanswered() -> Q:
    """Return who wrote, called or came in the last ninety days and has waited longer for an answer than she should."""
    now = organisation.now()
    late = NOBODY
    questions = Interaction.objects.spoken().filter(customer=OuterRef("pk"), direction=Direction.INBOUND)
    answers = Interaction.objects.spoken().filter(
        customer=OuterRef("customer"), direction=Direction.OUTBOUND, occurred_at__gte=OuterRef("occurred_at")
    )
    for one, whom in governed("first_response"):
        before = hours_before(now, one.first_response or 0)
        asked = questions.filter(occurred_at__lt=before, occurred_at__gte=now - LOOKED_BACK)
        late |= whom & Q(Exists(asked.exclude(Exists(answers))))
    return late


MEASURES = (
    Measure(
        "first_response", _("Waiting too long for a first answer"), unanswered,
        report="interactions:answers", report_label=_("How soon we answered"), need=("interaction", "view"),
    ),
)  # fmt: skip
