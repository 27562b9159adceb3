-- A text like 2026-03-21 as a day. Unlike a cast it depends on no setting, so an index may hold it.
CREATE FUNCTION iso_day(day text) RETURNS date
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN make_date(substr(day, 1, 4)::integer, substr(day, 6, 2)::integer, substr(day, 9, 2)::integer)
