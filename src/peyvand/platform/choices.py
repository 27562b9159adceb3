"""Closed lists of the platform."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """How far a right reaches."""

    NONE = "none", _("none")
    OWN = "own", _("own")
    TEAM = "team", _("team")
    ALL = "all", _("all")


class FieldClass(models.TextChoices):
    """How private a field is."""

    PUBLIC = "public", _("public")
    INTERNAL = "internal", _("internal")
    PERSONAL = "personal", _("personal")
    SPECIAL = "special", _("special")


class RoleKey(models.TextChoices):
    """The built-in roles."""

    ADMINISTRATOR = "administrator", _("administrator")
    DIRECTOR = "director", _("director")
    MANAGER = "manager", _("manager")
    SELLER = "seller", _("seller")
    AGENT = "agent", _("agent")
    MARKETER = "marketer", _("marketer")
    READ_ONLY = "read_only", _("read-only")


class Language(models.TextChoices):
    """Languages of the pages."""

    PERSIAN = "fa", "فارسی"
    ENGLISH = "en", "English"


class Calendar(models.TextChoices):
    """Calendars of the pages."""

    JALALI = "jalali", _("Jalali")
    GREGORIAN = "gregorian", _("Gregorian")


class Digits(models.TextChoices):
    """Digits of the pages."""

    PERSIAN = "fa", "۱۲۳"
    LATIN = "en", "123"


class MoneyUnit(models.TextChoices):
    """How rial amounts are shown."""

    TOMAN = "toman", _("Toman")
    RIAL = "rial", _("Rial")


class Theme(models.TextChoices):
    """Light, dark, or as the device says."""

    SYSTEM = "system", _("as the device")
    LIGHT = "light", _("light")
    DARK = "dark", _("dark")


class LinkPurpose(models.TextChoices):
    """What a one-time link is for."""

    INVITATION = "invitation", _("invitation")
    PASSWORD = "password", _("new password")


class ImportStatus(models.TextChoices):
    """Where an import stands."""

    DRAFT = "draft", _("draft")
    READY = "ready", _("ready")
    CHECKING = "checking", _("dry run")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")


class ImportPolicy(models.TextChoices):
    """What happens to a row that matches something we have."""

    CREATE = "create", _("create new ones only")
    UPDATE = "update", _("create and update")
    SKIP = "skip", _("skip what exists")


class HolidayKind(models.TextChoices):
    """What a day in the holiday table means."""

    HOLIDAY = "holiday", _("holiday")
    WORKDAY = "workday", _("working day")
    HALF = "half", _("half day")


class FieldKind(models.TextChoices):
    """What a custom field holds."""

    TEXT = "text", _("text")
    NUMBER = "number", _("number")
    MONEY = "money", _("amount of money")
    DATE = "date", _("date")
    CHOICE = "choice", _("one of a list")
    CHOICES = "choices", _("several of a list")
    PERSON = "person", _("colleague")
    FLAG = "flag", _("yes or no")
