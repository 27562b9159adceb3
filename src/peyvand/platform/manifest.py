"""What the platform offers."""

from __future__ import annotations

from zoneinfo import ZoneInfo, available_timezones

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from peyvand.core.digits import to_ascii
from peyvand.core.jalali import parse_date
from peyvand.core.manifest import Action, JobName, Manifest, MenuItem, SettingSpec, Text
from peyvand.platform.roles import RIGHTS


def parse_zone(text: str) -> str:
    """Accept a name of the time zone database."""
    if text not in available_timezones():
        raise ValueError(gettext("“%(text)s” is not a time zone. Write it like Asia/Tehran.") % {"text": text})
    return ZoneInfo(text).key


def parse_as_of(text: str) -> str:
    """Accept "now" (stored empty) or a day in either calendar, stored as ISO."""
    word = text.strip().lower()
    return "" if word in {"", "now", "اکنون", "حالا"} else parse_date(text, today=timezone.localdate()).isoformat()


def parse_name(text: str) -> str:
    """Accept a name of up to 120 letters."""
    if len(text) > 120:
        raise ValueError(gettext("Write at most 120 letters."))
    return text.strip()


def parse_currency(text: str) -> str:
    """Accept a currency code we know."""
    from peyvand.core.money import CURRENCIES

    code = text.strip().upper()
    if code not in CURRENCIES:
        raise ValueError(gettext("We do not know the currency “%(text)s”.") % {"text": text})
    return code


def currencies() -> list[tuple[str, Text]]:
    """Return the currencies that an organisation may keep its books in, by their names in the reader's language."""
    from peyvand.core import money
    from peyvand.core.display import current

    return [(one.code, one.name(current().language)) for one in money.currencies()]


def countries() -> list[tuple[str, Text]]:
    """Return the countries by their names in the reader's language; one we have no name for is called by its letters."""
    from peyvand.core.countries import COUNTRIES
    from peyvand.core.display import current
    from peyvand.platform import organisation

    known: list[tuple[str, Text]] = [(one.code, one.name(current().language)) for one in COUNTRIES]
    chosen = str(organisation.get("region"))
    return known if chosen in dict(known) else [*known, (chosen, chosen)]


def parse_region(text: str) -> str:
    """Accept a country by its two letters."""
    from phonenumbers import SUPPORTED_REGIONS

    code = text.strip().upper()
    if code not in SUPPORTED_REGIONS:
        raise ValueError(gettext("Write a country by its two letters, such as IR."))
    return code


def holiday_places() -> list[tuple[str, Text]]:
    """Return the places whose official holidays may be kept: the country of phone numbers, its parts, none."""
    from peyvand.core.workdays import parts_of
    from peyvand.platform import organisation

    region, chosen = str(organisation.get("region")), str(organisation.get("holidays"))
    parts = sorted((name, f"{region}-{code}") for code, name in parts_of(region).items())
    own: list[tuple[str, Text]] = [("", dict(countries())[region]), *((code, name) for name, code in parts)]
    other = [] if chosen in dict(own) or chosen == organisation.NO_PLACE else [(chosen, chosen)]
    return [*own, *other, (organisation.NO_PLACE, _("none are filled in"))]


def parse_holiday_place(text: str) -> str:
    """Accept a country, or a part of it (CA-ON); "" for the country of phone numbers, none for no holidays at all."""
    from peyvand.core.workdays import parts_of
    from peyvand.platform import organisation

    word = text.strip()
    if word.lower() in {"", organisation.NO_PLACE}:
        return word.lower()
    country, dash, part = word.upper().partition("-")
    if dash and part not in parts_of(country):
        raise ValueError(gettext("Write a place such as CA-ON."))
    return parse_region(country) + dash + part


def parse_area(text: str) -> str:
    """Accept an area code of up to four digits, in any digits; "" for none. In Iran it begins with a zero."""
    from peyvand.platform import organisation

    code = to_ascii(text.strip()).lstrip("0")
    if code and not (code.isascii() and code.isdigit() and len(code) <= 4):
        raise ValueError(gettext("Write the area code in digits, such as 021."))
    return code and (f"0{code}" if organisation.get("region") == "IR" else code)


def parse_week(text: str) -> str:
    """Accept seven letters from Saturday on: w working, h half, o off."""
    week = text.strip().lower()
    if len(week) != 7 or set(week) - set("who") or "w" not in week:
        raise ValueError(gettext("Write seven letters from Saturday on: w (working), h (half) or o (off)."))
    return week


SETTINGS = (
    SettingSpec("organisation_name", _("Name of the organisation"), "", parse_name),
    SettingSpec(
        "as_of", _("Look at relationships as of"), "", parse_as_of,
        help=_("Leave it empty to look at them as they are now. A day in the past shows old history in its own time."),
        group="engine",
    ),
    SettingSpec("zone", _("Time zone"), "Asia/Tehran", parse_zone),
    SettingSpec("currency", _("Currency"), "IRR", parse_currency, choices=currencies),
    SettingSpec("region", _("Country of phone numbers"), "IR", parse_region, choices=countries),
    SettingSpec(
        "area_code", _("Our own area code"), "", parse_area,
        help=_("Land lines written without one belong here, such as 021."),
    ),
    SettingSpec(
        "holidays", _("Official holidays of"), "", parse_holiday_place, choices=holiday_places,
        help=_("They come into the table of holidays by themselves. After a change of country its parts are offered here."),
    ),
    SettingSpec(
        "work_week", _("Working week"), "wwwwwho", parse_week,
        help=_("Seven letters from Saturday on: w (working), h (half) or o (off)."),
    ),
)  # fmt: skip

MANIFEST = Manifest(
    menu=(
        MenuItem("today", _("Today"), "platform:today", "sun", 10, phone=True),
        MenuItem("office", _("Organisation"), "platform:office", "settings", 90, need=("setting", "view")),
        MenuItem("imports", _("Imports"), "platform:imports", "import", 80, need=("import", "view")),
    ),
    actions=(Action("import", _("Import a file"), "platform:import_new", "import", need=("import", "add")),),
    rights=RIGHTS,
    job_names=(
        JobName("platform.retry_stalled", _("Give the jobs of dead workers to living ones")),
        JobName("platform.resume_imports", _("Go on with imports that were cut off")),
        JobName("platform.clean_up", _("Clear away what nobody needs")),
        JobName("platform.deliver_event", _("Tell a receiver what happened")),
        JobName("platform.run_import", _("Bring a file in")),
        JobName("platform.settle_field_indexes", _("Make the lists quick that use a custom field")),
    ),
    settings=SETTINGS,
)
