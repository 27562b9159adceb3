-- Whose facts must be worked out again: those who were asked for by id, are new, or whose orders, returns, contacts or
-- group are not what their facts were made from. One pass over an index; most nights it finds few.
INSERT INTO engine_changed
WITH ordered AS (
    SELECT o.customer_id, count(*)::int AS exchanges,
           bit_xor(hashint8extended((o.day - DATE '2000-01-01')::bigint * 1000003 + o.total, 7)) AS checksum,
           coalesce(-sum(o.total) FILTER (WHERE o.total < 0 AND o.day > %(day)s::date - 90), 0)::bigint AS returned,
           coalesce(sum(o.total) FILTER (WHERE o.total > 0 AND o.day > %(day)s::date - 90), 0)::bigint AS sold
    FROM sales_order o
    WHERE o.deleted_at IS NULL AND o.day <= %(day)s AND o.customer_id BETWEEN %(low)s AND %(high)s
      AND %(ids)s::bigint[] IS NULL
    GROUP BY o.customer_id
),
talked AS (
    SELECT i.customer_id, (max(i.occurred_at) AT TIME ZONE %(zone)s)::date AS last_on,
           count(*) FILTER (WHERE i.occurred_at >= (%(day)s::date - 89)::timestamp AT TIME ZONE %(zone)s)::int AS now,
           count(*) FILTER (WHERE i.occurred_at >= (%(day)s::date - 179)::timestamp AT TIME ZONE %(zone)s
                            AND i.occurred_at < (%(day)s::date - 89)::timestamp AT TIME ZONE %(zone)s)::int AS before
    FROM interactions_interaction i
    WHERE i.deleted_at IS NULL AND i.kind <> 'note' AND i.reached AND i.customer_id BETWEEN %(low)s AND %(high)s
      AND %(ids)s::bigint[] IS NULL AND i.occurred_at < ((%(day)s::date + 1)::timestamp AT TIME ZONE %(zone)s)
    GROUP BY i.customer_id
),
foremost AS (
    SELECT DISTINCT ON (m.customer_id) m.customer_id, m.group_id
    FROM people_groupmember m JOIN people_group g ON g.id = m.group_id AND g.measures
    WHERE m.customer_id BETWEEN %(low)s AND %(high)s AND %(ids)s::bigint[] IS NULL
    ORDER BY m.customer_id, g.rank, g.id
)
SELECT c.id
FROM people_customer c
LEFT JOIN relationship_facts f ON f.customer_id = c.id AND f.customer_id BETWEEN %(low)s AND %(high)s
LEFT JOIN ordered o ON o.customer_id = c.id
LEFT JOIN talked t ON t.customer_id = c.id
LEFT JOIN foremost g ON g.customer_id = c.id
WHERE c.deleted_at IS NULL AND c.id BETWEEN %(low)s AND %(high)s
  AND (%(ids)s::bigint[] IS NULL OR c.id = ANY (%(ids)s::bigint[]))
  AND (%(ids)s::bigint[] IS NOT NULL OR %(replay_all)s OR f.customer_id IS NULL
       OR (f.group_id, f.exchanges, f.checksum, f.returned, CASE WHEN f.returned > 0 THEN f.sold END,
           f.contacts_now, f.contacts_before, f.last_contact_on)
          IS DISTINCT FROM
          (g.group_id, coalesce(o.exchanges, 0), coalesce(o.checksum, 0), coalesce(o.returned, 0),
           CASE WHEN o.returned > 0 THEN o.sold END, coalesce(t.now, 0), coalesce(t.before, 0), t.last_on));
ANALYZE engine_changed (customer_id);
