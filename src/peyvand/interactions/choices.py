"""Closed lists about interactions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
