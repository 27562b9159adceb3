-- The history of memberships: every row that comes into people_groupmember begins a stay, every row that goes ends one.
-- The day of leaving is that of the organisation's zone. Merging re-points members and their history alike; what the
-- undoing of a merge puts back brings its own history along (`peyvand.put_back`).
CREATE FUNCTION people_group_stay() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    today date := (now() AT TIME ZONE coalesce(
        (SELECT value #>> '{}' FROM platform_setting WHERE key = 'zone'), 'Asia/Tehran'))::date;
BEGIN
    IF TG_OP = 'DELETE' THEN
        UPDATE people_groupstay s SET left_on = greatest(s.joined_on, today)
        FROM gone o
        WHERE s.group_id = o.group_id AND s.customer_id = o.customer_id AND s.left_on IS NULL;
    ELSIF coalesce(current_setting('peyvand.put_back', true), '') <> 'on' THEN
        INSERT INTO people_groupstay (group_id, customer_id, joined_on)
        SELECT group_id, customer_id, since FROM come;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER people_group_stay_begins AFTER INSERT ON people_groupmember
    REFERENCING NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION people_group_stay();
CREATE TRIGGER people_group_stay_ends AFTER DELETE ON people_groupmember
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION people_group_stay();
