-- From which stage to which the engine would move how many, were its working tables taken seriously.
SELECT r.stage AS source, d.stage AS target, count(*) AS count
FROM engine_decision d JOIN relationship_relationship r ON r.customer_id = d.customer_id
WHERE r.stage <> d.stage
GROUP BY r.stage, d.stage ORDER BY count(*) DESC, r.stage, d.stage;
