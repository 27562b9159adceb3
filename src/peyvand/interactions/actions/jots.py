"""What can be done with jots: write down, file, split, discard, bring back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from peyvand.interactions.actions.interactions import NewInteraction, log_interaction, remove_interaction
from peyvand.interactions.actions.promises import NewPromise, make_promise, remove_promise
from peyvand.interactions.choices import JotState
from peyvand.interactions.models import Jot
from peyvand.people.models import Customer
from peyvand.platform import audit
from peyvand.platform.actions.badges import set_badge
from peyvand.platform.models import User
from peyvand.platform.policies import require

BADGE = "jots"
LONGEST, LONGEST_KEY = 5000, 80
MOST_PARTS = 20
OLDEST = timedelta(days=366)


@dataclass(frozen=True)
class NewJot:
    """A few words. `key` is the device's own name for them ("": a new one), `customer_id` the page they came from."""

    text: str
    key: str = ""
    written_at: datetime | None = None
    customer_id: int | None = None


@dataclass(frozen=True)
class Filing:
    """Whose a jot is and what it becomes: an interaction, and with it a promise if one was given."""

    customer_id: int
    interaction: NewInteraction
    promise: NewPromise | None = None


def jot(*, actor: User, new: NewJot) -> Jot:
    """Keep a few words for later. The same key of the same person is the same jot, however often it is sent."""
    require(actor, "jot", "add")
    _check(new)
    key = new.key.strip() or uuid4().hex
    with transaction.atomic():
        kept, made = Jot.objects.get_or_create(
            author=actor,
            key=key,
            defaults={
                "text": new.text,
                "written_at": _moment(new.written_at),
                "customer_id": _page_of(actor, new.customer_id),
            },
        )
        if made:
            audit.record(actor=actor, action="jot.add", subject=kept)
            _count(actor)
    return kept


def _check(new: NewJot) -> None:
    if not new.text.strip():
        raise ValidationError({"text": _("Write a few words.")})
    if len(new.text) > LONGEST:
        raise ValidationError({"text": _("This is too long for a jot; write it to a customer.")})
    if len(new.key) > LONGEST_KEY or "\x00" in new.key + new.text:
        raise ValidationError({"key": _("This jot has a name that cannot be kept.")})


def _moment(written_at: datetime | None) -> datetime:
    """Return when it was written: a device's clock may be wrong, but nothing was written tomorrow or years ago."""
    now = timezone.now()
    return written_at if written_at is not None and now - OLDEST < written_at <= now else now


def _page_of(actor: User, customer_id: int | None) -> int | None:
    seen = customer_id is not None and Customer.objects.visible_to(actor).filter(pk=customer_id).exists()
    return customer_id if seen else None


def _count(author: User) -> None:
    set_badge(user_id=author.pk, key=BADGE, count=Jot.objects.filter(author=author).waiting().count())


def _lock(actor: User, jot_id: int, *states: str) -> Jot:
    """Return the actor's jot, locked, if it is in one of these states."""
    require(actor, "jot", "add")
    found = Jot.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=jot_id)
    if found.state not in states:
        raise ValidationError(_("This jot was dealt with already."))
    return found


def _done(actor: User, found: Jot, state: JotState, action: str) -> None:
    found.state = state
    found.done_at = None if state == JotState.WAITING else timezone.now()
    found.save()
    audit.record(actor=actor, action=action, subject=found)
    _count(actor)


def file_jot(*, actor: User, jot_id: int, filing: Filing) -> Jot:
    """Put a jot on a customer's timeline, and write down the promise in it; from now on others read it there."""
    with transaction.atomic():
        found = _lock(actor, jot_id, JotState.WAITING)
        made = log_interaction(actor=actor, customer_id=filing.customer_id, new=filing.interaction)
        found.customer_id, found.interaction = filing.customer_id, made
        if filing.promise is not None:
            new = replace(filing.promise, interaction_id=made.pk, made_at=filing.promise.made_at or made.occurred_at)
            found.promise = make_promise(actor=actor, customer_id=filing.customer_id, new=new)
        _done(actor, found, JotState.FILED, "jot.file")
    return found


def unfile_jot(*, actor: User, jot_id: int) -> Jot:
    """Take a filed jot back: what it became goes from the timeline, and it waits again."""
    with transaction.atomic():
        found = _lock(actor, jot_id, JotState.FILED)
        if found.promise_id is not None:
            remove_promise(actor=actor, promise_id=found.promise_id)
        if found.interaction_id is not None:
            remove_interaction(actor=actor, interaction_id=found.interaction_id)
        found.interaction = found.promise = None
        _done(actor, found, JotState.WAITING, "jot.unfile")
    return found


def split_jot(*, actor: User, jot_id: int, texts: Sequence[str]) -> list[Jot]:
    """Make several jots out of one; each waits to be filed on its own."""
    parts = [text.strip() for text in texts if text.strip()]
    if not 2 <= len(parts) <= MOST_PARTS:
        raise ValidationError({"texts": _("Write at least two parts, each in a paragraph of its own.")})
    with transaction.atomic():
        found = _lock(actor, jot_id, JotState.WAITING)
        rows = [
            Jot(
                author=actor, key=uuid4().hex, text=text, written_at=found.written_at, customer_id=found.customer_id,
                part_of=found,
            )
            for text in parts
        ]  # fmt: skip
        made = Jot.objects.bulk_create(rows)
        _done(actor, found, JotState.SPLIT, "jot.split")
    return made


def discard_jot(*, actor: User, jot_id: int) -> Jot:
    """Put a jot away that is no use; `restore_jot` brings it back."""
    with transaction.atomic():
        found = _lock(actor, jot_id, JotState.WAITING)
        _done(actor, found, JotState.DISCARDED, "jot.discard")
    return found


def restore_jot(*, actor: User, jot_id: int) -> Jot:
    """Bring back a jot that was discarded or split; its parts go, unless one of them was dealt with already."""
    with transaction.atomic():
        found = _lock(actor, jot_id, JotState.DISCARDED, JotState.SPLIT)
        if found.parts.exclude(state=JotState.WAITING).exists():
            raise ValidationError(_("A part of it was dealt with already, so it cannot become one again."))
        found.parts.all().delete()
        _done(actor, found, JotState.WAITING, "jot.restore")
    return found
