-- Whose relationship is decided, what she is measured by, and what of the minimum profile is not known of her.
-- Of a range, those whose facts were worked out again and those whom time moves; or everyone in it.
WITH taken AS (
    INSERT INTO engine_threshold
    SELECT t.* FROM jsonb_populate_recordset(NULL::engine_threshold, %(thresholds)s::jsonb) t
    RETURNING group_id
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
       -- What is learned in talks deepens an account; only missing data holds a relationship in acquaintance.
       ARRAY(SELECT wanted FROM unnest(k.missing) wanted WHERE wanted NOT LIKE '%%:%%')
FROM relationship_facts f
JOIN people_customer c ON c.id = f.customer_id AND c.id BETWEEN %(low)s AND %(high)s
LEFT JOIN knowledge_familiarity k ON k.customer_id = f.customer_id AND k.customer_id BETWEEN %(low)s AND %(high)s
JOIN taken t ON t.group_id = CASE WHEN f.group_id IN (SELECT group_id FROM taken) THEN f.group_id ELSE 0 END
WHERE c.deleted_at IS NULL AND f.customer_id BETWEEN %(low)s AND %(high)s
  AND (%(ids)s::bigint[] IS NULL OR f.customer_id = ANY (%(ids)s::bigint[]))
  AND (%(ids)s::bigint[] IS NOT NULL OR %(everyone)s OR f.customer_id IN (SELECT customer_id FROM asked));
