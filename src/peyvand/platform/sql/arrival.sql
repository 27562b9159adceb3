-- Who comes in by a session's key or with a token's secret: its person with her role, team and pinned views, and the
-- settings.
-- grain: one living session or token of somebody who still works here; none for everybody else
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
    door.session_data,
    door.token_id,
    door.token_prefix,
    door.token_scopes,
    door.token_used_at,
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
FROM (
    SELECT
        session.user_id,
        session.session_data,
        NULL::bigint AS token_id,
        NULL::text AS token_prefix,
        NULL::text[] AS token_scopes,
        NULL::timestamptz AS token_used_at
    FROM platform_session AS session
    WHERE session.session_key = %(key)s AND session.expire_date > now()
    UNION ALL
    SELECT token.user_id, '', token.id, token.prefix, token.scopes::text[], token.last_used_at
    FROM platform_token AS token
    WHERE
        token.secret_hash = %(secret)s
        AND token.revoked_at IS NULL
        AND (token.expires_at IS NULL OR token.expires_at > statement_timestamp())
) AS door
INNER JOIN platform_user AS person ON person.id = door.user_id AND person.is_active
INNER JOIN platform_role AS role ON role.id = person.role_id
LEFT JOIN platform_team AS team ON team.id = person.team_id
