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
    "closeness": _("how close we are to somebody"),
    "stagemove": _("stretch in a stage"),
    "dirty": _("mark for the next review"),
    "auditentry": _("audit"),
    "group": _("customer group"),
    "interaction": _("interaction"),
    "problem": _("problem"),
    "decision": _("decision"),
    "boundarycase": _("boundary case"),
    "order": _("order"),
    "discountrequest": _("request for a discount"),
    "product": _("product"),
    "pricelist": _("price list"),
    "relationship": _("relationship"),
    "customfield": _("field of our own"),
    "groupstay": _("stay in a group"),
    "handover": _("hand-over"),
    "partyrole": _("what she is to us"),
    "relation": _("relation"),
    "relationkind": _("kind of relation"),
    "aim": _("goal of a contact"),
    "consent": _("answer about being contacted"),
    "suppression": _("way that is shut"),
    "fact": _("thing we know"),
    "familiarity": _("how well we know somebody"),
}


# The sentence of every act we have words for; %(who)s, %(thing)s and %(title)s are put in.
ACTS: dict[str, Text] = {
    "add": _("%(who)s added the %(thing)s %(title)s."),
    "change": _("%(who)s changed the %(thing)s %(title)s."),
    "delete": _("%(who)s deleted the %(thing)s %(title)s."),
    "restore": _("%(who)s brought the %(thing)s %(title)s back."),
    "assign": _("%(who)s handed the %(thing)s %(title)s over."),
    "plan_handover": _("%(who)s planned to hand the %(thing)s %(title)s over."),
    "take_back": _("%(who)s took the hand-over of the %(thing)s %(title)s back."),
    "sign_handover": _("%(who)s signed for the %(thing)s %(title)s."),
    "introduce": _("%(who)s introduced the new person to the %(thing)s %(title)s."),
    "export": _("%(who)s exported: %(thing)s %(title)s."),
    "open": _("%(who)s opened the %(thing)s %(title)s."),
    "close": _("%(who)s closed the %(thing)s %(title)s."),
    "undo": _("%(who)s undid the %(thing)s %(title)s."),
    "run": _("%(who)s ran the %(thing)s %(title)s."),
    "revoke": _("%(who)s ended the %(thing)s %(title)s."),
    "retry": _("%(who)s tried the %(thing)s %(title)s again."),
    "next_step": _("%(who)s set the next step of the %(thing)s %(title)s."),
    "people": _("%(who)s changed the people of %(title)s."),
    "override": _("%(who)s decided the stage of %(title)s."),
    "end_override": _("%(who)s let the engine decide about %(title)s again."),
    "farewell": _("%(who)s recorded the farewell of %(title)s."),
    "take_back_farewell": _("%(who)s took back the farewell of %(title)s."),
    "win_back": _("%(who)s opened a way back to %(title)s."),
    "decision.add": _("%(who)s decided about %(title)s."),
    "decision.answer": _("%(who)s answered the decision about %(title)s as the second pair of eyes."),
    "decision.review": _("%(who)s looked again at the decision about %(title)s."),
    "decision.step": _("%(who)s took a step of the respectful exit of %(title)s."),
    "boundary.add": _("%(who)s noted a boundary case with %(title)s."),
    "boundary.answer": _("%(who)s answered the boundary case with %(title)s."),
    "archive": _("%(who)s put the %(thing)s %(title)s away."),
    "order": _("%(who)s changed the order of: %(thing)s %(title)s."),
    "rank": _("%(who)s changed the order of: %(thing)s %(title)s."),
    "remove": _("%(who)s took the %(thing)s %(title)s away."),
    "supersede": _("%(who)s noted what is so now instead: %(thing)s %(title)s."),
    "settle": _("%(who)s said what became of the %(thing)s %(title)s."),
    "reopen": _("%(who)s opened the %(thing)s %(title)s again."),
    "tell": _("%(who)s told the customer how it ended: %(thing)s %(title)s."),
    "check": _("%(who)s tried out the %(thing)s %(title)s."),
    "begin": _("%(who)s ran the %(thing)s %(title)s."),
    "discard": _("%(who)s threw the %(thing)s %(title)s away."),
    "file": _("%(who)s filed the %(thing)s %(title)s."),
    "unfile": _("%(who)s took the %(thing)s %(title)s back into the inbox."),
    "split": _("%(who)s split the %(thing)s %(title)s."),
    "withdraw": _("%(who)s took the %(thing)s %(title)s away."),
    "merge": _("%(who)s merged the %(thing)s %(title)s with another record."),
    "unmerge": _("%(who)s parted the %(thing)s %(title)s from another record again."),
    "dismissed_pair": _("%(who)s said that the %(thing)s %(title)s is not the same as another."),
    "open_pair": _("%(who)s put the %(thing)s %(title)s back among likely duplicates."),
    "audit.export": _("%(who)s exported the audit."),
    "customer.data": _("%(who)s had everything about the %(thing)s %(title)s gathered."),
    "customer.erase": _("%(who)s had a customer forgotten on her demand."),
    "customer.consent": _("%(who)s noted what %(title)s said about being contacted."),
    "customer.goal": _("%(who)s changed what a contact with %(title)s is for."),
    "customer.discount_ask": _("%(who)s asked for a discount for %(title)s."),
    "customer.discount_decide": _("%(who)s decided about a discount for %(title)s."),
    "customer.party": _("%(who)s changed what %(title)s is to us or to others."),
    "product.pledge": _("%(who)s said how we keep a pledge about %(title)s."),
    "group.treatment": _("%(who)s changed how the group %(title)s is treated."),
    "suppression.lift": _("%(who)s opened a way that was shut."),
    "customer.share": _("%(who)s shared the %(thing)s %(title)s."),
    "customer.unshare": _("%(who)s ended a share of the %(thing)s %(title)s."),
    "user.factor_on": _("%(who)s turned the second factor on."),
    "user.factor_off": _("%(who)s turned the second factor off."),
    "user.factor_codes": _("%(who)s made new recovery codes."),
    "user.factor_recovery": _("%(who)s came in with a recovery code."),
    "user.factor_reset": _("%(who)s took the second factor of %(title)s away."),
    "user.link": _("%(who)s made a one-time link for %(title)s."),
    "user.password": _("%(who)s set a new password for %(title)s."),
    "user.sessions": _("%(who)s ended sessions of %(title)s."),
    "user.profile": _("%(who)s changed the profile of %(title)s."),
}


def _isolated(text: object) -> SafeString:
    return format_html("<bdi>{}</bdi>", text)


def tell(entry: AuditEntry) -> SafeString:
    """Return the sentence of one audit row, safe to show: names are escaped and isolated."""
    model, _dot, act = entry.action.partition(".")
    sentence = str(ACTS.get(entry.action) or ACTS.get(act) or gettext("%(who)s: %(act)s, %(thing)s %(title)s."))
    words = sentence.replace("%(who)s", "{who}").replace("%(thing)s", "{thing}")
    return format_html(
        words.replace("%(title)s", "{title}").replace("%(act)s", "{act}"),
        who=_isolated(entry.actor_name or pgettext("actor", "The system")),
        thing=THINGS.get(model) or THINGS.get(entry.model) or entry.model,
        title=format_html(pgettext("title", "“{}”"), _isolated(entry.title or entry.object_id)),
        act=_isolated(entry.action),
    )
