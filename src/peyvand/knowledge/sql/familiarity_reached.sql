-- Ways of being reached come and go by the ten thousand in an import. What nobody asks of anybody changes nothing in how well
-- we know them: only the kinds that a minimum profile wants are measured.
CREATE FUNCTION knowledge_measure_reached() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wanted varchar[] := ARRAY(SELECT unnest(wants) FROM knowledge_minimumprofile);
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM knowledge_measure(ARRAY(SELECT DISTINCT customer_id FROM come WHERE kind = ANY (wanted)));
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM knowledge_measure(ARRAY(SELECT DISTINCT customer_id FROM gone WHERE kind = ANY (wanted)));
    ELSE
        PERFORM knowledge_measure(ARRAY(
            SELECT customer_id FROM come WHERE kind = ANY (wanted)
            UNION
            SELECT customer_id FROM gone WHERE kind = ANY (wanted)));
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER knowledge_contact_come AFTER INSERT ON people_contactpoint
    REFERENCING NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION knowledge_measure_reached();
CREATE OR REPLACE TRIGGER knowledge_contact_changed AFTER UPDATE ON people_contactpoint
    REFERENCING OLD TABLE AS gone NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION knowledge_measure_reached();
CREATE OR REPLACE TRIGGER knowledge_contact_gone AFTER DELETE ON people_contactpoint
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION knowledge_measure_reached();
