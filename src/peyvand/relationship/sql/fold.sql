-- Sum the tally up: as many rows as there are different answers, instead of one for every change.
WITH gone AS (DELETE FROM relationship_tally RETURNING owner_id, team_id, stage, currency, needs_from, n, value)
INSERT INTO relationship_tally (owner_id, team_id, stage, currency, needs_from, n, value)
SELECT owner_id, team_id, stage, currency, needs_from, sum(n)::bigint, sum(value)::bigint
FROM gone
GROUP BY 1, 2, 3, 4, 5
HAVING sum(n) <> 0 OR sum(value) <> 0;
