-- Whose relationship is decided, what she is measured by, and what of the minimum profile is not known of her.
-- Of a range, those whose facts were worked out again and those whom time moves; or everyone in it.
WITH taken AS (
    INSERT INTO engine_threshold
    SELECT t.* FROM jsonb_populate_recordset(NULL::engine_threshold, %(thresholds)s::jsonb) t
    RETURNING group_id, profile
),
asked AS (
    SELECT customer_id FROM engine_changed
    UNION
    SELECT customer_id FROM relationship_relationship
    WHERE due_on <= %(day)s AND customer_id BETWEEN %(low)s AND %(high)s
)
INSERT INTO engine_person
SELECT f.customer_id, t.group_id,
       least((c.created_at AT TIME ZONE %(zone)s)::date, f.first_on, %(day)s::date),
       CASE WHEN t.profile = ARRAY['name'] THEN '{}' ELSE ARRAY(
           SELECT wanted FROM unnest(t.profile) wanted WHERE NOT CASE wanted
               WHEN 'name' THEN c.name <> ''
               WHEN 'city' THEN c.city <> ''
               WHEN 'industry' THEN c.industry <> ''
               WHEN 'source' THEN c.source <> ''
               WHEN 'language' THEN c.language <> ''
               WHEN 'birthday' THEN c.birthday IS NOT NULL
               WHEN 'national_id' THEN c.national_id IS NOT NULL
               WHEN 'owner' THEN c.owner_id IS NOT NULL
               WHEN 'group' THEN f.group_id IS NOT NULL
               ELSE EXISTS (SELECT FROM people_contactpoint p WHERE p.customer_id = c.id AND p.kind = wanted) END
       ) END
FROM relationship_facts f
JOIN people_customer c ON c.id = f.customer_id
JOIN taken t ON t.group_id = CASE WHEN f.group_id IN (SELECT group_id FROM taken) THEN f.group_id ELSE 0 END
WHERE c.deleted_at IS NULL AND f.customer_id BETWEEN %(low)s AND %(high)s
  AND (%(ids)s::bigint[] IS NULL OR f.customer_id = ANY (%(ids)s::bigint[]))
  AND (%(ids)s::bigint[] IS NOT NULL OR %(everyone)s OR f.customer_id IN (SELECT customer_id FROM asked));
