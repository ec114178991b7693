-- States of pages that people gave a name: the page, and its link without the language, as JSON (name → values).
CREATE TABLE saved_views (
    view_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    page VARCHAR NOT NULL,
    link VARCHAR NOT NULL,
    saved_at TIMESTAMP NOT NULL
);
