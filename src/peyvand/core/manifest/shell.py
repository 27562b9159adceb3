"""What stands around pages and on them: menus, panels, verbs, dialogs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from peyvand.core.manifest.text import Text


@dataclass(frozen=True)
class MenuItem:
    """A line of the sidebar. `need` is (model, action); people without it do not see the line."""

    key: str
    label: Text
    url_name: str
    icon: str
    order: int
    need: tuple[str, str] | None = None
    phone: bool = False
    badge: bool = False  # shows the number of `User.badges` under its key


@dataclass(frozen=True)
class Panel:
    """A part of somebody's page, loaded from its owner. The URL takes the subject's id (`pk`)."""

    subject: str
    key: str
    title: Text
    url_name: str
    order: int
    place: str = "tab"  # "tab" | "aside" | "header"
    need: tuple[str, str] | None = None


@dataclass(frozen=True)
class SubjectVerb:
    """A button on somebody's page that leads to its owner. The URL takes the subject's id (`pk`); `query` follows it.

    It is shown to who has the right (model, action) of `need` for this very subject, and may change the fields it `writes`.
    """

    subject: str
    key: str
    label: Text
    url_name: str
    icon: str
    order: int
    query: str = ""
    primary: bool = False
    need: tuple[str, str] | None = None
    writes: Sequence[str] = ()


@dataclass(frozen=True)
class Action:
    """A verb of the command palette: a page or form to open.

    From the round plus it opens `dialog` where scripts run; `shortcut` is a key's place (`KeyN`) that does the same.
    """

    key: str
    label: Text
    url_name: str
    icon: str
    keywords: Sequence[str] = ()
    need: tuple[str, str] | None = None
    dialog: str = ""
    shortcut: str = ""


@dataclass(frozen=True)
class Overlay:
    """A template with dialogs that stand at the end of every page and of the page without connection.

    It is rendered once for each person: nothing of a session may stand in it.
    """

    template: str
    need: tuple[str, str] | None = None


@dataclass(frozen=True)
class Notice:
    """A word about all that another context's page shows, such as that it is being worked out anew.

    `page` is the URL name of that page. `tell(request)` returns the word as HTML, "" for none; every view of the page
    asks it. It is told to who has the right `need`.
    """

    page: str
    tell: Callable[[Any], str]
    need: tuple[str, str] | None = None
