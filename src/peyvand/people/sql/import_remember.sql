-- Keep how customers that were there before an import looked: the fields it changed, what it may have added to.
-- The first word counts; the version follows every change. %(rows)s: JSON array of {id, version, before}.
INSERT INTO platform_importchange (run_id, model, object_id, before, version)
SELECT %(run)s, 'customer', had.id, had.before, had.version
FROM jsonb_to_recordset(%(rows)s::jsonb) AS had (id bigint, version integer, before jsonb)
ON CONFLICT (run_id, model, object_id) DO UPDATE
SET version = excluded.version,
    before = platform_importchange.before || jsonb_build_object(
        'values', (excluded.before -> 'values') || (platform_importchange.before -> 'values')
    )
