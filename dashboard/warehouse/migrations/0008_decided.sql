-- Targets and exchange rates that people stated themselves, beside those of the files.
-- name: '' for the company; pipeline: '' for all of them; currency: '' for the reporting currency.
CREATE TABLE own_targets (
    level VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    pipeline VARCHAR NOT NULL,
    period_start DATE NOT NULL,
    period_end DATE NOT NULL,
    amount DOUBLE NOT NULL,
    currency VARCHAR NOT NULL
);

-- One unit of the currency is worth `rate` of the base from a day on.
CREATE TABLE own_rates (currency VARCHAR NOT NULL, base VARCHAR NOT NULL, day DATE NOT NULL, rate DOUBLE NOT NULL);
