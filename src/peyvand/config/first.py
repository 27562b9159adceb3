"""The first minutes of an installation: the demo company, or a link for the first administrator."""

from __future__ import annotations

from django.utils.translation import gettext as _


def load_demo_company() -> None:
    """Load the demo company, when there is one."""
    from peyvand.platform.demo import load

    load()


def sign_in_words() -> str:
    """Return how to sign in to the demo company; nothing when the company is real."""
    from peyvand.platform.models import User

    demo = list(User.objects.filter(is_demo=True, is_active=True).select_related("role").order_by("id"))
    if not demo:
        return ""
    from peyvand.platform.demo import PASSWORD

    people = ", ".join(f"{user.email} ({user.role.key})" for user in demo)
    sentence = _("Sign in as one of %(people)s; the password of all is %(password)s")
    return sentence % {"people": people, "password": PASSWORD}


def first_administrator_link(base_url: str) -> str:
    """Make the first administrator and return the sentence with her one-time link."""
    from peyvand.platform.actions.users import invite_first_administrator

    link = f"{base_url}{invite_first_administrator()}"
    return _("Nobody works here yet. Set the administrator's password at %(link)s") % {"link": link}
