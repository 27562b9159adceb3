"""The demo company: a coffee roaster whose two years of history end today. Every context tells its own chapter.

The chapters act through the actions, in one transaction, with a seed of their own: the story is the same wherever and
whenever it is told, only its days move along. What it made is taken away again without a trace.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from peyvand.core import events
from peyvand.core.manifest import DemoChapter, offers
from peyvand.core.sql import run_sql
from peyvand.platform import audit, organisation
from peyvand.platform.actions.settings import change_setting
from peyvand.platform.actions.users import NewUser, create_user
from peyvand.platform.models import AuditEntry, Import, Setting, Team, User
from peyvand.platform.policies import may
from peyvand.platform.roles import seed_roles

FORGET_SQL = Path(__file__).parent / "sql" / "demo_forget.sql"
PASSWORD = "alborz-coffee-24"
LOADED = "demo_loaded"
COMPANY = "قهوهٔ البرز"
SEED = 1403
CAFES, OFFICES = "کافه‌ها، رستوران‌ها و هتل‌ها", "شرکت‌ها و خانه‌ها"
COLLEAGUES = (
    ("sara", "سارا احمدی", "seller", CAFES),
    ("negar", "نگار فرهمند", "seller", CAFES),  # who leaves before the story ends
    ("mina", "مینا رستگار", "manager", CAFES),
    ("reza", "رضا کریمی", "seller", OFFICES),
    ("roya", "رویا صادقی", "agent", OFFICES),
    ("darya", "دریا البرزی", "director", ""),
    ("ali", "علی نیکنام", "administrator", ""),
)


@dataclass
class Part:
    """One customer's part in the story. `came`, `first` and `silent` are days ago: when she came to us, first bought
    and last bought (both None before a first order); `gap` is her usual number of days between orders.
    """

    customer_id: int
    key: str
    name: str
    segment: str
    fate: str
    seller: User
    came: int
    first: int | None
    silent: int | None
    gap: int


@dataclass
class Telling:
    """What the chapters share while the story is told."""

    today: date
    now: datetime
    zone: ZoneInfo
    scale: int
    random: random.Random
    colleagues: dict[str, User] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)

    def day(self, ago: int) -> date:
        """Return the day so many days ago."""
        return self.today - timedelta(days=ago)

    def at(self, ago: int, hour: int = 0) -> datetime:
        """Return a moment of that day in opening hours (at `hour` if given), never one that is yet to come."""
        return self.clock(ago, hour or self.random.randrange(9, 18), self.random.randrange(0, 60, 5))

    def clock(self, ago: int, hour: int, minute: int = 0) -> datetime:
        """Return this moment of that day, drawing nothing; never one that is yet to come."""
        return min(datetime.combine(self.day(ago), time(hour, minute), self.zone), self.now)

    def open_day(self, ago: int) -> int:
        """Return the nearest earlier day that is no Friday, as days ago."""
        return ago + (self.day(ago).weekday() == 4)

    def doer(self, seller: User, model: str) -> User:
        """Return who records such things for a colleague: herself, or the manager where her role only looks."""
        return seller if may(seller, model, "add") else self.colleagues["mina"]

    def written(self) -> dict[str, Part]:
        """Return the parts whose story is written by hand, by key."""
        return {part.key: part for part in self.parts if part.key}


def load(scale: int = 1) -> str:
    """Tell the whole story once, `scale` times as many customers of the crowd; return a sentence about it.

    Raises ValidationError when a name of the story is taken by something real.
    """
    with transaction.atomic(), events.gathered(), organisation.reading_once():
        today = organisation.today()
        if not Setting.objects.get_or_create(key=LOADED, defaults={"value": today.isoformat()})[1]:
            return _("The demo company is already here. Nothing was changed.")
        telling = Telling(today, timezone.now(), organisation.zone(), scale, random.Random(SEED))
        _tell_chapters(telling)
        Setting.objects.create(key=organisation.DEMO_TOLD, value=timezone.now().isoformat())
    told = _("The demo company is here: %(customers)s customers and their story up to today.")
    return told % {"customers": len(telling.parts)}


def _tell_chapters(telling: Telling) -> None:
    """Let every context tell its part; where a name or number of the story is taken, say so in one sentence."""
    chapters: list[DemoChapter] = offers("demo")
    try:
        _hire(telling)
        for chapter in chapters:
            chapter.tell(telling)
    except (ValidationError, IntegrityError) as clash:
        why = clash.messages if isinstance(clash, ValidationError) else [_("A number of the story is taken.")]
        told = _("The demo company needs an empty installation: %(why)s Nothing was changed.")
        raise ValidationError(told % {"why": " ".join(why)}) from None


def _hire(telling: Telling) -> None:
    """Let the colleagues in, each in her team, and name the company."""
    seed_roles()
    teams = {name: Team.objects.get_or_create(name=name)[0] for name in (CAFES, OFFICES)}
    for key, name, role, team in COLLEAGUES:
        new = NewUser(
            name=name,
            role=role,
            email=f"{key}@alborz.example",
            team_id=teams[team].pk if team else None,
            password=PASSWORD,
            is_demo=True,
        )
        telling.colleagues[key] = create_user(actor=None, new=new)
    if not organisation.get("organisation_name"):
        change_setting(actor=telling.colleagues["ali"], key="organisation_name", text=COMPANY)


def remove() -> str:
    """Take everything away that the story brought, with its traces; return a sentence about it.

    Raises ValidationError when a colleague of the story has imported something real and nobody real could answer for it.
    """
    with transaction.atomic(), events.gathered(), organisation.reading_once():
        if not Setting.objects.select_for_update().filter(key=LOADED).exists():
            return _("There is no demo company here. Nothing was changed.")
        with audit.changes_allowed():
            _erase()
    return _("The demo company is gone.")


def _erase() -> None:
    chapters: list[DemoChapter] = offers("demo")
    for chapter in reversed(chapters):
        chapter.remove()
    _dismiss()
    _rename()
    Setting.objects.filter(key__in=[LOADED, organisation.DEMO_TOLD]).delete()


def forget(model: str, ids: list[int]) -> None:
    """Take away what the audit, the events and the waiting jobs say of objects that go with the demo company."""
    AuditEntry.objects.filter(model=model, object_id__in=ids).delete()
    run_sql(FORGET_SQL, {"key": f"{model}_id", "ids": ids})


def _dismiss() -> None:
    """Let the colleagues of the story go; real imports that they made pass to a real administrator."""
    leaving = User.objects.filter(is_demo=True)
    staying = User.objects.active().filter(is_demo=False, role__key="administrator").first()
    made = Import.objects.filter(user__in=leaving)
    if staying is None and made.exists():
        raise ValidationError(_("Colleagues of the demo have imported files. First add an administrator of your own."))
    made.update(user=staying)
    forget("user", list(leaving.values_list("pk", flat=True)))
    leaving.delete()
    Team.objects.filter(name__in=[CAFES, OFFICES], users=None).delete()


def _rename() -> None:
    Setting.objects.filter(key="organisation_name", value=COMPANY).delete()
    if not Setting.objects.filter(key="organisation_name").exists():
        AuditEntry.objects.filter(model="setting", title="organisation_name").delete()
