"""What the demo company's customers are to it and to each other."""

from __future__ import annotations

from peyvand.core.manifest import DemoChapter
from peyvand.people.actions.parties import NewRelation, relate, set_party_roles
from peyvand.people.choices import PartyKind
from peyvand.people.models import RelationKind
from peyvand.platform.demo import Telling

# Who, is what, to whom, for how many days, and what is worth knowing about it.
BONDS = (
    ("ivan", "referred", "naderi", 705, "خانم اصفهانی و آقای نادری هم‌دانشگاهی‌اند."),
    ("naderi", "knows", "farang", 590, "صاحبان دو کافه هر هفته هم را می‌بینند."),
    ("roshan", "partner of", "niloofar", 300, "یک هیئت‌مدیره دارند؛ خبر خوب و بد زود می‌رسد."),
    ("arak", "intermediary for", "kavir", 480, "اتاق‌های گروهی را از راه زنجیرهٔ آفتاب می‌فروشد."),
    ("mehrgan", "referred", "sepidar", 6, ""),
)
ROLES = (
    ("arak", (PartyKind.CUSTOMER, PartyKind.INTERMEDIARY)),
    ("roshan", (PartyKind.CUSTOMER, PartyKind.PARTNER)),
)


def tell(telling: Telling) -> None:
    """Let Mina, who knows them all, write down who belongs to whom."""
    mina, written = telling.colleagues["mina"], telling.written()
    kinds = {kind.forward_en: kind.pk for kind in RelationKind.objects.all()}
    for who, is_what, to_whom, ago, note in BONDS:
        if is_what in kinds:  # the organisation may have taken a kind away
            new = NewRelation(kinds[is_what], written[to_whom].customer_id, from_on=telling.day(ago), note=note)
            relate(actor=mina, customer_id=written[who].customer_id, new=new)
    for who, roles in ROLES:
        set_party_roles(actor=mina, customer_id=written[who].customer_id, roles=roles)


def remove() -> None:
    """Nothing of its own: relations go with their customers."""


BONDS_CHAPTER = DemoChapter(12, tell, remove)
