"""Closed lists about relationships."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """The eight stages, in their order: four up the path, three down the slope, one way back."""

    ATTRACTION = "attraction", _("attraction")
    WELCOME = "welcome", _("welcome")
    ACQUAINTANCE = "acquaintance", _("acquaintance")
    ACCOUNT = "account", _("account management")
    INTENSIVE_CARE = "intensive_care", _("intensive care")
    POTENTIAL_SEPARATION = "potential_separation", _("potential separation")
    SEPARATION = "separation", _("separation")
    WIN_BACK = "win_back", _("win-back")


PATH = (Stage.ATTRACTION, Stage.WELCOME, Stage.ACQUAINTANCE, Stage.ACCOUNT)
SLOPE = (Stage.INTENSIVE_CARE, Stage.POTENTIAL_SEPARATION, Stage.SEPARATION)
STAGE_ICONS = {
    Stage.ATTRACTION: "sprout",
    Stage.WELCOME: "hand",
    Stage.ACQUAINTANCE: "message-circle",
    Stage.ACCOUNT: "handshake",
    Stage.INTENSIVE_CARE: "heart-pulse",
    Stage.POTENTIAL_SEPARATION: "trending-down",
    Stage.SEPARATION: "unlink",
    Stage.WIN_BACK: "undo-2",
}


class Cause(models.TextChoices):
    """What moved a relationship from one stage to another."""

    EXCHANGE = "exchange", _("an exchange")
    TIME = "time", _("time")
    SIGNALS = "signals", _("weak signals")
    THRESHOLD = "threshold", _("a changed threshold or profile")
    PROBLEM = "problem", _("a problem")
    OVERRIDE = "override", _("a colleague's decision")
    FAREWELL = "farewell", _("a farewell")
    RETURN = "return", _("a win-back")


class ProblemKind(models.TextChoices):
    """What went wrong."""

    COMPLAINT = "complaint", _("serious complaint")
    PROMISE = "promise", _("broken promise")
    DELAY = "delay", _("late answer or delivery")
    QUALITY = "quality", _("goods or service not as agreed")
    OTHER = "other", _("other")


class Severity(models.TextChoices):
    """How bad it is."""

    NORMAL = "normal", _("normal")
    HIGH = "high", _("high")
    CRITICAL = "critical", _("critical")


class LeaveReason(models.TextChoices):
    """Why a customer left; the way back is chosen by it."""

    CIRCUMSTANCES = "circumstances", _("her circumstances changed")
    CLOSED = "closed", _("closed down or moved away")
    PRICE = "price", _("price")
    DISSATISFIED = "dissatisfied", _("dissatisfied with us")
    COMPETITOR = "competitor", _("went to a competitor")
    UNKNOWN = "unknown", _("we do not know")
    LET_GO = "let_go", _("we let her go")


class DecisionKind(models.TextChoices):
    """What is decided about a customer who costs more than we gave ourselves for her."""

    KEEP = "keep", _("keep as a commitment")
    RENEGOTIATE = "renegotiate", _("renegotiate")
    LET_GO = "let_go", _("let go respectfully")


class Eyes(models.TextChoices):
    """What the second pair of eyes said."""

    WAITING = "waiting", _("waits for a second pair of eyes")
    STANDS = "stands", _("confirmed")
    SET_ASIDE = "set_aside", _("set aside")


class Standing(models.TextChoices):
    """How a decision stands among those about the same customer."""

    IN_FORCE = "in_force", _("in force")
    FOLLOWED = "followed", _("followed by a newer one")
    WAITING = "waiting", _("waits for a second pair of eyes")
    SET_ASIDE = "set_aside", _("set aside")


class ExitStep(models.TextChoices):
    """What a respectful exit is made of."""

    LETTER = "letter", _("The letter was handed over or sent")
    ALTERNATIVES = "alternatives", _("Alternatives were named")
    HANDLING = "handling", _("Data and account are handled")
    PEACE = "peace", _("No offers any more on any channel")


class Boundary(models.TextChoices):
    """A line that nobody has to let be crossed."""

    INSULT = "insult", _("insult")
    THREAT = "threat", _("threat or violence")
    HARASSMENT = "harassment", _("harassment")
    DECEIT = "deceit", _("deceit or blackmail")
    OTHER = "other", _("another boundary")
