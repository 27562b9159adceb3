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


@dataclass(frozen=True)
class Asked:
    """What one of a kind of customers asked by herself in the last month, and our answer so many hours later, if any."""

    segment: str
    ago: int
    hour: int
    kind: str
    subject: str
    body: str
    after: int | None = 1
    answer: str = ""


# Answered in time but for one that had to wait for days, and one who waits since this morning.
QUESTIONS = (
    Asked("gold", 27, 9, "message", "دان برای آخر هفته", "«تا پنجشنبه می‌رسد؟»", 1, "همین امروز با پیک می‌رود."),
    Asked("hotel", 26, 10, "mail", "فهرست قیمت فصل", "برای بودجهٔ سال آینده خواستند.", 2, "فهرست را با شرط‌های سالانه فرستادیم."),
    Asked("gold", 24, 11, "message", "درجهٔ آسیاب", "«با برشت تازه عصاره تند می‌شود.»", 1, "دو درجه درشت‌تر؛ نوشت که درست شد."),
    Asked("gold", 21, 10, "call", "کیسهٔ پاره", "یکی از کیسه‌ها در راه باز شده بود.", 2, "کیسهٔ دیگری فرستادیم و قبضش را گرفت."),
    Asked("hotel", 19, 9, "call", "مهمان همایش", "«پنجاه نفر بیشتر داریم.»", 3, "گفتیم سه کیسهٔ بیشتر صبح زود می‌رسد."),
    Asked("gold", 17, 12, "message", "شست‌وشوی دستگاه", "پرسیدند قرص شوینده هر چند روز لازم است.", 1, "هفته‌ای یک بار، با راهنمای تصویری."),
    Asked("gold", 15, 10, "mail", "فاکتور ماه پیش", "کد اقتصادی عوض شده بود.", 99, "دیر شد؛ عذر خواستیم و فاکتور درست را فرستادیم."),
    Asked("hotel", 13, 11, "message", "قهوهٔ بدون کافئین", "«برای اتاق‌ها هم بسته دارید؟»", 2, "بستهٔ تک‌نفره را با قیمتش فرستادیم."),
    Asked("gold", 11, 9, "call", "باریستای تازه", "آموزش خواستند.", 1, "برای دوشنبه قرار گذاشتیم."),
    Asked("gold", 10, 10, "message", "برشت روشن‌تر", "«برای دمی چه دارید؟»", 2, "نمونهٔ اتیوپی را با سفارش بعدی می‌فرستیم."),
    Asked("hotel", 8, 10, "mail", "گواهی سلامت دان", "ادارهٔ بهداشت خواسته بود.", 3, "برگهٔ آزمایشگاه را همان روز فرستادیم."),
    Asked("gold", 6, 11, "message", "جابه‌جایی روز تحویل", "«سه‌شنبه به‌جای دوشنبه؟»", 1, "هماهنگ شد."),
    Asked("hotel", 4, 9, "call", "شیر بخار سوت می‌کشد", "پرسیدند خطرناک نباشد.", 1, "با تلفن باز و بسته شد؛ صدا رفت."),
    Asked("gold", 3, 10, "message", "عکس برای صفحهٔ کافه", "عکس برشته‌کاری را خواستند.", 3, "شش عکس فرستادیم."),
    Asked("hotel", 0, 8, "message", "سفارش برای همایش", "«تا کی باید بگوییم چند کیلو می‌خواهیم؟»", None),
)  # fmt: skip
# A number that is no customer's and asked never to be called again: it stays when somebody imports it.
NEVER = ("phone", "09120000199", "خودش زنگ زد و خواست دیگر تماس نگیریم.")
