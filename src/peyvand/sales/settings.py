"""The organisation's settings about sales."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from peyvand.core.manifest import SettingSpec
from peyvand.interactions.settings import parse_patience, shown

SETTINGS = (
    SettingSpec(
        "after_sale", _("Working days after a sale within which somebody gets in touch"), 10, parse_patience,
        help=_("Whoever hears nothing for longer stands under “What does not happen”. A product may have a time of its own."), group="contacting", show=shown,
    ),
)  # fmt: skip
