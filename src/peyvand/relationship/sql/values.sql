-- What the relationships of each stage exchanged in a year, as of a past day: worked out for that day as sql/facts.sql
-- does for today. The year ends with the last purchase; of several currencies the one of most orders speaks. The orders
-- are read twice from one narrow index: quicker than a window over them, which has to hold every row.
WITH latest AS MATERIALIZED (
    SELECT o.customer_id, coalesce(max(o.day) FILTER (WHERE o.total > 0), max(o.day)) AS last_on
    FROM sales_order o
    WHERE o.deleted_at IS NULL AND o.day <= %(day)s
      AND (%(everybody)s OR o.customer_id = ANY(%(ids)s::bigint[]))
    GROUP BY o.customer_id
),
exchanged AS (
    SELECT o.customer_id, o.currency, count(*) AS orders,
           greatest(coalesce(sum(o.total) FILTER (WHERE o.day > l.last_on - 365), 0), 0) AS value
    FROM sales_order o JOIN latest l ON l.customer_id = o.customer_id
    WHERE o.deleted_at IS NULL AND o.day <= %(day)s
    GROUP BY o.customer_id, o.currency
),
yearly AS (
    SELECT DISTINCT ON (customer_id) customer_id, currency, value FROM exchanged
    ORDER BY customer_id, orders DESC, currency
)
SELECT m.stage, y.currency, count(*)::bigint AS count, sum(y.value)::bigint AS value
FROM relationship_stagemove m
JOIN yearly y ON y.customer_id = m.customer_id
WHERE m.from_on <= %(day)s AND (m.to_on IS NULL OR m.to_on > %(day)s)
  AND m.customer_id NOT IN (SELECT id FROM people_customer WHERE deleted_at IS NOT NULL)
GROUP BY m.stage, y.currency
