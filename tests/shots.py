"""The pages that are pictured, and where the demo company shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Shot:
    """A page: where it is, who looks, what is pressed first, and whether only the window is taken."""

    name: str
    url: str
    who: str = "mina"
    press: str = ""
    window: bool = False
    status: int = 200


SHOTS = (
    Shot("sign-in", "/sign-in/", who=""),
    Shot("today", "/", who="sara"),
    Shot("today-team", "/?scope=team"),
    Shot("customers", "/customers/"),
    Shot("customer", "/customers/{customer}/", who="sara"),
    Shot("customer-new", "/customers/new/", who="sara"),
    Shot("customer-edit", "/customers/{customer}/edit/", who="sara"),
    Shot("customer-panel", "/customers/", press="[data-row-open]", window=True),
    Shot("before", "/customers/{customer}/before/", who="sara"),
    Shot("knowledge", "/knowledge/customers/{customer}/", who="sara"),
    Shot("who-knows-whom", "/customers/{customer}/bonds/", who="sara"),
    Shot("your-people", "/customers/{customer}/your-people/", who="sara"),
    Shot("brief", "/customers/{customer}/brief/", who="sara"),
    Shot("consent", "/consent/customers/{customer}/", who="sara"),
    Shot("shares", "/customers/{customer}/shares/"),
    Shot("data", "/customers/{customer}/data/", who="ali"),
    Shot("erase", "/customers/{customer}/erase/", who="ali"),
    Shot("duplicates", "/customers/duplicates/"),
    Shot("handovers", "/customers/handovers/", who="sara"),
    Shot("leaving", "/office/colleagues/{colleague}/leaving/", who="ali"),
    Shot("known", "/known/"),
    Shot("suppressions", "/consent/suppressions/", who="ali"),
    Shot("voices", "/knowledge/"),
    Shot("backlog", "/knowledge/backlog/"),
    Shot("priorities", "/knowledge/priorities/"),
    Shot("promises", "/promises/"),
    Shot("promise-report", "/promises/report/"),
    Shot("jots", "/jots/", who="sara"),
    Shot("groups", "/customers/groups/"),
    Shot("treatments", "/customers/groups/treatments/"),
    Shot("deleted", "/customers/deleted/"),
    Shot("interactions", "/interactions/"),
    Shot("answers", "/interactions/answers/"),
    Shot("wording", "/interactions/wording/"),
    Shot("log", "/interactions/customers/{customer}/log/", who="sara"),
    Shot("orders", "/orders/"),
    Shot("order", "/orders/{order}/"),
    Shot("order-new", "/orders/new/?customer={customer}", who="sara"),
    Shot("products", "/products/"),
    Shot("board", "/relationships/"),
    Shot("thresholds", "/relationships/thresholds/"),
    Shot("decide", "/relationships/{customer}/decide/"),
    Shot("imports", "/imports/"),
    Shot("import-new", "/imports/new/"),
    Shot("import", "/imports/{import}/"),
    Shot("search", "/search/?q=کافه"),
    Shot("palette", "/?p", press="Control+k", window=True),
    Shot("profile", "/me/"),
    Shot("security", "/me/security/"),
    Shot("second-factor", "/me/second-factor/"),
    Shot("tokens", "/me/tokens/"),
    Shot("colleagues", "/office/colleagues/", who="ali"),
    Shot("roles", "/office/roles/", who="ali"),
    Shot("settings", "/office/settings/", who="ali"),
    Shot("fields", "/office/fields/", who="ali"),
    Shot("field-new", "/office/fields/customer/new/", who="ali"),
    Shot("holidays", "/office/holidays/", who="ali"),
    Shot("jobs", "/office/jobs/?state=todo", who="ali"),
    Shot("audit", "/office/audit/", who="ali"),
    Shot("next-step", "/customers/{customer}/next-step/", who="sara"),
    Shot("owners", "/customers/{customer}/owners/"),
    Shot("customer-groups", "/customers/{customer}/groups/", who="sara"),
    Shot("customer-treatment", "/customers/{customer}/treatment/", who="sara"),
    Shot("customer-roles", "/customers/{customer}/roles/", who="sara"),
    Shot("history", "/customers/{customer}/history/"),
    Shot("person-new", "/customers/{customer}/people/new/", who="sara"),
    Shot("relation-new", "/customers/{customer}/relations/new/", who="sara"),
    Shot("relation-kinds", "/customers/relations/kinds/", who="ali"),
    Shot("problem-new", "/relationships/{customer}/problems/new/", who="sara"),
    Shot("problems", "/relationships/{customer}/problems/", who="sara"),
    Shot("farewell", "/relationships/{customer}/farewell/", who="sara"),
    Shot("win-back", "/relationships/{customer}/win-back/", who="sara"),
    Shot("promise-new", "/promises/customers/{customer}/new/", who="sara"),
    Shot("fact-new", "/knowledge/customers/{customer}/new/?kind=need", who="sara"),
    Shot("fact", "/knowledge/{fact}/"),
    Shot("answer", "/knowledge/customers/{customer}/answer/?question={question}", who="sara"),
    Shot("merges", "/customers/merges/"),
    Shot("merge", "/customers/duplicates/{pair}/merge/"),
    Shot("merge-with", "/customers/{customer}/merge/"),
    Shot("exact", "/customers/duplicates/exact/"),
    Shot("handover-new", "/customers/handovers/new/?customer={customer}"),
    Shot("group", "/customers/groups/{group}/"),
    Shot("group-new", "/customers/groups/new/"),
    Shot("group-rule", "/customers/groups/{ruled}/rule/"),
    Shot("group-stays", "/customers/groups/{ruled}/stays/"),
    Shot("treatment", "/customers/groups/{group}/treatment/first_response/"),
    Shot("preferences", "/preferences/{secret}/", who=""),
    Shot("knowledge-shares", "/knowledge/shares/"),
    Shot("below", "/knowledge/below/"),
    Shot("minimum", "/knowledge/minimum/", who="ali"),
    Shot("questions", "/knowledge/questions/", who="ali"),
    Shot("question-set", "/knowledge/questions/{set}/", who="ali"),
    Shot("question-set-new", "/knowledge/questions/new/", who="ali"),
    Shot("interaction", "/interactions/{interaction}/", who="sara"),
    Shot("jot", "/jots/{jot}/", who="sara"),
    Shot("product", "/products/{product}/", who="ali"),
    Shot("product-new", "/products/new/", who="ali"),
    Shot("price-lists", "/products/price-lists/", who="ali"),
    Shot("price-list", "/products/price-lists/{prices}/", who="ali"),
    Shot("price-list-new", "/products/price-lists/new/", who="ali"),
    Shot("discounts", "/orders/discounts/"),
    Shot("order-edit", "/orders/{order}/edit/", who="sara"),
    Shot("teams", "/office/teams/", who="ali"),
    Shot("role", "/office/roles/{role}/", who="ali"),
    Shot("colleague", "/office/colleagues/{colleague}/", who="ali"),
    Shot("colleague-new", "/office/colleagues/new/", who="ali"),
    Shot("field", "/office/fields/{field}/", who="ali"),
    Shot("offline", "/ui/offline/", who="sara"),
    Shot("missing", "/customers/999999999/", status=404),
    Shot("button", "/office/teams/{team}/", who="ali", status=405),
    Shot("kit", "/ui/kit/"),
)
FOR_README = {
    (name, language, "light", "desktop") for name in ("today", "board", "customer") for language in ("fa", "en")
}


def a_file(mina: Any) -> int:
    """Give Mina a file that waits to be imported, so that the page of an import shows something."""
    from peyvand.platform.actions.imports import Choices, choose, receive_file
    from peyvand.platform.models import Import

    known = Import.objects.filter(user=mina, file_name="مشتریان.csv").first()
    if known is None:
        text = (
            "نام,موبایل,شهر\nکافه نارنج,۰۹۱۲۳۴۵۶۷۸۹,شیراز\nکافه بهار,09121112233,تهران\nرستوران لاله,تلفن ندارد,رشت\n"
        )
        known = receive_file(
            actor=mina, table="customers", pieces=[text.encode("cp1256", "replace")], name="مشتریان.csv"
        )
        choose(actor=mina, import_id=known.pk, choices=Choices(known.mapping, known.policy, known.options))
    return int(known.pk)


def places(people: dict[str, Any]) -> dict[str, int | str]:
    """Return what the addresses need: Sara's busiest customer and what is hers, one of every other kind.

    What the demo company has none of is 0: its page says that nothing is there.
    """
    from django.db.models import Count

    from peyvand.catalog.models import PriceList, Product
    from peyvand.interactions.models import Jot
    from peyvand.interactions.web.preferences import SIGNER
    from peyvand.knowledge.models import Fact, QuestionSet
    from peyvand.people.choices import PairState
    from peyvand.people.models import Customer, DuplicatePair, Group
    from peyvand.platform.models import CustomField, Role, Team

    sara = people["sara"]
    busy = Customer.objects.filter(owner=sara).annotate(n=Count("orders")).order_by("-n").first()
    if busy is None:
        raise SystemExit("The demo company has no customer of Sara's.")
    return {
        "customer": busy.pk,
        "secret": SIGNER.sign(str(busy.pk)),
        "order": _first(busy.orders.order_by("-placed_at")),
        "interaction": _first(busy.interactions.filter(by=sara)),
        "fact": _first(Fact.objects.filter(customer=busy)),
        "question": busy.knowledge.exclude(question="").values_list("question", flat=True).first() or "",
        "import": a_file(people["mina"]),
        "colleague": people["reza"].pk,
        "pair": _first(DuplicatePair.objects.filter(state=PairState.OPEN)),
        "group": _first(Group.objects.order_by("pk")),
        "ruled": _first(Group.objects.exclude(rule=None)),
        "set": _first(QuestionSet.objects.all()),
        "jot": _first(Jot.objects.filter(author=sara)),
        "product": _first(Product.objects.all()),
        "prices": _first(PriceList.objects.all()),
        "field": _first(CustomField.objects.all()),
        "team": _first(Team.objects.all()),
        "role": _first(Role.objects.order_by("pk")),
    }


def _first(rows: Any) -> int:
    found = rows.first()
    return found.pk if found else 0
