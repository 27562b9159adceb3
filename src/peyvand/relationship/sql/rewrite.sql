-- Put the history that was read again in place of the old one; a stretch that ends after the day is open again.
INSERT INTO relationship_stagemove (customer_id, stage, previous, from_on, to_on, evidence, cause)
SELECT customer_id, stage, previous, from_on, to_on, evidence, cause FROM engine_history;
UPDATE relationship_stagemove m SET to_on = NULL
FROM engine_replay r WHERE m.customer_id = r.customer_id AND m.to_on > %(day)s;
