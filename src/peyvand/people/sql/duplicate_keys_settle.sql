-- Bring the keys of customers in step with those just read (duplicate_fresh): whole, or only of %(ids)s.
-- Grain: one row per customer and key. Only what differs is written, so that a scan of everybody leaves no dead rows.
ANALYZE duplicate_fresh;
DELETE FROM people_duplicatekey AS old
WHERE (%(ids)s::bigint[] IS NULL OR old.customer_id = ANY (%(ids)s::bigint[]))
  AND NOT EXISTS (SELECT FROM duplicate_fresh n WHERE n.customer_id = old.customer_id AND n.key = old.key);
INSERT INTO people_duplicatekey (customer_id, key, most)
SELECT customer_id, key, max(most) FROM duplicate_fresh GROUP BY customer_id, key
ON CONFLICT (customer_id, key) DO NOTHING;
DROP TABLE duplicate_fresh
