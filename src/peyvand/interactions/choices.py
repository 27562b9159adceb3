"""Closed lists about interactions."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MOST_MINUTES = 6000  # no contact lasts longer


class InteractionKind(models.TextChoices):
    """What an interaction was."""

    NOTE = "note", _("note")
    CALL = "call", _("call")
    MEETING = "meeting", _("meeting")
    VISIT = "visit", _("visit")
    MAIL = "mail", _("mail")
    MESSAGE = "message", _("message")


class Direction(models.TextChoices):
    """Who began it."""

    INBOUND = "in", _("from the customer")
    OUTBOUND = "out", _("from us")
    NONE = "none", _("among us")


class Purpose(models.TextChoices):
    """What a contact is for."""

    SERVICE = "service", _("orders and questions")
    MARKETING = "marketing", _("news and offers")
    SURVEY = "survey", _("opinion polls")


class ConsentSource(models.TextChoices):
    """Where a customer said yes or no."""

    PERSON = "person", _("face to face")
    CALL = "call", _("on the phone")
    FORM = "form", _("on a form")
    MESSAGE = "message", _("in a message")
    PAGE = "page", _("on her own page")
    OTHER = "other", _("otherwise")


class PromiseState(models.TextChoices):
    """What became of a promise."""

    OPEN = "open", pgettext_lazy("a promise", "open")
    KEPT = "kept", _("kept")
    EXCEEDED = "exceeded", _("exceeded")
    BROKEN = "broken", _("broken")
    RELEASED = "released", _("released")


OUTCOMES = (PromiseState.KEPT, PromiseState.EXCEEDED, PromiseState.BROKEN, PromiseState.RELEASED)
PROMISE_ICONS = {
    PromiseState.OPEN: "hourglass",
    PromiseState.KEPT: "circle-check",
    PromiseState.EXCEEDED: "sparkles",
    PromiseState.BROKEN: "heart-crack",
    PromiseState.RELEASED: "ban",
}


class ToldHow(models.TextChoices):
    """How a customer heard what became of a promise."""

    CALL = "call", _("call")
    MEETING = "meeting", _("meeting")
    VISIT = "visit", _("visit")
    MAIL = "mail", _("mail")
    MESSAGE = "message", _("message")


class JotState(models.TextChoices):
    """Where a jot is on its way."""

    WAITING = "waiting", _("waiting to be filed")
    FILED = "filed", _("filed")
    SPLIT = "split", pgettext_lazy("a jot", "split")
    DISCARDED = "discarded", _("discarded")


class AimKind(models.TextChoices):
    """What one has in mind before a contact."""

    GOAL = "goal", _("goal")
    CHECK = "check", _("checklist")
