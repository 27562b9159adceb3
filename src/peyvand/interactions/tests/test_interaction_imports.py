"""Mina brings in the calls of the old system: nothing is guessed, and what was left out is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from peyvand.interactions.models import Interaction
from peyvand.people.models import Customer
from peyvand.people.tests.making import organisation
from tests.cast import Cast
from tests.importing import bring, explained

HEAD = "تاریخ,نوع,مدت,نام مشتری,شهر مشتری,کارشناس\n"


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_a_contact_is_not_the_importers_where_the_file_names_somebody_unknown(cast: Cast) -> None:
    organisation(cast.sara, "کافه نادری")
    rows = "1403/02/01,دیدار,-5,کافه نادری,,فرهاد\n1403/02/02,تماس,5,کافه نادری,,Sara\n1403/02/03,تماس,5,کافه نادری,,\n"
    run = bring(cast.mina, "interactions", HEAD + rows)
    assert (run.created, run.totals["left_out"]) == (3, 2)
    told = list(Interaction.objects.order_by("occurred_at").values_list("kind", "minutes", "by"))
    assert told == [("visit", None, None), ("call", 5, cast.sara.pk), ("call", 5, cast.mina.pk)]
    assert "فرهاد" in explained(run) and "-5" in explained(run)


def test_of_two_who_are_called_so_none_is_meant_and_no_third_is_made(cast: Cast) -> None:
    for city in ("تهران", "شیراز"):
        made = organisation(cast.sara, "کافه نادری")
        Customer.objects.filter(pk=made.pk).update(city=city)
    run = bring(
        cast.mina, "interactions", HEAD + "1403/02/01,تماس,5,کافه نادری,,\n1403/02/02,تماس,5,کافه نادری,شیراز,\n"
    )
    assert (run.created, run.rejected, run.reasons) == (1, 1, {"several_customers": 1})
    assert Interaction.objects.get().customer.city == "شیراز"
    assert Customer.objects.count() == 2
