-- Moves counted by whom the customer belongs to, the day, and the stages; arrivals (from nowhere) among them.
-- Every statement adds what it changed, as in tally.sql; `engine.fold_moves` sums the rows up. A review that reads the
-- history of everybody again counts all moves once at its end, instead of each of them here.
CREATE FUNCTION relationship_flow_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO relationship_movetally (owner_id, team_id, day, previous, stage, n)
        SELECT c.owner_id, c.team_id, m.from_on, m.previous, m.stage, count(*)
        FROM come m JOIN people_customer c ON c.id = m.customer_id
        WHERE c.deleted_at IS NULL
        GROUP BY 1, 2, 3, 4, 5;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO relationship_movetally (owner_id, team_id, day, previous, stage, n)
        SELECT c.owner_id, c.team_id, m.from_on, m.previous, m.stage, -count(*)
        FROM gone m JOIN people_customer c ON c.id = m.customer_id
        WHERE c.deleted_at IS NULL
        GROUP BY 1, 2, 3, 4, 5;
    ELSE
        INSERT INTO relationship_movetally (owner_id, team_id, day, previous, stage, n)
        SELECT c.owner_id, c.team_id, m.from_on, m.previous, m.stage, sum(m.sign)::bigint
        FROM (SELECT customer_id, from_on, previous, stage, 1 AS sign FROM come
              UNION ALL
              SELECT customer_id, from_on, previous, stage, -1 FROM gone) m
        JOIN people_customer c ON c.id = m.customer_id
        WHERE c.deleted_at IS NULL
        GROUP BY 1, 2, 3, 4, 5
        HAVING sum(m.sign) <> 0;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION relationship_flow_customer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO relationship_movetally (owner_id, team_id, day, previous, stage, n)
    SELECT x.owner_id, x.team_id, m.from_on, m.previous, m.stage, sum(x.sign)::bigint
    FROM gone o JOIN come n ON n.id = o.id,
         LATERAL (VALUES (o.owner_id, o.team_id, o.deleted_at, -1), (n.owner_id, n.team_id, n.deleted_at, 1))
                 AS x (owner_id, team_id, deleted_at, sign),
         LATERAL (SELECT from_on, previous, stage FROM relationship_stagemove WHERE customer_id = o.id) m
    WHERE (o.owner_id, o.team_id, o.deleted_at IS NULL) IS DISTINCT FROM (n.owner_id, n.team_id, n.deleted_at IS NULL)
      AND x.deleted_at IS NULL
    GROUP BY 1, 2, 3, 4, 5
    HAVING sum(x.sign) <> 0;
    RETURN NULL;
END $$;

CREATE TRIGGER relationship_flow_come AFTER INSERT ON relationship_stagemove
    REFERENCING NEW TABLE AS come FOR EACH STATEMENT
    WHEN (current_setting('peyvand.count_moves', true) IS DISTINCT FROM 'later')
    EXECUTE FUNCTION relationship_flow_move();
CREATE TRIGGER relationship_flow_changed AFTER UPDATE ON relationship_stagemove
    REFERENCING OLD TABLE AS gone NEW TABLE AS come FOR EACH STATEMENT
    WHEN (current_setting('peyvand.count_moves', true) IS DISTINCT FROM 'later')
    EXECUTE FUNCTION relationship_flow_move();
CREATE TRIGGER relationship_flow_gone AFTER DELETE ON relationship_stagemove
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT
    WHEN (current_setting('peyvand.count_moves', true) IS DISTINCT FROM 'later')
    EXECUTE FUNCTION relationship_flow_move();
CREATE TRIGGER relationship_flow_customer AFTER UPDATE ON people_customer
    REFERENCING OLD TABLE AS gone NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION relationship_flow_customer();

INSERT INTO relationship_movetally (owner_id, team_id, day, previous, stage, n)
SELECT c.owner_id, c.team_id, m.from_on, m.previous, m.stage, count(*)
FROM relationship_stagemove m JOIN people_customer c ON c.id = m.customer_id
WHERE c.deleted_at IS NULL
GROUP BY 1, 2, 3, 4, 5;
