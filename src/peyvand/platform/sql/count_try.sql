-- One try in a bucket; a window that is over starts anew.
-- grain: one bucket; returns tries and the start of the window
INSERT INTO platform_ratelimit AS counter (bucket, window_start, tries)
VALUES (%(bucket)s, %(now)s, 1)
ON CONFLICT (bucket) DO UPDATE SET
    tries = CASE WHEN counter.window_start < %(start)s THEN 1 ELSE counter.tries + 1 END,
    window_start = CASE WHEN counter.window_start < %(start)s THEN %(now)s ELSE counter.window_start END
RETURNING tries, window_start
