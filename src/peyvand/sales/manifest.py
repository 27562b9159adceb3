"""What sales offers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from peyvand.core.manifest import Manifest, MenuItem, Right
from peyvand.platform.roles import ladder, merge
from peyvand.sales.imports import ORDERS

RIGHTS = (
    Right(
        "order", _("Orders"), ("view", "add", "delete", "export", "import"),
        merge(
            ladder("view", director="all", manager="all", seller="all", agent="all", marketer="all", read_only="all"),
            ladder("add", manager="all", seller="all", agent="all"),
            ladder("delete", manager="all", seller="own"),
            ladder("export", director="all", manager="all", marketer="all"),
            ladder("import", manager="all"),
        ),
    ),
)  # fmt: skip

MANIFEST = Manifest(
    menu=(MenuItem("orders", _("Orders"), "sales:orders", "receipt", 40, need=("order", "view")),),
    rights=RIGHTS,
    imports=(ORDERS,),
)
