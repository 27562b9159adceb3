-- The history of those in engine_replay, read again from their exchange days with the thresholds of today.
-- Between two exchanges the stage is a step function of days: settled -> rhythm broken -> far beyond. What people
-- decided (overrides, problems, farewells) and everything after it stays as it was written.
WITH who AS MATERIALIZED (
    SELECT p.customer_id, p.created_on, f.first_on, f.purchases, cardinality(p.missing) = 0 AS known, t.*,
           coalesce((SELECT min(m.from_on) - 1 FROM relationship_stagemove m
                     WHERE m.customer_id = p.customer_id AND m.from_on <= %(day)s
                       AND m.cause NOT IN ('exchange', 'time')), %(day)s) AS upto
    FROM engine_person p
    JOIN relationship_facts f ON f.customer_id = p.customer_id
    JOIN engine_threshold t ON t.group_id = p.group_id
    WHERE p.customer_id IN (SELECT customer_id FROM engine_replay)
),
gaps AS (
    SELECT customer_id, array_agg(gap ORDER BY nth) AS gaps FROM engine_day
    WHERE counts AND customer_id IN (SELECT customer_id FROM engine_replay) GROUP BY customer_id
),
stretch AS (
    SELECT e.customer_id, e.day, e.nth,
           lead(e.day, 1, DATE '9999-12-31') OVER (PARTITION BY e.customer_id ORDER BY e.day) AS stop,
           max(e.gap) OVER past AS longest, min(e.gap) OVER past AS shortest
    FROM engine_day e WHERE e.counts AND e.customer_id IN (SELECT customer_id FROM engine_replay)
    WINDOW past AS (PARTITION BY e.customer_id ORDER BY e.day ROWS UNBOUNDED PRECEDING)
),
measured AS MATERIALIZED (
    SELECT s.customer_id, s.day, s.nth, s.stop, w.first_on, w.upto, w.known, w.welcome_days, w.least_exchanges,
           w.broken_times, w.far_times, w.shortest_silence, w.other_broken, w.other_far, w.other_source,
           s.nth >= w.least_exchanges AS own,
           -- Her own percentiles are worked out only where the silence could be longer than them: a percentile of
           -- up to ten gaps lies between the longest and the shortest by a known share.
           CASE WHEN s.nth >= w.least_exchanges AND least(s.stop, w.upto + 1) - s.day > w.shortest_silence
                     AND least(s.stop, w.upto + 1) - s.day > w.broken_times * s.shortest
                     AND (s.nth > 11 OR least(s.stop, w.upto + 1) - s.day
                          > (1.2 - 0.1 * s.nth) * s.longest + (0.1 * s.nth - 0.2) * s.shortest)
                THEN (SELECT percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY gap) FROM unnest(g.gaps[2:s.nth]) gap)
           END AS q
    FROM stretch s JOIN who w USING (customer_id) JOIN gaps g USING (customer_id)
    WHERE s.day <= w.upto
),
limited AS (
    SELECT *,
           CASE WHEN own THEN greatest(broken_times * q[1], q[2], shortest_silence)
                ELSE greatest(other_broken, shortest_silence) END AS broken_after,
           CASE WHEN own THEN greatest(far_times * q[1], q[2], 2 * shortest_silence)
                ELSE greatest(other_far, 2 * shortest_silence) END AS far_after
    FROM measured
),
dated AS (
    SELECT *, first_on + welcome_days + 1 AS settled_on, least(stop, upto + 1) AS ends,
           CASE WHEN nth = 1 OR NOT known THEN 'acquaintance' ELSE 'account' END AS settled,
           CASE WHEN own AND q IS NULL THEN DATE '9999-12-31' ELSE day + floor(broken_after)::int + 1 END AS broken_on,
           CASE WHEN own AND q IS NULL THEN DATE '9999-12-31' ELSE day + floor(far_after)::int + 1 END AS far_on
    FROM limited
),
begun AS (
    SELECT *, CASE WHEN day < settled_on THEN 'welcome' ELSE settled END AS begins,
           CASE WHEN far_on < ends THEN 'separation' WHEN broken_on < ends THEN 'potential_separation'
                WHEN day < settled_on AND ends <= settled_on THEN 'welcome' ELSE settled END AS finishes
    FROM dated
),
-- Most orders change nothing: only stretches that begin otherwise than the one before ended, or move inside, go on.
moving AS MATERIALIZED (
    SELECT * FROM (SELECT *, lag(finishes) OVER (PARTITION BY customer_id ORDER BY day) AS came_from FROM begun) b
    WHERE begins IS DISTINCT FROM came_from OR begins <> finishes
),
marks AS (
    SELECT d.customer_id, d.upto, m.on_day, m.stage, m.cause,
           jsonb_build_array(CASE
               WHEN m.nth > 2 THEN jsonb_build_object(
                    'code', CASE WHEN d.own THEN 'own_rhythm' ELSE d.other_source || '_rhythm' END,
                    'last_on', d.day, 'median', d.q[1], 'limit', CASE m.nth WHEN 4 THEN d.far_after ELSE d.broken_after END)
               WHEN m.nth = 2 THEN jsonb_build_object('code', 'settled', 'on', m.on_day)
               WHEN d.nth = 1 THEN jsonb_build_object('code', 'first_exchange', 'on', m.on_day)
               ELSE jsonb_build_object('code', 'exchange', 'on', m.on_day) END) AS evidence
    FROM moving d
    CROSS JOIN LATERAL (VALUES
        (1, d.day, d.begins, 'exchange', d.begins IS DISTINCT FROM d.came_from),
        (2, d.settled_on, d.settled, 'time', d.settled_on > d.day AND d.settled_on < least(d.broken_on, d.far_on)),
        (3, d.broken_on, 'potential_separation', 'time', d.broken_on < d.far_on),
        (4, d.far_on, 'separation', 'time', true)
    ) m (nth, on_day, stage, cause, holds)
    WHERE m.holds AND m.on_day < d.ends
    UNION ALL
    SELECT w.customer_id, w.upto, w.created_on, 'attraction', 'time',
           jsonb_build_array(jsonb_build_object('code', 'no_exchange', 'on', w.created_on))
    FROM who w WHERE w.created_on <= w.upto AND (w.first_on IS NULL OR w.created_on < w.first_on)
),
gone AS (
    DELETE FROM relationship_stagemove m USING who w
    WHERE m.customer_id = w.customer_id AND (m.from_on <= w.upto OR m.from_on > %(day)s)
    RETURNING 1
)
INSERT INTO engine_history
SELECT customer_id, stage, coalesce(lag(stage) OVER life, ''), on_day,
       coalesce(lead(on_day) OVER life, CASE WHEN upto < %(day)s THEN upto + 1 END), evidence, cause
FROM marks WINDOW life AS (PARTITION BY customer_id ORDER BY on_day);
ANALYZE engine_history (customer_id);
