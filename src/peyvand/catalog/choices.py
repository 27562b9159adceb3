"""Closed lists about products."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Pledge(models.TextChoices):
    """What a customer hopes of whoever sells, asked of every product."""

    SOLVES = "solves", _("It solves the customer's problem")
    DESIGNED = "designed", _("Customers were thought of in its design")
    ANSWERS = "answers", _("We are a reliable source of answers about it")
    PRICE = "price", _("Its price fits")
    BELIEF = "belief", _("We believe in it ourselves")
    STAYS = "stays", _("We do not vanish after the sale")


class Kept(models.TextChoices):
    """How a pledge stands; not to know is an honest answer."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    UNKNOWN = "unknown", _("unknown")
