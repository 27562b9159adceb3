-- Take the events and the jobs away that speak of certain ids; a job that is being done just now finishes.
WITH told AS (
    DELETE FROM platform_eventrow WHERE (payload ->> %(key)s)::bigint = ANY (%(ids)s::bigint[]) RETURNING 1
)
DELETE FROM procrastinate_jobs
WHERE status <> 'doing' AND coalesce(args -> 'payload' ->> %(key)s, args ->> %(key)s)::bigint = ANY (%(ids)s::bigint[]);
