-- Put imported values over customers. %(rows)s: JSON array of whole profiles; `step` is 1 where the version moves on.
UPDATE people_customer AS customer
SET name = given.name,
    title = given.title,
    given_name = given.given_name,
    family_name = given.family_name,
    legal_name = given.legal_name,
    external_id = given.external_id,
    national_id = given.national_id,
    economic_code = given.economic_code,
    registration_number = given.registration_number,
    industry = given.industry,
    city = given.city,
    source = given.source,
    birthday = given.birthday,
    notes = given.notes,
    extra = given.extra,
    owner_id = given.owner_id,
    team_id = given.team_id,
    reach = given.reach,
    version = customer.version + given.step,
    updated_at = %(now)s
FROM jsonb_to_recordset(%(rows)s::jsonb) AS given (
    id bigint, name text, title text, given_name text, family_name text, legal_name text, external_id text,
    national_id text, economic_code text, registration_number text, industry text, city text, source text,
    birthday date, notes text, extra jsonb, owner_id bigint, team_id bigint, reach text, step integer
)
WHERE customer.id = given.id
