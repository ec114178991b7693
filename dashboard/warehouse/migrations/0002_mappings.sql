-- Mappings that people confirmed: what to read otherwise in files with certain headers.
CREATE TABLE mappings (
    name VARCHAR NOT NULL,
    fingerprint VARCHAR NOT NULL,
    system VARCHAR NOT NULL,
    options VARCHAR NOT NULL,
    headers VARCHAR[] NOT NULL,
    saved_at TIMESTAMP NOT NULL,
    used INTEGER NOT NULL
);
