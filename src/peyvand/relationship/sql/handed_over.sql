-- What changed hands is what remains when the customers before are taken from the customers after. Never a join of
-- the two: the plan is kept from the first statement of a connection, which may have changed one customer, and would
-- compare everybody with everybody when a later statement changes thirty thousand.
CREATE OR REPLACE FUNCTION relationship_tally_customer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO relationship_tally (owner_id, team_id, stage, currency, needs_from, n, value)
    SELECT m.owner_id, m.team_id, r.stage, r.currency,
           CASE WHEN r.attention_on <= r.decided_on THEN DATE '0001-01-01' ELSE r.attention_on END,
           sum(m.sign)::bigint, sum(m.sign * r.value)::bigint
    FROM (SELECT id, owner_id, team_id, sum(sign) AS sign
          FROM (SELECT id, owner_id, team_id, 1 AS sign FROM come WHERE deleted_at IS NULL
                UNION ALL
                SELECT id, owner_id, team_id, -1 FROM gone WHERE deleted_at IS NULL) both_sides
          GROUP BY id, owner_id, team_id
          HAVING sum(sign) <> 0) m
    JOIN relationship_relationship r ON r.customer_id = m.id
    GROUP BY 1, 2, 3, 4, 5;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION relationship_flow_customer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO relationship_movetally (owner_id, team_id, day, previous, stage, n)
    SELECT c.owner_id, c.team_id, m.from_on, m.previous, m.stage, sum(c.sign)::bigint
    FROM (SELECT id, owner_id, team_id, sum(sign) AS sign
          FROM (SELECT id, owner_id, team_id, 1 AS sign FROM come WHERE deleted_at IS NULL
                UNION ALL
                SELECT id, owner_id, team_id, -1 FROM gone WHERE deleted_at IS NULL) both_sides
          GROUP BY id, owner_id, team_id
          HAVING sum(sign) <> 0) c
    JOIN relationship_stagemove m ON m.customer_id = c.id
    GROUP BY 1, 2, 3, 4, 5
    HAVING sum(c.sign) <> 0;
    RETURN NULL;
END $$;
