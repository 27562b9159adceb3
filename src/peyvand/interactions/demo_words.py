"""What the demo's people promised, and what they wrote down in a hurry."""

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
