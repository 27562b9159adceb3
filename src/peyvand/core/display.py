"""How one reader wants to see dates, numbers and money; held for the length of a request or a job."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from django.utils.translation import get_language

from peyvand.core.digits import to_persian

Language = Literal["fa", "en"]
Calendar = Literal["jalali", "gregorian"]
Digits = Literal["fa", "en"]
MoneyUnit = Literal["toman", "rial"]


def _tehran() -> ZoneInfo:
    return ZoneInfo("Asia/Tehran")


def _from_saturday(day: date) -> int:
    return (day.weekday() + 2) % 7


@dataclass(frozen=True, slots=True)
class Display:
    """One reader's choices; calendar and digits are apart from the language on purpose.

    `zone`, `region` (the country whose phone numbers go without their country code) and `week` (seven letters from
    Saturday on: w working, h half, o off) are the organisation's.
    """

    language: Language = "fa"
    calendar: Calendar = "jalali"
    digits: Digits = "fa"
    zone: ZoneInfo = field(default_factory=_tehran)
    money_unit: MoneyUnit = "toman"
    region: str = "IR"
    week: str = "wwwwwho"

    def works(self, day: date) -> bool:
        """Whether a weekday is worked, at least by half."""
        return self.week[_from_saturday(day)] != "o"

    def start_of_week(self, day: date) -> date:
        """The first day of a day's week, which begins after its weekend: Saturday in Iran, Monday in Toronto."""
        begins = self.week.rfind("o") + 1
        return day - timedelta(days=(_from_saturday(day) - begins) % 7)


_DEFAULT = Display()
_current: ContextVar[Display] = ContextVar("peyvand_display", default=_DEFAULT)


def current() -> Display:
    """The display of the reader being served, or the Persian default outside of any request."""
    return _current.get()


def activate(display: Display) -> None:
    """Make a display the current one until the end of this context (thread or task)."""
    _current.set(display)


@contextmanager
def use(display: Display) -> Iterator[Display]:
    """Make a display the current one for a block."""
    token = _current.set(display)
    try:
        yield display
    finally:
        _current.reset(token)


def shown_digits(value: int | str) -> str:
    """A number or text inside a sentence, in the digits of the reader."""
    return to_persian(str(value)) if current().digits == "fa" else str(value)


def told_digits(value: int | str) -> str:
    """A number inside a sentence that commands and jobs tell, too, where no reader's display is set."""
    return shown_digits(value) if get_language() == "fa" else str(value)
