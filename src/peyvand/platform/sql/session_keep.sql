-- Keep what changed in a session that is there. Nobody waits until the disk has it, for a crash may forget the last half
-- second of it: at worst somebody signs in again. Beginning and ending a session go Django's way and do wait.
-- grain: one session; none when it was ended meanwhile
WITH unhurried AS (SELECT set_config('synchronous_commit', 'off', true))
UPDATE platform_session AS session
SET session_data = %(data)s, expire_date = %(until)s, user_id = %(user)s, address = %(address)s, browser = %(browser)s,
    last_seen_at = now()
FROM unhurried
WHERE session.session_key = %(key)s;
