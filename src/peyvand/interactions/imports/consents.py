"""Answers about being contacted as something that can be imported: one row is what one customer said.

Answers are only added, and a suppressed number stays suppressed whatever a file says: nothing here touches that list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import product
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from peyvand.core.jalali import format_datetime
from peyvand.core.manifest import ImportField, ImportTable
from peyvand.core.text import key
from peyvand.interactions.choices import ConsentSource, Purpose
from peyvand.interactions.models import Consent
from peyvand.people.choices import Channel
from peyvand.people.imports import NAMING, NAMING_REASONS
from peyvand.people.imports.others import Named, Naming, who_is_named, with_customers
from peyvand.people.imports.undoing import finished, lost_with, made_by
from peyvand.platform.actions.imports.removing import remove_all
from peyvand.platform.copying import copy_in, one_of_ids
from peyvand.platform.fields.importing import SEPARATORS
from peyvand.platform.models import Import
from peyvand.platform.rules.imports import Note, Outcome, ReadyRow

ALL = ("all", "every", "any", "همه", "کلیه")
PROOF = 300
COLUMNS = ("customer_id", "channel", "purpose", "given", "source", "proof", "at", "by_id", "made_by_import_id")
Words = Mapping[str, Sequence[str]]
Question = tuple[int, str, str]  # customer, channel, purpose


def _words(meanings: Sequence[tuple[str, Sequence[str]]], *, whole: Iterable[str] = ()) -> Words:
    """Return what each word means; the words for all of them mean `whole`."""
    found = {key(word): (value,) for value, words in meanings for word in (value, *words)}
    return {**found, **{key(word): tuple(whole) for word in ALL if whole}}


CHANNELS = _words(
    (
        (Channel.CALL.value, ("phone", "phone call", "telephone", "تماس", "تلفن", "تماس تلفنی")),
        (Channel.SMS.value, ("text", "text message", "پیامک", "اس ام اس")),
        (Channel.MESSAGE.value, ("messenger", "whatsapp", "telegram", "chat", "پیام‌رسان", "واتساپ", "تلگرام")),
        (Channel.EMAIL.value, ("mail", "e-mail", "newsletter", "ایمیل", "رایانامه", "خبرنامه")),
        (Channel.POST.value, ("letter", "paper", "نامه", "پست")),
        (Channel.VISIT.value, ("meeting", "حضوری", "بازدید", "دیدار")),
    ),
    whole=Channel.values,
)
PURPOSES = _words(
    (
        (Purpose.SERVICE.value, ("orders", "support", "سفارش", "خدمات", "پشتیبانی", "سفارش و پرسش")),
        (
            Purpose.MARKETING.value,
            ("news", "offers", "advertising", "promotion", "تبلیغات", "بازاریابی", "خبر و پیشنهاد"),
        ),
        (Purpose.SURVEY.value, ("poll", "feedback", "opinion poll", "نظرسنجی", "نظرخواهی")),
    ),
    whole=Purpose.values,
)
SOURCES = _words((
    (ConsentSource.PERSON.value, ("face to face", "in person", "حضوری", "رو در رو")),
    (ConsentSource.CALL.value, ("phone", "on the phone", "تلفن", "تلفنی", "تماس")),
    (ConsentSource.FORM.value, ("paper", "paper form", "web form", "فرم", "فرم کاغذی", "پرسشنامه")),
    (ConsentSource.MESSAGE.value, ("email", "sms", "پیام", "پیامک", "ایمیل")),
    (ConsentSource.PAGE.value, ("website", "preference page", "صفحه خودش", "سایت")),
    (ConsentSource.OTHER.value, ("جز این", "دیگر")),
))  # fmt: skip


class Answer(NamedTuple):
    """What a row says: yes or no to channels for purposes, where and when it was said (None: no day), what proves it."""

    channels: Sequence[str]
    purposes: Sequence[str]
    given: bool
    source: str
    proof: str
    at: datetime | None


def _meant(text: str, words: Words) -> tuple[str, ...]:
    """Return all that a cell means, () when a word of it is not known."""
    found = [words.get(key(part), ()) for part in SEPARATORS.split(text) if part.strip()]
    return tuple(dict.fromkeys(value for values in found for value in values)) if all(found) else ()


def _where(said: str, proof: str) -> tuple[str, str]:
    """Return where it was said and what proves it; words for a place that we have no name for stand before the proof."""
    if known := SOURCES.get(key(said)):
        return known[0], proof[:PROOF]
    return ConsentSource.OTHER.value, " · ".join(filter(None, (said, proof)))[:PROOF]


def prepare(_run: Import) -> Callable[[ReadyRow], Naming[Answer] | Note]:
    """Return what tells whom a row names and what she said."""
    now = timezone.now()

    def meaning(row: ReadyRow) -> Naming[Answer] | Note:
        given = row.values
        channels, purposes = _meant(given["channel"], CHANNELS), _meant(given["purpose"], PURPOSES)
        source, proof = _where(given.get("source") or "", given.get("proof") or "")
        at: datetime | None = given.get("at")
        for field, wrong in (("channel", not channels), ("purpose", not purposes)):
            if wrong:
                return Note(row.line, f"unknown_{field}", field, given[field][:80])
        if at and at > now:
            return Note(row.line, "future", "at", format_datetime(at))
        return Naming(row, who_is_named(given), Answer(channels, purposes, given["given"], source, proof, at))

    return meaning


def write(run: Import, rows: Sequence[Naming[Answer]]) -> Outcome:
    """Write a chunk of answers. One that is there already, of the same moment or still holding, is skipped."""
    outcome = Outcome()
    named = with_customers(run, rows, outcome)
    held, now = _held({one.known.id for one in named}), run.started_at or timezone.now()
    lines: list[list[Any]] = []
    for one in named:
        fresh = [question for question in _asked(one) if _is_news(held.setdefault(question, {}), one.said)]
        for question in fresh:
            at = one.said.at or now
            held[question][at] = one.said.given
            lines.append([*question, one.said.given, one.said.source, one.said.proof, at, run.user_id, run.pk])
        if fresh:
            outcome.created += 1
        else:
            outcome.skip(one.row.line, "exists", told=False)
    copy_in(Consent, COLUMNS, lines)
    outcome.totals["consents"] += len(lines)
    return outcome


def _asked(one: Named[Answer]) -> list[Question]:
    return [(one.known.id, channel, purpose) for channel, purpose in product(one.said.channels, one.said.purposes)]


def _is_news(held: Mapping[datetime, bool], said: Answer) -> bool:
    """Tell whether an answer says more than those that are held: with a day another one, without one another answer."""
    if said.at:
        return held.get(said.at) is not said.given
    return not held or held[max(held)] is not said.given


def _held(customer_ids: Iterable[int]) -> dict[Question, dict[datetime, bool]]:
    """Return what these customers said so far: {(customer, channel, purpose): {when: yes or no}}."""
    held: dict[Question, dict[datetime, bool]] = {}
    there = Consent.objects.filter(one_of_ids("customer_id", customer_ids)).order_by("at", "id")
    for customer_id, channel, purpose, at, given in there.values_list(
        "customer_id", "channel", "purpose", "at", "given"
    ):
        held.setdefault((customer_id, channel, purpose), {})[at] = given
    return held


def undo(run: Import) -> dict[str, int]:
    """Remove the answers and customers this import made."""
    consents = remove_all(Consent.objects.filter(made_by_import=run.pk))
    return {"consents": consents, "customers": remove_all(made_by(run))}


# In such a list a plain name is the customer's, as in no other that names customers.
NAMES = ("name", "full name", "نام", "نام کامل", "نام و نام خانوادگی")

FIELDS = (
    *(
        replace(field, synonyms=(*field.synonyms, *NAMES)) if field.key == "customer_name" else field
        for field in NAMING
    ),
    ImportField("channel", _("Channel"), "name", (
        "contact channel", "by", "کانال", "راه تماس", "روش تماس", "رسانه",
    ), required=True),
    ImportField("purpose", _("Purpose"), "name", ("for", "reason", "topic", "هدف", "منظور", "برای", "موضوع"), required=True),
    ImportField("given", _("Agrees"), "yes_no", (
        "consent", "given", "opt in", "opted in", "answer", "yes no", "رضایت", "موافق", "اجازه", "پاسخ", "بله خیر",
    ), required=True),
    ImportField("source", _("Where it was said"), "name", ("source", "origin", "how", "منبع", "از کجا", "محل ثبت")),
    ImportField("at", _("When it was said"), "datetime", ("date", "day", "consent date", "time", "تاریخ", "روز", "زمان", "تاریخ رضایت")),
    ImportField("proof", _("Proof"), "name", ("evidence", "document", "reference", "سند", "مدرک", "گواه", "شماره فرم")),
)  # fmt: skip

CONSENTS = ImportTable(
    key="consents",
    label=_("Consent to being contacted"),
    icon="message-circle",
    fields=FIELDS,
    match_by=(),
    prepare=prepare,
    write=write,
    undo=undo,
    built_on=lost_with,
    finished=finished,
    need=("consent", "change"),
    order=40,
    options=("owner",),
    policies=("create",),
    reasons={
        **NAMING_REASONS,
        "exists": _("She said so already."),
        "unknown_channel": _("This channel is not known: call, text message, messenger, e-mail, letter, visit or all."),
        "unknown_purpose": _("This purpose is not known: orders and questions, news and offers, opinion polls or all."),
        "future": _("This moment is still to come."),
    },
    made={"customers": _("customers"), "consents": _("answers about being contacted")},
)
