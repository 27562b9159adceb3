"""What people offers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from peyvand.core.manifest import Manifest, MenuItem, Right
from peyvand.platform.roles import ladder, merge

RIGHTS = (
    Right(
        "customer", _("Customers"), ("view", "add", "change", "delete", "export", "bulk", "assign", "merge", "import"),
        merge(
            ladder("view", director="all", manager="all", seller="team", agent="all", marketer="all", read_only="all"),
            ladder("add", manager="all", seller="own", agent="own", marketer="own"),
            ladder("change", manager="all", seller="own", agent="team", marketer="none"),
            ladder("delete", manager="team", seller="own"),
            ladder("export", director="all", manager="all", marketer="all"),
            ladder("bulk", manager="all", marketer="all", seller="own"),
            ladder("assign", manager="all", seller="own"),
            ladder("merge", manager="all"),
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

MANIFEST = Manifest(
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
)
