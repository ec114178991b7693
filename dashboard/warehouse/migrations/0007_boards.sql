-- Boards of one's own, and the panels pinned to them: which panel of which page, with the link as it was then (JSON).
CREATE TABLE boards (
    board_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    made_at TIMESTAMP NOT NULL
);
CREATE TABLE pins (
    board_id VARCHAR NOT NULL,
    place INTEGER NOT NULL,
    pin_id VARCHAR NOT NULL,
    page VARCHAR NOT NULL,
    panel VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    link VARCHAR NOT NULL
);
