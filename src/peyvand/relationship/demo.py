"""What became of the demo's relationships: problems, farewells, ways back, and every stage of two years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection

from peyvand.core.manifest import DemoChapter
from peyvand.people.actions.care import set_next_step
from peyvand.people.actions.owners import set_co_owners
from peyvand.people.models import Customer
from peyvand.platform import organisation
from peyvand.platform.demo import Part, Telling, forget
from peyvand.relationship.actions.boundaries import answer_boundary, note_boundary, note_cases
from peyvand.relationship.actions.care import (
    NewProblem,
    close_problem,
    open_problem,
    override_stage,
    record_farewell,
    start_win_back,
)
from peyvand.relationship.actions.decisions import NewDecision, decide_about, note_decided
from peyvand.relationship.actions.review import review
from peyvand.relationship.choices import Boundary, DecisionKind, LeaveReason, ProblemKind, Severity, Stage
from peyvand.relationship.engine import learn_rhythm, recount
from peyvand.relationship.models import (
    BoundaryCase,
    Decision,
    Dirty,
    Facts,
    GroupRhythm,
    Problem,
    Relationship,
    Reviewed,
    StageMove,
)


@dataclass(frozen=True)
class Trouble:
    """A problem: opened and (unless still open) closed so many days ago, by whom."""

    opened: int
    by: str
    kind: str
    severity: str
    summary: str
    until: str
    closed: int | None = None
    confirmed: bool = False
    outcome: str = ""


TROUBLES = {
    "naderi": Trouble(
        28, "roya", ProblemKind.COMPLAINT, Severity.HIGH, "دان با تاریخ برشت شش‌هفته‌ای فرستاده شد و مشتری‌های کافه قهوه را پس دادند.",
        "آقای نادری بگوید سری تازه خوب است", 24, False, "یک کیلو دان جایگزین فرستاده شد؛ از خودش نپرسیدیم.",
    ),
    "sarvestan": Trouble(
        4, "roya", ProblemKind.QUALITY, Severity.CRITICAL, "تیغهٔ آسیاب شکست و کافی‌شاپ صبحانه ماند؛ آسیاب امانی هم گاهی گیر می‌کند.",
        "خانم لطفی بگوید سه صبح پیاپی آسیاب بی‌وقفه کار کرده است",
    ),
    "kavir": Trouble(
        19, "mina", ProblemKind.DELAY, Severity.HIGH, "نشتی دیگ بخار؛ قطعه در گمرک مانده و قول یک‌هفته‌ای ما شکست.",
        "دیگ عوض شود و خانم یزدی بگوید زیر دستگاه خشک است",
    ),
    "niloofar": Trouble(
        122, "roya", ProblemKind.QUALITY, Severity.HIGH, "المنت دستگاه سوخت و شیفت شب بی‌آب‌داغ ماند.", "شیفت شب یک هفته بی‌خرابی",
        115, True, "المنت عوض شد؛ خودشان گفتند پرونده بسته شود.",
    ),
}  # fmt: skip
CROWD = (
    (ProblemKind.DELAY, Severity.NORMAL, "بار دو روز دیر رسید و قفسه خالی ماند.", "دو تحویل پیاپی سر وقت"),
    (ProblemKind.QUALITY, Severity.NORMAL, "آسیاب پس از تنظیم دوباره درشت می‌زند.", "سه روز عصارهٔ یکنواخت"),
    (ProblemKind.PROMISE, Severity.HIGH, "قول آموزش داده بودیم و کسی نرفت.", "آموزش انجام و تأیید شود"),
    (ProblemKind.COMPLAINT, Severity.HIGH, "فاکتور اشتباه صادر شد و حسابداری‌شان گله کرد.", "فاکتور درست تأیید شود"),
)
FAREWELLS = (
    (LeaveReason.PRICE, "قیمت جای دیگر کمتر بود."),
    (LeaveReason.CLOSED, "کسب‌وکارش را بست."),
    (LeaveReason.CIRCUMSTANCES, "جابه‌جا شدند و دیگر جای دستگاه ندارند."),
    (LeaveReason.COMPETITOR, "با یک برشته‌کار دیگر قرارداد بست."),
    (LeaveReason.DISSATISFIED, "از دیر رسیدن بارها خسته شده بود."),
)


def tell(telling: Telling) -> None:
    """Decide everything, day by day where people decided and for all of them at last as of today."""
    _learn(telling)
    for part in telling.parts:
        if part.key in TROUBLES:
            _trouble(telling, part, TROUBLES[part.key])
        elif part.fate == "care":
            _crowd_trouble(telling, part)
        elif part.fate in {"gone", "won"} and part.silent is not None:
            _part_ways(telling, part)
    _written_farewells(telling, telling.written())
    _involve(telling, telling.written())
    _decide(telling, telling.written())
    review(day=telling.today, replay=True)


def _learn(telling: Telling) -> None:
    """Learn how the groups usually buy. The tables were filled in this transaction: first they are counted anew."""
    with connection.cursor() as cursor:
        cursor.execute(
            "ANALYZE people_customer, people_groupmember, people_contactpoint, sales_order, interactions_interaction"
        )
    learn_rhythm(telling.today, 1)


def _involve(telling: Telling, parts: dict[str, Part]) -> None:
    """Let the director share the two hotels in trouble, and the service go where a problem is open."""
    manager, service = telling.colleagues["mina"], telling.colleagues["roya"]
    for key in ("sarvestan", "kavir"):
        set_co_owners(actor=manager, customer_id=parts[key].customer_id, user_ids=[telling.colleagues["darya"].pk])
    for nth, part in enumerate(part for part in telling.parts if part.fate == "care"):
        what = "سر زدن در محل و پرسیدن اینکه خوب شد یا نه"
        on = telling.day(nth % 3 - 1)
        set_next_step(actor=manager, customer_id=part.customer_id, what=what, on=on, by_id=service.pk)


def _trouble(telling: Telling, part: Part, trouble: Trouble) -> None:
    actor = telling.colleagues["mina"]
    with organisation.standing_on(telling.day(trouble.opened)):
        problem = open_problem(
            actor=actor,
            customer_id=part.customer_id,
            new=NewProblem(
                trouble.kind, trouble.summary, trouble.severity, trouble.until, telling.colleagues[trouble.by].pk
            ),
        )
    if trouble.closed is not None:
        with organisation.standing_on(telling.day(trouble.closed)):
            close_problem(actor=actor, problem_id=problem.pk, confirmed=trouble.confirmed, outcome=trouble.outcome)
        for ago in range(min(trouble.closed, 30), 0, -2):  # what the nightly review would have seen
            review(ids=[part.customer_id], day=telling.day(ago))


def _crowd_trouble(telling: Telling, part: Part) -> None:
    kind, severity, summary, until = telling.random.choice(CROWD)
    days = telling.random.randint(1, 11)
    by = telling.random.choice(["roya", part.seller.email.partition("@")[0] if part.seller.email else "roya"])
    _trouble(telling, part, Trouble(days, by, kind, severity, summary, until))


def _part_ways(telling: Telling, part: Part) -> None:
    """Record a farewell with most of the silent, and a way back to some of them."""
    pick = telling.random
    if part.silent is None or (part.fate == "gone" and pick.random() < 0.35):
        return
    left = max(3, part.silent - part.gap * 3 - pick.randint(0, 10))
    reason, note = pick.choice(FAREWELLS)
    if part.fate == "won":
        _leave(telling, part, (left, reason, note), max(left - 40, 2))
        _return(telling, part, pick.randint(1, 9), "دعوت به چشیدن برشت تازه و یک نوبت تنظیم رایگان آسیاب")
    else:
        _leave(telling, part, (left, reason, note), left - pick.randint(60, 180))


def _leave(telling: Telling, part: Part, farewell: tuple[int, str, str], calm: int) -> None:
    """Record a farewell so many days ago; `calm` is when the promised calm ends, in days ago."""
    ago, reason, note = farewell
    with organisation.standing_on(telling.day(ago)):
        record_farewell(
            actor=telling.colleagues["mina"],
            customer_id=part.customer_id,
            reason=reason,
            note=note,
            calm_until=telling.today - timedelta(days=calm),
        )


def _return(telling: Telling, part: Part, ago: int, plan: str) -> None:
    with organisation.standing_on(telling.day(ago)):
        start_win_back(actor=telling.colleagues["mina"], customer_id=part.customer_id, plan=plan)


def _written_farewells(telling: Telling, parts: dict[str, Part]) -> None:
    moved = "به ساختمان تازه رفتند؛ از ما گله‌ای ندارند."
    _leave(telling, parts["mehrgan"], (97, LeaveReason.CIRCUMSTANCES, moved), 30)
    _return(telling, parts["mehrgan"], 10, "دستگاه کم‌جا برای پیشخوان ۴۵ سانتی‌متری، یک ماه امانی؛ تحویل دان همان روز")
    _leave(telling, parts["lalezar"], (20, LeaveReason.PRICE, "یک واردکننده هجده درصد ارزان‌تر می‌دهد."), -40)
    with organisation.standing_on(telling.day(6)):
        override_stage(
            actor=telling.colleagues["mina"],
            customer_id=parts["farang"].customer_id,
            stage=Stage.INTENSIVE_CARE,
            reason="سرباریستا رفته و طعم عوض شده؛ تا ترکیب تازه جا بیفتد هر هفته سر می‌زنیم.",
            until=telling.day(-12),
        )


def _decide(telling: Telling, parts: dict[str, Part]) -> None:
    """Keep one hotel as a commitment, negotiate anew with another customer, and note a line that was crossed."""
    mina, roya = telling.colleagues["mina"], telling.colleagues["roya"]
    farang = parts["farang"].customer_id
    kept = NewDecision(
        DecisionKind.KEEP, "سال‌ها کنار ما ماندند؛ تا آسیاب درست شود هزینه‌اش با ماست.", telling.day(-45),
        promised="آسیاب امانی تا پایان تعمیر",
    )  # fmt: skip
    anew = NewDecision(
        DecisionKind.RENEGOTIATE, "سه بار در هفته تحویل می‌خواهند و سفارش‌ها کوچک است؛ برنامهٔ تحویل را از نو می‌چینیم.", telling.day(-20)
    )  # fmt: skip
    with organisation.standing_on(telling.day(5)):
        decide_about(actor=mina, customer_id=parts["sarvestan"].customer_id, new=kept)
        decide_about(actor=mina, customer_id=farang, new=anew)
        said = "پشت تلفن به همکار پشتیبانی توهین کرد و گوشی را کوبید."
        case = note_boundary(actor=roya, customer_id=farang, boundary=Boundary.INSULT, evidence=said)
        answer_boundary(actor=mina, case_id=case.pk, agreed=True, answer="با مدیر کافه گفت‌وگو شد.")


def remove() -> None:
    """Take away what was decided about the demo's customers, and what was learnt only from them."""
    ids = list(Customer.objects.filter(is_demo=True).values_list("pk", flat=True))
    cases = BoundaryCase.objects.filter(customer_id__in=ids)
    forget("boundarycase", list(cases.values_list("pk", flat=True)))
    for model in (Problem, Decision, BoundaryCase, StageMove, Relationship, Facts, Dirty):
        model.objects.filter(customer_id__in=ids).delete()
    note_decided()
    note_cases()
    recount(moves=True)
    if not Customer.objects.filter(is_demo=False).exists():
        GroupRhythm.objects.all().delete()
        Reviewed.objects.all().delete()


CHAPTER = DemoChapter(50, tell, remove)
