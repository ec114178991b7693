-- Where deals come from and what finding them cost: leads, money spent, visits by channel; and the lines of deals.

CREATE TABLE loaded.leads (
    import_id INTEGER NOT NULL,
    sheet VARCHAR,
    row BIGINT,
    lead_id VARCHAR,
    lead_name VARCHAR,
    email VARCHAR,
    title VARCHAR,
    account_id VARCHAR,
    account_name VARCHAR,
    source VARCHAR,
    campaign VARCHAR,
    owner_name VARCHAR,
    status VARCHAR,
    outcome VARCHAR,
    created_at TIMESTAMP,
    first_response_at TIMESTAMP,
    converted_at TIMESTAMP,
    deal_id VARCHAR,
    deal_name VARCHAR,
    country VARCHAR,
    industry VARCHAR,
    score DOUBLE,
    extra VARCHAR
);

CREATE TABLE loaded.spend (
    import_id INTEGER NOT NULL,
    sheet VARCHAR,
    row BIGINT,
    source VARCHAR,
    medium VARCHAR,
    campaign VARCHAR,
    period_start DATE,
    period_end DATE,
    amount DOUBLE,
    currency VARCHAR,
    clicks DOUBLE,
    impressions DOUBLE,
    conversions DOUBLE
);

CREATE TABLE loaded.channel_sessions (
    import_id INTEGER NOT NULL,
    sheet VARCHAR,
    row BIGINT,
    channel VARCHAR,
    source VARCHAR,
    medium VARCHAR,
    campaign VARCHAR,
    period_start DATE,
    period_end DATE,
    sessions DOUBLE,
    engaged_sessions DOUBLE,
    users DOUBLE,
    conversions DOUBLE
);

CREATE TABLE loaded.line_items (
    import_id INTEGER NOT NULL,
    sheet VARCHAR,
    row BIGINT,
    deal_id VARCHAR,
    deal_name VARCHAR,
    product_id VARCHAR,
    product VARCHAR,
    quantity DOUBLE,
    unit_price DOUBLE,
    discount DOUBLE,
    amount DOUBLE,
    currency VARCHAR
);
