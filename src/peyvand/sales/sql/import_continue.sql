-- Orders whose lines went on in a later part of the file.
UPDATE sales_order AS placed
SET total = longer.total, line_count = longer.line_count, kind = longer.kind
FROM unnest(%(ids)s::bigint[], %(totals)s::bigint[], %(counts)s::integer[], %(kinds)s::text[])
    AS longer (id, total, line_count, kind)
WHERE placed.id = longer.id
