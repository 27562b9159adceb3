-- Write the relationships that changed: the stage, since when (the open stretch of history), why, what is at stake,
-- and from which day somebody is needed. A contact or a planned step lets her rest for a while.
-- A farewell holds until she comes back; whom we let go nobody has to win, the decision itself comes up for review.
WITH settled AS (
    SELECT d.customer_id, d.stage, m.from_on AS since, d.evidence, d.engine_stage, d.engine_evidence, d.due_on, f.currency,
           greatest(f.yearly, 0) AS value, f.purchases, f.first_on, f.last_contact_on, p.created_on, c.next_step_on,
           t.check_in_days, t.first_touch_days, t.rest_days, t.typical_year, f.last_on, r.left_on,
           r.left_reason, r.calm_until, c.owner_id, c.team_id,
           CASE d.stage WHEN 'intensive_care' THEN 1.0 WHEN 'potential_separation' THEN 0.8 WHEN 'win_back' THEN 0.5
                WHEN 'welcome' THEN 0.5 WHEN 'attraction' THEN 0.4 WHEN 'separation' THEN 0.25 ELSE 0 END AS urgency
    FROM engine_decision d
    -- All of these exist. An outer join keeps the planner from believing that each range leaves fewer of them.
    LEFT JOIN relationship_stagemove m
      ON m.customer_id = d.customer_id AND m.customer_id BETWEEN %(low)s AND %(high)s AND m.to_on IS NULL
    LEFT JOIN engine_person p ON p.customer_id = d.customer_id
    LEFT JOIN engine_threshold t ON t.group_id = p.group_id
    LEFT JOIN relationship_facts f ON f.customer_id = d.customer_id AND f.customer_id BETWEEN %(low)s AND %(high)s
    LEFT JOIN people_customer c ON c.id = d.customer_id AND c.id BETWEEN %(low)s AND %(high)s
    LEFT JOIN relationship_relationship r
      ON r.customer_id = d.customer_id AND r.customer_id BETWEEN %(low)s AND %(high)s
),
needed AS (
    SELECT *, CASE stage
                WHEN 'intensive_care' THEN greatest(since, last_contact_on + 1)
                WHEN 'potential_separation' THEN
                    greatest(since, CASE WHEN last_contact_on >= since THEN last_contact_on + rest_days END)
                WHEN 'win_back' THEN
                    greatest(since, CASE WHEN last_contact_on >= since THEN last_contact_on + rest_days END)
                WHEN 'separation' THEN
                    CASE WHEN left_on IS NULL OR left_on > %(day)s OR last_on > left_on THEN since
                         WHEN left_reason <> 'let_go' THEN calm_until END
                WHEN 'welcome' THEN
                    CASE WHEN last_contact_on IS NULL OR last_contact_on <= first_on THEN first_on + check_in_days END
                WHEN 'attraction' THEN CASE WHEN last_contact_on IS NULL THEN created_on + first_touch_days END
              END AS from_on
    FROM settled
),
ranked AS (
    SELECT *, greatest(from_on, next_step_on) AS attention_on,
           round(urgency * CASE WHEN purchases = 0 THEN typical_year ELSE value END)::bigint AS rank
    FROM needed
),
due AS (
    SELECT customer_id, stage, since, evidence, engine_stage, engine_evidence, currency, value, urgency, rank,
           CASE WHEN from_on IS NOT NULL THEN attention_on END AS attention_on, due_on, owner_id, team_id
    FROM ranked
),
written AS (
    INSERT INTO relationship_relationship AS r (
        customer_id, stage, since, evidence, engine_stage, engine_evidence, currency, value, urgency, rank, attention_on,
        due_on, owner_id, team_id, decided_on, override_stage, override_reason, left_reason, left_note, win_back_plan)
    SELECT d.*, %(day)s, '', '', '', '', ''
    FROM due d
    LEFT JOIN relationship_relationship o ON o.customer_id = d.customer_id AND o.customer_id BETWEEN %(low)s AND %(high)s
    WHERE o.customer_id IS NULL OR
          (d.stage, d.since, d.evidence, d.engine_stage, d.engine_evidence, d.currency::text, d.value, d.urgency, d.rank,
           d.attention_on, d.due_on, d.owner_id, d.team_id)
          IS DISTINCT FROM
          (o.stage::text, o.since, o.evidence, o.engine_stage::text, o.engine_evidence, o.currency::text, o.value,
           o.urgency, o.rank, o.attention_on, o.due_on, o.owner_id, o.team_id)
    ON CONFLICT (customer_id) DO UPDATE SET
        stage = excluded.stage, since = excluded.since, evidence = excluded.evidence,
        engine_stage = excluded.engine_stage, engine_evidence = excluded.engine_evidence, currency = excluded.currency,
        value = excluded.value, urgency = excluded.urgency, rank = excluded.rank, attention_on = excluded.attention_on,
        due_on = excluded.due_on, owner_id = excluded.owner_id, team_id = excluded.team_id,
        decided_on = excluded.decided_on
    RETURNING r.customer_id
)
SELECT (SELECT count(*) FROM engine_decision) AS customers,
       (SELECT count(*) FROM engine_decision d
        LEFT JOIN relationship_relationship o ON o.customer_id = d.customer_id AND o.customer_id BETWEEN %(low)s AND %(high)s
        WHERE o.stage IS DISTINCT FROM d.stage) AS moved,
       (SELECT count(*) FROM written) AS written;
