-- What the treatments of groups say, those of the lowest rank first: Today and the lists ask for them on every page.
-- grain: one treatment
SELECT
    treatment.group_id,
    treatment.first_response,
    treatment.owner_role_id,
    treatment.contact_every,
    treatment.contact_by,
    treatment.channel,
    treatment.discount,
    treatment.gifts,
    treatment.approver_id
FROM people_treatment AS treatment
INNER JOIN people_group AS customer_group ON customer_group.id = treatment.group_id
ORDER BY customer_group.rank, customer_group.name;
