"""What each colleague's token may do through the API: the same nine marks as for the pages, written by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.permissions.pages import (
    ADMIN,
    ADMIN_OF,
    AGREED,
    BESIDE_ALI,
    CASE,
    CONSENT,
    DECIDE,
    EVERYBODY,
    EXPORT,
    EXPORT_ALL,
    FETCH,
    GROUP,
    GROUP_SEE,
    HAND,
    JOT,
    JOTTERS,
    JUDGE,
    KEEPERS,
    MERGE,
    MERGE_OF,
    MERGE_RUN,
    NEVER,
    READ_SETTINGS,
    RELATION,
    SEE,
    SIGN,
    SOON,
)
from tests.permissions.pages import TALK as WRITE

GONE = {"deleted": ".........", "missing": "........."}
CHANGE = {"sara": "+!.++!!!!", "nima": "..+++!+!!", "shared": "+.+++!+!!"} | GONE
PUT_AWAY = {"sara": "+!.++!!!!", "nima": "..+!+!!!!", "shared": "+.+!+!!!!"} | GONE
RETALK = {"sara": "+!.++!!!!", "nima": "..+++!!!!", "shared": "+.+++!!!!"} | GONE
# Bringing back asks for the right first, then for the thing.
BRING_BACK = {"deleted": "+..++!!!!", "missing": ".....!!!!"}
UNREMOVE = {
    "sara": "+!.++!!!!",
    "nima": "..+++!!!!",
    "shared": "+.+++!!!!",
    "deleted": ".....!!!!",
    "missing": ".....!!!!",
}
RETALK_BACK = UNREMOVE | {"deleted": ".....!.!!", "missing": ".....!.!!"}
# A customer named in the body who is not there for the caller is a wrong value, the same for hers and for nobody's.
TALK = {"sara": "++~+++++!", "nima": "~~++++++!", "shared": "+~++++++!", "deleted": "~~~~~~~~!", "missing": "~~~~~~~~!"}
SELL = {"sara": "++~++!+!!", "nima": "~~+++!+!!", "shared": "+~+++!+!!", "deleted": "~~~~~!~!!", "missing": "~~~~~!~!!"}
ORDER = {"sara": "+!~++!!!!", "nima": "~~+++!!!!", "shared": "+~+++!!!!", "deleted": "~" * 9, "missing": "~" * 9}
# Who gave a promise keeps it; giving one back asks for the right first.
KEEP = RETALK
KEEP_BACK = RETALK | {"deleted": "........!", "missing": "........!"}
IMPORT_SEE = {"sara": "+..+++...", "leila": "...+++.+.", "missing": "........."}
IMPORT_DO = {"sara": "!..++!...", "leila": "...++!.+.", "missing": "........."}

# A view is its owner's, whatever the others may; who shares hers still changes it alone.
VIEW = {"sara": "+........", "leila": ".......+.", "sara_shared": "+!!!!!!!!", "missing": "........."}


@dataclass(frozen=True)
class Call:
    """One call: what is sent, and the marks. "{kind}" in path, query or body becomes an id."""

    marks: Mapping[str, str]
    body: Any = None
    path: str = ""
    query: str = ""
    file: bool = False


C = "{customer}"
RULE = {"all": [{"field": "city", "op": "is", "values": ["zq"]}]}
LINE = {"description": "قهوه", "quantity": "2", "unit_price": "1000"}

OPERATIONS: dict[str, list[Call]] = {
    "GET /customers": [
        Call(EVERYBODY),
        Call(EVERYBODY, query="search=zq"),
        Call(EVERYBODY, query="f=kind:any:person|city:known:&sort=-stage,name"),
        Call(EVERYBODY, query="f=important:no:&sort=-closeness,id"),
    ],
    "GET /customers/fields": [Call(EVERYBODY)],
    "POST /customers": [Call({"": "+++++!++!"}, {"kind": "organisation", "name": "کافهٔ تازه"})],
    "POST /customers/bulk": [Call({"": "+++++!!+!"}, {"items": [{"kind": "organisation", "name": "کافهٔ تازه"}]})],
    "PATCH /customers/bulk": [Call({"": "+++++!!+!"}, {"items": [{"id": "{customer:nima}", "city": "یزد"}]})],
    "GET /customers/{customer_id}": [Call(SEE, path=C)],
    "PATCH /customers/{customer_id}": [Call(CHANGE, {"city": "یزد"}, path=C)],
    "GET /customers/{customer_id}/people": [Call(SEE, path=C)],
    "POST /customers/{customer_id}/people": [Call(CHANGE, {"name": "مریم"}, path=C)],
    "PATCH /people/{affiliation_id}": [Call(CHANGE, {"role": "مدیر"}, path="{affiliation}")],
    "DELETE /people/{affiliation_id}": [Call(CHANGE, path="{affiliation}")],
    "GET /customers/{customer_id}/history": [Call(SEE, path=C)],
    "GET /customers/{customer_id}/personal-data": [Call(EXPORT, path=C)],
    "POST /customers/{customer_id}/personal-data": [Call(EXPORT_ALL, path=C)],
    "GET /personal-data/{file_id}": [Call(FETCH, path="{person_file}")],
    "POST /customers/{customer_id}/kind": [Call(CHANGE, {"kind": "person", "confirmed": True}, path=C)],
    "DELETE /customers/{customer_id}": [Call(PUT_AWAY, path=C)],
    "POST /customers/{customer_id}/restore": [Call(BRING_BACK, path=C)],
    "GET /customers/duplicates": [Call({"": "!!!++!!!!"})],
    "POST /customers/duplicates/{pair_id}/dismiss": [Call(MERGE_OF, path="{pair}")],
    "POST /customers/duplicates/{pair_id}/reopen": [Call(MERGE_OF, path="{pair}")],
    "POST /customers/duplicates/merge-exact": [Call({"": "!!!++!!!!"})],
    "GET /customers/duplicates/runs/{run_id}": [Call(MERGE_RUN, path="{run}")],
    "POST /customers/{customer_id}/merge": [Call(MERGE, {"lose_id": "{customer:shared}"}, path=C)],
    "GET /customers/{customer_id}/brief": [Call(SEE, path=C)],
    "GET /customers/{customer_id}/card": [Call(SEE, path=C)],
    "PUT /customers/{customer_id}/checklist": [Call(WRITE, {"ticked": []}, path=C)],
    "GET /customers/{customer_id}/goals": [Call(SEE, path=C)],
    "POST /customers/{customer_id}/goals": [Call(WRITE, {"text": "نمونه ببرم"}, path=C)],
    "DELETE /goals/{goal_id}": [Call(WRITE, path="{goal}")],
    "POST /customers/{customer_id}/outcomes": [Call(WRITE, {"kind": "call", "body": "خوب بود"}, path=C)],
    "GET /customers/{customer_id}/roles": [Call(SEE, path=C)],
    "PUT /customers/{customer_id}/roles": [Call(CHANGE, {"roles": ["supplier"]}, path=C)],
    "GET /relation-kinds": [Call(EVERYBODY)],
    "POST /relation-kinds": [Call(ADMIN, {"forward_fa": "همسایهٔ", "forward_en": "neighbour of"})],
    "DELETE /relation-kinds/{kind_id}": [Call(ADMIN_OF, path="{relation_kind}")],
    "GET /customers/{customer_id}/relations": [Call(SEE, path=C)],
    "POST /customers/{customer_id}/relations": [
        Call(
            CHANGE | {"shared": "~.~~~!~!!"},
            {"kind_id": "{relation_kind:any}", "other_id": "{customer:shared}"},
            path=C,
        )
    ],
    "DELETE /relations/{relation_id}": [Call(RELATION | {"missing": "........."}, path="{relation}")],
    "GET /handovers": [Call(EVERYBODY)],
    "POST /handovers": [Call({"": "+++++!!!!"}, {"customer_ids": ["{customer:sara}"], "to_id": "{user:reza}"})],
    "POST /handovers/{handover_id}/sign": [Call(SIGN, path="{handover}")],
    "POST /handovers/{handover_id}/introduced": [
        Call({whose: marks.replace("+", "~") for whose, marks in HAND.items()}, path="{handover}")
    ],
    "POST /handovers/{handover_id}/undo": [Call(HAND, path="{handover}")],
    "GET /merges": [Call({"": "!!!++!!!!"})],
    "POST /merges/{merge_id}/undo": [Call(MERGE_OF, {}, path="{merge}")],
    "GET /customers/{customer_id}/shares": [Call(RETALK | GONE, path=C)],
    "POST /customers/{customer_id}/shares": [Call(RETALK | GONE, {"user_id": "{user:omid}", "until": SOON}, path=C)],
    "DELETE /shares/{share_id}": [Call(RETALK | GONE, path="{share}")],
    "GET /customers/{customer_id}/timeline": [Call(SEE, path=C)],
    "GET /groups": [Call(EVERYBODY)],
    "POST /groups": [Call(KEEPERS, {"name": "نقره‌ای", "rule": RULE})],
    "POST /groups/preview": [Call(EVERYBODY, {"rule": RULE})],
    "GET /groups/{group_id}": [Call(GROUP_SEE, path="{group}")],
    "PATCH /groups/{group_id}": [Call(GROUP, {"rule": RULE}, path="{group}")],
    "DELETE /groups/{group_id}": [Call(GROUP, path="{group}")],
    "GET /groups/{group_id}/members": [Call(GROUP_SEE, path="{group}")],
    "GET /groups/{group_id}/treatment": [Call(GROUP_SEE, path="{group}")],
    "PATCH /groups/{group_id}/treatment": [Call(GROUP, {"contact_every": 30}, path="{group}")],
    "GET /groups/{group_id}/stays": [
        Call(GROUP_SEE, path="{group}"),
        Call(GROUP_SEE, path="{group}", query="left=true"),
    ],
    "GET /treatments": [Call(EVERYBODY)],
    "GET /customers/{customer_id}/treatment": [Call(SEE, path=C)],
    "GET /customers/{customer_id}/your-people": [Call(SEE, path=C)],
    "GET /customers/{customer_id}/contactability": [Call(SEE, path=C)],
    "GET /customers/{customer_id}/consents": [Call(SEE, path=C)],
    "POST /customers/{customer_id}/consents": [Call(CONSENT, {**AGREED, "given": True}, path=C)],
    "GET /suppressions": [Call(KEEPERS)],
    "POST /suppressions": [Call(KEEPERS, {"kind": "phone", "value": "09121112233"})],
    "DELETE /suppressions/{suppression_id}": [Call({"missing": "!!!..!!.!"}, path="{group}")],
    "GET /interactions": [Call(EVERYBODY), Call(EVERYBODY, query="customer_id={customer:nima}")],
    "POST /interactions": [Call(TALK, {"customer_id": C, "kind": "call", "subject": "تماس"})],
    "GET /interactions/{interaction_id}": [Call(SEE, path="{interaction}")],
    "PATCH /interactions/{interaction_id}": [Call(RETALK, {"subject": "تماس"}, path="{interaction}")],
    "DELETE /interactions/{interaction_id}": [Call(RETALK, path="{interaction}")],
    "POST /interactions/{interaction_id}/restore": [Call(RETALK_BACK, path="{removed_interaction}")],
    "GET /jots": [Call(JOTTERS)],
    "POST /jots": [Call(JOTTERS, {"text": "یادداشت"})],
    "GET /jots/{jot_id}": [Call(JOT, path="{waiting_jot}")],
    "GET /jots/{jot_id}/suggestion": [Call(JOT, path="{waiting_jot}")],
    "POST /jots/{jot_id}/file": [Call(JOT, {"customer_id": "{customer:shared}", "kind": "call"}, path="{waiting_jot}")],
    "POST /jots/{jot_id}/unfile": [Call(JOT, path="{filed_jot}")],
    "POST /jots/{jot_id}/split": [Call(JOT, {"texts": ["الف", "ب"]}, path="{waiting_jot}")],
    "DELETE /jots/{jot_id}": [Call(JOT, path="{waiting_jot}")],
    "POST /jots/{jot_id}/restore": [Call(JOT, path="{discarded_jot}")],
    "GET /facts": [Call(EVERYBODY), Call(EVERYBODY, query="customer_id={customer:nima}")],
    "GET /facts/fields": [Call(EVERYBODY)],
    "POST /facts": [Call(TALK, {"customer_id": C, "kind": "need", "text": "نیاز"})],
    "POST /facts/order": [Call(ORDER, {"customer_id": C, "fact_ids": ["{fact}"]})],
    "GET /facts/{fact_id}": [Call(SEE, path="{fact}")],
    "POST /facts/{fact_id}/supersede": [Call(RETALK, {"text": "نیاز تازه"}, path="{fact}")],
    "POST /facts/{fact_id}/settle": [Call(RETALK, {"status": "met"}, path="{fact}")],
    "DELETE /facts/{fact_id}": [Call(RETALK, path="{fact}")],
    "POST /facts/{fact_id}/restore": [Call(RETALK, path="{removed_fact}")],
    "GET /question-sets": [Call(EVERYBODY)],
    "POST /question-sets": [Call(ADMIN, {"title_fa": "پرسش‌ها", "questions": [{"kind": "text", "fa": "چه؟"}]})],
    "PUT /question-sets/{set_id}": [
        Call(ADMIN_OF, {"title_fa": "پرسش‌ها", "questions": [{"kind": "text", "fa": "چه؟"}]}, path="{question_set}")
    ],
    "DELETE /question-sets/{set_id}": [Call(ADMIN_OF, path="{question_set}")],
    "POST /question-sets/{set_id}/restore": [Call(ADMIN_OF, path="{question_set}")],
    "POST /customers/{customer_id}/answers": [
        Call(WRITE, {"question": "{question_set:any}-size", "value": "بزرگ"}, path=C)
    ],
    "GET /reports/backlog": [Call(EVERYBODY), Call(EVERYBODY, query="kind=decision&by=place&group_id=1&period=1404")],
    "GET /reports/familiarity": [Call(EVERYBODY), Call(EVERYBODY, query="by=group"), Call(EVERYBODY, query="by=noter")],
    "GET /reports/answers": [Call(EVERYBODY), Call(EVERYBODY, query="group_id=1&period=1404-q2")],
    "GET /reports/promises": [Call(EVERYBODY), Call(EVERYBODY, query="by=group")],
    "GET /reports/wording": [Call(READ_SETTINGS)],
    "GET /familiarities": [Call(EVERYBODY), Call(EVERYBODY, query="below=true&sort=-percent")],
    "GET /customers/{customer_id}/familiarity": [Call(SEE, path=C)],
    "GET /minimum-profiles": [Call(EVERYBODY)],
    "PUT /minimum-profiles": [Call(KEEPERS, {"wants": ["name", "city"]})],
    "GET /promises": [Call(EVERYBODY), Call(EVERYBODY, query="customer_id={customer:nima}")],
    "GET /promises/fields": [Call(EVERYBODY)],
    "POST /promises": [Call(TALK, {"customer_id": C, "what": "نمونه", "due_on": "2099-01-01"})],
    "GET /promises/{promise_id}": [Call(SEE, path="{promise}")],
    "PATCH /promises/{promise_id}": [Call(KEEP, {"what": "نمونه"}, path="{promise}")],
    "DELETE /promises/{promise_id}": [Call(KEEP, path="{promise}")],
    "POST /promises/{promise_id}/settle": [Call(KEEP, {"outcome": "broken"}, path="{promise}")],
    "POST /promises/{promise_id}/reopen": [Call(KEEP, path="{promise}")],
    "POST /promises/{promise_id}/tell": [Call(KEEP, {"how": "call"}, path="{promise}")],
    "POST /promises/{promise_id}/restore": [Call(KEEP_BACK, path="{removed_promise}")],
    "GET /orders": [Call(EVERYBODY), Call(EVERYBODY, query="customer_id={customer:nima}")],
    "GET /orders/fields": [Call(EVERYBODY)],
    "POST /orders": [Call(SELL, {"customer_id": C, "lines": [LINE]})],
    "GET /orders/{order_id}": [Call(SEE, path="{order}")],
    "PATCH /orders/{order_id}": [Call(RETALK, {"lines": [LINE]}, path="{order}")],
    "DELETE /orders/{order_id}": [Call(RETALK, path="{order}")],
    "POST /orders/{order_id}/restore": [Call(UNREMOVE, path="{removed_order}")],
    "GET /discount-requests": [Call(EVERYBODY), Call(EVERYBODY, query="customer_id={customer:nima}")],
    "POST /discount-requests": [
        Call(SELL, {"customer_id": C, "percent": "20", "reason": "خرید بزرگ", "until": SOON}),
    ],
    "POST /discount-requests/{request_id}/decide": [Call(DECIDE, {"granted": True}, path="{discount}")],
    "POST /discount-requests/{request_id}/reopen": [Call(DECIDE, path="{discount}")],
    "GET /price-lists": [Call(EVERYBODY)],
    "POST /price-lists": [Call(KEEPERS, {"name": "همکاران"})],
    "GET /price-lists/{list_id}": [Call({"any": "+++++++++", "missing": "........."}, path="{price_list}")],
    "PATCH /price-lists/{list_id}": [Call(GROUP, {"name": "عمده"}, path="{price_list}")],
    "DELETE /price-lists/{list_id}": [Call(GROUP, path="{price_list}")],
    "GET /products": [Call(EVERYBODY)],
    "GET /products/fields": [Call(EVERYBODY)],
    "POST /products": [Call(KEEPERS, {"code": "BEAN-2", "name": "قهوهٔ تازه"})],
    "PATCH /products/{product_id}": [Call(GROUP, {"name": "قهوهٔ دیگر"}, path="{product}")],
    "GET /products/{product_id}": [Call({"any": "+++++++++", "missing": "........."}, path="{product}")],
    "GET /products/{product_id}/pledges": [Call({"any": "+++++++++", "missing": "........."}, path="{product}")],
    "POST /products/{product_id}/pledges": [Call(GROUP, {"pledge": "price", "kept": "yes"}, path="{product}")],
    "GET /reports/relationships": [Call(EVERYBODY), Call(EVERYBODY, query="on=1404-11-20&period=1404-q4")],
    "GET /relationships/{customer_id}": [Call(SEE, path=C)],
    "GET /relationships/{customer_id}/closeness": [Call(SEE, path=C)],
    "POST /relationships/{customer_id}/override": [Call(JUDGE, {"stage": "account", "reason": "می‌شناسمش"}, path=C)],
    "DELETE /relationships/{customer_id}/override": [Call(JUDGE, path=C)],
    "POST /relationships/{customer_id}/problems": [Call(JUDGE, {"kind": "other", "summary": "دیر رسید"}, path=C)],
    "POST /problems/{problem_id}/close": [
        Call(JUDGE | GONE, {"confirmed": True, "outcome": "خوب شد"}, path="{problem}")
    ],
    "GET /decisions": [Call(EVERYBODY), Call(EVERYBODY, query="customer_id={customer:nima}")],
    "POST /relationships/{customer_id}/decisions": [
        Call(JUDGE, {"kind": "renegotiate", "reason": "گران", "review_on": SOON}, path=C)
    ],
    "POST /decisions/{decision_id}/answer": [Call(JUDGE, {"agreed": True}, path="{decision}")],
    "POST /decisions/{decision_id}/review": [
        Call(BESIDE_ALI, {"reason": "همان", "review_on": SOON, "second_id": "{user:ali}"}, path="{standing}")
    ],
    "POST /decisions/{decision_id}/steps": [Call(JUDGE, {"step": "peace"}, path="{standing}")],
    "GET /boundary-cases": [Call({"": "+++++!+!!"}), Call({"": "+++++!+!!"}, query="customer_id={customer:nima}")],
    "POST /relationships/{customer_id}/boundary-cases": [
        Call(JUDGE, {"boundary": "insult", "evidence": "فریاد زد"}, path=C)
    ],
    "POST /boundary-cases/{case_id}/answer": [Call(CASE, {"agreed": False}, path="{boundary}")],
    "POST /relationships/{customer_id}/farewell": [Call(JUDGE, {"reason": "price"}, path=C)],
    "DELETE /relationships/{customer_id}/farewell": [Call(JUDGE, path=C)],
    "POST /relationships/{customer_id}/win-back": [Call(JUDGE, {"plan": "دیدار"}, path=C)],
    "GET /audit": [Call({"": "!!!!++!!!"})],
    "GET /jobs": [Call(ADMIN), Call(ADMIN, query="state=failed")],
    "POST /jobs/{job_id}/retry": [Call(ADMIN_OF, path="{job}")],
    "GET /today": [Call(EVERYBODY)],
    "POST /today/later": [Call(EVERYBODY, {"key": "steps:1", "until": SOON, "reason": "تعطیل‌اند"})],
    "POST /today/back": [Call(EVERYBODY, {"key": "steps:1"})],
    "GET /users/me": [Call(EVERYBODY)],
    "PATCH /users/me": [Call(EVERYBODY, {"name": "نام", "language": "en", "theme": "dark"})],
    "GET /users": [Call(EVERYBODY)],
    "GET /users/{user_id}": [Call({"any": "+++++++++", "missing": "........."}, path="{user}")],
    "POST /users": [Call(ADMIN, {"name": "تازه", "email": "new@peyvand.test", "role": "seller"})],
    "PATCH /users/{user_id}": [Call(ADMIN_OF, {"name": "رضا"}, path="{user}")],
    "POST /users/{user_id}/link": [Call(ADMIN_OF, path="{user}")],
    "GET /users/{user_id}/duties": [Call(ADMIN_OF, path="{user}")],
    "POST /users/{user_id}/leave": [Call(ADMIN_OF, {"heir_id": "{user:nima}"}, path="{user}")],
    "POST /users/{user_id}/return": [Call(ADMIN_OF, path="{user}")],
    "DELETE /users/{user_id}/sessions": [Call(ADMIN_OF, path="{user}")],
    "DELETE /users/{user_id}/second-factor": [Call(ADMIN_OF, path="{user}")],
    "GET /users/me/sessions": [Call(EVERYBODY)],
    "DELETE /users/me/sessions": [Call(EVERYBODY)],
    "DELETE /users/me/sessions/{session_id}": [Call(NEVER, path="guessed")],
    "GET /views": [Call(EVERYBODY), Call(EVERYBODY, query="list_key=people:customers&mine=false")],
    "POST /views": [
        Call(EVERYBODY, {"list_key": "people:customers", "name": "یک نما", "f": ["city:has:قم"], "is_shared": True}),
        Call({"": "+++++~+~~"}, {"list_key": "relationship:cases", "name": "یک نما"}),
    ],
    "GET /views/{view_id}": [Call(VIEW | {"sara_shared": "+++++++++"}, path="{view}")],
    "PATCH /views/{view_id}": [Call(VIEW, {"name": "نمای دیگر"}, path="{view}")],
    "DELETE /views/{view_id}": [Call(VIEW, path="{view}")],
    "GET /teams": [Call(EVERYBODY)],
    "POST /teams": [Call(ADMIN, {"name": "غرب"})],
    "PATCH /teams/{team_id}": [Call(ADMIN_OF, {"name": "شرق"}, path="{team}")],
    "DELETE /teams/{team_id}": [Call(ADMIN_OF, path="{team}")],
    "GET /roles": [Call({"": "!!!!++!!!"})],
    "GET /roles/{role_id}": [Call({"any": "!!!!++!!!", "missing": "!!!!..!!!"}, path="{role}")],
    "PATCH /roles/{role_id}": [Call(ADMIN_OF, {"rights": {"customer": {"view": "all"}}}, path="{role}")],
    "GET /custom-fields": [Call(READ_SETTINGS)],
    "POST /custom-fields": [Call(ADMIN, {"kind": "text", "label_fa": "تازه"})],
    "PUT /custom-fields/order": [Call(ADMIN, {"field_ids": ["{field:any}"]})],
    "GET /custom-fields/{field_id}": [Call({"any": "!!!+++!!!", "missing": "!!!...!!!"}, path="{field}")],
    "PATCH /custom-fields/{field_id}": [Call(ADMIN_OF, {"label_en": "Size"}, path="{field}")],
    "POST /custom-fields/{field_id}/archive": [Call(ADMIN_OF, path="{field}")],
    "POST /custom-fields/{field_id}/restore": [Call(ADMIN_OF, path="{field}")],
    "GET /settings": [Call(READ_SETTINGS)],
    "PATCH /settings": [Call(ADMIN, {"settings": {"organisation_name": "کافه"}})],
    "GET /holidays": [Call(READ_SETTINGS)],
    "POST /holidays": [Call(ADMIN, {"day": "1405-01-15", "name_fa": "جشن"})],
    "PATCH /holidays/{holiday_id}": [Call(ADMIN_OF, {"name_fa": "جشن"}, path="{holiday}")],
    "DELETE /holidays/{holiday_id}": [Call(ADMIN_OF, path="{holiday}")],
    "GET /search": [Call(EVERYBODY, query="q=zq"), Call(EVERYBODY, query="q=0912555")],
    "GET /imports": [Call({"": "++++++!+!"})],
    "POST /imports": [Call({"": "!!!++!!+!"}, {"table": "customers"}, file=True)],
    "GET /imports/{import_id}": [Call(IMPORT_SEE, path="{import}")],
    "GET /imports/{import_id}/preview": [Call(IMPORT_SEE, path="{import}")],
    "PATCH /imports/{import_id}": [Call(IMPORT_DO, {"policy": "skip"}, path="{import}")],
    "DELETE /imports/{import_id}": [Call(IMPORT_DO, path="{import}")],
    "POST /imports/{import_id}/check": [Call(IMPORT_DO, path="{import}")],
    "POST /imports/{import_id}/run": [Call(IMPORT_DO, path="{import}")],
    "POST /imports/{import_id}/undo": [Call(IMPORT_DO, {}, path="{done_import}")],
    "GET /imports/{import_id}/errors": [Call(IMPORT_SEE, path="{done_import}")],
}
