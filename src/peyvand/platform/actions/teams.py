"""Teams: people who share customers."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from peyvand.core.numbers import format_number
from peyvand.core.text import clean
from peyvand.platform import audit
from peyvand.platform.models import Team, User
from peyvand.platform.policies import require


def save_team(*, actor: User | None, name: str, team_id: int | None = None) -> Team:
    """Make a team, or rename one; `actor` None is the command line. Raises ValidationError in words, Team.DoesNotExist."""
    if actor is not None:
        require(actor, "user", "change")
    called = clean(name).strip()
    if not called or len(called) > 80:
        raise ValidationError({"name": _("Write a name of up to 80 letters.")})
    with transaction.atomic():
        team = Team.objects.select_for_update().get(pk=team_id) if team_id else Team()
        before, team.name = team.name, called
        try:
            with transaction.atomic():
                team.save()
        except IntegrityError:
            raise ValidationError({"name": _("There is a team with this name already.")}) from None
        action = "team.change" if team_id else "team.add"
        audit.record(actor=actor, action=action, subject=team, changes={"name": [before, called]})
    return team


def team_called(name: str) -> Team:
    """Return the team of this name for the command line, which makes it when it is new. Raises ValidationError in words."""
    return Team.objects.filter(name=clean(name).strip()).first() or save_team(actor=None, name=name)


def delete_team(*, actor: User, team_id: int) -> None:
    """Delete a team that nobody belongs to any more. Raises ValidationError in words, Team.DoesNotExist."""
    require(actor, "user", "change")
    with transaction.atomic():
        team = Team.objects.select_for_update().get(pk=team_id)
        members = team.users.count()
        if members:
            sentence = ngettext(
                "%(n)s colleague belongs to this team. Move her to another team first.",
                "%(n)s colleagues belong to this team. Move them to another team first.",
                members,
            )
            raise ValidationError(sentence % {"n": format_number(members)})
        audit.record(actor=actor, action="team.delete", subject=team, changes={"name": team.name})
        team.delete()
