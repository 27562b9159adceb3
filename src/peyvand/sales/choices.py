"""Closed lists about sales."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrderKind(models.TextChoices):
    """What an order did: goods went out, or came back."""

    SALE = "sale", _("order")
    RETURN = "return", _("return")


class DiscountState(models.TextChoices):
    """What was said about a discount that somebody asked for."""

    OPEN = "open", _("waits for an answer")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("refused")
