"""Consent over HTTP: may we contact her, what did she say, and whom nobody contacts."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from peyvand.interactions.actions.consent import NewConsent, lift, note_consent, suppress
from peyvand.interactions.contactability import may_contact, strip
from peyvand.interactions.models import Consent, Suppression
from peyvand.people.api.finding import find
from peyvand.people.models import Customer
from peyvand.platform.api_kit.finding import one
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.paging import Paging, page_of, shown_page
from peyvand.platform.api_kit.problems import invalid, pointer
from peyvand.platform.api_kit.shapes import Given, Id, Moment, MomentOut, PageOf, Words
from peyvand.platform.policies import require

router = Router(tags=["consent"])
ChannelKey = Literal["call", "sms", "message", "email", "post", "visit"]
PurposeKey = Literal["service", "marketing", "survey"]


class AnswerOut(Schema):
    """Whether a customer may be contacted on a channel for a purpose, and why (not): code and sentence."""

    channel: ChannelKey
    purpose: PurposeKey
    allowed: bool
    code: str
    text: str


class ConsentIn(Given):
    """What a customer said: yes or no to a channel for a purpose, where, and what proves it."""

    channel: ChannelKey
    purpose: PurposeKey
    given: bool
    source: Literal["person", "call", "form", "message", "page", "other"]
    proof: Annotated[Words, Field(max_length=300)] = ""
    at: Moment | None = None


class ConsentOut(Schema):
    """What a customer said, the newest first; the newest of a channel and purpose holds."""

    id: int
    channel: ChannelKey
    purpose: PurposeKey
    given: bool
    source: str
    proof: str
    at: MomentOut
    by_id: int | None


class MayAsk(Schema):
    """The moment that is asked about (now); with a channel and a purpose, these only."""

    at: Moment | None = None
    channel: ChannelKey | None = None
    purpose: PurposeKey | None = None


class SuppressionIn(Given):
    """A phone or e-mail to which no offers go, whoever has it."""

    kind: Literal["phone", "email"]
    value: Annotated[Words, Field(min_length=1, max_length=254)]
    reason: Annotated[Words, Field(max_length=200)] = ""


class SuppressionOut(Schema):
    """A phone or e-mail to which no offers go, masked: only a digest of it is kept."""

    id: int
    masked: str
    reason: str
    at: MomentOut
    by_id: int | None


class SuppressedOut(Schema):
    """How many were added: 0 when it was on the list already."""

    added: int


def _about(request: ApiRequest, customer_id: int, action: str = "view") -> Customer:
    """Return a customer of whose consents the caller may do this."""
    require(request.user, "consent", action)
    return find(request, customer_id)


@router.get("/customers/{customer_id}/contactability", response=list[AnswerOut], operation_id="get_contactability")
def contactability(request: ApiRequest, customer_id: Id, asked: Query[MayAsk]) -> list[dict[str, Any]]:
    """Return on which channel a customer may be contacted, for what, and why not."""
    customer, at = _about(request, customer_id), asked.at or timezone.now()
    if asked.channel and asked.purpose:
        answer = may_contact(customer, asked.channel, asked.purpose, at)
        return [{"channel": asked.channel, "purpose": asked.purpose, **vars(answer)}]
    answers = strip(customer, at)
    return [
        {"channel": channel, "purpose": purpose, **vars(answer)}
        for channel, by_purpose in answers.items()
        for purpose, answer in by_purpose.items()
    ]


@router.get("/customers/{customer_id}/consents", response=PageOf[ConsentOut], operation_id="list_consents")
def list_consents(request: ApiRequest, customer_id: Id, asked: Query[Paging]) -> dict[str, Any]:
    """List what a customer said about being contacted."""
    customer = _about(request, customer_id)
    rows = Consent.objects.visible_to(request.user).filter(customer=customer)
    return shown_page(page_of(rows, asked, ["-at", "-id"]), lambda row: row)


@router.post("/customers/{customer_id}/consents", response={201: ConsentOut}, operation_id="note_consent")
def add_consent(request: ApiRequest, customer_id: Id, given: ConsentIn) -> Status[Consent]:
    """Write down what a customer said about being contacted."""
    _about(request, customer_id, "change")
    return Status(201, note_consent(actor=request.user, customer_id=customer_id, new=NewConsent(**given.dict())))


@router.get("/suppressions", response=PageOf[SuppressionOut], operation_id="list_suppressions")
def list_suppressions(request: ApiRequest, asked: Query[Paging]) -> dict[str, Any]:
    """List the phones and e-mails to which no offers go, the newest first."""
    require(request.user, "consent", "suppress")
    return shown_page(page_of(Suppression.objects.all(), asked, ["-at", "-id"]))


@router.post("/suppressions", response={201: SuppressedOut}, operation_id="suppress")
def add_suppression(request: ApiRequest, given: SuppressionIn) -> Status[dict[str, int]]:
    """Let nobody contact a phone or e-mail."""
    require(request.user, "consent", "suppress")
    try:
        added = suppress(actor=request.user, kind=given.kind, value=given.value, reason=given.reason)
    except ValueError as wrong:
        raise invalid([{"pointer": pointer("value"), "detail": str(wrong)}]) from None
    return Status(201, {"added": added})


@router.delete("/suppressions/{int:suppression_id}", response={204: None}, operation_id="lift_suppression")
def lift_suppression(request: ApiRequest, suppression_id: int) -> Status[None]:
    """Take a phone or e-mail off the list."""
    require(request.user, "consent", "suppress")
    lift(actor=request.user, suppression_id=one(Suppression.objects.all(), suppression_id).pk)
    return Status(204, None)
