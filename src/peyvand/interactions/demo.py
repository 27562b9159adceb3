"""What the demo's people said to each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from peyvand.core.manifest import DemoChapter
from peyvand.interactions.actions.consent import NewConsent, note_consent, suppress
from peyvand.interactions.actions.interactions import NewInteraction
from peyvand.interactions.actions.jots import NewJot, jot
from peyvand.interactions.actions.promises import NewPromise, make_promise, settle_promise
from peyvand.interactions.actions.wording import count_wording
from peyvand.interactions.bulk import log_interactions
from peyvand.interactions.demo_material import (
    ANSWERED,
    DIALOGUES,
    FIRST,
    PROMISED,
    SHARED,
    UNREACHED,
    USUAL,
    Talk,
    Usual,
)
from peyvand.interactions.demo_words import ANSWERS, JOTS, NEVER, QUESTIONS, WORDS
from peyvand.interactions.models import Interaction, Jot, Promise, Suppression
from peyvand.platform import organisation
from peyvand.platform.demo import Part, Telling, forget
from peyvand.platform.models import User

USUAL_PAUSE = (24, 75)  # days between two contacts with one of the crowd
LONGER = {"home": 3}
SOON, LATE, OFTEN = timedelta(hours=1), timedelta(days=5), 5  # one answer of so many comes late


def tell(telling: Telling) -> None:
    """Record the written dialogues and what usually passes with the crowd, colleague by colleague."""
    spoken: dict[int, list[tuple[int, NewInteraction]]] = {}
    for part in telling.parts:
        for by, new in _written(telling, part) if part.key else _answered(telling, part):
            spoken.setdefault(by.pk, []).append((part.customer_id, new))
    for part, new in _questions(telling):
        spoken.setdefault(part.seller.pk, []).append((part.customer_id, new))
    for colleague in telling.colleagues.values():
        log_interactions(actor=colleague, interactions=spoken.get(colleague.pk, []))
    _promise(telling)
    _ask(telling)
    for who, ago, text in JOTS:
        jot(actor=telling.colleagues[who], new=NewJot(text, written_at=telling.at(ago)))
    count_wording(today=organisation.today())


def _promise(telling: Telling) -> None:
    """Write down what was promised by hand, and what became of it."""
    written = telling.written()
    for word in WORDS:
        part, by = written[word.key], telling.colleagues[word.by]
        made = make_promise(
            actor=by,
            customer_id=part.customer_id,
            new=NewPromise(word.what, telling.day(word.due), made_at=telling.at(word.made, 10)),
        )
        if word.outcome:
            at = telling.at(word.settled, 15)
            settle_promise(actor=by, promise_id=made.pk, outcome=word.outcome, note=word.note, at=at)


def _ask(telling: Telling) -> None:
    """Write down who may be contacted for what, and the number at which nobody is."""
    written = telling.written()
    for answer in ANSWERS:
        for channel in answer.channels:
            said = NewConsent(
                channel, answer.purpose, answer.given, answer.source, answer.proof, telling.at(answer.ago, 11)
            )
            by = telling.colleagues[answer.by]
            note_consent(actor=by, customer_id=written[answer.key].customer_id, new=said)
    kind, value, reason = NEVER
    suppress(actor=telling.colleagues["ali"], kind=kind, value=value, reason=reason)


def _written(telling: Telling, part: Part) -> Iterator[tuple[User, NewInteraction]]:
    for talk in DIALOGUES.get(part.key, ()):
        yield telling.colleagues[talk.by], _said(telling, talk)


def _said(telling: Telling, talk: Talk) -> NewInteraction:
    return NewInteraction(
        kind=talk.kind,
        direction=talk.direction,
        subject=talk.subject,
        body=talk.body,
        occurred_at=telling.at(talk.ago, talk.hour),
        reached=talk.reached,
        minutes=talk.minutes,
    )


def _answered(telling: Telling, part: Part) -> Iterator[tuple[User, NewInteraction]]:
    """Yield what usually passes; whoever is promised an answer gets one to what she asks."""
    for nth, (by, new) in enumerate(_usual(telling, part), 1):
        yield by, new
        if part.segment in PROMISED and new.direction == "in" and new.occurred_at:
            at = new.occurred_at + (SOON if nth % OFTEN else LATE)
            if at < telling.now:
                yield by, _passed(ANSWERED, at)


def _questions(telling: Telling) -> Iterator[tuple[Part, NewInteraction]]:
    """Yield what the regular customers asked in the last month and what we answered, each from another one."""
    regular = {
        kind: iter([one for one in telling.parts if (one.segment, one.fate) == (kind, "steady")]) for kind in PROMISED
    }
    for asked in QUESTIONS:
        part = next(regular[asked.segment])
        at = telling.clock(telling.open_day(asked.ago), asked.hour, 5)
        yield part, NewInteraction(asked.kind, "in", asked.subject, asked.body, at)
        if asked.after is not None:
            answer = min(at + timedelta(hours=asked.after), telling.now)
            yield part, NewInteraction(asked.kind, "out", "پاسخ دادیم", asked.answer, answer)


def _usual(telling: Telling, part: Part) -> Iterator[tuple[User, NewInteraction]]:
    """Yield what usually passes, with how it began and how it is now."""
    pick = telling.random
    if part.fate == "lead":
        if pick.random() < 0.75:
            yield _by(telling, part), _heard(telling, FIRST["lead"], max(0, part.came - pick.randint(0, 3)))
        return
    if part.first is None or part.silent is None:
        return
    if part.fate == "new":
        if part.first > 6 and pick.random() < 0.6:
            yield _by(telling, part), _heard(telling, FIRST["new"], part.first - 6)
        return
    ago = part.first
    while ago > part.silent:
        yield _by(telling, part), _heard(telling, pick.choice(SHARED + USUAL[part.segment]), ago)
        ago = telling.open_day(ago - pick.randint(*USUAL_PAUSE) * LONGER.get(part.segment, 1))
    if part.fate in {"fading", "gone"} and pick.random() < 0.5 and part.silent > 12:
        yield _by(telling, part), _heard(telling, UNREACHED, pick.randint(2, min(12, part.silent)))


def _by(telling: Telling, part: Part) -> User:
    """Return who spoke: mostly who answers for her, now and then the service."""
    return telling.colleagues["roya"] if telling.random.random() < 0.15 else part.seller


def _heard(telling: Telling, said: Usual, ago: int) -> NewInteraction:
    return _passed(said, telling.at(ago))


def _passed(said: Usual, at: datetime) -> NewInteraction:
    kind, direction, subject, body, minutes = said
    reached = said is not UNREACHED
    return NewInteraction(kind, direction, subject, body, occurred_at=at, reached=reached, minutes=minutes)


def remove() -> None:
    """Take the interactions, promises, jots and the suppressed number of the demo away; answers go with customers."""
    promised = list(Promise.objects.filter(customer__is_demo=True).values_list("pk", flat=True))
    jotted = list(Jot.objects.filter(author__is_demo=True).values_list("pk", flat=True))
    silenced = list(Suppression.objects.filter(by__is_demo=True).values_list("pk", flat=True))
    forget("promise", promised)
    forget("suppression", silenced)
    Suppression.objects.filter(pk__in=silenced).delete()
    forget("jot", jotted)
    Jot.objects.filter(pk__in=jotted).delete()
    Promise.objects.filter(pk__in=promised).delete()
    spoken = Interaction.objects.filter(customer__is_demo=True)
    ids = list(spoken.values_list("pk", flat=True))
    forget("interaction", ids)
    Interaction.objects.filter(pk__in=ids).delete()
    count_wording(today=organisation.today())


CHAPTER = DemoChapter(40, tell, remove)
