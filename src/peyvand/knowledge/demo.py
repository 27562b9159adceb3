"""What the demo company knows of the customers whose story is written by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace

from peyvand.core.manifest import DemoChapter
from peyvand.knowledge.actions.facts import NewFact, note_fact, settle_fact, supersede_fact
from peyvand.knowledge.actions.profiles import measure_everyone, set_minimum_profile
from peyvand.knowledge.actions.questions import SetFacts, answer_question, save_question_set
from peyvand.knowledge.models import Fact, MinimumProfile, QuestionSet
from peyvand.knowledge.rules.questions import Question, name_of
from peyvand.people.demo_material import GOLD
from peyvand.people.models import Group
from peyvand.platform.demo import Telling, forget
from peyvand.platform.fields.definition import Option


@dataclass(frozen=True)
class Learned:
    """One thing that somebody learned of a customer, `ago` days ago. `now` is what was learned later instead."""

    key: str
    kind: str
    ago: int
    new: NewFact
    now: tuple[int, NewFact] | None = None
    status: str = ""


def asked(text: str, quote: str = "", source: str = "visit") -> NewFact:
    """Return what a customer said when she was asked."""
    return NewFact(text, quote, is_asked=True, source=source)


def guessed(text: str, competitor: str = "") -> NewFact:
    """Return what a colleague takes for true."""
    return NewFact(text, competitor=competitor, source="observed")


LEARNED = (
    Learned("naderi", "need", 300, asked("قهوه‌ای که طعمش هر هفته یکسان باشد", "مشتری من همان فنجان دیروز را می‌خواهد.")),
    Learned("naderi", "need", 120, asked("تحویل پیش از ساعت هشت صبح")),
    Learned("naderi", "need", 90, guessed("آموزش باریستای تازه"), status="met"),
    Learned("naderi", "why_us", 200, asked("تازگی برشت", "تاریخ برشت را روی کیسه می‌نویسید.")),
    Learned("naderi", "formality", 400, guessed("رسمی"), (60, asked("صمیمی، با نام کوچک", source="call"))),
    Learned("naderi", "channel", 200, asked("تماس تلفنی", source="call")),
    Learned("naderi", "hour", 200, asked("پیش از ظهر، نه هنگام شلوغی", source="call")),
    Learned("naderi", "dont", 150, guessed("دربارهٔ شعبهٔ دوم نپرسید")),
    Learned("naderi", "why_other", 31, guessed("قیمت پایین‌تر برای بیش از ده کیلو", "برشته‌کاری زاگرس")),
    Learned("sarvestan", "need", 200, asked("فاکتور رسمی در همان روز", source="meeting")),
    Learned("sarvestan", "need", 150, asked("تحویل پیش از ساعت هشت صبح", "صبحانه شش‌ونیم است.", "call")),
    Learned("sarvestan", "decision", 200, asked("تأیید مدیر مالی", source="meeting")),
    Learned("sarvestan", "expectation", 100, asked("پاسخ در همان روز کاری", source="meeting")),
    Learned("sarvestan", "service", 90, asked("بسته‌ها را پیش از هفت صبح از درِ پشت تحویل می‌گیرند.")),
    Learned("sarvestan", "unmet", 60, asked("بسته‌بندی تک‌نفره با نشان هتل", "مهمان باید اسم ما را روی فنجان ببیند.")),
    Learned("kavir", "unmet", 40, asked("بسته‌بندی تک‌نفره با نشان هتل", source="call")),
    Learned("arak", "unmet", 30, guessed("بسته‌بندی تک‌نفره با نشان هتل")),
    Learned("ivan", "need", 160, asked("قهوه‌ای که طعمش هر هفته یکسان باشد", "من دان نمی‌خرم، ثبات می‌خرم.")),
    Learned("ivan", "need", 150, asked("تحویل پیش از ساعت هشت صبح", source="call")),
    Learned("ivan", "feeling_use", 80, asked("خیالش راحت است", "دیگر به آسیاب فکر نمی‌کنم.")),
    Learned("lalezar", "unmet", 48, asked("آسیاب تنظیم‌شونده برای دو نوع دم", "دو آسیاب در پیشخوان من جا نمی‌شود.")),
    Learned("lalezar", "why_other", 48, asked("تحویل جمعه", source="call")),
    Learned("mehrgan", "plan", 118, guessed("اسباب‌کشی به ساختمان تازه در پاییز")),
    Learned("varagh", "emotional", 100, asked("احساس خانه بودن", "می‌خواهم بوی قهوه مردم را نگه دارد.")),
)  # fmt: skip
# What decides for whom, in the order that they gave when they were asked; so many days ago.
SAME_TASTE, REPAIR, DELIVERY, PRICE, FRESH = (
    "طعم یکسان",
    "تعمیر در همان روز",
    "تحویل سر وقت",
    "قیمت هر کیلو",
    "تازگی برشت",
)
DECIDES = (
    ("naderi", 120, (SAME_TASTE, FRESH, PRICE)), ("ivan", 33, (SAME_TASTE, DELIVERY, FRESH)), ("farang", 60, (SAME_TASTE, REPAIR)),
    ("varagh", 100, (FRESH, PRICE)), ("lalezar", 48, (PRICE, DELIVERY)), ("sarvestan", 25, (REPAIR, DELIVERY, SAME_TASTE)),
    ("kavir", 40, (REPAIR, SAME_TASTE)), ("arak", 38, (DELIVERY, REPAIR, PRICE)), ("niloofar", 60, (REPAIR, PRICE)),
    ("mehrgan", 118, (DELIVERY, PRICE)),
)  # fmt: skip


EVERYBODYS = ["name", "phone", "city", "source"]
OF_GROUPS = {
    GOLD: [*EVERYBODYS, "fact:need", "fact:why_us", "fact:channel"],
    "هتل‌ها": [*EVERYBODYS, "fact:need", "fact:expectation"],
}


OF_CAFES = SetFacts(
    (
        Question("beans", "choice", "قهوه را چگونه انتخاب می‌کند؟", "How do they choose their coffee?", (
            Option("by_tasting", "با چشیدن", "By tasting"), Option("by_price", "با قیمت", "By price"), Option("by_habit", "از روی عادت", "By habit"),
        )),
        Question("branches", "number", "چند شعبه دارد؟", "How many branches have they?"),
        Question("peak", "choices", "شلوغ‌ترین ساعت‌ها کدام است؟", "When are they busiest?", (
            Option("morning", "صبح", "Morning"), Option("noon", "ظهر", "Noon"), Option("evening", "شب", "Evening"),
        )),
        Question("renews", "date", "قرارداد با قهوه‌رسان کنونی تا کی است؟", "Until when does their contract run?"),
    ),
    "پرسش‌های کافه", "Questions for cafés", variant="organisation", is_demo=True,
)  # fmt: skip
ANSWERS = (
    ("naderi", "beans", "by_tasting", 80), ("naderi", "branches", 2, 80), ("naderi", "peak", ["morning", "evening"], 80),
    ("ivan", "beans", "by_tasting", 45), ("ivan", "branches", 2, 45), ("lalezar", "beans", "by_price", 48),
    ("sarvestan", "branches", 3, 100),
)  # fmt: skip


def tell(telling: Telling) -> None:
    """Say what must be known of whom, and note what was learned, each by the seller who looks after the customer."""
    mina = telling.colleagues["mina"]
    set_minimum_profile(actor=mina, wants=EVERYBODYS)
    for name, wants in OF_GROUPS.items():
        for group in Group.objects.filter(name=name, is_demo=True):
            set_minimum_profile(actor=mina, wants=wants, group_id=group.pk)
    measure_everyone()
    written = telling.written()
    _ask(telling)
    ranked = [
        Learned(key, "decision", ago, asked(factor, source="meeting"))
        for key, ago, order in DECIDES
        for factor in order
    ]
    for one in (*LEARNED, *ranked):
        part = written[one.key]
        by = telling.doer(part.seller, "fact")
        made = note_fact(actor=by, customer_id=part.customer_id, kind=one.kind, new=_dated(telling, one.new, one.ago))
        if one.now:
            ago, new = one.now
            supersede_fact(actor=by, fact_id=made.pk, new=_dated(telling, new, ago))
        if one.status:
            settle_fact(actor=by, fact_id=made.pk, status=one.status)


def _ask(telling: Telling) -> None:
    """Let Ali word what cafés are asked, and the sellers note the answers."""
    questions = save_question_set(actor=telling.colleagues["ali"], facts=OF_CAFES)
    written = telling.written()
    for key, question, value, ago in ANSWERS:
        part = written[key]
        answer_question(
            actor=telling.doer(part.seller, "fact"),
            customer_id=part.customer_id,
            question=name_of(questions.pk, question),
            value=value,
            new=_dated(telling, asked(""), ago),
        )


def _dated(telling: Telling, new: NewFact, ago: int) -> NewFact:
    return replace(new, learned_on=telling.day(ago), noted_at=telling.at(ago, 17))


def remove() -> None:
    """Take away the facts and what must be known of everybody, with what the audit and the jobs say of them."""
    facts = Fact.objects.filter(customer__is_demo=True)
    forget("fact", list(facts.values_list("pk", flat=True)))
    facts.delete()
    ours = MinimumProfile.objects.filter(group=None, wants=EVERYBODYS)
    forget("minimumprofile", list(ours.values_list("pk", flat=True)))
    ours.delete()
    questions = QuestionSet.objects.filter(is_demo=True).exclude(versions__answers__isnull=False)
    forget("questionset", list(questions.values_list("pk", flat=True)))
    questions.delete()
    QuestionSet.objects.filter(is_demo=True).update(is_demo=False)
    measure_everyone()


CHAPTER = DemoChapter(25, tell, remove)
