"""What the demo company sells: machines, grinders, beans and service. Prices are today's, in rial."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Q

from peyvand.catalog.actions import PriceListFacts, ProductFacts, Said, answer_pledge, save_price_list, save_product
from peyvand.catalog.choices import Kept, Pledge
from peyvand.catalog.models import PriceList, Product
from peyvand.core.manifest import DemoChapter
from peyvand.people.models import Group
from peyvand.platform.demo import Telling, forget

GOODS = (
    ("ALB-M2", "اسپرسوساز دوگروه «دماوند»", "دستگاه", 3_850_000_000),
    ("ALB-M1", "اسپرسوساز تک‌گروه «توچال»", "دستگاه", 1_690_000_000),
    ("ALB-MO", "قهوه‌ساز تمام‌خودکار اداری «کلکچال»", "دستگاه", 1_240_000_000),
    ("ALB-G1", "آسیاب صنعتی تنظیم‌پذیر «آذر»", "دستگاه", 720_000_000),
    ("ALB-GH", "آسیاب دستی تنظیم‌پذیر خانگی", "دستگاه", 78_000_000),
    ("ALB-B1", "دان برشت تیره «شب البرز»", "کیلوگرم", 19_800_000),
    ("ALB-B2", "دان برشت متوسط «صبح البرز»", "کیلوگرم", 21_400_000),
    ("ALB-B3", "دان تک‌خاستگاه اتیوپی، برشت روشن", "کیلوگرم", 28_900_000),
    ("ALB-B4", "دان بدون کافئین", "کیلوگرم", 26_500_000),
    ("ALB-P2", "بستهٔ ۲۵۰ گرمی آسیاب‌شده", "بسته", 6_200_000),
    ("ALB-F1", "فیلتر کاغذی، ۱۰۰ عددی", "بسته", 2_100_000),
    ("ALB-C1", "پودر شست‌وشوی گروه، ۹۰۰ گرم", "قوطی", 7_400_000),
    ("ALB-S1", "قرارداد سرویس سالانه", "سال", 310_000_000),
    ("ALB-S2", "تنظیم و کالیبراسیون آسیاب در محل", "نوبت", 24_000_000),
    ("ALB-T1", "آموزش باریستا، نیم‌روز", "نوبت", 65_000_000),
)

AFTER_SALE = {"ALB-M2": 5, "ALB-M1": 5, "ALB-MO": 7}  # working days
PLEDGED = (
    ("ALB-M2", (
        (Pledge.STAYS, Kept.NO, "پس از نصب دو هفته کسی زنگ نزد.", 160),
        (Pledge.SOLVES, Kept.YES, "در ساعت شلوغ هم بخار کم نمی‌آورد؛ از یازده کافه پرسیدیم.", 90),
        (Pledge.DESIGNED, Kept.YES, "اهرم پهن را باریستاها خواستند.", 90),
        (Pledge.ANSWERS, Kept.YES, "سرویس تا ساعت هشت شب پاسخ می‌دهد.", 60),
        (Pledge.PRICE, Kept.UNKNOWN, "هنوز با دو رقیب نسنجیده‌ایم.", 60),
        (Pledge.BELIEF, Kept.YES, "در برشته‌کاری خودمان هم همین کار می‌کند.", 60),
        (Pledge.STAYS, Kept.YES, "هفتهٔ نخست زنگ می‌زنیم و ماه سوم سر می‌زنیم.", 30),
    )),
    ("ALB-G1", (
        (Pledge.SOLVES, Kept.YES, "", 40),
        (Pledge.ANSWERS, Kept.NO, "قطعهٔ یدکی در گمرک است و تاریخ نمی‌دهیم.", 12),
    )),
)  # fmt: skip


def tell(telling: Telling) -> None:
    """Fill the catalogue."""
    for code, name, unit, price in GOODS:
        save_product(
            actor=telling.colleagues["mina"],
            facts=ProductFacts(code, name, unit, price, after_sale=AFTER_SALE.get(code)),
        )
    Product.objects.filter(code__in=[code for code, *_rest in GOODS]).update(is_demo=True)
    _price_for_hotels(telling)
    _pledge(telling)


def _pledge(telling: Telling) -> None:
    """Say what we know of what customers hope for: of the large machine all, of the grinder that something is amiss."""
    goods = {product.code: product for product in Product.objects.filter(code__in=[code for code, _pledges in PLEDGED])}
    for code, pledges in PLEDGED:
        for pledge, kept, note, ago in pledges:
            answer_pledge(
                actor=telling.colleagues["mina"], product_id=goods[code].pk, pledge=pledge,
                said=Said(kept, note, telling.day(ago)),
            )  # fmt: skip


def _price_for_hotels(telling: Telling) -> None:
    """Let hotels, who buy by the sack, pay less for beans."""
    beans = Product.objects.filter(code__in=["ALB-B1", "ALB-B2"]).values_list("pk", "unit_price")
    prices: dict[int, Decimal | None] = {pk: Decimal(price or 0) * 93 // 100 for pk, price in beans}
    hotels = Group.objects.filter(is_demo=True, name="هتل‌ها").values_list("pk", flat=True)
    facts = PriceListFacts("قیمت هتل‌ها", group_ids=list(hotels), prices=prices)
    made = save_price_list(actor=telling.colleagues["mina"], facts=facts)
    PriceList.objects.filter(pk=made.pk).update(is_demo=True)


def remove() -> None:
    """Take the products away that stand on no real order."""
    lists = PriceList.objects.filter(is_demo=True)
    forget("pricelist", list(lists.values_list("pk", flat=True)))
    lists.delete()
    products = Product.objects.filter(is_demo=True)
    sold = products.filter(~Q(order_lines=None)).values_list("pk", flat=True)
    Product.objects.filter(pk__in=list(sold)).update(is_demo=False)
    forget("product", list(products.values_list("pk", flat=True)))
    products.delete()


CHAPTER = DemoChapter(20, tell, remove)
