-- Sum the counted moves up, as in fold.sql.
WITH gone AS (DELETE FROM relationship_movetally RETURNING owner_id, team_id, day, previous, stage, n)
INSERT INTO relationship_movetally (owner_id, team_id, day, previous, stage, n)
SELECT owner_id, team_id, day, previous, stage, sum(n)::bigint
FROM gone
GROUP BY 1, 2, 3, 4, 5
HAVING sum(n) <> 0;
