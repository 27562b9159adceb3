"""The small numbers beside the menu: what waits for one person, counted where it changes, not on every page."""

from __future__ import annotations

from django.db import transaction

from peyvand.platform.models import User


def set_badge(*, user_id: int, key: str, count: int) -> None:
    """Say how much waits for somebody under the menu item `key`; nothing is shown for 0.

    Called by the actions after which the number is another, inside their transaction.
    """
    with transaction.atomic():
        user = User.objects.select_for_update(of=("self",)).only("badges").get(pk=user_id)
        badges = {name: number for name, number in user.badges.items() if name != key}
        User.objects.filter(pk=user_id).update(badges=badges | ({key: count} if count else {}))
