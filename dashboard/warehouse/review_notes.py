"""What people wrote at a review: a note beside an item, and a decision with who does it by when."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Final, Literal

from dashboard.errors import USAGE, DashboardError
from dashboard.language import mark
from dashboard.warehouse.connection import Warehouse

Kind = Literal["signal", "change", "deal"]
LONGEST_NOTE: Final = 2000
LONGEST_LINE: Final = 200
TOO_LONG: Final = mark("A note may have {note} letters, a decision and a name {line}.")
SHORTEN: Final = mark("Shorten it and keep it again.")


@dataclass(frozen=True)
class Note:
    """One item of one review. `subject` is the same at every review; `title` is what it was called that day.

    `note`: what was said; `what`, `who`, `by_when`: what was decided, '' and None where nothing was. `done_on`: the
    review at which it was ticked off. `review_day`: the as-of of the review.
    """

    kind: Kind
    subject: str
    review_day: date
    title: str
    note: str = ""
    what: str = ""
    who: str = ""
    by_when: date | None = None
    done_on: date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nobody wrote anything."""
        return not (self.note or self.what or self.who or self.by_when)


def write(warehouse: Warehouse, note: Note) -> None:
    """Keep a note in the place of the one on the same item and day; an empty one takes it away.

    Raises DashboardError for a text that is too long.
    """
    kept = replace(note, note=note.note.strip(), what=note.what.strip(), who=note.who.strip())
    if len(kept.note) > LONGEST_NOTE or max(len(kept.what), len(kept.who)) > LONGEST_LINE:
        raise DashboardError(TOO_LONG, SHORTEN, exit_code=USAGE, note=LONGEST_NOTE, line=LONGEST_LINE)
    place = {"kind": kept.kind, "subject": kept.subject, "review_day": kept.review_day}
    with warehouse.transaction() as cursor:
        cursor.execute(
            "DELETE FROM review_notes WHERE kind = $kind AND subject = $subject AND review_day = $review_day", place
        )
        if not kept.is_empty:
            cursor.execute(
                """INSERT INTO review_notes VALUES ($kind, $subject, $review_day, $title, $note, $what, $who, $by_when,
                $done_on, now()::TIMESTAMP)""",
                asdict(kept),
            )


def written(warehouse: Warehouse, until: date) -> tuple[Note, ...]:
    """The notes of the reviews up to a day, the newest review first; in an order that no later word changes."""
    with closing(warehouse.cursor()) as cursor:
        found = cursor.execute(
            """SELECT kind, subject, review_day, title, note, what, who, by_when, done_on FROM review_notes
            WHERE review_day <= $until ORDER BY review_day DESC, kind DESC, title, subject""",
            {"until": until},
        ).fetchall()
    return tuple(Note(*row) for row in found)
