-- What people wrote beside the items of a review: a note, and a decision with who does it by when.
CREATE TABLE review_notes (
    kind VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    review_day DATE NOT NULL,
    title VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    what VARCHAR NOT NULL,
    who VARCHAR NOT NULL,
    by_when DATE,
    done_on DATE,
    written_at TIMESTAMP NOT NULL
);
