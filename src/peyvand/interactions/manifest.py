"""What interactions offers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from peyvand.core.manifest import Manifest, Right
from peyvand.platform.roles import ladder, merge

RIGHTS = (
    Right(
        "interaction", _("Interactions"), ("view", "add", "change", "delete", "import"),
        merge(
            ladder("view", director="all", manager="all", seller="all", agent="all", marketer="all", read_only="all"),
            ladder("add", director="all", manager="all", seller="all", agent="all", marketer="all"),
            ladder("change delete", manager="all", seller="own", agent="own"),
            ladder("import", manager="all", marketer="all"),
        ),
    ),
)  # fmt: skip

MANIFEST = Manifest(rights=RIGHTS)
