"""Evidence as sentences: codes and numbers become what a person would say, in the reader's language and digits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from peyvand.core.jalali import format_date
from peyvand.core.manifest import Sentence
from peyvand.core.money import Money, format_money
from peyvand.core.numbers import format_number
from peyvand.knowledge.rules.wants import label_of
from peyvand.relationship.choices import LeaveReason, ProblemKind, Stage

Numbers = Mapping[str, Any]


def days(count: float) -> str:
    """Return "18 days", rounded to whole days."""
    whole = round(count)
    return ngettext("%(count)s day", "%(count)s days", whole) % {"count": format_number(whole)}


def _day(value: Any) -> str:
    return format_date(date.fromisoformat(str(value)), style="long") if value else ""


def _silence(e: Numbers, day: date) -> str:
    return days((day - date.fromisoformat(e["last_on"])).days)


def _ago(e: Numbers, day: date) -> str:
    """Return "3 days ago", or "today": whoever has just ordered is not silent for 0 days."""
    if date.fromisoformat(e["last_on"]) >= day:
        return _("today")
    return _("%(silence)s ago") % {"silence": _silence(e, day)}


def _own_rhythm(e: Numbers, day: date) -> str:
    return _("Usually orders every %(gap)s; silent for %(silence)s.") % {
        "gap": days(e["median"]),
        "silence": _silence(e, day),
    }


def _group_rhythm(e: Numbers, day: date) -> str:
    return _(
        "Silent for %(silence)s; in this group hardly anybody waits longer than %(limit)s between two orders. "
        "There is not enough data yet for a rhythm of one's own."
    ) % {"silence": _silence(e, day), "limit": days(e["limit"])}


def _all_rhythm(e: Numbers, day: date) -> str:
    return _(
        "Silent for %(silence)s; hardly any customer waits longer than %(limit)s between two orders. "
        "There is not enough data yet for a rhythm of one's own."
    ) % {"silence": _silence(e, day), "limit": days(e["limit"])}


def _plain_rhythm(e: Numbers, day: date) -> str:
    return _("Silent for %(silence)s. There is not enough data for a rhythm; the plain limit is %(limit)s.") % {
        "silence": _silence(e, day),
        "limit": days(e["limit"]),
    }


def _in_rhythm(e: Numbers, day: date) -> str:
    return _("Usually orders every %(gap)s; the last order was %(ago)s.") % {
        "gap": days(e["median"]),
        "ago": _ago(e, day),
    }


def _repeat(e: Numbers, day: date) -> str:
    return _("Has ordered on %(count)s, last %(ago)s; not enough data yet for a rhythm.") % {
        "count": days(e["count"]),
        "ago": _ago(e, day),
    }


def _no_exchange(e: Numbers, day: date) -> str:
    return _("Known to us since %(day)s; no order yet.") % {"day": _day(e.get("on"))}


def _first_exchange(e: Numbers, day: date) -> str:
    return _("The first order was on %(day)s.") % {"day": _day(e.get("on"))}


def _exchange(e: Numbers, day: date) -> str:
    return _("Ordered on %(day)s.") % {"day": _day(e.get("on"))}


def _settled(e: Numbers, day: date) -> str:
    return _("The time of welcome was over on %(day)s.") % {"day": _day(e.get("on"))}


def _one_exchange(e: Numbers, day: date) -> str:
    return _("One order, on %(day)s; the second is still to come.") % {"day": _day(e.get("on"))}


def _profile_missing(e: Numbers, day: date) -> str:
    names = _(", ").join(str(label_of(name)) for name in e.get("fields", ()))
    return _("Orders again, but we do not know enough yet: %(fields)s.") % {"fields": names}


def _problem(e: Numbers, day: date) -> str:
    kind = ProblemKind(e["kind"]).label if e.get("kind") in ProblemKind.values else _("a problem")
    return _("Open since %(day)s: %(kind)s.") % {"day": _day(e.get("on")), "kind": kind}


def _care_failed(e: Numbers, day: date) -> str:
    open_for = days((day - date.fromisoformat(e["on"])).days)
    kind = ProblemKind(e["kind"]).label if e.get("kind") in ProblemKind.values else _("a problem")
    return _("Care has not helped: %(kind)s, open for %(days)s.") % {"kind": kind, "days": open_for}


def _reason(e: Numbers) -> str:
    return (
        str(LeaveReason(e["reason"]).label) if e.get("reason") in LeaveReason.values else str(LeaveReason.UNKNOWN.label)
    )


def _left(e: Numbers, day: date) -> str:
    day_left = _day(e.get("on"))
    text = _("Left on %(day)s.") % {"day": day_left}
    if "reason" in e:
        text = _("Left on %(day)s. Reason: %(reason)s.") % {"day": day_left, "reason": _reason(e)}
    if e.get("calm_until"):
        text += " " + _("Calm was promised until %(day)s.") % {"day": _day(e["calm_until"])}
    return text


def _win_back(e: Numbers, day: date) -> str:
    if "plan" not in e:
        return _("The way back has been open since %(day)s.") % {"day": _day(e.get("on"))}
    return _("The way back has been open since %(day)s: %(plan)s") % {"day": _day(e.get("on")), "plan": e["plan"]}


def _override(e: Numbers, day: date) -> str:
    if "reason" not in e:
        until = _("A colleague decided so until %(day)s.") if e.get("until") else _("A colleague decided so.")
        return until % {"day": _day(e.get("until"))}
    if e.get("until"):
        return _("A colleague decided so until %(day)s: %(reason)s") % {"day": _day(e["until"]), "reason": e["reason"]}
    return _("A colleague decided so: %(reason)s") % {"reason": e["reason"]}


def _signals(e: Numbers, day: date) -> str:
    return _("Several weak signals speak together.")


def _money(e: Numbers, key: str) -> str:
    """An amount inside a sentence, never broken over two lines."""
    return format_money(Money(int(e[key]), e.get("currency") or "IRR"), short=True).replace(" ", "\u00a0")


def _smaller_basket(e: Numbers, day: date) -> str:
    return _("The last three orders are smaller: %(now)s, before that usually %(before)s.") % {
        "now": _money(e, "now"),
        "before": _money(e, "before"),
    }


def _returns(e: Numbers, day: date) -> str:
    return _("Returned %(returned)s in 90 days, against %(sold)s bought.") % {
        "returned": _money(e, "returned"),
        "sold": _money(e, "sold"),
    }


def _fewer_contacts(e: Numbers, day: date) -> str:
    return _("Fewer contacts: %(now)s in the last 90 days, %(before)s in the 90 days before.") % {
        "now": format_number(int(e["now"])),
        "before": format_number(int(e["before"])),
    }


SENTENCES: dict[str, Callable[[Numbers, date], str]] = {
    "own_rhythm": _own_rhythm,
    "group_rhythm": _group_rhythm,
    "all_rhythm": _all_rhythm,
    "plain_rhythm": _plain_rhythm,
    "in_rhythm": _in_rhythm,
    "repeat": _repeat,
    "no_exchange": _no_exchange,
    "first_exchange": _first_exchange,
    "exchange": _exchange,
    "settled": _settled,
    "one_exchange": _one_exchange,
    "profile_missing": _profile_missing,
    "problem_open": _problem,
    "care_failed": _care_failed,
    "left": _left,
    "win_back": _win_back,
    "override": _override,
    "signals": _signals,
    "smaller_basket": _smaller_basket,
    "returns": _returns,
    "fewer_contacts": _fewer_contacts,
}


def sentences(evidence: Sequence[Numbers], day: date) -> list[Sentence]:
    """Return what each piece of evidence says to the reader being served, as it stands on `day`."""
    return [Sentence(e["code"], SENTENCES[e["code"]](e, day)) for e in evidence if e.get("code") in SENTENCES]


def to_do(stage: str) -> str:
    """Return what we owe somebody in this stage, as one sentence."""
    return {
        Stage.ATTRACTION: _("Make the first contact and set the next step."),
        Stage.WELCOME: _("Ask how the first order went, and say who to ask for what."),
        Stage.ACQUAINTANCE: _("Ask what is needed now and next."),
        Stage.ACCOUNT: _("Look back together from time to time."),
        Stage.INTENSIVE_CARE: _("Take a step every day until it is confirmed to be good."),
        Stage.POTENTIAL_SEPARATION: _("Get in touch, ask, and listen."),
        Stage.SEPARATION: _("Find out the reason, say a good farewell, and promise calm."),
        Stage.WIN_BACK: _("Take the next step of the way back."),
    }[Stage(stage)]
