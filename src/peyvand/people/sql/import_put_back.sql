-- Put customers back as they were before an import changed them. %(run)s: import. Affects one row for each of them.
DELETE FROM people_contactpoint AS point
USING platform_importchange AS change
WHERE change.run_id = %(run)s AND change.model = 'customer' AND change.object_id = point.customer_id
  AND NOT jsonb_exists(change.before -> 'points', point.kind || ':' || point.value);

DELETE FROM people_address AS address
USING platform_importchange AS change
WHERE change.run_id = %(run)s AND change.model = 'customer' AND change.object_id = address.customer_id
  AND change.before -> 'address' = 'false';

DELETE FROM people_partyrole AS party
USING platform_importchange AS change
WHERE change.run_id = %(run)s AND change.model = 'customer' AND change.object_id = party.customer_id
  AND NOT jsonb_exists(change.before -> 'roles', party.role);

UPDATE people_customer AS customer
SET (
        name, title, given_name, family_name, legal_name, external_id, national_id, economic_code, registration_number,
        industry, city, source, birthday, notes, extra, owner_id, team_id, reach
    ) = (
        SELECT
            had.name, had.title, had.given_name, had.family_name, had.legal_name, had.external_id, had.national_id,
            had.economic_code, had.registration_number, had.industry, had.city, had.source, had.birthday, had.notes, had.extra,
            had.owner_id, had.team_id, had.reach
        FROM jsonb_populate_record(customer, change.before -> 'values') AS had
    ),
    version = customer.version + 1,
    updated_at = %(now)s
FROM platform_importchange AS change
WHERE change.run_id = %(run)s AND change.model = 'customer' AND change.object_id = customer.id
