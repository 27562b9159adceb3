-- The place of a text in a Persian list, as a string to compare byte by byte (collation "C"): spaces,
-- digits by value, the Persian alphabet in its own order, then Latin, then everything else.
-- Twin of peyvand.core.text.sort_key. Every Persian letter takes the ASCII character of its rank
-- between the digits and the small Latin letters, so a key is as short as the text.
-- Runs of digits get a width of fifteen, longer ones keep all their digits.
-- A name of plain letters and digits parted by single spaces takes the short way, which gives the same as the long one:
-- most names have at most one number, and who has no family name has a space in front.
CREATE OR REPLACE FUNCTION fa_sort(value text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
    plain text := btrim(value, ' ');
    ranked text;
    number text;
BEGIN
    IF plain !~ '[^ a-zA-Z0-9۰-۹آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی\u200c]|  | \u200c|\u200c ' THEN
        ranked := translate(
            lower(plain COLLATE "C"),
            U&'ایرنمدسهوتبشکلحعآپثجچخذزژصضطظغفقگ۰۱۲۳۴۵۶۷۸۹\200C',
            ';ZFWVDIYX><JSUBO:=?@ACEGHKLMNPQRT0123456789'
        );
        number := substring(ranked FROM '[0-9]+');
        IF number IS NULL THEN
            RETURN ranked;
        END IF;
        IF length(translate(ranked, '0123456789', '')) + length(number) = length(ranked) THEN
            plain := ltrim(number, '0');
            RETURN replace(ranked, number, lpad(plain, greatest(15, length(plain)), '0'));
        END IF;
        RETURN regexp_replace(
            regexp_replace(ranked, '([0-9]+)', '000000000000000\1', 'g'), '0*([0-9]{15,})', '\1', 'g'
        );
    END IF;
    RETURN regexp_replace(
        regexp_replace(
        translate(
        regexp_replace(
        regexp_replace(
        regexp_replace(
        regexp_replace(
        replace(
        replace(
        replace(
            lower(lower(
                btrim(regexp_replace(
                    regexp_replace(
                        replace(normalize(value, NFKD), U&'\0627\0653', U&'\0622'),
                        '[''\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0600-\u0605\u0610-\u061a\u061c\u0621\u0640\u064b-\u065f\u0670\u0674\u06d6-\u06ed\u0890-\u089f\u08ca-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff]+',
                        '', 'g'),
                    '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u060c\u061b\u061f\u066a-\u066d\u06d4\u1680\u180e\u2000-\u200a\u2010-\u2029\u202f-\u205f\u2212\u3000]+',
                    ' ', 'g'))
            COLLATE "C") COLLATE "default"),
        'ς', 'σ'), 'ı', 'i'), 'ٱ', 'ا'),
        '[يىےېێۍ]', 'ی', 'g'),
        '[كڪػ]', 'ک', 'g'),
        '[ەةہھۃ]', 'ه', 'g'),
        '[ۆۇۋ]', 'و', 'g'),
        'ایرنمدسهوتبشکلحعآپثجچخذزژصضطظغفقگ۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩',
        ';ZFWVDIYX><JSUBO:=?@ACEGHKLMNPQRT01234567890123456789'
        ),
        '([0-9]+)', '000000000000000\1', 'g'),
        '0*([0-9]{15,})', '\1', 'g'
    );
END
$$;
