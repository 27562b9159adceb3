-- An owner handed over in the very moment of a decision can leave her name behind and the tally one off: set both right.
UPDATE relationship_relationship AS r
SET owner_id = c.owner_id, team_id = c.team_id
FROM people_customer AS c
WHERE c.id = r.customer_id AND (c.owner_id, c.team_id) IS DISTINCT FROM (r.owner_id, r.team_id);

-- One statement sees one moment: what others write meanwhile adds its own rows and is not lost.
WITH gone AS (DELETE FROM relationship_tally)
INSERT INTO relationship_tally (owner_id, team_id, stage, currency, needs_from, n, value)
SELECT c.owner_id, c.team_id, r.stage, r.currency,
       CASE WHEN r.attention_on <= r.decided_on THEN DATE '0001-01-01' ELSE r.attention_on END,
       count(*), sum(r.value)::bigint
FROM relationship_relationship r JOIN people_customer c ON c.id = r.customer_id
WHERE c.deleted_at IS NULL
GROUP BY 1, 2, 3, 4, 5;
