"""The audit in sentences: who did what to what, as one would tell it."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from peyvand.core.manifest import Text
from peyvand.platform.models import AuditEntry

THINGS: dict[str, Text] = {
    "user": _("colleague"),
    "team": _("team"),
    "role": _("role"),
    "token": _("API token"),
    "setting": _("setting"),
    "thresholds": _("thresholds of relationships"),
    "holiday": _("day off"),
    "job": _("job"),
    "import": _("import"),
    "customer": _("customer"),
    "contactpoint": _("way to reach her"),
    "address": _("address"),
    "affiliation": _("who belongs to whom"),
    "coowner": _("co-owner"),
    "groupmember": _("membership in a group"),
    "duplicatekey": _("mark for finding duplicates"),
    "duplicatepair": _("pair of likely duplicates"),
    "merge": _("merge of records"),
    "share": _("share of a customer"),
    "personfile": _("gathered file"),
    "promise": _("promise"),
    "jot": _("jot"),
    "orderline": _("line of an order"),
    "facts": _("figures of the relationship"),
    "stagemove": _("stretch in a stage"),
    "dirty": _("mark for the next review"),
    "auditentry": _("audit"),
    "group": _("customer group"),
    "interaction": _("interaction"),
    "problem": _("problem"),
    "order": _("order"),
    "product": _("product"),
    "relationship": _("relationship"),
}


def _acts() -> dict[str, str]:
    """Return the sentence of every act we have words for; %(who)s, %(thing)s and %(title)s are put in."""
    return {
        "add": gettext("%(who)s added the %(thing)s %(title)s."),
        "change": gettext("%(who)s changed the %(thing)s %(title)s."),
        "delete": gettext("%(who)s deleted the %(thing)s %(title)s."),
        "restore": gettext("%(who)s brought the %(thing)s %(title)s back."),
        "assign": gettext("%(who)s handed the %(thing)s %(title)s over."),
        "plan_handover": gettext("%(who)s planned to hand the %(thing)s %(title)s over."),
        "take_back": gettext("%(who)s took the hand-over of the %(thing)s %(title)s back."),
        "sign_handover": gettext("%(who)s signed for the %(thing)s %(title)s."),
        "introduce": gettext("%(who)s introduced the new person to the %(thing)s %(title)s."),
        "export": gettext("%(who)s exported: %(thing)s %(title)s."),
        "open": gettext("%(who)s opened the %(thing)s %(title)s."),
        "close": gettext("%(who)s closed the %(thing)s %(title)s."),
        "undo": gettext("%(who)s undid the %(thing)s %(title)s."),
        "run": gettext("%(who)s ran the %(thing)s %(title)s."),
        "revoke": gettext("%(who)s ended the %(thing)s %(title)s."),
        "retry": gettext("%(who)s tried the %(thing)s %(title)s again."),
        "next_step": gettext("%(who)s set the next step of the %(thing)s %(title)s."),
        "people": gettext("%(who)s changed the people of %(title)s."),
        "override": gettext("%(who)s decided the stage of %(title)s."),
        "end_override": gettext("%(who)s let the engine decide about %(title)s again."),
        "farewell": gettext("%(who)s recorded the farewell of %(title)s."),
        "take_back_farewell": gettext("%(who)s took back the farewell of %(title)s."),
        "win_back": gettext("%(who)s opened a way back to %(title)s."),
        "customer.data": gettext("%(who)s had everything about the %(thing)s %(title)s gathered."),
        "customer.erase": gettext("%(who)s had a customer forgotten on her demand."),
        "customer.share": gettext("%(who)s shared the %(thing)s %(title)s."),
        "customer.unshare": gettext("%(who)s ended a share of the %(thing)s %(title)s."),
        "user.factor_on": gettext("%(who)s turned the second factor on."),
        "user.factor_off": gettext("%(who)s turned the second factor off."),
        "user.factor_codes": gettext("%(who)s made new recovery codes."),
        "user.factor_recovery": gettext("%(who)s came in with a recovery code."),
        "user.factor_reset": gettext("%(who)s took the second factor of %(title)s away."),
        "user.link": gettext("%(who)s made a one-time link for %(title)s."),
        "user.password": gettext("%(who)s set a new password for %(title)s."),
        "user.sessions": gettext("%(who)s ended sessions of %(title)s."),
        "user.profile": gettext("%(who)s changed the profile of %(title)s."),
    }


def _isolated(text: object) -> SafeString:
    return format_html("<bdi>{}</bdi>", text)


def tell(entry: AuditEntry) -> SafeString:
    """Return the sentence of one audit row, safe to show: names are escaped and isolated."""
    model, _dot, act = entry.action.partition(".")
    acts = _acts()
    sentence = acts.get(entry.action) or acts.get(act) or gettext("%(who)s: %(act)s, %(thing)s %(title)s.")
    words = sentence.replace("%(who)s", "{who}").replace("%(thing)s", "{thing}")
    return format_html(
        words.replace("%(title)s", "{title}").replace("%(act)s", "{act}"),
        who=_isolated(entry.actor_name or pgettext("actor", "The system")),
        thing=THINGS.get(model) or THINGS.get(entry.model) or entry.model,
        title=format_html(pgettext("title", "“{}”"), _isolated(entry.title or entry.object_id)),
        act=_isolated(entry.action),
    )
