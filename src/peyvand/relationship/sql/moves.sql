-- Write the moves: whoever is decided into another stage than the open stretch of her history begins a new one, on
-- the day its condition came true if that is after the open stretch began, else on the day of the decision.
INSERT INTO engine_move
SELECT d.customer_id, d.stage, m.stage, m.from_on,
       CASE WHEN m.cause = 'override' OR (m.cause = 'problem' AND d.cause <> 'problem')
            THEN greatest(%(day)s::date, m.from_on)
            WHEN m.from_on IS NULL OR d.natural_on > m.from_on THEN least(d.natural_on, %(day)s::date)
            ELSE greatest(%(day)s::date, m.from_on) END,
       CASE WHEN d.cause IN ('time', 'exchange') AND d.natural_on <= m.from_on
            THEN CASE WHEN m.cause IN ('problem', 'override', 'farewell', 'return', 'signals') THEN m.cause
                      ELSE 'threshold' END
            ELSE d.cause END,
       d.evidence
FROM engine_decision d
LEFT JOIN relationship_stagemove m
  ON m.customer_id = d.customer_id AND m.customer_id BETWEEN %(low)s AND %(high)s AND m.to_on IS NULL
WHERE m.stage IS DISTINCT FROM d.stage;

-- Twice on one day: back where she was before, as if nothing had been; or simply on to the next stage.
DELETE FROM relationship_stagemove m USING engine_move n
WHERE m.customer_id = n.customer_id AND m.to_on IS NULL AND m.from_on = n.from_on AND m.previous = n.stage;
UPDATE relationship_stagemove m SET to_on = NULL FROM engine_move n
WHERE m.customer_id = n.customer_id AND m.to_on = n.from_on AND m.stage = n.stage
  AND NOT EXISTS (SELECT FROM relationship_stagemove o WHERE o.customer_id = n.customer_id AND o.from_on >= n.from_on);
UPDATE relationship_stagemove m SET stage = n.stage, cause = n.cause, evidence = n.evidence FROM engine_move n
WHERE m.customer_id = n.customer_id AND m.to_on IS NULL AND m.from_on = n.from_on;

UPDATE relationship_stagemove m SET to_on = n.from_on FROM engine_move n
WHERE m.customer_id = n.customer_id AND m.to_on IS NULL AND m.from_on < n.from_on AND m.stage <> n.stage;
INSERT INTO relationship_stagemove (customer_id, stage, previous, from_on, evidence, cause)
SELECT n.customer_id, n.stage, coalesce(n.before, ''), n.from_on, n.evidence, n.cause FROM engine_move n
WHERE NOT EXISTS (SELECT FROM relationship_stagemove m WHERE m.customer_id = n.customer_id AND m.to_on IS NULL);
