"""What a jot says, as far as words tell: what passed and when, what was promised, what comes next, who is meant.

Only suggestions come from here: a person looks at them before anything is filed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from peyvand.core.text import key, tokens
from peyvand.interactions.choices import Direction, InteractionKind
from peyvand.interactions.rules.days import SpokenDay, spoken_days

KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (InteractionKind.MAIL, re.compile(r"ایمیل|رایانامه|\be-?mail(?:ed|s)?\b|\bwrote\b", re.IGNORECASE)),
    (InteractionKind.MESSAGE, re.compile(r"پیامک?\b|واتس‌?اپ|تلگرام|\b(?:messaged?|texted|text|sms|whatsapp|telegram)\b", re.IGNORECASE)),
    (InteractionKind.CALL, re.compile(r"\bزنگ\b|تماس|تلفن|\b(?:call|called|calls|phoned?|rang|rung)\b", re.IGNORECASE)),
    (InteractionKind.MEETING, re.compile(r"جلسه|نشست\b|\b(?:meeting|met)\b", re.IGNORECASE)),
    (InteractionKind.VISIT, re.compile(r"دیدار|بازدید|دیدن|سر زد|حضوری|رفتم پیش|رفتیم پیش|\b(?:visit(?:ed)?|dropped by|came by|stopped by)\b", re.IGNORECASE)),
)  # fmt: skip
# "زنگ زدم", "رفتیم": the ending says that it was us. "زنگ زد", "called me": it was them.
OURS = re.compile(r"^(?:called|phoned|rang|met|visited|emailed|e-mailed|texted|messaged|wrote to)\b|(?:زد|گرفت|داد|کرد|فرستاد|رفت|دید|نوشت|گذاشت)(?:م|یم)\b|\b(?:i|we)\s+(?:called|phoned|rang|met|visited|emailed|e-mailed|texted|wrote|messaged|dropped)\b", re.IGNORECASE)  # fmt: skip
THEIRS = re.compile(r"(?:زد|زدند|گرفت|گرفتند|داد|دادند|فرستاد|فرستادند|نوشت|نوشتند|آمد|آمدند|پرسید|گفت|خواست)\b|\b(?:called|phoned|rang|emailed|e-mailed|texted|wrote|messaged|dropped by|came by|stopped by|asked)\b", re.IGNORECASE)  # fmt: skip
PROMISED = re.compile(r"(?:\bقول|\bتعهد)\s+(?:داد|کرد)(?:م|یم|ه‌ام|ه‌ایم|ه ام|ه ایم)\b(?:\s+که\b)?|\b(?:i|we)(?:'ve|\s+have)?\s+promised(?:\s+(?:him|her|them))?(?:\s+(?:to|that))?\b|(?:^|[,;]\s*|\band\s+)promised(?!\s+(?:me|us)\b)(?:\s+(?:him|her|them))?(?:\s+(?:to|that))?\b", re.IGNORECASE)  # fmt: skip
# "می‌فرستم", "بفرستیم", "I'll send", "we will": something that we are going to do.
WE_WILL = re.compile(
    r"\b(?:ن?می[\s\u200c]?|ب)[آ-ی\u200c]{2,}(?:م|یم)\b|\b(?:i|we)(?:'ll|\s+will|\s+shall)\b", re.IGNORECASE
)
TO_DO = re.compile(r"\b(?:باید|یادم باشد|یادم باشه|لازم است|قرار شد|قرار است)|\b(?:need to|must|should|have to|remember to|to do|follow up)\b", re.IGNORECASE)  # fmt: skip
UNTIL = re.compile(r"(?:\bتا|\bby|\buntil|\bbefore)\s*$", re.IGNORECASE)
ENDS = re.compile(r"[.!?؟؛;\n]+(?=\s|$)|\n+")
LOOSE = re.compile(r"^[\s،,:–-]+|[\s،,:–-]+$")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
PHONE = re.compile(r"(?<![\w/])(?:\+|۰۰|00)?[0-9۰-۹٠-٩][0-9۰-۹٠-٩\s()-]{6,17}[0-9۰-۹٠-٩](?![\w/])")
WORD = re.compile(r"[^\W\d_]+(?:\u200c[^\W\d_]+)*")
Owed = tuple[str, date | None]
MOST_PHRASES, LONGEST_NAME, SHORTEST_NAME = 36, 3, 3


def _keys(text: str) -> frozenset[str]:
    """Return the folded words of a text."""
    return frozenset(tokens(text))


HONOURS = _keys("آقای خانم جناب سرکار مهندس دکتر استاد mr mrs ms dr")
PLACES = _keys(
    "کافه شرکت هتل رستوران فروشگاه مغازه دفتر کلینیک قنادی مرکز گروه موسسه مؤسسه "
    "cafe café company hotel restaurant shop"
)
# Words that name nobody: small words, verbs of talking, kinds and days.
SILENT = _keys(
    "از به با در که را رو و یا تا بر برای هم این آن او ما من شما ایشان یک دو سه چند هر همه هیچ اگر چون ولی اما پس پیش "
    "بعد قبل دیگر دیگه است هست بود شد شده باشد باشه نیست نبود دارد داره داشت دارم داریم می نمی خیلی کمی بیشتر کمتر خوب "
    "بد تازه باز هنوز فقط حتی مثل روی زیر گفت گفتم گفتیم گفتند زد زدم زدیم زدند گرفت گرفتم گرفتیم داد دادم دادیم دادند "
    "کرد کردم کردیم خواست خواستم پرسید پرسیدم فرستاد فرستادم آمد آمدند رفت رفتم رفتیم دید دیدم نوشت باید قول تعهد زنگ "
    "تماس تلفن تلفنی پیام پیامک ایمیل جلسه دیدار بازدید حضوری واتساپ تلگرام سفارش قیمت نمونه کیلو تومان ریال فردا امروز "
    "دیروز شنبه هفته ماه روز ساعت صبح ظهر عصر شب مشتری بسته کالا قرار خبر لطفا راضی ناراضی "
    "the a an and or to of in on at by for with from that this he she it they we i you him her them us me my our his "
    "their is are was were be been has have had will would should must not no yes called call phoned phone rang met "
    "meeting visit visited email emailed message texted wrote asked said says told wants wanted promised promise send "
    "sent about tomorrow today yesterday next last week month day"
)


@dataclass(frozen=True)
class Phrase:
    """Some words of a jot that may be somebody's name: as written, folded, and whether "Mr" or "café" stood before."""

    words: str
    folded: str
    named: bool


@dataclass(frozen=True)
class Reading:
    """What the words of a jot say. `on` is the day on which it passed; an empty text means: nothing of the kind."""

    kind: str
    direction: str
    on: date
    promise: str = ""
    due_on: date | None = None
    next_step: str = ""
    next_step_on: date | None = None
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phrases: tuple[Phrase, ...] = field(default=())


def read(text: str, today: date) -> Reading:
    """Read a jot that was written on `today`."""
    told: list[str] = []
    promise: Owed = ("", None)
    plan: Owed = ("", None)
    for sentence in sentences(text):
        days = spoken_days(sentence, today)
        at = _promise_at(sentence, days)
        if at is not None:
            promise = promise if promise[0] else _owed(sentence[at:], today)
            told.append(sentence[:at])
        elif _is_plan(sentence, days, today):
            plan = plan if plan[0] else _owed(sentence, today)
        else:
            told.append(sentence)
    kind, direction = _kind(told)
    return Reading(
        kind, direction, _passed_on(told, today), *promise, *plan, phones=_phones(text),
        emails=tuple(match[0].lower() for match in EMAIL.finditer(text)), phrases=tuple(phrases(text, today)),
    )  # fmt: skip


def sentences(text: str) -> list[str]:
    """Return the sentences and lines of a text, without empty ones."""
    return [part.strip() for part in ENDS.split(text) if part and part.strip()]


def _promise_at(sentence: str, days: Sequence[SpokenDay]) -> int | None:
    """Return where a promise of ours begins in a sentence, None if there is none."""
    said = PROMISED.search(sentence)
    if said:
        return said.end()
    by = next((day for day in days if UNTIL.search(sentence[: day.start])), None)
    if by is None or not WE_WILL.search(sentence):
        return None
    clause = re.split(r"[،,]|\s(?:و|گفتم|گفتیم|and|said)\s", sentence[: by.start])
    return by.start - len(clause[-1])


def _is_plan(sentence: str, days: Sequence[SpokenDay], today: date) -> bool:
    ahead = any(day.ahead(today) for day in days)
    return ahead and bool(WE_WILL.search(sentence) or TO_DO.search(sentence))


def _owed(words: str, today: date) -> Owed:
    """Return what is owed and when: the words without the day."""
    days = [day for day in spoken_days(words, today) if day.ahead(today)]
    if not days:
        return LOOSE.sub("", words), None
    first = days[0]
    before = re.sub(r"(?:\bتا|\bby|\buntil|\bbefore|\bon|\bروز)\s*$", "", words[: first.start], flags=re.IGNORECASE)
    what = " ".join(f"{before} {words[first.stop :]}".split())
    return LOOSE.sub("", LOOSE.sub("", what)) or LOOSE.sub("", words), first.day


def _kind(told: Sequence[str]) -> tuple[str, str]:
    """Return what passed and who began, by the first word that says it; else a note among ourselves."""
    for part in told:
        found = [(match.start(), kind) for kind, pattern in KINDS if (match := pattern.search(part))]
        if found:
            theirs = THEIRS.search(part) and not OURS.search(part)
            return str(min(found)[1]), (Direction.INBOUND if theirs else Direction.OUTBOUND).value
    return InteractionKind.NOTE.value, Direction.NONE.value


def _passed_on(told: Sequence[str], today: date) -> date:
    for part in told:
        for day in spoken_days(part, today):
            if (been := day.behind(today)) is not None:
                return been
    return today


def _phones(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(match[0].strip() for match in PHONE.finditer(text)))


def phrases(text: str, today: date) -> list[Phrase]:
    """Return what may be names in a text, the longest first: up to three words that stand beside each other."""
    plain = text
    spans = [(day.start, day.stop) for day in spoken_days(text, today)] + [one.span() for one in EMAIL.finditer(text)]
    for start, stop in spans:
        plain = plain[:start] + "\n" * (stop - start) + plain[stop:]
    found: dict[str, Phrase] = {}
    for run in _runs(plain):
        for size in range(LONGEST_NAME, 0, -1):
            for at in range(len(run) - size + 1):
                phrase = _phrase(run, at, size)
                if phrase and phrase.folded not in found:
                    found[phrase.folded] = phrase
    ranked = sorted(found.values(), key=lambda one: (not one.named, -len(one.words.split()), -len(one.folded)))
    return ranked[:MOST_PHRASES]


def _runs(text: str) -> Iterator[list[str]]:
    """Yield the words that stand beside each other, parted by stops, commas and what was blanked out."""
    for part in re.split(r"[^\w\s\u200c]+|\n+|\d+", text):
        if words := WORD.findall(part):
            yield words


def _phrase(run: Sequence[str], at: int, size: int) -> Phrase | None:
    """Return the words as somebody's possible name; None when they begin or end in a word that names nobody."""
    words = run[at : at + size]
    folded = [key(word) for word in words]
    if {folded[0], folded[-1]} & (SILENT | HONOURS) or folded[-1] in PLACES:
        return None
    if len("".join(folded)) < SHORTEST_NAME:
        return None
    before = key(run[at - 1]) if at else ""
    return Phrase(" ".join(words), "".join(folded), before in HONOURS or folded[0] in PLACES or before in PLACES)
