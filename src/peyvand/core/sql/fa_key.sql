-- The search and duplicate key of a text: one folded run of characters, so that four spellings of a
-- name are one value. Twin of peyvand.core.text.key; the tests compare them code point by code point.
-- Runs in generated columns of millions of rows: text of plain Persian letters and ASCII takes the short way,
-- which gives the same as the long one. In the long way, classes of letters go through regexp_replace, which is
-- several times faster than a longer translate.
-- ASCII is lowered under "C" first, so that a Turkish server cannot turn I into a dotless i.
CREATE OR REPLACE FUNCTION fa_key(value text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
BEGIN
    IF value !~ '[^ -~ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیآئؤأ\u0654\u200c]' THEN
        RETURN lower(
            replace(replace(replace(replace(
                replace(replace(replace(replace(value, 'آ', 'ا'), 'ئ', 'ی'), 'ؤ', 'و'), 'أ', 'ا'),
            ' ', ''), '-', ''), U&'\200C', ''), U&'\0654', '')
        COLLATE "C");
    END IF;
    RETURN translate(
        regexp_replace(
        regexp_replace(
        regexp_replace(
        regexp_replace(
        replace(
        replace(
        replace(
            lower(lower(
                regexp_replace(
                    normalize(value, NFKD),
                    '[\u0001-\u0020\u002d\u007f-\u00a0\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0600-\u0605\u0610-\u061c\u0621\u0640\u064b-\u065f\u0670\u0674\u06d6-\u06ed\u0890-\u089f\u08ca-\u08ff\u1680\u180e\u1ab0-\u1aff\u1dc0-\u1dff\u2000-\u2015\u2028-\u202f\u205f-\u206f\u20d0-\u20ff\u2212\u3000\ufe00-\ufe0f\ufe20-\ufe2f\ufeff]+',
                    '', 'g')
            COLLATE "C") COLLATE "default"),
        'ς', 'σ'), 'ı', 'i'), 'ٱ', 'ا'),
        '[يىےېێۍ]', 'ی', 'g'),
        '[كڪػ]', 'ک', 'g'),
        '[ەةہھۃ]', 'ه', 'g'),
        '[ۆۇۋ]', 'و', 'g'),
        '۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩', '01234567890123456789'
    );
END
$$;
