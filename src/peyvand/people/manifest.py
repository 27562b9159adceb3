"""What people offers."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from peyvand.core.manifest import (
    Action,
    Belonging,
    JobName,
    Manifest,
    Measure,
    MenuItem,
    Panel,
    Reach,
    Right,
    SearchSource,
    SubjectVerb,
)
from peyvand.core.numbers import format_number
from peyvand.people import custom, tables
from peyvand.people.arriving import HANDOVERS
from peyvand.people.attention import ORPHANS, STEPS
from peyvand.people.briefs import BRIEFS
from peyvand.people.cadence import CADENCE
from peyvand.people.demo import CHAPTER
from peyvand.people.demo_bonds import BONDS_CHAPTER
from peyvand.people.demo_leaving import LEAVING
from peyvand.people.duties import DUTIES
from peyvand.people.field_classes import CUSTOMER_FIELDS
from peyvand.people.forms.profile import labels
from peyvand.people.imports import CUSTOMERS
from peyvand.people.policies import reached
from peyvand.people.search import find_customers, find_people
from peyvand.people.treatments import contact_overdue, owner_of_another_role
from peyvand.people.web.around import verb_works
from peyvand.platform.roles import ladder, merge

RIGHTS = (
    Right(
        "customer", _("Customers"), ("view", "add", "change", "delete", "export", "bulk", "assign", "share", "merge", "erase", "import"),
        merge(
            ladder("view", director="all", manager="all", seller="team", agent="all", marketer="all", read_only="all"),
            ladder("add", manager="all", seller="own", agent="own", marketer="own"),
            ladder("change", manager="all", seller="own", agent="team", marketer="none"),
            ladder("delete", manager="team", seller="own"),
            ladder("export", director="all", manager="all", marketer="all"),
            ladder("bulk", manager="all", marketer="all", seller="own"),
            ladder("assign", manager="all", seller="own"),
            ladder("share", manager="all", seller="own"),
            ladder("merge", manager="all"),
            ladder("erase"),
            ladder("import", manager="all", marketer="all"),
        ),
    ),
    Right(
        "group", _("Customer groups"), ("view", "change"),
        merge(
            ladder("view", director="all", manager="all", seller="all", agent="all", marketer="all", read_only="all"),
            ladder("change", manager="all", marketer="all"),
        ),
    ),
)  # fmt: skip


def _said(words: str, count: int) -> str:
    return words % {"count": format_number(count)}


BELONGINGS = (
    Belonging("people.ContactPoint", lambda n: _said(ngettext("%(count)s way to reach her", "%(count)s ways to reach her", n), n)),
    Belonging("people.Address", lambda n: _said(ngettext("%(count)s address", "%(count)s addresses", n), n)),
    Belonging("people.GroupMember", lambda n: _said(ngettext("%(count)s group", "%(count)s groups", n), n)),
    Belonging("people.CoOwner", lambda n: _said(ngettext("%(count)s co-owner", "%(count)s co-owners", n), n)),
    Belonging("people.Share", lambda n: _said(ngettext("%(count)s loan", "%(count)s loans", n), n)),
    Belonging("people.Affiliation", lambda n: _said(ngettext("%(count)s note of who belongs to whom", "%(count)s notes of who belongs to whom", n), n)),
    Belonging("people.HandOver", lambda n: _said(ngettext("%(count)s hand-over", "%(count)s hand-overs", n), n)),
    Belonging("people.PartyRole"),
    Belonging("people.Relation", lambda n: _said(ngettext("%(count)s relation", "%(count)s relations", n), n)),
    Belonging("people.DuplicateKey", moves=False, told=False),
    Belonging("people.DuplicatePair", moves=False, told=False),
    Belonging("people.Merge", moves=False, told=False),
    Belonging("people.PersonFile", moves=False, told=False),
)  # fmt: skip

MEASURES = (
    Measure("contact", _("Contact overdue"), contact_overdue),
    Measure("owner_role", _("Answered for by a colleague of another role"), owner_of_another_role),
)

MANIFEST = Manifest(
    lists=(tables.CUSTOMERS,),
    job_names=(
        JobName("people.carry_out_handovers", _("Hand-overs whose day has come")),
        JobName("people.write_person_file", _("Gather everything about a person")),
        JobName("people.clear_person_files", _("Remove gathered files of persons after a week")),
        JobName("people.end_shares", _("End loans of customers whose time is over")),
        JobName("people.find_all_duplicates", _("Search for duplicates among all customers")),
        JobName("people.find_duplicates_of_import", _("Search for duplicates among imported customers")),
        JobName("people.fill_group", _("Search for the members of a group whose rule is new")),
        JobName("people.merge_exact", _("Merge the customers who are surely the same")),
    ),
    belongings=BELONGINGS,
    demo=(CHAPTER, BONDS_CHAPTER, LEAVING),
    menu=(
        MenuItem(
            "customers",
            _("Customers"),
            "people:customers",
            "users",
            30,
            need=("customer", "view"),
            phone=True,
        ),
    ),
    rights=RIGHTS,
    field_classes=(replace(CUSTOMER_FIELDS, labels=labels),),
    field_subjects=(custom.CUSTOMERS,),
    imports=(CUSTOMERS,),
    attention=(STEPS, CADENCE, ORPHANS, HANDOVERS),
    briefs=BRIEFS,
    reach=(Reach(reached),),
    duties=DUTIES,
    measures=MEASURES,
    panels=(
        Panel("customer", "treatment", _("How we treat her"), "people:treatment", 30, "aside", ("group", "view")),
        Panel("customer", "parties", _("Relations"), "people:parties", 40, "aside", ("customer", "view")),
        Panel("customer", "history", _("Changes"), "people:history", 900),
    ),
    verbs=(
        SubjectVerb(
            "customer", "brief", _("Hand-over brief"), "people:brief", "file-text", 105, need=("customer", "view")
        ),
        SubjectVerb(
            "customer", "your_people", _("Your people"), "people:your_people", "id-card", 100, need=("customer", "view")
        ),
        SubjectVerb(
            "customer", "kind", _("Person or organisation"), "people:kind", "repeat", 107, need=("customer", "change")
        ),
        SubjectVerb(
            "customer", "data", _("Everything we know"), "people:data", "download", 120, need=("customer", "export")
        ),
        SubjectVerb("customer", "erase", _("Forget"), "people:erase", "trash-2", 130, need=("customer", "erase")),
        SubjectVerb("customer", "merge", _("Merge"), "people:merge_choose", "link-2", 110, need=("customer", "merge")),
        SubjectVerb(
            "customer", "next_step", _("Plan"), "people:next_step", "calendar-clock", 30, need=("customer", "change")
        ),
    ),
    search=(
        SearchSource("customers", _("Customers"), "users", find_customers, 10, "customer", verb_works),
        SearchSource("people", _("People of organisations"), "user", find_people, 20),
    ),
    actions=(
        Action(
            "new_customer",
            _("New customer"),
            "people:new",
            "user-plus",
            ("add", "person", "organisation", "مشتری تازه", "افزودن", "شخص", "سازمان"),
            ("customer", "add"),
        ),
        Action(
            "duplicates",
            _("Duplicates"),
            "people:duplicates",
            "copy",
            ("duplicates", "merge", "تکراری", "ادغام"),
            ("customer", "merge"),
        ),
        Action(
            "handovers",
            _("Hand-overs"),
            "people:handovers",
            "handshake",
            ("handover", "sign", "brief", "تحویل", "پرونده", "امضا"),
            ("customer", "view"),
        ),
        Action(
            "treatments",
            _("How groups are treated"),
            "people:treatments",
            "sliders-horizontal",
            ("treatment", "policy", "رفتار", "سیاست"),
            ("group", "view"),
        ),
        Action(
            "relation_kinds",
            _("Kinds of relations"),
            "people:relation_kinds",
            "waypoints",
            ("relation", "parent", "partner", "رابطه", "شریک", "خویشاوند"),
            ("setting", "change"),
        ),
        Action("groups", _("Customer groups"), "people:groups", "tag", ("groups", "گروه"), ("group", "view")),
        Action(
            "deleted",
            _("Customers put away"),
            "people:deleted",
            "archive",
            ("trash", "حذف", "بایگانی"),
            ("customer", "delete"),
        ),
    ),
)
