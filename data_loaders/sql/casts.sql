-- Casts that give null where a text is no such value.
CREATE MACRO number_or_null("value") AS try_cast("value" AS DOUBLE);

CREATE MACRO integer_or_null("value") AS try_cast("value" AS BIGINT);

CREATE MACRO date_or_null("value") AS try_cast("value" AS DATE);
