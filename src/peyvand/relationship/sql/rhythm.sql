-- How customers usually buy, per leading group and for everyone (group_id null): percentiles of the days between
-- exchanges, and the middle of a customer's year. In a large house every `step`-th customer is asked.
WITH asked AS MATERIALIZED (
    SELECT c.id, lead.group_id
    FROM people_customer c
    LEFT JOIN LATERAL (
        SELECT m.group_id FROM people_groupmember m JOIN people_group g ON g.id = m.group_id AND g.measures
        WHERE m.customer_id = c.id ORDER BY g.rank, g.id LIMIT 1
    ) lead ON true
    WHERE c.deleted_at IS NULL AND c.id %% %(step)s = 0
),
days AS (
    SELECT o.customer_id, o.day, sum(o.total) AS net, bool_or(o.total > 0) AS bought
    FROM asked a JOIN sales_order o ON o.customer_id = a.id
    WHERE o.deleted_at IS NULL AND o.day <= %(day)s
    GROUP BY o.customer_id, o.day
),
counted AS (
    SELECT *, bought OR NOT bool_or(bought) OVER (PARTITION BY customer_id) AS counts FROM days
),
gaps AS (
    SELECT customer_id, day - lag(day) OVER (PARTITION BY customer_id ORDER BY day) AS gap FROM counted WHERE counts
),
asked_gaps AS (SELECT a.group_id, g.gap FROM gaps g JOIN asked a ON a.id = g.customer_id WHERE g.gap IS NOT NULL),
years AS (
    SELECT a.group_id, sum(d.net) FILTER (WHERE d.day > last.day - 365) AS year
    FROM asked a JOIN days d ON d.customer_id = a.id
    JOIN (SELECT customer_id, max(day) AS day FROM counted WHERE counts GROUP BY customer_id) last
      ON last.customer_id = a.id
    GROUP BY a.id, a.group_id
),
year AS (
    SELECT group_id, grouping(group_id) AS whole, percentile_disc(0.5) WITHIN GROUP (ORDER BY year) AS typical_year
    FROM years GROUP BY GROUPING SETS ((group_id), ())
),
rhythm AS (
    SELECT group_id, grouping(group_id) AS whole, count(*) AS gaps,
           percentile_cont(ARRAY[0.5, 0.9, 0.975]) WITHIN GROUP (ORDER BY gap) AS q
    FROM asked_gaps GROUP BY GROUPING SETS ((group_id), ())
)
SELECT y.group_id, coalesce(r.gaps, 0) AS gaps, r.q[1] AS median, r.q[2] AS p90, r.q[3] AS p975,
       greatest(coalesce(y.typical_year, 0), 0)::bigint AS typical_year
FROM year y LEFT JOIN rhythm r ON r.group_id IS NOT DISTINCT FROM y.group_id AND r.whole = y.whole
WHERE y.whole = 1 OR y.group_id IS NOT NULL;
