-- The contact points of a kind that some customers have, the primary one of each last.
-- grain: one contact point
SELECT point.customer_id, point.value
FROM people_contactpoint AS point
WHERE point.customer_id = ANY(%(ids)s) AND point.kind = %(kind)s
ORDER BY point.is_primary, point.id DESC
