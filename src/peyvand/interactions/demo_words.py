"""What the demo's people promised, what they wrote down in a hurry, and who may be contacted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    """A promise: to whom, by which colleague, made, due and settled so many days ago (due before today is negative)."""

    key: str
    by: str
    made: int
    due: int
    what: str
    outcome: str = ""
    settled: int = 0
    note: str = ""


WORDS = (
    Word("naderi", "sara", 190, 180, "پیمانهٔ تازه برای آسیاب", "kept", 182),
    Word("naderi", "roya", 28, 27, "خبر نتیجهٔ بررسی انبار", "broken", 26, "کسی خبر نداد؛ خودش دوباره زنگ زد."),
    Word("sarvestan", "mina", 4, 3, "آسیاب امانی با پرواز عصر", "exceeded", 3, "همان شب رسید و رایگان نصب شد."),
    Word("sarvestan", "roya", 2, -2, "تیغهٔ نو برای آسیاب اصلی"),
    Word("anar", "negar", 9, -2, "آموزش دوبارهٔ نوبت عصر، رایگان"),
    Word("mehrgan", "reza", 9, -1, "پیشنهاد دستگاه کوچک‌تر"),
    Word("mehrgan", "reza", 300, 290, "یک جعبه قهوهٔ دمی برای جشن شرکت", "kept", 291),
)
# (colleague, days ago, words)
JOTS = (
    ("sara", 1, "نادری زنگ زد؛ هنوز از دان‌ها ناراضی است. قول دادم تا شنبه خودم سر بزنم."),
    ("sara", 0, "همسایهٔ کافه نادری یک نانوایی تازه است؛ شاید قهوه بخواهد."),
    ("reza", 2, "خانم دانشور گفت پیشخوانشان ۴۵ سانتی‌متر است. باید فردا قیمت دستگاه کوچک را بفرستم."),
)


@dataclass(frozen=True)
class Answer:
    """What somebody said about being contacted: to whom, where, so many days ago; `given` no means a no."""

    key: str
    by: str
    ago: int
    given: bool
    purpose: str
    channels: tuple[str, ...]
    source: str
    proof: str = ""


ANSWERS = (
    Answer("naderi", "sara", 700, True, "marketing", ("sms", "message", "call"), "person", "برگهٔ آشنایی، پایین صفحه"),
    Answer("naderi", "sara", 40, False, "marketing", ("call",), "call", "گفت فقط پیام؛ سر کار نمی‌تواند جواب بدهد."),
    Answer("naderi", "sara", 700, True, "survey", ("message",), "person", "برگهٔ آشنایی، پایین صفحه"),
    Answer("sarvestan", "mina", 310, True, "marketing", ("email",), "form", "فرم ثبت‌نام نمایشگاه هتل‌داری"),
    Answer("anar", "negar", 20, True, "survey", ("call",), "call"),
    Answer("mehrgan", "reza", 120, False, "survey", ("call", "message"), "message", "پیامک «لطفاً دیگر نه»"),
    Answer("lalezar", "mina", 60, False, "marketing", ("call", "message", "email"), "call", "هنگام خداحافظی گفت."),
)
# A number that is no customer's and asked never to be called again: it stays when somebody imports it.
NEVER = ("phone", "09120000199", "خودش زنگ زد و خواست دیگر تماس نگیریم.")
