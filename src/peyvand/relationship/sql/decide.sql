-- The decision: one row per customer in engine_person, from her facts on a day. It reads and judges, it writes only
-- engine_decision; the same file decides for one, for a million, and for a preview of other thresholds.
-- `due_on` is the next day on which time alone may decide otherwise; what else changes is seen when it happens.
-- What wins: a colleague's decision > she left (win-back after) > no exchange yet > an open problem > silence far
-- beyond her rhythm > rhythm broken, or weak signals together > first exchange of late > little known > account.
INSERT INTO engine_decision
WITH problem AS (
    SELECT DISTINCT ON (customer_id) customer_id, id, kind, opened_on, closed_on FROM relationship_problem
    WHERE customer_id BETWEEN %(low)s AND %(high)s AND opened_on <= %(day)s
      AND (closed_on IS NULL OR closed_on > %(day)s)
    ORDER BY customer_id, opened_on, id
),
to_come AS (
    SELECT customer_id, min(opened_on) AS opens_on FROM relationship_problem
    WHERE customer_id BETWEEN %(low)s AND %(high)s AND opened_on > %(day)s GROUP BY customer_id
),
measured AS (
    SELECT f.*, p.created_on, p.missing, t.welcome_days, t.care_days, t.warning_weight, t.minimum_stay, t.other_source,
           %(day)s::date - f.last_on AS silence, f.purchases >= t.least_exchanges AS own,
           CASE WHEN f.purchases >= t.least_exchanges
                THEN greatest(t.broken_times * f.median_gap, f.p90_gap, t.shortest_silence)
                ELSE greatest(t.other_broken, t.shortest_silence) END AS broken_after,
           CASE WHEN f.purchases >= t.least_exchanges
                THEN greatest(t.far_times * f.median_gap, f.p90_gap, 2 * t.shortest_silence)
                ELSE greatest(t.other_far, 2 * t.shortest_silence) END AS far_after,
           f.basket_now < (1 - t.basket_drop) * f.basket_before AND f.purchases >= 6 AS shrinks,
           f.returned > 0 AND f.returned >= t.return_share * f.sold AS returns,
           f.contacts_before >= 4 AND f.contacts_now <= (1 - t.contact_drop) * f.contacts_before AS fewer,
           q.id AS problem_id, q.kind AS problem_kind, q.opened_on, q.closed_on, n.opens_on,
           r.stage AS held_stage, r.since AS held_since, r.override_stage, r.override_reason, r.override_until,
           r.override_by_id, r.left_on, r.left_reason, r.left_note, r.calm_until, r.win_back_on, r.win_back_plan,
           -- Without a new exchange a silence is left only when it is clearly under its limit, and not within days.
           CASE WHEN r.stage IN ('potential_separation', 'separation') AND r.evidence #>> '{0,code}' LIKE '%%_rhythm'
                     AND r.since > f.last_on AND r.since <= %(day)s AND a.customer_id IS NULL
                THEN CASE WHEN %(day)s::date - r.since < t.minimum_stay THEN 0 ELSE t.hysteresis END
                ELSE 1 END AS hold
    FROM engine_person p
    JOIN relationship_facts f ON f.customer_id = p.customer_id AND f.customer_id BETWEEN %(low)s AND %(high)s
    JOIN engine_threshold t ON t.group_id = p.group_id
    LEFT JOIN problem q ON q.customer_id = p.customer_id
    LEFT JOIN to_come n ON n.customer_id = p.customer_id
    LEFT JOIN relationship_relationship r
      ON r.customer_id = p.customer_id AND r.customer_id BETWEEN %(low)s AND %(high)s
    LEFT JOIN engine_replay a ON a.customer_id = p.customer_id
),
weighed AS (
    SELECT *, silence > far_after * CASE WHEN held_stage = 'separation' THEN hold ELSE 1 END AS far,
           silence > broken_after * hold AS broken,
           2 * coalesce(shrinks, false)::int + 2 * coalesce(returns, false)::int + coalesce(fewer, false)::int AS weight,
           left_on <= %(day)s AND (last_on IS NULL OR last_on <= left_on) AS gone,
           win_back_on <= %(day)s AND (last_on IS NULL OR last_on <= win_back_on) AS comes_back,
           override_stage <> '' AND (override_until IS NULL OR override_until >= %(day)s) AS overruled
    FROM measured
),
-- Kept as rows, or each place that asks for the reason would work it out again.
judged AS MATERIALIZED (
    SELECT *, CASE WHEN comes_back AND left_on IS NOT NULL THEN 'win_back'
                   WHEN gone THEN 'left'
                   WHEN purchases = 0 THEN 'no_exchange'
                   WHEN %(day)s::date - opened_on > care_days THEN 'care_failed'
                   WHEN opened_on IS NOT NULL THEN 'problem_open'
                   WHEN far THEN 'far'
                   WHEN broken THEN 'broken'
                   WHEN weight >= warning_weight THEN 'signals'
                   WHEN %(day)s::date - first_on <= welcome_days THEN 'first_exchange'
                   WHEN purchases = 1 THEN 'one_exchange'
                   WHEN cardinality(missing) > 0 THEN 'profile_missing'
                   ELSE 'repeat' END AS reason
    FROM weighed
),
dated AS (
    SELECT j.*, v.stage AS natural_stage, v.cause AS natural_cause,
           CASE j.reason WHEN 'win_back' THEN win_back_on WHEN 'left' THEN left_on WHEN 'no_exchange' THEN created_on
                WHEN 'care_failed' THEN opened_on + care_days + 1 WHEN 'problem_open' THEN opened_on
                WHEN 'far' THEN last_on + floor(far_after)::int + 1
                WHEN 'broken' THEN last_on + floor(broken_after)::int + 1
                WHEN 'signals' THEN last_any_on WHEN 'first_exchange' THEN first_on
                ELSE greatest(first_on + welcome_days + 1, last_on) END AS natural_on
    FROM judged j
    JOIN (VALUES ('win_back', 'win_back', 'return'), ('left', 'separation', 'farewell'),
                 ('no_exchange', 'attraction', 'time'), ('care_failed', 'potential_separation', 'problem'),
                 ('problem_open', 'intensive_care', 'problem'), ('far', 'separation', 'time'),
                 ('broken', 'potential_separation', 'time'), ('signals', 'potential_separation', 'signals'),
                 ('first_exchange', 'welcome', 'exchange'), ('one_exchange', 'acquaintance', 'time'),
                 ('profile_missing', 'acquaintance', 'time'), ('repeat', 'account', 'time')) v (reason, stage, cause)
      ON v.reason = j.reason
),
explained AS (
    SELECT *, jsonb_build_array(CASE
                WHEN reason IN ('far', 'broken') THEN jsonb_build_object(
                    'code', CASE WHEN own THEN 'own_rhythm' ELSE other_source || '_rhythm' END, 'last_on', last_on,
                    'median', median_gap, 'limit', CASE reason WHEN 'far' THEN far_after ELSE broken_after END)
                WHEN reason IN ('care_failed', 'problem_open') THEN jsonb_build_object(
                    'code', reason, 'on', opened_on, 'kind', problem_kind, 'problem_id', problem_id)
                WHEN reason = 'left' THEN jsonb_build_object(
                    'code', reason, 'on', left_on, 'reason', left_reason, 'note', left_note, 'calm_until', calm_until)
                WHEN reason = 'win_back' THEN jsonb_build_object(
                    'code', reason, 'on', win_back_on, 'reason', left_reason, 'plan', win_back_plan)
                WHEN reason = 'no_exchange' THEN jsonb_build_object('code', reason, 'on', created_on)
                WHEN reason = 'signals' THEN jsonb_build_object('code', reason, 'weight', weight, 'from', warning_weight)
                WHEN reason = 'profile_missing' THEN jsonb_build_object('code', reason, 'fields', missing)
                WHEN reason = 'repeat' THEN jsonb_build_object(
                    'code', CASE WHEN own THEN 'in_rhythm' ELSE 'repeat' END, 'count', purchases, 'last_on', last_on,
                    'median', median_gap)
                ELSE jsonb_build_object('code', reason, 'on', first_on) END)
           || CASE WHEN shrinks AND purchases > 0 THEN jsonb_build_array(jsonb_build_object(
                    'code', 'smaller_basket', 'now', basket_now, 'before', basket_before, 'currency', currency))
              ELSE '[]' END
           || CASE WHEN returns AND purchases > 0 THEN jsonb_build_array(jsonb_build_object(
                    'code', 'returns', 'returned', returned, 'sold', sold, 'currency', currency)) ELSE '[]' END
           || CASE WHEN fewer THEN jsonb_build_array(jsonb_build_object(
                    'code', 'fewer_contacts', 'now', contacts_now, 'before', contacts_before)) ELSE '[]' END AS evidence
    FROM dated
)
SELECT customer_id,
       CASE WHEN overruled THEN override_stage ELSE natural_stage END, natural_stage,
       CASE WHEN overruled THEN %(day)s::date ELSE natural_on END,
       CASE WHEN overruled THEN 'override' ELSE natural_cause END,
       CASE WHEN overruled THEN jsonb_build_array(jsonb_build_object('code', 'override', 'reason', override_reason,
                 'by', override_by_id, 'until', override_until)) ELSE evidence END,
       CASE WHEN overruled THEN evidence END,
       (SELECT min(on_day) FROM unnest(ARRAY[
            last_on + floor(broken_after)::int + 1, last_on + floor(far_after)::int + 1, first_on + welcome_days + 1,
            opened_on + care_days + 1, closed_on, opens_on, left_on, win_back_on,
            CASE WHEN overruled THEN least(override_until, DATE '9999-12-30') + 1 END, -- the last day there is has no next
            -- Somebody whom only hysteresis holds, or who comes to us later than on this day, is looked at every day.
            CASE WHEN silence <= far_after AND reason = 'far' OR silence <= broken_after AND reason = 'broken'
                      OR purchases = 0 AND created_on = %(day)s::date THEN %(day)s::date + 1 END
        ]) on_day WHERE on_day > %(day)s::date)
FROM explained;
