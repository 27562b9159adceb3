-- Pairs of customers that share a key: of everybody, or with one of %(ids)s. Grain: one row per pair, low id first.
-- A key that too many share is passed over, so the work grows with the number of customers, never with its square.
-- Key by key, so that who is compared with many comes up once, not in every batch.
WITH asked AS (
    SELECT DISTINCT key FROM people_duplicatekey WHERE customer_id = ANY (%(ids)s::bigint[])
),
block AS (
    SELECT k.key, array_agg(k.customer_id ORDER BY k.customer_id) AS members
    FROM people_duplicatekey k
    WHERE %(ids)s::bigint[] IS NULL OR k.key IN (SELECT key FROM asked)
    GROUP BY k.key
    HAVING count(*) BETWEEN 2 AND max(k.most)
)
SELECT one.id AS low, other.id AS high
FROM block, unnest(members) AS one (id), unnest(members) AS other (id)
WHERE one.id < other.id
  AND (%(ids)s::bigint[] IS NULL OR one.id = ANY (%(ids)s::bigint[]) OR other.id = ANY (%(ids)s::bigint[]))
GROUP BY 1, 2
ORDER BY min(key), 1, 2
