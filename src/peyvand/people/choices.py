"""Closed lists about customers."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """What a customer is."""

    PERSON = "person", _("person")
    ORGANISATION = "organisation", _("organisation")


class PersonTitle(models.TextChoices):
    """How a person is addressed."""

    MR = "mr", _("Mr")
    MS = "ms", _("Ms")
    DOCTOR = "doctor", _("Dr")
    ENGINEER = "engineer", _("Engineer")
    PROFESSOR = "professor", _("Professor")


class ContactKind(models.TextChoices):
    """Ways to reach somebody."""

    PHONE = "phone", _("phone")
    EMAIL = "email", _("e-mail")
    WEB = "web", _("website")
    SOCIAL = "social", _("social network")


class Channel(models.TextChoices):
    """Ways in which we turn to somebody."""

    CALL = "call", _("call")
    SMS = "sms", _("text message")
    MESSAGE = "message", _("messenger")
    EMAIL = "email", _("e-mail")
    POST = "post", _("letter")
    VISIT = "visit", _("visit")


class ContactWay(models.TextChoices):
    """Which contacts keep a cadence, where not any does."""

    PERSONAL = "personal", _("call, meeting or visit")
    MET = "met", _("meeting or visit")
    VISIT = "visit", _("visit")


class ContactLabel(models.TextChoices):
    """What a contact point or address is for."""

    WORK = "work", _("work")
    MOBILE = "mobile", _("mobile")
    HOME = "home", _("home")
    BILLING = "billing", _("billing")
    DELIVERY = "delivery", _("delivery")
    OTHER = "other", _("other")


class Source(models.TextChoices):
    """How a customer came to us."""

    REFERRAL = "referral", _("referral")
    VISIT = "visit", _("came in")
    CALL = "call", _("called us")
    WEBSITE = "website", _("website")
    SOCIAL = "social", _("social network")
    EXHIBITION = "exhibition", _("exhibition")
    ADVERTISEMENT = "advertisement", _("advertisement")
    OUTREACH = "outreach", _("we approached them")
    IMPORT = "import", _("import")
    OTHER = "other", _("other")


class Surety(models.TextChoices):
    """How sure it is that two customers are one."""

    EXACT = "exact", _("surely the same")
    LIKELY = "likely", _("probably the same")
    POSSIBLE = "possible", _("perhaps the same")


class PairState(models.TextChoices):
    """What was decided about two customers who look alike."""

    OPEN = "open", _("to be looked at")
    DISMISSED = "dismissed", _("not the same")
    MERGED = "merged", _("merged")


class RunState(models.TextChoices):
    """How far a run of merges has come."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")


class HandOverState(models.TextChoices):
    """How far a hand-over has come."""

    PLANNED = "planned", pgettext_lazy("a hand-over", "planned")
    PROPOSED = "proposed", _("waits for a signature")
    ACCEPTED = "accepted", _("signed")
    INTRODUCED = "introduced", _("introduced")
    OFF = "off", _("called off")


OPEN_HANDOVER = (HandOverState.PROPOSED, HandOverState.ACCEPTED)


class ShareLevel(models.TextChoices):
    """What a customer is lent for."""

    VIEW = "view", _("to look at")
    CHANGE = "change", _("to work with")


class FileState(models.TextChoices):
    """How far the file of a person is."""

    WAITING = "waiting", _("is being gathered")
    DONE = "done", _("ready")


class PartyKind(models.TextChoices):
    """What somebody in our books is to us."""

    CUSTOMER = "customer", pgettext_lazy("what somebody is to us", "customer")
    SUPPLIER = "supplier", _("supplier")
    PARTNER = "partner", _("partner")
    INTERMEDIARY = "intermediary", _("intermediary")
    END_USER = "end_user", _("end user")
