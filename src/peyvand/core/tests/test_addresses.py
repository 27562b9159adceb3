"""A remembered address is the one that Django would find."""

from __future__ import annotations

from itertools import product

import pytest
from django.urls import NoReverseMatch, get_resolver, reverse

from peyvand.core.addresses import address

GIVEN = {"pk": (0, 7, 987_654_321_000), "other": (8,), "secret": ("a/b", "100% سلام?")}


def names() -> list[tuple[str, list[str]]]:
    """Return every page with the names of what its address holds."""
    return [
        (f"{space}:{name}", resolver.reverse_dict[name][0][0][1])
        for space, (_prefix, resolver) in get_resolver().namespace_dict.items()
        for name in resolver.reverse_dict
        if isinstance(name, str)
    ]


@pytest.mark.parametrize(("name", "holds"), names())
def test_every_page_is_where_django_says(name: str, holds: list[str]) -> None:
    for args in product(*(GIVEN.get(one, ("city", "100%", 5)) for one in holds)):
        try:
            expected = reverse(name, args=args)
        except NoReverseMatch:
            with pytest.raises(NoReverseMatch):
                address(name, *args)
        else:
            assert address(name, *args) == expected


def test_what_is_no_id_is_not_put_where_an_id_belongs() -> None:
    assert address("people:customer", 3) == "/customers/3/"
    for wrong in (-3, True, None, "x", 1.5):
        with pytest.raises(NoReverseMatch):
            address("people:customer", wrong)
