-- Keep how customers that were there before an import look: what it may change, and what it may add to.
-- Once per import and customer; the version follows every change. %(run)s: import; %(ids)s: customers about to change.
INSERT INTO platform_importchange (run_id, model, object_id, before, version)
SELECT
    %(run)s,
    'customer',
    customer.id,
    jsonb_build_object(
        'values', (
            SELECT to_jsonb(kept)
            FROM (
                SELECT
                    customer.name, customer.title, customer.given_name, customer.family_name, customer.legal_name,
                    customer.external_id, customer.national_id, customer.economic_code, customer.registration_number,
                    customer.industry, customer.city, customer.source, customer.birthday, customer.notes, customer.extra,
                    customer.owner_id, customer.team_id, customer.reach
            ) AS kept
        ),
        'points', (
            SELECT coalesce(jsonb_agg(point.kind || ':' || point.value), '[]')
            FROM people_contactpoint AS point
            WHERE point.customer_id = customer.id
        ),
        'address', EXISTS (SELECT FROM people_address AS address WHERE address.customer_id = customer.id)
    ),
    customer.version + 1
FROM people_customer AS customer
WHERE customer.id = ANY(%(ids)s)
ON CONFLICT (run_id, model, object_id) DO UPDATE SET version = excluded.version
