-- Put the last touch back where no newer one has come since.
UPDATE people_customer AS customer
SET last_touch_at = (change.before ->> 'was')::timestamptz
FROM platform_importchange AS change
WHERE change.run_id = %(run)s AND change.model = 'touch' AND change.object_id = customer.id
  AND customer.last_touch_at = (change.before ->> 'left')::timestamptz
