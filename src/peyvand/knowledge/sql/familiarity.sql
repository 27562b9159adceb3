-- How well we know each customer: one row of knowledge_familiarity per customer. Whatever it follows from tells it by
-- itself: the customer's own columns, her ways of being reached, her groups, the facts; so it cannot be stale. Only a
-- changed minimum profile is carried out by a job (`knowledge.measure_everyone`), as it concerns everybody.
ALTER TABLE knowledge_familiarity ADD CONSTRAINT knowledge_familiarity_customer_fk
    FOREIGN KEY (customer_id) REFERENCES people_customer (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- A plan is kept for as long as a session lives, from when a table was perhaps still empty: so never by reading it whole.
CREATE FUNCTION knowledge_measure(whom bigint[]) RETURNS void LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
    WITH everybody AS MATERIALIZED (
        SELECT coalesce((SELECT p.wants FROM knowledge_minimumprofile p WHERE p.group_id IS NULL),
                        ARRAY['name']::varchar[]) AS wants
    ),
    looked AS (
        SELECT c.id, w.wanted, w.missing, r.rank, f.facts, f.asked
        FROM people_customer c
        -- Of the groups that a customer is in, the lowest rank with a minimum profile of its own says what must be known.
        LEFT JOIN LATERAL (
            SELECT p.wants
            FROM people_groupmember m
            JOIN people_group g ON g.id = m.group_id AND g.measures
            JOIN knowledge_minimumprofile p ON p.group_id = g.id
            WHERE m.customer_id = c.id
            ORDER BY g.rank, g.name, g.id
            LIMIT 1
        ) own ON true
        CROSS JOIN LATERAL (
            SELECT count(*)::int AS wanted, coalesce(array_agg(a.key ORDER BY a.nth) FILTER (WHERE NOT a.known), '{}')::varchar[] AS missing
            FROM (
                SELECT k.key, k.nth,
                       CASE
                           WHEN k.key = 'name' THEN c.name <> ''
                           WHEN k.key = 'city' THEN c.city <> ''
                           WHEN k.key = 'industry' THEN c.industry <> ''
                           WHEN k.key = 'source' THEN c.source <> ''
                           WHEN k.key = 'language' THEN c.language <> ''
                           WHEN k.key = 'birthday' THEN c.birthday IS NOT NULL
                           WHEN k.key = 'national_id' THEN c.national_id IS NOT NULL
                           WHEN k.key = 'owner' THEN c.owner_id IS NOT NULL
                           WHEN k.key = 'group' THEN
                               EXISTS (SELECT FROM people_groupmember m WHERE m.customer_id = c.id)
                           WHEN k.key LIKE 'custom\_%' THEN c.extra ? substr(k.key, 8)
                           WHEN k.key LIKE 'fact:%' THEN EXISTS (
                               SELECT FROM knowledge_fact f
                               WHERE f.customer_id = c.id AND f.kind = substr(k.key, 6) AND f.removed_at IS NULL)
                           WHEN k.key LIKE 'question:%' THEN EXISTS (
                               SELECT FROM knowledge_fact f
                               WHERE f.customer_id = c.id AND f.kind = 'answer' AND f.question = substr(k.key, 10)
                                 AND f.removed_at IS NULL)
                           ELSE EXISTS (
                               SELECT FROM people_contactpoint p WHERE p.customer_id = c.id AND p.kind = k.key)
                       END AS known
                FROM unnest(coalesce(own.wants, (SELECT wants FROM everybody))) WITH ORDINALITY AS k (key, nth)
                -- What cannot be known of her is not asked: a birthday of a company, a field of persons, one put away,
                -- a question that is not asked of such customers.
                WHERE CASE
                          WHEN k.key = 'birthday' THEN c.kind = 'person'
                          WHEN k.key = 'industry' THEN c.kind = 'organisation'
                          WHEN k.key LIKE 'custom\_%' THEN EXISTS (
                              SELECT FROM platform_customfield d
                              WHERE d.subject = 'customer' AND d.key = substr(k.key, 8) AND d.archived_at IS NULL
                                AND d.variant IN ('', c.kind))
                          WHEN k.key LIKE 'question:%' THEN EXISTS (
                              SELECT FROM knowledge_questionset q
                              WHERE q.id = split_part(substr(k.key, 10), '-', 1)::bigint AND q.archived_at IS NULL
                                AND q.variant IN ('', c.kind)
                                AND (q.group_id IS NULL OR EXISTS (
                                    SELECT FROM people_groupmember m
                                    WHERE m.group_id = q.group_id AND m.customer_id = c.id)))
                          ELSE true
                      END
            ) a
        ) w
        CROSS JOIN LATERAL (
            SELECT count(*)::int AS facts, (count(*) FILTER (WHERE s.is_asked))::int AS asked
            FROM knowledge_fact s
            WHERE s.customer_id = c.id AND s.removed_at IS NULL
              AND NOT EXISTS (SELECT FROM knowledge_fact n WHERE n.supersedes_id = s.id AND n.removed_at IS NULL)
        ) f
        CROSS JOIN LATERAL (
            SELECT min(g.rank) AS rank
            FROM people_groupmember m
            JOIN people_group g ON g.id = m.group_id
            WHERE m.customer_id = c.id
        ) r
        WHERE c.id = ANY (whom)
    )
    INSERT INTO knowledge_familiarity (customer_id, wanted, missing, percent, rank, facts, asked, first_hand)
    SELECT l.id, l.wanted, l.missing, 100 * (l.wanted - cardinality(l.missing)) / greatest(l.wanted, 1)
               + CASE l.wanted WHEN 0 THEN 100 ELSE 0 END,
           l.rank, l.facts, l.asked, 100 * l.asked / nullif(l.facts, 0)
    FROM looked l
    LEFT JOIN knowledge_familiarity h ON h.customer_id = l.id
    -- Whoever stands as before is not touched: nobody waits for a row that would say the same.
    WHERE (h.wanted, h.missing, h.rank, h.facts, h.asked) IS DISTINCT FROM (l.wanted, l.missing, l.rank, l.facts, l.asked)
    ORDER BY l.id
    ON CONFLICT (customer_id) DO UPDATE
        SET (wanted, missing, percent, rank, facts, asked, first_hand)
            = (excluded.wanted, excluded.missing, excluded.percent, excluded.rank, excluded.facts, excluded.asked,
               excluded.first_hand);
END $$;

CREATE FUNCTION knowledge_measure_own() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM knowledge_measure(ARRAY(SELECT id FROM come));
    ELSE
        -- A difference of sets: a join planned for one customer would compare everyone with everyone for many.
        PERFORM knowledge_measure(ARRAY(SELECT told.id FROM (
            SELECT id, kind, name <> '', city <> '', industry <> '', source <> '', language <> '', birthday IS NULL,
                   national_id IS NULL, owner_id IS NULL, extra FROM come
            EXCEPT
            SELECT id, kind, name <> '', city <> '', industry <> '', source <> '', language <> '', birthday IS NULL,
                   national_id IS NULL, owner_id IS NULL, extra FROM gone
        ) told));
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION knowledge_measure_of() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM knowledge_measure(ARRAY(SELECT DISTINCT customer_id FROM come));
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM knowledge_measure(ARRAY(SELECT DISTINCT customer_id FROM gone));
    ELSE
        PERFORM knowledge_measure(ARRAY(SELECT customer_id FROM come UNION SELECT customer_id FROM gone));
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION knowledge_measure_group() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM knowledge_measure(ARRAY(SELECT customer_id FROM people_groupmember WHERE group_id = NEW.id));
    RETURN NULL;
END $$;

CREATE TRIGGER knowledge_customer_come AFTER INSERT ON people_customer
    REFERENCING NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION knowledge_measure_own();
CREATE TRIGGER knowledge_customer_changed AFTER UPDATE ON people_customer
    REFERENCING OLD TABLE AS gone NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION knowledge_measure_own();
CREATE TRIGGER knowledge_contact_come AFTER INSERT ON people_contactpoint
    REFERENCING NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION knowledge_measure_of();
CREATE TRIGGER knowledge_contact_changed AFTER UPDATE ON people_contactpoint
    REFERENCING OLD TABLE AS gone NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION knowledge_measure_of();
CREATE TRIGGER knowledge_contact_gone AFTER DELETE ON people_contactpoint
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION knowledge_measure_of();
CREATE TRIGGER knowledge_member_come AFTER INSERT ON people_groupmember
    REFERENCING NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION knowledge_measure_of();
CREATE TRIGGER knowledge_member_changed AFTER UPDATE ON people_groupmember
    REFERENCING OLD TABLE AS gone NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION knowledge_measure_of();
CREATE TRIGGER knowledge_member_gone AFTER DELETE ON people_groupmember
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION knowledge_measure_of();
CREATE TRIGGER knowledge_fact_come AFTER INSERT ON knowledge_fact
    REFERENCING NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION knowledge_measure_of();
CREATE TRIGGER knowledge_fact_changed AFTER UPDATE ON knowledge_fact
    REFERENCING OLD TABLE AS gone NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION knowledge_measure_of();
CREATE TRIGGER knowledge_fact_gone AFTER DELETE ON knowledge_fact
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION knowledge_measure_of();
CREATE TRIGGER knowledge_group_ranked AFTER UPDATE ON people_group
    FOR EACH ROW WHEN ((OLD.rank, OLD.measures) IS DISTINCT FROM (NEW.rank, NEW.measures))
    EXECUTE FUNCTION knowledge_measure_group();

-- Whoever is there already.
SELECT knowledge_measure(ARRAY(SELECT id FROM people_customer));
