"""Tags of the design kit: icons, initials, and small questions that templates ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

from peyvand.ui.pictures import number

register = template.Library()

CLASSES = {
    "checkbox": "checkbox",
    "radio": "radio",
    "select": "select",
    "textarea": "textarea",
    "file": "file-input",
}
LEFT_TO_RIGHT = frozenset({"email", "url", "tel", "password"})

SIZES = {"": "", "sm": " icon-sm", "lg": " icon-lg"}
THEMES = {"light": "peyvand", "dark": "peyvand-dark"}
# These point along the line of reading, so they turn round in Persian. A phone or a clock does not.
DIRECTIONAL = frozenset(
    {
        "arrow-left",
        "arrow-right",
        "chevron-left",
        "chevron-right",
        "corner-down-left",
        "list",
        "log-in",
        "log-out",
        "panel-left",
        "panel-right",
        "redo-2",
        "send",
        "trending-down",
        "trending-up",
        "undo-2",
    }
)


@register.simple_tag
def icon(name: str, size: str = "", label: str = "") -> SafeString:
    """Draw an icon of the sprite. `size` is "", "sm" or "lg"; without `label` it is decoration for screen readers."""
    return _drawn(name, size, str(label))


@lru_cache(maxsize=1024)
def _drawn(name: str, size: str, label: str) -> SafeString:
    extra = SIZES.get(size, "") + (" icon-mirror" if name in DIRECTIONAL else "")
    href = f"{static('dist/icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="icon{}" width="18" height="18" role="img" aria-label="{}"><use href="{}"></use></svg>',
            extra,
            label,
            href,
        )
    return format_html(
        '<svg class="icon{}" width="18" height="18" aria-hidden="true"><use href="{}"></use></svg>', extra, href
    )


@register.filter
def initials(name: object) -> str:
    """Return one or two first letters of a name, apart, so that Persian letters do not join ("علی کاظمی" -> "ع‌ک")."""
    words = [word for word in str(name or "").replace("\u200c", " ").split() if word[0].isalpha()]
    letters = [word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)]
    return "\u200c".join(letters).upper() or "·"


@register.filter
def theme_name(choice: object) -> str:
    """Turn a person's choice ("light", "dark") into the theme's name; "" for "as the system does"."""
    return THEMES.get(str(choice or ""), "")


@register.filter
def dressed(field: BoundField) -> SafeString:
    """Render a form field's input in the kit's clothes; a widget that brings its own class keeps it as well."""
    widget = field.field.widget
    kind = getattr(widget, "input_type", "") or field.widget_type
    attrs: dict[str, Any] = {"class": f"{widget.attrs.get('class', '')} {CLASSES.get(kind, 'input')}".strip()}
    if "dir" not in widget.attrs and kind not in {"checkbox", "radio", "select", "file"}:
        attrs["dir"] = "ltr" if kind in LEFT_TO_RIGHT else "auto"
    return field.as_widget(attrs=attrs)


@register.filter
def undo_url(tags: object) -> str:
    """Return the address in a message's extra tags ("undo:/path"), or ""."""
    marks = [mark for mark in str(tags or "").split() if mark.startswith("undo:/") and not mark.startswith("undo://")]
    return marks[0].removeprefix("undo:") if marks else ""


@register.filter
def for_phone(menu: Sequence[Any]) -> list[Any]:
    """Return the three menu lines of the phone's bar: those marked `phone`, else the first ones."""
    marked = [line for line in menu or () if line.phone]
    return (marked or list(menu or ()))[:3]


@register.filter
def known(value: object) -> bool:
    """Tell whether there is anything to show: 0 and False are values, None and blank text are not."""
    return value is not None and (not isinstance(value, str | Promise) or bool(str(value).strip()))


@register.filter
def at(mapping: Mapping[str, Any], key: object) -> Any:
    """Look a key up in a mapping; None when it is absent."""
    return mapping.get(str(key))


@register.filter
def place(value: float) -> str:
    """Write a coordinate of a picture: ASCII, a point, one decimal at most, whatever the language."""
    return number(value)


@register.filter
def nth(items: Sequence[Any], index: int) -> Any:
    """Return the item at `index` of a list."""
    return items[int(index)]
