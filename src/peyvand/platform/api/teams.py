"""Teams over HTTP."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpResponse
from ninja import Router, Schema, Status
from pydantic import Field

from peyvand.platform.actions.teams import delete_team, save_team
from peyvand.platform.api_kit.finding import one
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.shapes import Given, Words
from peyvand.platform.api_kit.versions import made_at
from peyvand.platform.models import Team
from peyvand.platform.policies import require

router = Router(tags=["teams"])


class TeamIn(Given):
    """What a team is called."""

    name: Annotated[Words, Field(min_length=1, max_length=80)]


class TeamOut(Schema):
    """A team: people who share customers."""

    id: int
    name: str


@router.get("/teams", response=list[TeamOut], operation_id="list_teams")
def list_teams(request: ApiRequest) -> list[Team]:
    """List the teams by name."""
    require(request.user, "user", "view")
    return list(Team.objects.all())


@router.post("/teams", response={201: TeamOut}, operation_id="create_team")
def add(request: ApiRequest, response: HttpResponse, given: TeamIn) -> Status[Team]:
    """Make a team."""
    team = save_team(actor=request.user, name=given.name)
    made_at(request, response, team)
    return Status(201, team)


@router.patch("/teams/{int:team_id}", response=TeamOut, operation_id="rename_team")
def rename(request: ApiRequest, team_id: int, given: TeamIn) -> Team:
    """Rename a team."""
    require(request.user, "user", "change")
    return save_team(actor=request.user, name=given.name, team_id=one(Team.objects.all(), team_id).pk)


@router.delete("/teams/{int:team_id}", response={204: None}, operation_id="delete_team")
def delete(request: ApiRequest, team_id: int) -> Status[None]:
    """Delete a team that nobody belongs to any more."""
    require(request.user, "user", "change")
    delete_team(actor=request.user, team_id=one(Team.objects.all(), team_id).pk)
    return Status(204, None)
