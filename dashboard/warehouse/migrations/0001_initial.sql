-- The first version of the warehouse: what each file states (loaded), the imports, and what people decided (rules,
-- aliases).
-- The believed tables (main) and the hot rows (fast) are not migrated: the layout rebuilds them whole.

CREATE SCHEMA loaded;

CREATE SCHEMA fast;

CREATE SEQUENCE import_ids START 1;

CREATE TABLE imports (
    import_id INTEGER PRIMARY KEY,
    sha256 VARCHAR NOT NULL UNIQUE,
    file_name VARCHAR NOT NULL,
    size BIGINT NOT NULL,
    system VARCHAR NOT NULL,
    kinds VARCHAR[] NOT NULL,
    fields VARCHAR[] NOT NULL,
    as_of TIMESTAMP NOT NULL,
    loaded_at TIMESTAMP NOT NULL,
    is_sample BOOLEAN NOT NULL,
    rows_read BIGINT NOT NULL,
    rows_loaded BIGINT NOT NULL,
    rows_merged BIGINT NOT NULL,
    rows_rejected BIGINT NOT NULL,
    options VARCHAR NOT NULL,
    report VARCHAR NOT NULL
);

-- One row: grows by one with every change of the data; caches use it as part of their key.
CREATE TABLE data_version (version BIGINT NOT NULL, layout VARCHAR NOT NULL);

INSERT INTO data_version VALUES (0, '');

CREATE TABLE settings (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);

-- A stage as a person ordered it; wins over every guess.
CREATE TABLE stage_rules (
    pipeline VARCHAR NOT NULL, stage VARCHAR NOT NULL, position INTEGER, status VARCHAR NOT NULL
);

-- Two spellings of one value: field (product, owner_name, account_name, ...), the spelling in the deals, the one
-- meant.
CREATE TABLE aliases (field VARCHAR NOT NULL, value VARCHAR NOT NULL, canonical VARCHAR NOT NULL);

CREATE TABLE loaded.deals (
    import_id INTEGER NOT NULL,
    sheet VARCHAR,
    row BIGINT,
    deal_id VARCHAR,
    deal_name VARCHAR,
    account_id VARCHAR,
    account_name VARCHAR,
    contact_name VARCHAR,
    owner_id VARCHAR,
    owner_name VARCHAR,
    team VARCHAR,
    pipeline VARCHAR,
    stage VARCHAR,
    status VARCHAR,
    stage_entered_at TIMESTAMP,
    amount DOUBLE,
    currency VARCHAR,
    amount_base DOUBLE,
    probability DOUBLE,
    forecast_category VARCHAR,
    created_at TIMESTAMP,
    expected_close DATE,
    closed_at TIMESTAMP,
    lost_reason VARCHAR,
    competitor VARCHAR,
    source VARCHAR,
    deal_type VARCHAR,
    customer_type VARCHAR,
    product VARCHAR,
    segment VARCHAR,
    region VARCHAR,
    industry VARCHAR,
    next_step VARCHAR,
    last_activity_at TIMESTAMP,
    next_activity_at TIMESTAMP,
    modified_at TIMESTAMP,
    extra VARCHAR
);

CREATE TABLE loaded.stage_events (
    import_id INTEGER NOT NULL,
    sheet VARCHAR,
    row BIGINT,
    deal_id VARCHAR,
    deal_name VARCHAR,
    account_name VARCHAR,
    pipeline VARCHAR,
    from_stage VARCHAR,
    to_stage VARCHAR,
    "at" TIMESTAMP,
    amount DOUBLE,
    expected_close DATE,
    probability DOUBLE,
    changed_by VARCHAR,
    evidence VARCHAR,
    precision VARCHAR,
    sequence BIGINT
);

CREATE TABLE loaded.deal_changes (
    import_id INTEGER NOT NULL,
    sheet VARCHAR,
    row BIGINT,
    deal_id VARCHAR,
    deal_name VARCHAR,
    field VARCHAR,
    old_value VARCHAR,
    new_value VARCHAR,
    "at" TIMESTAMP,
    changed_by VARCHAR,
    precision VARCHAR
);

CREATE TABLE loaded.activities (
    import_id INTEGER NOT NULL,
    sheet VARCHAR,
    row BIGINT,
    activity_id VARCHAR,
    type VARCHAR,
    subject VARCHAR,
    deal_id VARCHAR,
    deal_name VARCHAR,
    account_name VARCHAR,
    contact_name VARCHAR,
    owner_name VARCHAR,
    due_at TIMESTAMP,
    done_at TIMESTAMP,
    outcome VARCHAR
);

CREATE TABLE loaded.owners (
    import_id INTEGER NOT NULL,
    sheet VARCHAR,
    row BIGINT,
    owner_id VARCHAR,
    owner_name VARCHAR,
    email VARCHAR,
    manager VARCHAR,
    team VARCHAR,
    region VARCHAR,
    active BOOLEAN
);

CREATE TABLE loaded.targets (
    import_id INTEGER NOT NULL,
    sheet VARCHAR,
    row BIGINT,
    level VARCHAR,
    name VARCHAR,
    pipeline VARCHAR,
    period_start DATE,
    period_end DATE,
    amount DOUBLE,
    currency VARCHAR,
    measure VARCHAR
);

CREATE TABLE loaded.accounts (
    import_id INTEGER NOT NULL,
    sheet VARCHAR,
    row BIGINT,
    account_id VARCHAR,
    account_name VARCHAR,
    segment VARCHAR,
    industry VARCHAR,
    region VARCHAR,
    employees DOUBLE,
    revenue DOUBLE,
    parent VARCHAR
);

CREATE TABLE loaded.products (
    import_id INTEGER NOT NULL,
    sheet VARCHAR,
    row BIGINT,
    product_id VARCHAR,
    product_name VARCHAR,
    family VARCHAR,
    list_price DOUBLE
);

CREATE TABLE loaded.fx_rates (
    import_id INTEGER NOT NULL,
    sheet VARCHAR,
    row BIGINT,
    currency VARCHAR,
    base VARCHAR,
    day DATE,
    rate DOUBLE
);

CREATE TABLE loaded.stages (
    import_id INTEGER NOT NULL,
    pipeline VARCHAR,
    stage VARCHAR,
    position BIGINT,
    status VARCHAR,
    strength BIGINT,
    reason VARCHAR
);
