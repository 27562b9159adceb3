-- A relationship repeats whose the customer is. Decisions write it (settle.sql); when the customer is handed over, this
-- does. Changing it fires the tally's trigger, which finds nothing that counts differently.
CREATE FUNCTION relationship_ours() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE relationship_relationship AS r
    SET owner_id = come.owner_id, team_id = come.team_id
    FROM come
    WHERE r.customer_id = come.id AND (r.owner_id, r.team_id) IS DISTINCT FROM (come.owner_id, come.team_id);
    RETURN NULL;
END $$;

CREATE TRIGGER relationship_ours AFTER UPDATE ON people_customer
    REFERENCING NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION relationship_ours();

UPDATE relationship_relationship AS r
SET owner_id = c.owner_id, team_id = c.team_id
FROM people_customer AS c
WHERE c.id = r.customer_id AND (c.owner_id, c.team_id) IS DISTINCT FROM (r.owner_id, r.team_id);
