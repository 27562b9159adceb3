-- Who began to wait for a first answer from `first` until before `last`, and how that ended.
-- grain: one late wait, the newest first, at most `most` after the wait (`after_at`, `after_id`); every row carries the
-- counts of all waits as `tallies` ([group, hours, in time, late, still in time]), and without a late wait there is one row of them.
-- `seen` are the customers to look at, null for all. `opens`, `lasts` and `worked` are the seconds at which each stretch of
-- work opens, how long it lasts, and how much was worked before it.
WITH promised AS (
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
        said.id, said.occurred_at, promised.group_id, promised.hours, said.direction = 'in' AS by_her,
        lead(said.direction = 'in') OVER earlier AS by_her_before,
        min(said.occurred_at) FILTER (WHERE said.direction = 'out') OVER earlier AS answered_at
    FROM interactions_interaction AS said
    JOIN promised USING (customer_id)
    WHERE said.deleted_at IS NULL AND said.direction IN ('in', 'out') AND said.kind <> 'note'
        AND said.occurred_at >= %(first)s::timestamptz - %(looked_back)s::interval
    WINDOW earlier AS (
        PARTITION BY said.customer_id ORDER BY said.occurred_at DESC, said.id DESC ROWS UNBOUNDED PRECEDING
    )
),
wait AS (
    SELECT
        spoken.id, spoken.occurred_at, spoken.answered_at, spoken.group_id, spoken.hours,
        date_part('epoch', spoken.occurred_at) AS began,
        date_part('epoch', coalesce(spoken.answered_at, %(now)s)) AS ended
    FROM spoken
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
        id, occurred_at, answered_at, group_id, hours, seconds, seconds > hours * 3600 AS is_late
    FROM measured
),
counted AS (
    SELECT coalesce(jsonb_agg(jsonb_build_array(group_id, hours, kept, late, waiting)), '[]') AS tallies
    FROM (
        SELECT
            group_id, hours,
            count(*) FILTER (WHERE NOT is_late AND answered_at IS NOT NULL) AS kept,
            count(*) FILTER (WHERE is_late) AS late,
            count(*) FILTER (WHERE NOT is_late AND answered_at IS NULL) AS waiting
        FROM judged
        GROUP BY group_id, hours
    ) AS ends
),
late AS (
    SELECT *
    FROM judged
    WHERE is_late
        AND (%(group)s::bigint IS NULL OR group_id = %(group)s)
        AND (%(after_id)s::bigint IS NULL OR (occurred_at, id) < (%(after_at)s::timestamptz, %(after_id)s::bigint))
    ORDER BY occurred_at DESC, id DESC
    LIMIT %(most)s
)
SELECT late.id, late.occurred_at, late.answered_at, late.group_id, late.hours, late.seconds, counted.tallies
FROM counted
LEFT JOIN late ON true
ORDER BY late.occurred_at DESC, late.id DESC
