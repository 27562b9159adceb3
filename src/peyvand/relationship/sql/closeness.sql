-- How close we are to everybody of the range: when we were last in touch (beside how often we should be), on how many
-- channels she can be reached about her orders, and how much of her minimum profile is known. Time alone changes it, so
-- everybody is looked at; only those rows are written that say something else than before.
WITH cadence AS (
    SELECT DISTINCT ON (m.customer_id) m.customer_id, g.every, g.gap, g.way, g.kinds
    FROM jsonb_to_recordset(%(cadences)s::jsonb) g (group_id bigint, place int, every int, gap int, way text, kinds text[])
    JOIN people_groupmember m ON m.group_id = g.group_id AND m.customer_id BETWEEN %(low)s AND %(high)s
    WHERE %(ids)s::bigint[] IS NULL OR m.customer_id = ANY (%(ids)s::bigint[])
    ORDER BY m.customer_id, g.place
),
-- Where a group asks for more than any contact, only such contacts count.
met AS (
    SELECT d.customer_id, (max(i.occurred_at) AT TIME ZONE %(zone)s)::date AS on_day
    FROM cadence d
    JOIN interactions_interaction i ON i.customer_id = d.customer_id AND i.kind = ANY (d.kinds)
    WHERE i.deleted_at IS NULL AND i.reached
      AND i.occurred_at < ((%(day)s::date + 1)::timestamp AT TIME ZONE %(zone)s)
    GROUP BY d.customer_id
),
reach AS (
    SELECT p.customer_id, bool_or(p.kind = 'phone') AS phone, bool_or(p.kind = 'social') AS social,
           bool_or(p.kind = 'email') AS email
    FROM people_contactpoint p
    WHERE p.customer_id BETWEEN %(low)s AND %(high)s
      AND (%(ids)s::bigint[] IS NULL OR p.customer_id = ANY (%(ids)s::bigint[]))
    GROUP BY p.customer_id
),
said AS (
    SELECT DISTINCT ON (c.customer_id, c.channel) c.customer_id, c.channel, c.given
    FROM interactions_consent c
    WHERE c.purpose = 'service' AND c.at <= %(moment)s AND c.customer_id BETWEEN %(low)s AND %(high)s
      AND (%(ids)s::bigint[] IS NULL OR c.customer_id = ANY (%(ids)s::bigint[]))
    ORDER BY c.customer_id, c.channel, c.at DESC, c.id DESC
),
refusal AS (
    SELECT customer_id, array_agg(channel::text) AS channels FROM said WHERE NOT given GROUP BY customer_id
),
known AS (
    SELECT f.customer_id, d.every, coalesce(d.way, '') AS way,
           CASE WHEN d.kinds IS NULL THEN greatest(f.last_contact_on, f.last_any_on) ELSE t.on_day END AS touched_on,
           CASE WHEN d.gap IS NOT NULL THEN d.gap
                ELSE greatest(CASE WHEN f.purchases >= %(rhythmic)s THEN f.median_gap ELSE %(usual_gap)s END,
                              %(shortest_gap)s) END::float8 AS gap,
           array_remove(ARRAY[CASE WHEN r.phone THEN 'call' END, CASE WHEN r.phone THEN 'sms' END,
                              CASE WHEN r.phone OR r.social THEN 'message' END, CASE WHEN r.email THEN 'email' END],
                        NULL) AS reached, n.channels AS refused, coalesce(k.percent, 0) AS percent
    FROM relationship_facts f
    LEFT JOIN cadence d ON d.customer_id = f.customer_id
    LEFT JOIN met t ON t.customer_id = f.customer_id
    LEFT JOIN reach r ON r.customer_id = f.customer_id
    LEFT JOIN refusal n ON n.customer_id = f.customer_id
    LEFT JOIN knowledge_familiarity k ON k.customer_id = f.customer_id AND k.customer_id BETWEEN %(low)s AND %(high)s
    WHERE f.customer_id BETWEEN %(low)s AND %(high)s
      AND (%(ids)s::bigint[] IS NULL OR f.customer_id = ANY (%(ids)s::bigint[]))
),
opened AS (
    SELECT customer_id, touched_on, every, way, gap, percent, (%(day)s::date - touched_on)::float8 AS silence,
           CASE WHEN refused IS NULL THEN reached
                ELSE ARRAY(SELECT w FROM unnest(reached) WITH ORDINALITY t (w, nth) WHERE w <> ALL (refused) ORDER BY nth)
           END::varchar[] AS channels
    FROM known
),
fresh AS (
    SELECT customer_id, touched_on, every, way, gap, channels, percent,
           -- All of a contact within the gap, nothing after so many gaps.
           coalesce(round(%(contact)s * least(1, greatest(0, (%(far)s - silence / gap) / (%(far)s - 1)))), 0)::int
               AS contact,
           round(%(channels)s * (cardinality(channels) / 4::float8))::int AS reach,
           round(%(knowledge)s * (percent / 100::float8))::int AS knowledge
    FROM opened
)
INSERT INTO relationship_closeness (
    customer_id, touched_on, every, way, gap, channels, percent, contact, reach, knowledge)
SELECT n.* FROM fresh n
LEFT JOIN relationship_closeness o ON o.customer_id = n.customer_id AND o.customer_id BETWEEN %(low)s AND %(high)s
WHERE o.customer_id IS NULL
   OR (n.touched_on, n.every, n.way, n.gap, n.channels, n.percent, n.contact, n.reach, n.knowledge)
      IS DISTINCT FROM
      (o.touched_on, o.every, o.way::text, o.gap, o.channels, o.percent, o.contact, o.reach, o.knowledge)
ON CONFLICT (customer_id) DO UPDATE SET
    touched_on = excluded.touched_on, every = excluded.every, way = excluded.way, gap = excluded.gap, channels = excluded.channels,
    percent = excluded.percent, contact = excluded.contact, reach = excluded.reach, knowledge = excluded.knowledge;
