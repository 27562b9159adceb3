"""What catalog offers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from peyvand.catalog import tables
from peyvand.catalog.demo import CHAPTER
from peyvand.catalog.prices import lists_of_groups, new_list_for
from peyvand.catalog.search import find_products
from peyvand.core.manifest import Action, GroupTerm, Manifest, MenuItem, Right, SearchSource
from peyvand.platform.roles import ladder, merge

RIGHTS = (
    Right(
        "product", _("Products"), ("view", "change"),
        merge(
            ladder("view", director="all", manager="all", seller="all", agent="all", marketer="all", read_only="all"),
            ladder("change", manager="all", marketer="all"),
        ),
    ),
)  # fmt: skip

MANIFEST = Manifest(
    lists=(tables.PRODUCTS,),
    demo=(CHAPTER,),
    menu=(MenuItem("products", _("Products"), "catalog:products", "package", 45, need=("product", "view")),),
    rights=RIGHTS,
    group_terms=(
        GroupTerm(
            "price_list",
            _("Price list"),
            lists_of_groups,
            ("product", "view"),
            begin=new_list_for,
            begin_need=("product", "change"),
        ),
    ),
    search=(SearchSource("products", _("Products"), "package", find_products, 40),),
    actions=(
        Action(
            "new_product",
            _("New product"),
            "catalog:product_new",
            "plus",
            ("کالای تازه", "خدمت"),
            ("product", "change"),
        ),
    ),
)
