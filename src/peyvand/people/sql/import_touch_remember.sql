-- Keep the last touch of customers that an import is about to move: as it was before it, and where the import left it.
INSERT INTO platform_importchange (run_id, model, object_id, before, version)
SELECT %(run)s, 'touch', customer.id, jsonb_build_object('was', customer.last_touch_at, 'left', given.at), 0
FROM people_customer AS customer
JOIN unnest(%(ids)s::bigint[], %(moments)s::timestamptz[]) AS given (id, at) ON given.id = customer.id
WHERE customer.made_by_import_id IS DISTINCT FROM %(run)s
  AND (customer.last_touch_at IS NULL OR customer.last_touch_at < given.at)
ON CONFLICT (run_id, model, object_id)
DO UPDATE SET before = platform_importchange.before || jsonb_build_object('left', EXCLUDED.before -> 'left')
