"""Closed lists of knowledge."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class FactKind(models.TextChoices):
    """What a fact is about. `TONE` says how to talk to somebody; an answer is to a question of the company's own."""

    NEED = "need", _("need")
    WANT = "want", _("wish")
    EXPECTATION = "expectation", _("expectation")
    DECISION = "decision", _("what decides")
    VALUE = "value", _("value")
    PLAN = "plan", _("plan")
    LIFE = "life", _("life event")
    BUSINESS = "business", _("business event")
    FUNCTIONAL = "functional", _("functional need")
    EMOTIONAL = "emotional", _("emotional need")
    WORDS = "words", _("words they use")
    WHY_US = "why_us", _("why they buy from us")
    WHY_OTHER = "why_other", _("why they buy from a competitor")
    UNMET = "unmet", _("what nobody offers")
    SERVICE = "service", _("served in their own way")
    FEELING_AFTER = "feeling_after", _("feeling after the purchase")
    FEELING_USE = "feeling_use", _("feeling in use")
    FORMALITY = "formality", _("formal or informal")
    PACE = "pace", _("pace")
    DETAIL = "detail", _("details or the short of it")
    CHANNEL = "channel", _("preferred channel")
    HOUR = "hour", _("good hour")
    DO = "do", _("do")
    DONT = "dont", _("do not")
    PERSONALITY = "personality", _("personality")
    ANSWER = "answer", _("answer to a question")


class Status(models.TextChoices):
    """What became of something that somebody needs, wishes, expects or plans."""

    OPEN = "open", _("open")
    MET = "met", _("met")
    DROPPED = "dropped", _("dropped")


class Source(models.TextChoices):
    """Where a fact comes from."""

    CALL = "call", _("a call")
    MEETING = "meeting", _("a meeting")
    VISIT = "visit", _("a visit")
    MESSAGE = "message", _("a message or mail")
    SURVEY = "survey", _("a survey")
    COLLEAGUE = "colleague", _("a colleague")
    OBSERVED = "observed", _("what we saw ourselves")
    OTHER = "other", _("something else")


TONE = (
    FactKind.FORMALITY, FactKind.PACE, FactKind.DETAIL, FactKind.CHANNEL, FactKind.HOUR, FactKind.DO, FactKind.DONT,
    FactKind.PERSONALITY,
)  # fmt: skip
# Of these there is one at a time: a new one supersedes it.
SINGLE = frozenset({FactKind.FORMALITY, FactKind.PACE, FactKind.DETAIL, FactKind.CHANNEL, FactKind.HOUR})
RANKED = (FactKind.NEED, FactKind.DECISION)
NOTED = tuple(kind for kind in FactKind if kind != FactKind.ANSWER)  # an answer is noted where its question is asked
SETTLED = frozenset({FactKind.NEED, FactKind.WANT, FactKind.EXPECTATION, FactKind.PLAN, FactKind.UNMET})
