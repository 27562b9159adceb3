-- Working tables of one chunk of the engine; they live and die with the database connection.
-- A chunk fits into memory, and no statement here runs long enough to be worth compiling.
SET LOCAL work_mem = '96MB';
SET LOCAL jit = off;
SET LOCAL client_min_messages = warning;
SELECT set_config('peyvand.count_moves', %(counting)s, true);
CREATE TEMP TABLE IF NOT EXISTS engine_day (
    customer_id bigint NOT NULL, day date NOT NULL, net bigint, orders int, sold bigint, returned bigint,
    least_currency text, most_currency text, counts boolean, nth int, total int, gap int, last_on date, checksum bigint
);
CREATE TEMP TABLE IF NOT EXISTS engine_changed (customer_id bigint NOT NULL);
CREATE TEMP TABLE IF NOT EXISTS engine_replay (customer_id bigint NOT NULL);
CREATE TEMP TABLE IF NOT EXISTS engine_decision (
    customer_id bigint NOT NULL, stage text, engine_stage text, natural_on date, cause text, evidence jsonb,
    engine_evidence jsonb, due_on date
);
CREATE TEMP TABLE IF NOT EXISTS engine_move (
    customer_id bigint NOT NULL, stage text, before text, open_on date, from_on date, cause text, evidence jsonb
);
CREATE TEMP TABLE IF NOT EXISTS engine_threshold (
    group_id bigint PRIMARY KEY, welcome_days int, check_in_days int, first_touch_days int, rest_days int,
    care_days int, least_exchanges int, broken_times float, far_times float, shortest_silence int, hysteresis float,
    minimum_stay int, warning_weight float, basket_drop float, return_share float, contact_drop float,
    other_broken float, other_far float, other_source text, typical_year bigint
);
CREATE TEMP TABLE IF NOT EXISTS engine_person (
    customer_id bigint NOT NULL, group_id bigint NOT NULL, created_on date NOT NULL, missing text[]
);
CREATE TEMP TABLE IF NOT EXISTS engine_history (
    customer_id bigint NOT NULL, stage text, previous text, from_on date, to_on date, evidence jsonb, cause text
);
TRUNCATE engine_changed, engine_history, engine_day, engine_replay, engine_decision, engine_move, engine_threshold, engine_person;
