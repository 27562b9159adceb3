-- The facts of those in engine_changed from their exchange days (engine_day) and contacts, written where they differ.
-- Whoever's days changed, or is new, goes to engine_replay: her history is read again.
WITH chosen AS MATERIALIZED (SELECT customer_id AS id FROM engine_changed),
foremost AS (
    SELECT DISTINCT ON (m.customer_id) m.customer_id, m.group_id
    FROM people_groupmember m JOIN people_group g ON g.id = m.group_id AND g.measures
    WHERE m.customer_id BETWEEN %(low)s AND %(high)s
      AND m.customer_id IN (SELECT id FROM chosen)
    ORDER BY m.customer_id, g.rank, g.id
),
exchanged AS (
    SELECT e.customer_id, sum(e.orders)::int AS exchanges, max(e.total) AS purchases,
           min(e.day) FILTER (WHERE e.counts) AS first_on, max(e.last_on) AS last_on, max(e.day) AS last_any_on,
           min(e.least_currency) AS least_currency, max(e.most_currency) AS most_currency, sum(e.net)::bigint AS revenue,
           coalesce(sum(e.net) FILTER (WHERE e.day > e.last_on - 365), 0)::bigint AS yearly,
           percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY e.gap) FILTER (WHERE e.counts) AS gaps,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY e.net) FILTER (WHERE e.counts AND e.nth > e.total - 3) AS now,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY e.net) FILTER (WHERE e.counts AND e.nth <= e.total - 3) AS before,
           coalesce(sum(e.returned) FILTER (WHERE e.day > %(day)s::date - 90), 0)::bigint AS returned,
           coalesce(sum(e.sold) FILTER (WHERE e.day > %(day)s::date - 90), 0)::bigint AS sold,
           bit_xor(hashint8extended((e.day - DATE '2000-01-01')::bigint, 7)) FILTER (WHERE e.counts) AS signature,
           bit_xor(e.checksum) AS checksum
    FROM engine_day e GROUP BY e.customer_id
),
talked AS (
    SELECT i.customer_id, (max(i.occurred_at) AT TIME ZONE %(zone)s)::date AS last_on,
           count(*) FILTER (WHERE i.occurred_at >= (%(day)s::date - 89)::timestamp AT TIME ZONE %(zone)s)::int AS now,
           count(*) FILTER (WHERE i.occurred_at >= (%(day)s::date - 179)::timestamp AT TIME ZONE %(zone)s
                            AND i.occurred_at < (%(day)s::date - 89)::timestamp AT TIME ZONE %(zone)s)::int AS before
    FROM interactions_interaction i
    WHERE i.deleted_at IS NULL AND i.kind <> 'note' AND i.reached AND i.customer_id BETWEEN %(low)s AND %(high)s
      AND i.customer_id IN (SELECT id FROM chosen)
      AND i.occurred_at < ((%(day)s::date + 1)::timestamp AT TIME ZONE %(zone)s)
    GROUP BY i.customer_id
),
fresh AS MATERIALIZED (
    SELECT c.id AS customer_id, g.group_id, coalesce(e.exchanges, 0) AS exchanges, coalesce(e.purchases, 0) AS purchases,
           e.first_on, e.last_on, e.last_any_on, coalesce(m.currency, e.most_currency, %(currency)s) AS currency,
           coalesce(m.revenue, e.revenue, 0) AS revenue, coalesce(m.yearly, e.yearly, 0) AS yearly,
           e.gaps[1] AS median_gap, e.gaps[2] AS p90_gap,
           CASE WHEN e.least_currency = e.most_currency THEN round(e.now)::bigint END AS basket_now,
           CASE WHEN e.least_currency = e.most_currency THEN round(e.before)::bigint END AS basket_before,
           coalesce(e.returned, 0) AS returned,
           CASE WHEN e.returned > 0 THEN e.sold ELSE 0 END AS sold, coalesce(t.now, 0) AS contacts_now,
           coalesce(t.before, 0) AS contacts_before, t.last_on AS last_contact_on, coalesce(e.signature, 0) AS signature,
           coalesce(e.checksum, 0) AS checksum
    FROM chosen c
    LEFT JOIN foremost g ON g.customer_id = c.id
    LEFT JOIN exchanged e ON e.customer_id = c.id
    LEFT JOIN talked t ON t.customer_id = c.id
    -- Several currencies: the one of most orders speaks, and only its amounts are added up.
    LEFT JOIN LATERAL (
        SELECT o.currency, sum(o.total)::bigint AS revenue,
               coalesce(sum(o.total) FILTER (WHERE o.day > e.last_on - 365), 0)::bigint AS yearly
        FROM sales_order o
        WHERE e.least_currency <> e.most_currency
          AND o.customer_id = c.id AND o.deleted_at IS NULL AND o.day <= %(day)s
        GROUP BY o.currency ORDER BY count(*) DESC, o.currency LIMIT 1
    ) m ON true
),
again AS (
    INSERT INTO engine_replay
    SELECT n.customer_id FROM fresh n LEFT JOIN relationship_facts f USING (customer_id)
    LEFT JOIN relationship_relationship r USING (customer_id)
    WHERE %(replay_all)s OR f.customer_id IS NULL OR r.customer_id IS NULL OR f.signature <> n.signature
       OR f.purchases <> n.purchases
)
INSERT INTO relationship_facts (
    customer_id, group_id, exchanges, purchases, first_on, last_on, last_any_on, currency, revenue, yearly, median_gap,
    p90_gap, basket_now, basket_before, returned, sold, contacts_now, contacts_before, last_contact_on, signature,
    checksum, as_of)
SELECT n.*, %(day)s FROM fresh n LEFT JOIN relationship_facts f USING (customer_id)
WHERE f.customer_id IS NULL OR
      (n.group_id, n.exchanges, n.purchases, n.first_on, n.last_on, n.last_any_on, n.currency, n.revenue, n.yearly,
       n.median_gap, n.p90_gap, n.basket_now, n.basket_before, n.returned, n.sold, n.contacts_now, n.contacts_before,
       n.last_contact_on, n.signature, n.checksum)
      IS DISTINCT FROM
      (f.group_id, f.exchanges, f.purchases, f.first_on, f.last_on, f.last_any_on, f.currency::text, f.revenue, f.yearly,
       f.median_gap, f.p90_gap, f.basket_now, f.basket_before, f.returned, f.sold, f.contacts_now, f.contacts_before,
       f.last_contact_on, f.signature, f.checksum)
ON CONFLICT (customer_id) DO UPDATE SET
    group_id = excluded.group_id, exchanges = excluded.exchanges, purchases = excluded.purchases,
    first_on = excluded.first_on, last_on = excluded.last_on, last_any_on = excluded.last_any_on,
    currency = excluded.currency, revenue = excluded.revenue, yearly = excluded.yearly, median_gap = excluded.median_gap,
    p90_gap = excluded.p90_gap, basket_now = excluded.basket_now, basket_before = excluded.basket_before,
    returned = excluded.returned, sold = excluded.sold, contacts_now = excluded.contacts_now,
    contacts_before = excluded.contacts_before, last_contact_on = excluded.last_contact_on,
    signature = excluded.signature, checksum = excluded.checksum, as_of = excluded.as_of;
ANALYZE engine_replay (customer_id);
