"""Which fields of the profile persons have, and which organisations."""

from __future__ import annotations

from peyvand.people.choices import Kind

PERSON_FIELDS = (
    "title", "given_name", "family_name", "industry", "city", "language", "birthday", "source", "national_id",
    "economic_code", "external_id", "notes",
)  # fmt: skip
ORGANISATION_FIELDS = (
    "name", "legal_name", "industry", "city", "language", "source", "national_id", "registration_number",
    "economic_code", "external_id", "notes",
)  # fmt: skip


def fields_of(kind: str) -> tuple[str, ...]:
    """Return the names of the profile fields that a customer of this kind has, in reading order."""
    return PERSON_FIELDS if kind == Kind.PERSON else ORGANISATION_FIELDS
