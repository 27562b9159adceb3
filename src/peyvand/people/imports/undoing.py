"""Taking imported customers back, and what would be lost by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.db.models import CASCADE, Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from peyvand.core.events import publish
from peyvand.core.numbers import format_number
from peyvand.core.sql import run_sql
from peyvand.people.actions.repointing import belongings
from peyvand.people.events import CustomersImported
from peyvand.people.imports.writing import SQL
from peyvand.people.models import Customer, GroupMember
from peyvand.platform.actions.imports.removing import remove_all
from peyvand.platform.choices import ImportStatus
from peyvand.platform.models import Import, ImportChange

# What comes with a customer's row and goes with her; who changed it since has moved her version.
CAME_ALONG = frozenset({"people.ContactPoint", "people.Address", "people.PartyRole"})


def made_by(run: Import) -> QuerySet[Customer]:
    """Return the customers an import made."""
    return Customer.objects.filter(made_by_import=run.pk)


def _restored(run: Import, customer: str) -> Combinable:
    """Return how far later imports that were taken back moved the version of a customer, and left her as she was.

    `customer` names her id. One that changed her more than once counts for less than it was: then she is said to have
    been changed, which is the safe side.
    """
    later = list(Import.objects.filter(pk__gt=run.pk, status=ImportStatus.UNDONE).values_list("pk", flat=True))
    changes = ImportChange.objects.filter(run__in=later, model="customer", object_id=OuterRef(customer)).order_by()
    counted = Subquery(changes.values("object_id").annotate(times=Count("pk")).values("times"))
    return Coalesce(counted, 0) * 2


def _kept_on(made: QuerySet[Customer], run: Import) -> Iterator[str]:
    """Return in words what people or other imports have recorded about these customers, by what contexts declare."""
    declared, counts = belongings(), Counter[str]()
    for relation in Customer._meta.related_objects:
        holder = relation.related_model
        if relation.on_delete is not CASCADE or holder._meta.label in CAME_ALONG:
            continue
        kept = holder._base_manager.filter(**{f"{relation.field.attname}__in": made.values("pk")})
        if any(field.name == "made_by_import" for field in holder._meta.get_fields()):
            kept = kept.filter(Q(made_by_import=None) | ~Q(made_by_import=run.pk))
        if holder is GroupMember:
            kept = kept.filter(group__rule=None)  # who is in a group by its rule was put there by nobody
        if holder._meta.label in declared:
            counts[holder._meta.label] += kept.count()
    for label, count in counts.items():
        if count and (said := declared[label].counted):
            yield said(count)


def lost_with(run: Import) -> list[str]:
    """Return what would be lost if the customers this import made went away."""
    made, sentences = made_by(run), []
    if changed := made.exclude(version=1).exclude(version=1 + _restored(run, "pk")).count():
        sentences.append(
            ngettext(
                "%(count)s customer that this import made has been changed since and would be removed.",
                "%(count)s customers that this import made have been changed since and would be removed.",
                changed,
            )
            % {"count": format_number(changed)}
        )
    return sentences + [_("%(what)s would be lost.") % {"what": said} for said in _kept_on(made, run)]


def built_on(run: Import) -> list[str]:
    """Return what undoing an import of customers would lose."""
    sentences = lost_with(run)
    now_at = Customer.objects.filter(pk=OuterRef("object_id")).values("version")[:1]
    changes = run.changes.filter(model="customer").annotate(now_at=Subquery(now_at))
    back = _restored(run, "object_id")
    if changed := changes.filter(now_at__isnull=False).exclude(now_at=F("version") + back).count():
        sentences.append(
            ngettext(
                "%(count)s customer that this import updated has been changed since; those changes would be lost.",
                "%(count)s customers that this import updated have been changed since; those changes would be lost.",
                changed,
            )
            % {"count": format_number(changed)}
        )
    return sentences


def undo(run: Import) -> dict[str, int]:
    """Remove the customers this import made and put back those it changed."""
    removed = remove_all(made_by(run))
    restored = run_sql(SQL / "import_put_back.sql", {"run": run.pk, "now": timezone.now()})
    return {"customers": removed, "restored": restored}


def finished(run: Import) -> None:
    """Tell that customers came in or went out."""
    publish(CustomersImported(import_id=run.pk))
