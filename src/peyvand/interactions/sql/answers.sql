-- Who began to wait for a first answer from `first` until before `last`, and how that ended.
-- grain: one late wait, the newest first, at most `most` after the wait (`after_at`, `after_id`); every row carries the
-- counts of all waits as `tallies` ([group, hours, verdict, how many]), and without a late wait there is one row of them.
-- `seen` are the customers to look at, null for all. `opens`, `lasts` and `worked` are the seconds at which each stretch of
-- work opens, how long it lasts, and how much was worked before it.
WITH promised AS MATERIALIZED (
    -- of a customer's groups that promise an answer the first one holds
    SELECT DISTINCT ON (member.customer_id) member.customer_id, member.group_id, treatment.first_response AS hours
    FROM people_treatment AS treatment
    JOIN people_group AS kept ON kept.id = treatment.group_id
    JOIN people_groupmember AS member ON member.group_id = treatment.group_id
    JOIN people_customer AS customer ON customer.id = member.customer_id AND customer.deleted_at IS NULL
    WHERE treatment.first_response IS NOT NULL
        AND (%(seen)s::bigint[] IS NULL OR member.customer_id = ANY(%(seen)s::bigint[]))
    ORDER BY member.customer_id, kept.rank, kept.name, kept.id
),
spoken AS (
    -- notes, and what we say among ourselves, neither begin nor end a wait
    SELECT
        said.id, said.customer_id, said.occurred_at, said.direction = 'in' AS by_her,
        lead(said.direction = 'in') OVER earlier AS by_her_before,
        min(said.occurred_at) FILTER (WHERE said.direction = 'out') OVER earlier AS answered_at
    FROM interactions_interaction AS said
    WHERE said.customer_id IN (SELECT customer_id FROM promised)
        AND said.deleted_at IS NULL AND said.direction IN ('in', 'out') AND said.kind <> 'note'
        AND said.occurred_at >= %(first)s::timestamptz - %(looked_back)s::interval
    WINDOW earlier AS (
        PARTITION BY said.customer_id ORDER BY said.occurred_at DESC, said.id DESC ROWS UNBOUNDED PRECEDING
    )
),
wait AS (
    SELECT
        spoken.id, spoken.occurred_at, spoken.answered_at, promised.group_id, promised.hours,
        date_part('epoch', spoken.occurred_at) AS began,
        date_part('epoch', coalesce(spoken.answered_at, %(now)s)) AS ended
    FROM spoken
    JOIN promised USING (customer_id)
    WHERE spoken.by_her AND spoken.by_her_before IS NOT TRUE
        AND spoken.occurred_at >= %(first)s AND spoken.occurred_at < %(last)s
    OFFSET 0
),
-- OFFSET 0 lets each step be worked out once: its expressions would be copied into every place that names them.
placed AS (
    SELECT
        wait.*, width_bucket(wait.began, %(opens)s::float8[]) AS from_stretch,
        width_bucket(wait.ended, %(opens)s::float8[]) AS to_stretch
    FROM wait
    OFFSET 0
),
measured AS (
    SELECT
        placed.*,
        coalesce(
            (%(worked)s::float8[])[to_stretch]
            + least(ended - (%(opens)s::float8[])[to_stretch], (%(lasts)s::float8[])[to_stretch]), 0
        ) - coalesce(
            (%(worked)s::float8[])[from_stretch]
            + least(began - (%(opens)s::float8[])[from_stretch], (%(lasts)s::float8[])[from_stretch]), 0
        ) AS seconds
    FROM placed
    OFFSET 0
),
judged AS MATERIALIZED (
    SELECT
        id, occurred_at, answered_at, group_id, hours, seconds,
        CASE WHEN seconds > hours * 3600 THEN 'late' WHEN answered_at IS NULL THEN 'waiting' ELSE 'kept' END AS verdict
    FROM measured
),
counted AS (
    SELECT coalesce(jsonb_agg(jsonb_build_array(group_id, hours, verdict, many)), '[]') AS tallies
    FROM (SELECT group_id, hours, verdict, count(*) AS many FROM judged GROUP BY group_id, hours, verdict) AS ends
),
late AS (
    SELECT *
    FROM judged
    WHERE verdict = 'late'
        AND (%(group)s::bigint IS NULL OR group_id = %(group)s)
        AND (%(after_id)s::bigint IS NULL OR (occurred_at, id) < (%(after_at)s::timestamptz, %(after_id)s::bigint))
    ORDER BY occurred_at DESC, id DESC
    LIMIT %(most)s
)
SELECT late.id, late.occurred_at, late.answered_at, late.group_id, late.hours, late.seconds, counted.tallies
FROM counted
LEFT JOIN late ON true
ORDER BY late.occurred_at DESC, late.id DESC
