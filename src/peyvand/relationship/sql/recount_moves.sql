-- Count all moves anew; as in recount.sql, one statement sees one moment.
WITH gone AS (DELETE FROM relationship_movetally)
INSERT INTO relationship_movetally (owner_id, team_id, day, previous, stage, n)
SELECT c.owner_id, c.team_id, m.from_on, m.previous, m.stage, count(*)
FROM relationship_stagemove m JOIN people_customer c ON c.id = m.customer_id
WHERE c.deleted_at IS NULL
GROUP BY 1, 2, 3, 4, 5;
SELECT set_config('peyvand.count_moves', 'now', true);
