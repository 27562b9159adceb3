-- Relationships counted by whom they belong to, stage, currency and the day from which they need somebody.
-- Every statement adds what it changed; nobody waits for a common counter. `engine.fold` sums the rows up.
CREATE FUNCTION relationship_tally_relationship() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO relationship_tally (owner_id, team_id, stage, currency, needs_from, n, value)
        SELECT c.owner_id, c.team_id, r.stage, r.currency,
               CASE WHEN r.attention_on <= r.decided_on THEN DATE '0001-01-01' ELSE r.attention_on END,
               count(*), sum(r.value)::bigint
        FROM come r JOIN people_customer c ON c.id = r.customer_id
        WHERE c.deleted_at IS NULL
        GROUP BY 1, 2, 3, 4, 5;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO relationship_tally (owner_id, team_id, stage, currency, needs_from, n, value)
        SELECT c.owner_id, c.team_id, r.stage, r.currency,
               CASE WHEN r.attention_on <= r.decided_on THEN DATE '0001-01-01' ELSE r.attention_on END,
               -count(*), -sum(r.value)::bigint
        FROM gone r JOIN people_customer c ON c.id = r.customer_id
        WHERE c.deleted_at IS NULL
        GROUP BY 1, 2, 3, 4, 5;
    ELSE
        INSERT INTO relationship_tally (owner_id, team_id, stage, currency, needs_from, n, value)
        SELECT c.owner_id, c.team_id, r.stage, r.currency,
               CASE WHEN r.attention_on <= r.decided_on THEN DATE '0001-01-01' ELSE r.attention_on END AS needs_from,
               sum(r.sign)::bigint, sum(r.sign * r.value)::bigint
        FROM (SELECT customer_id, stage, currency, attention_on, decided_on, value, 1 AS sign FROM come
              UNION ALL
              SELECT customer_id, stage, currency, attention_on, decided_on, value, -1 FROM gone) r
        JOIN people_customer c ON c.id = r.customer_id
        WHERE c.deleted_at IS NULL
        GROUP BY 1, 2, 3, 4, 5
        HAVING sum(r.sign) <> 0 OR sum(r.sign * r.value) <> 0;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION relationship_tally_customer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO relationship_tally (owner_id, team_id, stage, currency, needs_from, n, value)
    SELECT m.owner_id, m.team_id, r.stage, r.currency,
           CASE WHEN r.attention_on <= r.decided_on THEN DATE '0001-01-01' ELSE r.attention_on END,
           sum(m.sign)::bigint, sum(m.sign * r.value)::bigint
    FROM (SELECT o.id, x.owner_id, x.team_id, x.sign
          FROM gone o JOIN come n ON n.id = o.id,
               LATERAL (VALUES (o.owner_id, o.team_id, o.deleted_at, -1), (n.owner_id, n.team_id, n.deleted_at, 1))
                       AS x (owner_id, team_id, deleted_at, sign)
          WHERE (o.owner_id, o.team_id, o.deleted_at IS NULL) IS DISTINCT FROM (n.owner_id, n.team_id, n.deleted_at IS NULL)
            AND x.deleted_at IS NULL) m
    JOIN relationship_relationship r ON r.customer_id = m.id
    GROUP BY 1, 2, 3, 4, 5;
    RETURN NULL;
END $$;

CREATE TRIGGER relationship_tally_come AFTER INSERT ON relationship_relationship
    REFERENCING NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION relationship_tally_relationship();
CREATE TRIGGER relationship_tally_changed AFTER UPDATE ON relationship_relationship
    REFERENCING OLD TABLE AS gone NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION relationship_tally_relationship();
CREATE TRIGGER relationship_tally_gone AFTER DELETE ON relationship_relationship
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION relationship_tally_relationship();
CREATE TRIGGER relationship_tally_customer AFTER UPDATE ON people_customer
    REFERENCING OLD TABLE AS gone NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION relationship_tally_customer();

INSERT INTO relationship_tally (owner_id, team_id, stage, currency, needs_from, n, value)
SELECT c.owner_id, c.team_id, r.stage, r.currency,
       CASE WHEN r.attention_on <= r.decided_on THEN DATE '0001-01-01' ELSE r.attention_on END,
       count(*), sum(r.value)::bigint
FROM relationship_relationship r JOIN people_customer c ON c.id = r.customer_id
WHERE c.deleted_at IS NULL
GROUP BY 1, 2, 3, 4, 5;
