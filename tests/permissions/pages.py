"""Who may open which page and press which button: written by hand from the roles' description, not from the code.

Nine marks, one per person: Sara Reza Nima Mina Ali Dana Roya Leila Omid. Sara and Reza sell in the north, Nima in the
south; Mina manages in the north, Ali administers, Dana directs, Roya answers customers in the south, Leila does the
marketing, Omid only reads.

    +  let in and done          !  refused (403): she may know of it, her role does not allow this
    .  not found (404): it does not exist, or not for her          ~  let in, but the thing itself says no (409, 422)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

EVERYBODY = {"": "+++++++++"}
NEVER = {"": "........."}

SEE = {"sara": "++.++++++", "nima": "..+++++++", "shared": "+.+++++++", "deleted": ".........", "missing": "........."}
# Own for sellers, team for agents, all for managers and administrators.
CHANGE = {
    "sara": "+!.++!!!!",
    "nima": "..+++!+!!",
    "shared": "+.+++!+!!",
    "deleted": ".....!.!!",
    "missing": ".....!.!!",
}
PLAN = CHANGE | {"deleted": ".........", "missing": "........."}
ASSIGN = {
    "sara": "+!.++!!!!",
    "nima": "..+++!!!!",
    "shared": "+.+++!!!!",
    "deleted": ".....!!!!",
    "missing": ".....!!!!",
}
CELL_OWNER = ASSIGN | {"deleted": ".........", "missing": "........."}
# A manager puts away within her team only.
PUT_AWAY = {
    "sara": "+!.++!!!!",
    "nima": "..+!+!!!!",
    "shared": "+.+!+!!!!",
    "deleted": ".....!!!!",
    "missing": ".....!!!!",
}
BRING_BACK = {"deleted": "+..++!!!!", "sara": ".....!!!!", "nima": ".....!!!!", "missing": ".....!!!!"}

TALK = {"sara": "++.+++++!", "nima": "..++++++!", "shared": "+.++++++!", "deleted": "........!", "missing": "........!"}
# The card is for everybody who sees the customer, the result for who may write; who only reads is told so.
TALKING = TALK | {"deleted": ".........", "missing": "........."}
RETALK = {
    "sara": "+!.++!!!!",
    "nima": "..+++!!!!",
    "shared": "+.+++!!!!",
    "deleted": ".....!.!!",
    "missing": ".....!.!!",
}
SELL = {"sara": "++.++!+!!", "nima": "..+++!+!!", "shared": "+.+++!+!!", "deleted": ".....!.!!", "missing": ".....!.!!"}
UNSELL = {
    "sara": "+!.++!!!!",
    "nima": "..+++!!!!",
    "shared": "+.+++!!!!",
    "deleted": ".....!!!!",
    "missing": ".....!!!!",
}
JUDGE = {
    "sara": "+!.++!+!!",
    "nima": "..+++!+!!",
    "shared": "+.+++!+!!",
    "deleted": ".....!.!!",
    "missing": ".....!.!!",
}

# Who gave a promise keeps it, and everybody but those who only read may give one.
KEEP = RETALK | {"deleted": "........!", "missing": "........!"}
RETELL = RETALK | {"deleted": ".........", "missing": "........."}

# Who sees a fact but may not change it is told so.
FACT = RETALK | {"deleted": ".........", "missing": "........."}

# A jot is its author's alone, whatever the others may.
JOT = {"sara": "+.......!", "leila": ".......+!", "missing": "........!"}
JOTTERS = {"": "++++++++!"}

# Only who takes over signs; who may assign says that it is done or takes it back.
SIGN = {"sara": "+!.!!!!!!", "nima": "..+!!!!!!", "shared": "!.+!!!!!!", "deleted": ".........", "missing": "........."}
HAND = {"sara": "+!.++!!!!", "nima": "..+++!!!!", "shared": "+.+++!!!!", "deleted": ".........", "missing": "........."}

# Ali, whom the others name as the second pair of eyes, does not name himself.
BESIDE_ALI = {whose: marks[:4] + marks[4].replace("+", "~") + marks[5:] for whose, marks in JUDGE.items()}
# Who may not see the boundary cases of a customer whom he sees is told of none.
CASE = JUDGE | {"sara": "+..++!+!!"}

# Everything about a person goes to whoever may export, and only to those who see every field.
NOBODY_THERE = {"deleted": "!!!...!.!", "missing": "!!!...!.!"}
EXPORT = {"sara": "!!!+++!+!", "nima": "!!!+++!+!", "shared": "!!!+++!+!"} | NOBODY_THERE
EXPORT_ALL = {"sara": "!!!+++!!!", "nima": "!!!+++!!!", "shared": "!!!+++!!!"} | NOBODY_THERE
FETCH = {"sara": "!!!.+.!.!", "nima": "!!!.+.!.!", "shared": "!!!.+.!.!"} | NOBODY_THERE
ERASE = {
    "sara": "!!!!+!!!!",
    "nima": "!!!!+!!!!",
    "shared": "!!!!+!!!!",
    "deleted": "!!!!.!!!!",
    "missing": "!!!!.!!!!",
}

# Who may change treatments decides where nobody is named; who asked hears the answer.
DECIDE = {
    "sara": "!!.++!!+!",
    "nima": "..!++!!+!",
    "shared": "!.!++!!+!",
    "deleted": ".........",
    "missing": ".........",
}

# A relation is there for who sees both ends, and changed by who may change one of them.
RELATION = {"sara": "+..++!+!!", "missing": ".....!.!!"}
ADMIN_LATE = {"": "!!!!~!!!!"}
SELLERS = {"": "++++++++!"}
IMPORT_SEE = {"sara": "+..+++!.!", "leila": "...+++!+!", "missing": "......!.!"}
IMPORT_DO = {"sara": "!!!++!!.!", "leila": "!!!++!!+!", "missing": "!!!..!!.!"}
GROUP = {"any": "!!!++!!+!", "missing": "!!!..!!.!"}
KEEPERS = {"": "!!!++!!+!"}
ADMIN = {"": "!!!!+!!!!"}
ADMIN_OF = {"any": "!!!!+!!!!", "missing": "!!!!.!!!!"}
# Only managers and administrators merge, and only whom they may change.
MERGERS = {"": "!!!++!!!!"}
MERGE_OF = {"any": "!!!++!!!!", "missing": "!!!..!!!!"}
MERGE = {"sara": "!!!++!!!!", "nima": "!!!++!!!!", "deleted": "!!!..!!!!", "missing": "!!!..!!!!"}
MERGE_RUN = {"mina": "!!!+.!!!!", "missing": "!!!..!!!!"}
READ_SETTINGS = {"": "!!!+++!!!"}


@dataclass(frozen=True)
class Ask:
    """One request to a page. In `args` and `data`, "{kind}" becomes the id of that kind of thing of whoever it is about,
    "{signed:what}" the signed text of an undo address, "{user:name}" somebody's id."""

    marks: Mapping[str, str]
    args: tuple[str, ...] = ()
    method: str = "GET"
    data: Mapping[str, str] = field(default_factory=dict)
    query: str = ""


def get(marks: Mapping[str, str], *args: str, query: str = "") -> Ask:
    """Look at a page."""
    return Ask(marks, args, query=query)


def post(marks: Mapping[str, str], *args: str, **data: str) -> Ask:
    """Press a button."""
    return Ask(marks, args, "POST", data)


FORGED = {"sara": ".!...!!!!", "nima": ".....!.!!", "shared": ".....!.!!", "missing": ".....!.!!"}
# Own for sellers, all for managers, agents and marketers.
CONSENT = {
    "sara": "+!.++!++!",
    "nima": "..+++!++!",
    "shared": "+.+++!++!",
    "deleted": ".....!..!",
    "missing": ".....!..!",
}
AGREED = {"channel": "sms", "purpose": "marketing", "given": "yes", "source": "form"}
GROUP_SEE = {"any": "+++++++++", "missing": "........."}
RULE = {"0.join": "all", "0.0.field": "city", "0.0.op": "is", "0.0.value": "zq"}
C, TALKED, SOLD, A, P = "{customer}", "{interaction}", "{order}", "{affiliation}", "{problem}"
WORD = "{promise}"
SOON = (date.today() + timedelta(days=7)).isoformat()
EDITED = {"name": "فروشگاه تازه", "version": "1", "owner": "{user:sara}"}
SETTINGS = {
    "organisation_name": "قهوه",
    "zone": "Asia/Tehran",
    "currency": "IRR",
    "region": "IR",
    "work_week": "wwwwwho",
    "promise_patience": "3",
    "promise_silence": "ask",
    "first_visit": "",
    "quiet_from": "21:00",
    "quiet_until": "08:00",
    "contact_most": "4",
    "contact_days": "30",
    "after_sale": "10",
    "parting_letter": "",
}
CALL = {"kind": "call", "direction": "out", "subject": "تماس", "reached": "on"}
PROBLEM = {"kind": "other", "severity": "normal", "summary": "دیر رسید", "exit_criterion": "دوباره فرستاده شود"}

PUBLIC = {
    "platform:sign_in", "platform:sign_in_code", "platform:accept", "platform:language", "platform:healthz", "platform:readyz",
    "interactions:preferences", "ui:manifest", "ui:service_worker", "ui:offline",
}  # fmt: skip

PAGES: dict[str, list[Ask]] = {
    "platform:today": [get(EVERYBODY), get(EVERYBODY, query="scope=all"), get(EVERYBODY, query="scope=team")],
    "platform:attention_snooze": [
        get(EVERYBODY, query="key=people.step:1&title=x"),
        post(EVERYBODY, key="people.step:1", title="x", until="2099-01-01", reason="سفر"),
    ],
    "platform:attention_wake": [post(EVERYBODY, key="people.step:1")],
    "platform:sign_out": [post(EVERYBODY)],
    "platform:profile": [
        get(EVERYBODY),
        post(EVERYBODY, name="نام", language="fa", calendar="jalali", digits="fa", money_unit="toman", theme="dark"),
    ],
    "platform:theme": [post(EVERYBODY, theme="dark")],
    "platform:security": [get(EVERYBODY)],
    "platform:second_factor": [
        get(EVERYBODY), post(EVERYBODY, do="begin"), post({"": "~~~~~~~~~"}, do="confirm", code="۰۰۰۰۰۰"),
    ],
    "platform:end_session": [post(EVERYBODY)],
    "platform:tokens": [get(EVERYBODY), post(EVERYBODY, name="کلید", scopes="customer:view")],
    "platform:token_revoke": [
        post({"sara": "+........", "ali": "....+....", "missing": "........."}, "{token}"),
    ],
    "platform:office": [get(EVERYBODY)],
    "platform:colleagues": [get(EVERYBODY)],
    "platform:invite": [get(ADMIN), post(ADMIN, name="تازه", email="new@peyvand.test", role="{role:any}")],
    "platform:colleague": [
        get(ADMIN_OF, "{user}"), post(ADMIN_OF, "{user}", name="رضا", email="r@peyvand.test", role="{role:any}"),
    ],
    "platform:colleague_presence": [post(ADMIN_OF, "{user}", active="no")],
    "platform:leaving": [get(ADMIN_OF, "{user}"), post(ADMIN_OF, "{user}", heir="{user:nima}")],
    "platform:colleague_sessions": [post(ADMIN_OF, "{user}")],
    "platform:colleague_factor": [post(ADMIN_OF, "{user}")],
    "platform:colleague_link": [post(ADMIN_OF, "{user}")],
    "platform:teams": [get(EVERYBODY), post(ADMIN, name="غرب")],
    "platform:team": [post(ADMIN_OF, "{team}", name="شرق"), post(ADMIN_OF, "{team}", do="delete")],
    "platform:roles": [get({"": "!!!!++!!!"})],
    "platform:role": [
        get({"any": "!!!!++!!!", "missing": "!!!!..!!!"}, "{role}"),
        post({"any": "!!!!+!!!!", "missing": "!!!!..!!!"}, "{role}", **{"right-customer-view": "all"}),
    ],
    "platform:role_factor": [post({"any": "!!!!+!!!!", "missing": "!!!!.!!!!"}, "{role}", needed="yes")],
    "platform:settings": [get(READ_SETTINGS), post(ADMIN, **SETTINGS)],
    "platform:back_to_now": [post(ADMIN)],
    "platform:fields": [get(READ_SETTINGS)],
    "platform:field_new": [
        get(ADMIN, "customer"),
        post(ADMIN, "customer", kind="text", label_fa="تازه", field_class="public", subject="customer"),
    ],
    "platform:field": [
        get(ADMIN_OF, "{field}"), post(ADMIN_OF, "{field}", label_fa="اندازهٔ نو", field_class="internal"),
    ],
    "platform:field_example": [post(ADMIN, subject="customer", kind="text", label_fa="تازه")],
    "platform:field_option": [get(ADMIN)],
    "platform:fields_order": [post(ADMIN, "customer", order="1,2")],
    "platform:field_archive": [post(ADMIN_OF, "{field}")],
    "platform:field_restore": [post(ADMIN_OF, "{field}")],
    "platform:holidays": [
        get(READ_SETTINGS), post(ADMIN, day="1405/01/15", name_fa="جشن", kind="holiday"),
    ],
    "platform:holiday": [
        get(ADMIN_OF, "{holiday}"), post(ADMIN_OF, "{holiday}", day="1405/01/15", name_fa="جشن", kind="holiday"),
        post(ADMIN_OF, "{holiday}", do="delete"),
    ],
    "platform:jobs": [get(ADMIN), get(ADMIN, query="state=todo")],
    "platform:job_retry": [post(ADMIN_OF, "{job}")],
    "platform:audit": [get({"": "!!!!++!!!"})],
    "platform:audit_export": [get({"": "!!!!++!!!"})],
    "platform:search": [get(EVERYBODY, query="q=zq"), get(EVERYBODY, query="q=0912555"), get(EVERYBODY)],
    "platform:palette": [get(EVERYBODY, query="q=zq"), get(EVERYBODY, query="q=0912555"), get(EVERYBODY)],
    "platform:list_columns": [post(EVERYBODY, list="people:customers", columns="city")],
    "platform:view_save": [post(EVERYBODY, list="people:customers", name="یک نما", query="")],
    "platform:view_delete": [
        post({"sara": "+........", "leila": ".......+.", "sara_shared": "+!!!!!!!!", "missing": "........."}, "{view}"),
    ],
    "platform:view_undo": [post(EVERYBODY, "{signed:view}"), post(NEVER, "forged")],
    "platform:imports": [get({"": "++++++!+!"})],
    "platform:import_new": [get(KEEPERS)],
    "platform:import": [get(IMPORT_SEE, "{import}"), get(IMPORT_SEE, "{done_import}")],
    "platform:import_read": [post(IMPORT_DO, "{import}", encoding="utf-8", delimiter=",", header_row="1")],
    "platform:import_choose": [
        post(IMPORT_DO, "{import}", **{"c0": "name", "c1": "phone", "policy": "update", "match_by": "phone"}),
    ],
    "platform:import_begin": [post(IMPORT_DO, "{import}", dry="1")],
    "platform:import_errors": [get(IMPORT_SEE, "{done_import}")],
    "platform:import_undo": [post(IMPORT_DO, "{done_import}")],
    "platform:import_discard": [post(IMPORT_DO, "{import}")],
    "platform:import_as_of": [post({"sara": "!!!!+!!!!", "leila": "!!!!+!!!!", "missing": "!!!!.!!!!"}, "{done_import}")],
    "people:customers": [get(EVERYBODY), get(EVERYBODY, query="q=zq"), get(EVERYBODY, query="sort=-name")],
    "people:customers_export": [
        get({"": "!!!+++!+!"}, query="format=csv"), get({"": "!!!+++!+!"}, query="format=xlsx"),
    ],
    "people:bulk": [
        post({"": "+++++!!+!"}, act="owner", owner="{user:reza}", ids="{customer:nima}"),
        post({"": "+++++!!+!"}, act="delete", ids="{customer:nima}"),
        post({"": "+++++!!+!"}, act="group", group="{group:any}", all="1", query="q=zq"),
        post({"": "+++++!!+!"}, act="ungroup", group="{group:any}", all="1", query="q=zq"),
    ],
    "people:bulk_acts": [get({"": "+++++!!+!"})],
    "people:bulk_undo": [post({"": "+++++!!+!"}, "{signed:bulk}"), post({"": ".....!!.!"}, "forged")],
    "people:cell": [
        get(PLAN, C, "city"), post(PLAN, C, "city", city="یزد"),
        get(CELL_OWNER, C, "owner"), post(CELL_OWNER, C, "owner", owner="{user:reza}"),
        post(PLAN, C, "next_step", what="تماس", on="2099-01-01"), get(dict.fromkeys(SEE, "........."), C, "notes"),
    ],
    "people:new": [get({"": "+++++!++!"}), post({"": "+++++!++!"}, kind="organisation", name="کافهٔ تازه")],
    "people:similar": [
        post(EVERYBODY, kind="organisation", name="zq"), post(EVERYBODY, kind="person", phone="09125552222"),
    ],
    "people:cities": [get(EVERYBODY, query="city=تهر")],
    "people:persons": [get({"": "+++++!+!!"}, query="name=zq")],
    "people:row": [get({"": "+++++!+!!"}, "contact"), get({"": ".....!.!!"}, "nonsense")],
    "people:deleted": [get({"": "+++++!!!!"})],
    "people:duplicates": [get(MERGERS), get(MERGERS, query="show=dismissed"), get(MERGERS, query="cursor=x")],
    "people:duplicate_count": [get(MERGERS)],
    "people:duplicate_merge": [get(MERGE_OF, "{pair}")],
    "people:duplicate_dismiss": [post(MERGE_OF, "{pair}")],
    "people:duplicate_reopen": [post(MERGE_OF, "{pair}")],
    "people:exact": [get(MERGERS), post(MERGERS)],
    "people:exact_run": [get(MERGE_RUN, "{run}")],
    "people:merges": [get(MERGERS)],
    "people:merge_undo": [get(MERGE_OF, "{merge}"), post(MERGE_OF, "{merge}")],
    "people:parties": [get(SEE, C)],
    "people:roles": [get(CHANGE, C), post(CHANGE, C, roles="supplier")],
    "people:relation_new": [
        get(CHANGE, C),
        post(CHANGE | {"shared": "~.~~~!~!!"}, C, kind="{relation_kind:any}", person="{customer:shared}"),
    ],
    "people:relation_others": [get({"": "+++++!+!!"}, query="name=zq")],
    "people:relation": [get(RELATION, "{relation}"), post(RELATION, "{relation}", note="همسایه")],
    "people:relation_remove": [post(RELATION, "{relation}")],
    "people:relation_kinds": [
        get(ADMIN), post(ADMIN, forward_fa="همسایهٔ", forward_en="neighbour of"), post(ADMIN_LATE, forward_fa="همسایهٔ"),
    ],
    "people:relation_kind_remove": [post(ADMIN_OF, "{relation_kind}")],
    "people:your_people": [get(SEE, C)],
    "people:your_people_paper": [get(SEE, C)],
    "people:handovers": [get(EVERYBODY), get(EVERYBODY, query="scope=all"), get(EVERYBODY, query="cursor=x")],
    "people:handover_new": [
        get({"": "+++++!!!!"}), post({"": "+++++!!!!"}, giver="{user:nima}", owner="{user:reza}", reason="سفر"),
    ],
    "people:handover_sign": [post(SIGN, ids="{handover}")],
    "people:handover_introduced": [post(HAND, "{handover}")],
    "people:handover_undo": [post(HAND, "{handover}")],
    "people:brief": [get(SEE, C)],
    "people:brief_paper": [get(SEE, C)],
    "people:merge_choose": [get(MERGE, C), get(MERGE, C, query="q=zq")],
    "people:merge": [
        get(MERGE, C, "{customer:shared}"),
        get(MERGE, "{customer:shared}", C),
        post(MERGE, C, "{customer:shared}"),
    ],
    "people:groups": [get(EVERYBODY)],
    "people:group_new": [get(KEEPERS), post(KEEPERS, name="نقره‌ای", rank="5")],
    "people:group": [get(GROUP, "{group}"), post(GROUP, "{group}", name="برنزی", rank="7")],
    "people:group_delete": [post(GROUP, "{group}")],
    "people:stays": [get(GROUP_SEE, "{group}"), get(GROUP_SEE, "{group}", query="left=1")],
    "people:treatments": [get(EVERYBODY)],
    "people:treatment_term": [get(GROUP, "{group}", "gifts"), post(GROUP, "{group}", "contact_every", contact_every="30")],
    "people:treatment": [get(SEE, C)],
    "people:group_rule": [
        get(GROUP, "{group}"), get(GROUP, "{group}", query="ready=best"), post(GROUP, "{group}", act="save", **RULE),
    ],
    "people:rule_drop": [post(GROUP, "{group}")],
    "people:rule_preview": [post(KEEPERS, **RULE)],
    "people:affiliation": [get(CHANGE, A), post(CHANGE, A, name="مریم")],
    "people:affiliation_remove": [post(CHANGE, A)],
    "people:affiliation_new": [get(CHANGE, C), post(CHANGE, C, name="مریم")],
    "people:affiliation_undo": [post(CHANGE, C, "{signed:affiliation}"), post(FORGED, C, "forged")],
    "people:customer": [get(SEE, C)],
    "people:head": [get(SEE, C)],
    "people:fact": [get(CHANGE, C, "city"), get(CHANGE, C, "notes", query="show"), post(CHANGE, C, "city", value="یزد", version="1")],
    "people:kind": [get(CHANGE, C), post(CHANGE, C)],
    "people:edit": [get(CHANGE, C), post(CHANGE, C, **EDITED)],
    "people:next_step": [get(PLAN, C), get(SEE, C, query="show"), post(PLAN, C, what="تماس", on="2099-01-01")],
    "people:next_step_done": [post(PLAN, C)],
    "people:next_step_undo": [post(PLAN, C, "{signed:next_step}")],
    "people:owners": [get(ASSIGN, C), post(ASSIGN, C, owner="{user:reza}")],
    "people:data": [get(EXPORT, C), post(EXPORT_ALL, C)],
    "people:data_file": [get(FETCH, "{person_file}")],
    "people:erase": [get(ERASE, C), post({who: marks.replace("+", "~") for who, marks in ERASE.items()}, C, name="?")],
    "people:shares": [
        get(ASSIGN, C), post(ASSIGN, C, user="{user:omid}", level="view", until=SOON),
    ],
    "people:share_end": [post(ASSIGN, "{share}")],
    "people:memberships": [get(CHANGE, C), post(CHANGE, C, groups="{group:any}")],
    "people:delete": [post(PUT_AWAY, C)],
    "people:restore": [post(BRING_BACK, C)],
    "people:history": [get(SEE, C)],
    "interactions:contactability": [get(SEE, C)],
    "interactions:consent": [get(CONSENT, C), post(CONSENT, C, **AGREED)],
    "interactions:suppressions": [get(KEEPERS), post(KEEPERS, kind="phone", value="09121112233")],
    "interactions:suppression_lift": [post({"missing": "!!!..!!.!"}, "{group}")],
    "interactions:interactions": [get(EVERYBODY), get(EVERYBODY, query="q=zq"), get(EVERYBODY, query="kind=call")],
    "interactions:interaction": [get(RETALK, TALKED), post(RETALK, TALKED, **CALL)],
    "interactions:remove": [post(RETALK, TALKED)],
    "interactions:restore": [post(RETALK, "{removed_interaction}")],
    "interactions:timeline": [get(SEE, C), get(SEE, C, query="kind=order")],
    "interactions:log": [
        get(TALK, C), post(TALK, C, **CALL), post(TALK, C, kind="promise", what="نمونه", due_on="2099-01-01"),
    ],
    "interactions:bonds": [get(SEE, C)],
    "interactions:before": [get(SEE, C), post(TALKING, C, kind="call", reached="on", body="خوب بود")],
    "interactions:before_paper": [get(SEE, C)],
    "interactions:goal_add": [post(TALK, C, text="نمونه ببرم")],
    "interactions:goal_remove": [post(TALK, "{goal}")],
    "interactions:ticks": [post(TALK, C)],
    "interactions:known": [get(EVERYBODY)],
    "interactions:answers": [get(EVERYBODY), get(EVERYBODY, query="period=1404&group=1&cursor=x")],
    "interactions:wording": [get(READ_SETTINGS)],
    "interactions:wording_hint": [post(EVERYBODY, body="مشتری بدقلقی است")],
    "interactions:jots": [get(JOTTERS), get(JOTTERS, query="cursor=x")],
    "interactions:jot_keep": [post(JOTTERS, text="یادداشت")],
    "interactions:jot_receive": [post(JOTTERS, text="یادداشت", key="k"), post({"": "~~~~~~~~!"}, text="")],
    "interactions:jot_customers": [get(JOTTERS, query="who=zq")],
    "interactions:jot": [
        get(JOT, "{waiting_jot}"), post(JOT, "{waiting_jot}", customer="{customer:shared}", **CALL),
    ],
    "interactions:jot_split": [get(JOT, "{waiting_jot}"), post(JOT, "{waiting_jot}", texts="الف\n\nب")],
    "interactions:jot_discard": [post(JOT, "{waiting_jot}")],
    "interactions:jot_restore": [post(JOT, "{discarded_jot}")],
    "interactions:jot_unfile": [post(JOT, "{filed_jot}")],
    "knowledge:voices": [get(EVERYBODY), get(EVERYBODY, query="q=zq")],
    "knowledge:voices_export": [get({"": "!!!+++!+!"}, query="format=csv")],
    "knowledge:backlog": [get(EVERYBODY), get(EVERYBODY, query="kind=need&by=value&group=1&period=1404")],
    "knowledge:priorities": [get(EVERYBODY), get(EVERYBODY, query="kind=need&by=value&group=1&period=1404")],
    "knowledge:shares": [get(EVERYBODY), get(EVERYBODY, query="by=owner"), get(EVERYBODY, query="by=noter")],
    "knowledge:below": [get(EVERYBODY), get(EVERYBODY, query="f=missing:any:city")],
    "knowledge:below_export": [get({"": "!!!+++!+!"}, query="format=csv")],
    "knowledge:minimum": [get(KEEPERS), post(KEEPERS, wants="city")],
    "knowledge:familiarity": [get(SEE, C)],
    "knowledge:sets": [get(ADMIN)],
    "knowledge:set_new": [get(ADMIN), get(ADMIN, query="built_in=1")],
    "knowledge:set_row": [get(ADMIN)],
    "knowledge:set": [get(ADMIN_OF, "{question_set}")],
    "knowledge:set_archive": [post(ADMIN_OF, "{question_set}")],
    "knowledge:set_restore": [post(ADMIN_OF, "{question_set}")],
    "knowledge:answer": [get(TALK, C, query="question={question_set:any}-size")],
    "knowledge:card": [get(SEE, C)],
    "knowledge:fact_new": [
        get(TALK, C), post(TALK, C, kind="need", text="نیاز", is_asked="asked", source="call"),
        post({"sara": "~~.~~~~~!"}, C, kind="nonsense", text="نیاز"),
    ],
    "knowledge:order": [post(RETALK | {"deleted": "."*9, "missing": "."*9}, C, "need", order="1")],
    "knowledge:fact": [get(SEE, "{fact}"), post(FACT, "{fact}", text="نیاز تازه", is_asked="asked", source="call")],
    "knowledge:settle": [post(FACT, "{fact}", "met")],
    "knowledge:remove": [post(FACT, "{fact}")],
    "knowledge:restore": [post(FACT, "{removed_fact}")],
    "interactions:promises": [get(EVERYBODY), get(EVERYBODY, query="q=zq"), get(EVERYBODY, query="f=state:any:open")],
    "interactions:promises_export": [get({"": "!!!+++!+!"}, query="format=csv")],
    "interactions:promise_report": [get(EVERYBODY), get(EVERYBODY, query="period=1404")],
    "interactions:promise_day": [get(EVERYBODY, query="due_on=1405/1/1")],
    "interactions:promise_card": [get(SEE, C)],
    "interactions:promise_new": [get(TALK, C), post(TALK, C, what="نمونه", due_on="2099-01-01")],
    "interactions:promise": [get(SEE, WORD), post(RETELL, WORD, what="نمونه", due_on="2099-01-01")],
    "interactions:promise_settle": [post(KEEP, WORD, "broken", note="نشد"), post({"sara": ".!...!!!!"}, WORD, "nonsense")],
    "interactions:promise_reopen": [post(KEEP, WORD)],
    "interactions:promise_tell": [post(KEEP, WORD, how="call")],
    "interactions:promise_remove": [post(KEEP, WORD)],
    "interactions:promise_restore": [post(KEEP, "{removed_promise}")],
    "catalog:products": [get(EVERYBODY), get(EVERYBODY, query="q=BEAN")],
    "catalog:price_lists": [get(EVERYBODY)],
    "catalog:price_list_new": [get(KEEPERS), post(KEEPERS, name="همکاران")],
    "catalog:price_list": [
        get({"any": "+++++++++", "missing": "........."}, "{price_list}"),
        post({"any": "!!!++!!+!", "missing": "........."}, "{price_list}", name="همکاران"),
    ],
    "catalog:price_list_remove": [post(GROUP, "{price_list}")],
    "catalog:product_new": [get(KEEPERS), post(KEEPERS, code="BEAN-2", name="قهوهٔ تازه")],
    "catalog:product": [
        get({"any": "+++++++++", "missing": "........."}, "{product}"),
        post(GROUP | {"missing": "........."}, "{product}", code="BEAN-1", name="قهوهٔ دیگر", version="1"),
    ],
    "catalog:pledge": [
        get({"any": "+++++++++", "missing": "........."}, "{product}", "price"),
        post(GROUP | {"missing": "........."}, "{product}", "price", kept="yes"),
    ],
    "sales:orders": [get(EVERYBODY), get(EVERYBODY, query="q=zq")],
    "sales:orders_export": [get({"": "!!!+++!+!"}, query="format=csv")],
    "sales:order_new": [
        get({"": "+++++!+!!"}, query="q=zq"), get(SELL, query="customer={customer}"),
        Ask(SELL, (), "POST", {"customer": C, "product": "قهوه", "quantity": "2", "price": "1000"}),
    ],
    "sales:order_products": [get({"": "+++++!+!!"}, query="product=BEAN")],
    "sales:order_line": [get({"": "+++++!+!!"})],
    "sales:order_total": [post({"": "+++++!+!!"}, product="قهوه", quantity="2", price="1000")],
    "sales:panel": [get(SEE, C)],
    "sales:order": [get(SEE, SOLD), get(dict.fromkeys(SEE, "........."), "{removed_order}")],
    "sales:order_edit": [get(UNSELL, SOLD), post(UNSELL, SOLD, product="قهوه", quantity="2", price="1000")],
    "sales:order_edit_undo": [post(UNSELL, SOLD, "{signed:correction}")],
    "sales:order_remove": [post(UNSELL, SOLD)],
    "sales:order_restore": [post(UNSELL, "{removed_order}")],
    "sales:discounts": [get(EVERYBODY), get(EVERYBODY, query="cursor=x")],
    "sales:discount": [get(SEE, "{discount}")],
    "sales:discount_grant": [post(DECIDE, "{discount}")],
    "sales:discount_refuse": [post(DECIDE, "{discount}", note="نه")],
    "sales:discount_reopen": [post(DECIDE, "{discount}")],
    "sales:discount_heard": [post(SIGN, "{discount}")],
    "relationship:board": [get(EVERYBODY), get(EVERYBODY, query="on=1404/11/20")],
    "relationship:board_values": [get(EVERYBODY, query="on=1404/11/20")],
    "relationship:everybody": [get(EVERYBODY)],
    "relationship:thresholds": [get({"": "!!!++!!!!"}), post({"": "!!!++!!!!"})],
    "relationship:thresholds_preview": [post({"": "!!!++!!!!"})],
    "relationship:stage": [get(SEE, C)],
    "relationship:stages": [get(SEE, C)],
    "relationship:rhythm": [get(SEE, C)],
    "relationship:closeness": [get(SEE, C)],
    "relationship:override": [get(JUDGE, C), post(JUDGE, C, stage="account", reason="می‌شناسمش")],
    "relationship:override_end": [post(JUDGE, C)],
    "relationship:problems": [get(SEE, C)],
    "relationship:problem_new": [get(JUDGE, C), post(JUDGE, C, **PROBLEM)],
    "relationship:problem_close": [get(JUDGE, P), post(JUDGE, P, confirmed="on", outcome="خوب شد")],
    "relationship:decisions": [get(EVERYBODY), get(EVERYBODY, query="f=standing:any:in_force&sort=review")],
    "relationship:decided": [get(SEE, C)],
    "relationship:decision": [get(SEE, "{decision}")],
    "relationship:decision_new": [get(JUDGE, C, "keep"), post(JUDGE, C, "renegotiate", reason="گران", review_on=SOON)],
    "relationship:decision_answer": [get(JUDGE, "{decision}"), post(JUDGE, "{decision}", agreed="yes")],
    "relationship:decision_review": [
        get(JUDGE, "{standing}"),
        post(BESIDE_ALI, "{standing}", reason="همان", review_on=SOON, second="{user:ali}"),
    ],
    "relationship:decision_step": [post(JUDGE, "{standing}", "peace")],
    "relationship:cases": [get({"": "+++++!+!!"}), get({"": "+++++!+!!"}, query="q=zq")],
    "relationship:case": [get(CASE, "{boundary}")],
    "relationship:boundaries": [get(JUDGE, C)],
    "relationship:boundary_new": [get(JUDGE, C), post(JUDGE, C, boundary="insult", evidence="فریاد زد")],
    "relationship:boundary_answer": [get(CASE, "{boundary}"), post(CASE, "{boundary}", agreed="no")],
    "relationship:farewell": [get(JUDGE, C), post(JUDGE, C, reason="price")],
    "relationship:farewell_undo": [post(JUDGE, C)],
    "relationship:win_back": [get(JUDGE, C), post(JUDGE, C, plan="دیدار")],
    "ui:kit": [get(EVERYBODY)],
}  # fmt: skip
