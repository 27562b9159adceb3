-- Who comes in with a session's key: the session, its person with her role, team and pinned views, and the settings.
-- grain: one living session of somebody who still works here; none for everybody else
SELECT
    person.id,
    person.password,
    person.last_login,
    person.email,
    person.phone,
    person.name,
    person.role_id,
    person.team_id,
    person.is_active,
    person.language,
    person.calendar,
    person.digits,
    person.money_unit,
    person.theme,
    person.created_at,
    person.is_demo,
    person.badges,
    person.list_columns,
    session.session_data,
    role.key AS role_key,
    role.name AS role_name,
    role.needs_second_factor AS role_needs_second_factor,
    role.needs_second_factor AND NOT EXISTS (
        SELECT 1
        FROM platform_secondfactor AS factor
        WHERE factor.user_id = person.id AND factor.confirmed_at IS NOT NULL
    ) AS lacks_second_factor,
    team.name AS team_name,
    (
        SELECT jsonb_agg(jsonb_build_array(held.model, held.action, held.level))::text
        FROM platform_roleright AS held
        WHERE held.role_id = person.role_id
    ) AS rights,
    (SELECT jsonb_object_agg(setting.key, setting.value)::text FROM platform_setting AS setting) AS settings,
    (
        SELECT jsonb_agg(jsonb_build_array(pinned.id, pinned.list_key, pinned.name, pinned.query))::text
        FROM (
            SELECT view.id, view.list_key, view.name, view.query
            FROM platform_savedview AS view
            WHERE view.is_pinned AND (view.user_id = person.id OR view.is_shared)
            ORDER BY view.name, view.id
            LIMIT %(pins)s
        ) AS pinned
    ) AS pinned
FROM platform_session AS session
INNER JOIN platform_user AS person ON person.id = session.user_id AND person.is_active
INNER JOIN platform_role AS role ON role.id = person.role_id
LEFT JOIN platform_team AS team ON team.id = person.team_id
WHERE session.session_key = %(key)s AND session.expire_date > now()
