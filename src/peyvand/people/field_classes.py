"""How private each field of a customer is, under every name by which a surface knows it."""

from __future__ import annotations

from peyvand.core.manifest import FieldClasses
from peyvand.platform.choices import FieldClass


def _all(names: str, field_class: FieldClass) -> dict[str, str]:
    return dict.fromkeys(names.split(), field_class.value)


CUSTOMER_FIELDS = FieldClasses(
    "customer",
    _all(
        "kind name title given_name family_name legal_name industry city language external_id registration_number"
        " owner owner_id co_owners co_owner_ids team team_id people role decides created created_at updated_at version"
        " next_step next_step_on next_step_by step_by unplanned co_owner party_roles relations"
        " relation_from_on relation_to_on relation_note handover_on signed_as introduced_on next_step_by_id"
        " last_touch last_touch_at merged merged_into deleted_at custom shares",
        FieldClass.PUBLIC,
    )
    | _all(
        "source notes groups group_ids unfollowed goals",
        FieldClass.INTERNAL,
    )
    | _all(
        "phone phones mobile email emails web website social contact_points address addresses street province postal_code"
        " birthday",
        FieldClass.PERSONAL,
    )
    # The number of a person opens her accounts and her files elsewhere; her economic code is that same number.
    | _all("national_id company_id economic_code", FieldClass.SPECIAL),
)
