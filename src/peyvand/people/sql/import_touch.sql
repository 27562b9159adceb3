-- Move the last touch of customers forward, never back.
UPDATE people_customer AS customer
SET last_touch_at = given.at
FROM unnest(%(ids)s::bigint[], %(moments)s::timestamptz[]) AS given (id, at)
WHERE customer.id = given.id AND (customer.last_touch_at IS NULL OR customer.last_touch_at < given.at)
