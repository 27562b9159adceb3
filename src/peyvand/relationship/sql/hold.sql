-- Wait until nobody else decides for these customers: one lock for each section of ids that they are in, in order.
SELECT pg_advisory_xact_lock(%(lock)s, section)
FROM (
    SELECT DISTINCT (id / %(section)s %% 2147483647)::int AS section
    FROM (SELECT id FROM people_customer WHERE %(ids)s::bigint[] IS NULL AND id BETWEEN %(low)s AND %(high)s
          UNION ALL SELECT unnest(%(ids)s::bigint[])) asked (id)
    ORDER BY section
) sections;
