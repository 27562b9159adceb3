"""What knowledge does when something happens: whom another minimum profile concerns is measured by it."""

from __future__ import annotations

from django.db import transaction

from peyvand.core.events import receives
from peyvand.knowledge.events import KnowledgeChanged, MinimumProfileChanged, QuestionsChanged
from peyvand.knowledge.jobs import measure_everyone
from peyvand.knowledge.models import MinimumProfile
from peyvand.knowledge.rules.questions import name_of
from peyvand.knowledge.rules.wants import question_key
from peyvand.people.actions.placing import place
from peyvand.platform.events import CustomFieldChanged
from peyvand.platform.fields.definition import PREFIX


@receives(KnowledgeChanged)
def place_known(event: KnowledgeChanged) -> None:
    """Apply the rules of groups to a customer whom we know better: they may ask how well."""
    with transaction.atomic():
        place([event.customer_id])


@receives(MinimumProfileChanged)
def measure_again(event: MinimumProfileChanged) -> None:
    """Measure everybody in a job of its own: there may be a million."""
    measure_everyone.defer()


@receives(QuestionsChanged)
def measure_by_other_questions(event: QuestionsChanged) -> None:
    """A question that must be answered may be for others now, or put away."""
    prefix = question_key(name_of(event.set_id, ""))
    if any(key.startswith(prefix) for row in MinimumProfile.objects.all() for key in row.wants):
        measure_everyone.defer()


@receives(CustomFieldChanged)
def measure_by_other_fields(event: CustomFieldChanged) -> None:
    """A field that must be known may be put away, or be for others now."""
    if MinimumProfile.objects.filter(wants__contains=[f"{PREFIX}{event.key}"]).exists():
        measure_everyone.defer()
