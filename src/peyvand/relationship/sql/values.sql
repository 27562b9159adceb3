-- What the relationships of each stage exchanged in a year, as of a past day: worked out for that day as sql/facts.sql
-- does for today. The year ends with the last purchase; of several currencies the one of most orders speaks.
-- Everybody's orders are walked once, along one narrow index. The year until the day itself is added up on the way, and
-- is the year asked for unless some order (`before`) lies only in the latter, or not all were in `currency`: of these the
-- orders are read again.
WITH walked AS (
    SELECT o.customer_id, coalesce(max(o.day) FILTER (WHERE o.total > 0), max(o.day)) - 365 AS after,
           max(o.day) FILTER (WHERE o.day <= %(day)s::date - 365) AS before,
           sum(o.total) FILTER (WHERE o.day > %(day)s::date - 365) AS value,
           bool_or(o.currency <> %(currency)s) AS elsewhere
    FROM sales_order o
    WHERE o.deleted_at IS NULL AND o.day <= %(day)s
      AND (%(everybody)s OR o.customer_id = ANY(%(ids)s::bigint[]))
    GROUP BY o.customer_id
),
yearly AS MATERIALIZED (
    SELECT w.customer_id, coalesce(most.currency, %(currency)s) AS currency, greatest(CASE
        WHEN w.elsewhere THEN most.value
        WHEN w.before > w.after THEN (
            SELECT sum(o.total) FROM sales_order o
            WHERE o.customer_id = w.customer_id AND o.deleted_at IS NULL AND o.day > w.after AND o.day <= %(day)s
        )
        ELSE w.value
    END, 0) AS value
    FROM walked w
    LEFT JOIN LATERAL (
        SELECT o.currency, sum(o.total) FILTER (WHERE o.day > w.after) AS value
        FROM sales_order o
        WHERE w.elsewhere AND o.customer_id = w.customer_id AND o.deleted_at IS NULL AND o.day <= %(day)s
        GROUP BY o.currency ORDER BY count(*) DESC, o.currency LIMIT 1
    ) most ON true
)
SELECT m.stage, y.currency, count(*)::bigint AS count, sum(y.value)::bigint AS value
FROM relationship_stagemove m
JOIN yearly y ON y.customer_id = m.customer_id
WHERE m.from_on <= %(day)s AND (m.to_on IS NULL OR m.to_on > %(day)s)
  AND m.customer_id NOT IN (SELECT id FROM people_customer WHERE deleted_at IS NOT NULL)
GROUP BY m.stage, y.currency
