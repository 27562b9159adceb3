"""What catalog offers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from peyvand.core.manifest import Manifest, Right
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

MANIFEST = Manifest(rights=RIGHTS)
