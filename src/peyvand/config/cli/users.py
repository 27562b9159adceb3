"""user create|list|reset-factor, token create."""

from __future__ import annotations

import click
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from peyvand.config.cli.output import answer, read_password


@click.group()
def user() -> None:
    """People who work here."""


@user.command("create")
@click.argument("email")
@click.option("--role", required=True, help="administrator, director, manager, seller, agent, marketer or read_only")
@click.option("--name", help="how colleagues call her (default: the part before @)")
@click.option("--phone", default="", help="another way to sign in")
@click.option("--team", help="her team; made when it is new")
@click.option(
    "--language", type=click.Choice(["fa", "en"]), help="in which she works (default: fa, outside of Iran en)"
)
@click.option("--password-stdin", is_flag=True, help="read the password from standard input")
@click.option("--json", "as_json", is_flag=True)
def create(email: str, role: str, password_stdin: bool, as_json: bool, **about: str | None) -> None:
    """Add a colleague: with a password from standard input, or with a one-time link that is printed."""
    from peyvand.platform import organisation
    from peyvand.platform.actions.teams import team_called
    from peyvand.platform.actions.users import NewUser, create_user, make_link

    password = read_password() if password_stdin else None
    usual = "fa" if organisation.get("region") == "IR" else "en"
    with transaction.atomic():
        team = team_called(about["team"]) if about["team"] else None
        new = NewUser(
            name=about["name"] or email.split("@", maxsplit=1)[0],
            role=role.replace("-", "_"),
            email=email,
            phone=about["phone"] or "",
            team_id=team.pk if team else None,
            password=password,
            language=about["language"] or usual,
        )
        made = create_user(actor=None, new=new)
    result: dict[str, object] = {"id": made.pk, "email": made.email}
    text = _("%(name)s can sign in as %(email)s.") % {"name": made.name, "email": made.email}
    if not password_stdin:
        result["link"] = settings.BASE_URL + make_link(actor=None, user=made)
        text = _("%(name)s sets her password at %(link)s") % {"name": made.name, "link": result["link"]}
    answer(result, as_json=as_json, text=text)


@user.command("list")
@click.option("--json", "as_json", is_flag=True)
def list_users(as_json: bool) -> None:
    """List the people who work here."""
    from peyvand.platform.models import User

    people = User.objects.select_related("role", "team").order_by("id")
    rows = [
        {
            "id": u.pk,
            "email": u.email,
            "name": u.name,
            "role": u.role.key,
            "team": u.team and u.team.name,
            "active": u.is_active,
        }
        for u in people
    ]
    text = "\n".join(f"{r['id']:>4}  {r['email']}  {r['name']}  {r['role']}" for r in rows) or _(
        "Nobody works here yet."
    )
    answer(rows, as_json=as_json, text=text)


@user.command("reset-factor")
@click.argument("email")
@click.option("--json", "as_json", is_flag=True)
def reset_factor(email: str, as_json: bool) -> None:
    """Take away the second factor of somebody who lost her phone and her recovery codes; her sessions end."""
    from peyvand.platform.actions.second_factor import reset_second_factor
    from peyvand.platform.signin import find_user

    person = find_user(email)
    if person is None:
        raise click.ClickException(_("Nobody here signs in as %(email)s.") % {"email": email})
    had = reset_second_factor(actor=None, user=person)
    text = _("%(name)s now signs in with the password alone.") if had else _("%(name)s had no second factor.")
    answer({"id": person.pk, "had": had}, as_json=as_json, text=text % {"name": person.name})


@click.group()
def token() -> None:
    """Keys for the API."""


@token.command("create")
@click.argument("email")
@click.option(
    "--scope", "scopes", multiple=True, help="model:action, e.g. customer:view; may be repeated (default: all)"
)
@click.option("--expires", help="last day, YYYY-MM-DD in either calendar")
@click.option("--name", default="command line", show_default=True)
@click.option("--json", "as_json", is_flag=True)
def create_for(email: str, scopes: tuple[str, ...], expires: str | None, name: str, as_json: bool) -> None:
    """Make a token for a colleague. It is shown this once."""
    from peyvand.core.jalali import parse_date
    from peyvand.platform import organisation
    from peyvand.platform.actions.tokens import create_token
    from peyvand.platform.signin import find_user

    owner = find_user(email)
    if owner is None:
        raise click.ClickException(_("Nobody here signs in as %(email)s.") % {"email": email})
    today = timezone.now().astimezone(organisation.zone()).date()
    until = organisation.end_of(parse_date(expires, today=today)) if expires else None
    made, secret = create_token(actor=None, owner=owner, name=name, scopes=list(scopes) or None, expires_at=until)
    result = {"token": secret, "scopes": made.scopes, "expires": until.isoformat() if until else None}
    answer(result, as_json=as_json, text=secret)
