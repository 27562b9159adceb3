"""Everything we know about a person, gathered for her, over HTTP."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.http import FileResponse
from ninja import Router, Schema, Status

from peyvand.people.actions.gathering import require_all_of
from peyvand.people.api.finding import find
from peyvand.people.jobs import gather_file
from peyvand.people.models import PersonFile
from peyvand.people.policies import require_for
from peyvand.platform.api_kit.finding import one
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.problems import not_found
from peyvand.platform.api_kit.shapes import MomentOut
from peyvand.platform.models import User
from peyvand.platform.policies import require

router = Router(tags=["personal data"])


class PersonFileOut(Schema):
    """A gathered file: who asked for it fetches it at `file` once it is done; it goes after a week."""

    id: int
    customer_id: int
    asked_by_id: int
    asked_at: MomentOut
    state: str
    size: int
    file: str | None


def shown(asked: PersonFile, reader: User) -> dict[str, Any]:
    """Return a file as the API answers it."""
    plain = {name: getattr(asked, name) for name in PersonFileOut.model_fields if name != "file"}
    return {**plain, "file": f"/api/v1/personal-data/{asked.pk}" if asked.is_for(reader) else None}


def require_export(request: ApiRequest, customer_id: int) -> None:
    """Refuse whoever may not hand a customer's data out."""
    require(request.user, "customer", "export")
    require_for(request.user, find(request, customer_id), "export")


@router.get(
    "/customers/{int:customer_id}/personal-data", response=list[PersonFileOut], operation_id="list_personal_data"
)
def list_files(request: ApiRequest, customer_id: int) -> list[dict[str, Any]]:
    """List the files that were gathered about a customer."""
    require_export(request, customer_id)
    return [shown(one, request.user) for one in PersonFile.objects.filter(customer=customer_id)]


@router.post(
    "/customers/{int:customer_id}/personal-data", response={202: PersonFileOut}, operation_id="gather_personal_data"
)
def gather(request: ApiRequest, customer_id: int) -> Status[dict[str, Any]]:
    """Have everything we know about a customer gathered, in the background; list again to see when it is done."""
    require_export(request, customer_id)
    return Status(202, shown(gather_file(actor=request.user, customer_id=customer_id), request.user))


@router.get("/personal-data/{int:file_id}", response={200: None}, operation_id="get_personal_data")
def fetch(request: ApiRequest, file_id: int) -> FileResponse:
    """Fetch a gathered file as ZIP: data for machines and a page for her."""
    require(request.user, "customer", "export")
    asked = one(PersonFile.objects.all(), file_id)
    if not asked.is_for(request.user):
        raise not_found()
    require_all_of(request.user, find(request, asked.customer_id))
    name, kept = f"customer-{asked.customer_id}.zip", {"Cache-Control": "no-store"}
    return FileResponse(Path(asked.path).open("rb"), as_attachment=True, filename=name, headers=kept)
