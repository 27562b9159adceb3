-- The days on which each customer exchanged something, up to a day: one row per customer and day, in order.
-- A day counts for the rhythm when something was bought on it; returns do not restart the clock. A customer who only
-- ever returned goods is read by those days. `nth` of `total` counting days, `gap` days after the one before.
INSERT INTO engine_day
WITH days AS (
    SELECT o.customer_id, o.day, sum(o.total)::bigint AS net, count(*)::int AS orders,
           coalesce(sum(o.total) FILTER (WHERE o.total > 0), 0)::bigint AS sold,
           coalesce(-sum(o.total) FILTER (WHERE o.total < 0), 0)::bigint AS returned,
           min(o.currency) AS least_currency, max(o.currency) AS most_currency, bool_or(o.total > 0) AS bought,
           bit_xor(hashint8extended((o.day - DATE '2000-01-01')::bigint * 1000003 + o.total, 7)) AS checksum
    FROM sales_order o
    WHERE o.deleted_at IS NULL AND o.day <= %(day)s AND o.customer_id BETWEEN %(low)s AND %(high)s
      AND o.customer_id IN (SELECT customer_id FROM engine_changed)
    GROUP BY o.customer_id, o.day
),
counted AS (
    SELECT *, bought OR NOT bool_or(bought) OVER (PARTITION BY customer_id) AS counts FROM days
)
SELECT customer_id, day, net, orders, sold, returned, least_currency, most_currency, counts,
       (count(*) FILTER (WHERE counts) OVER past)::int,
       (count(*) FILTER (WHERE counts) OVER (PARTITION BY customer_id))::int,
       CASE WHEN counts THEN day - max(day) FILTER (WHERE counts) OVER before END,
       max(day) FILTER (WHERE counts) OVER (PARTITION BY customer_id), checksum
FROM counted
WINDOW past AS (PARTITION BY customer_id ORDER BY day ROWS UNBOUNDED PRECEDING),
       before AS (PARTITION BY customer_id ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING);
ANALYZE engine_day (customer_id);
