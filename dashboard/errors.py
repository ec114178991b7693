"""The one kind of error a reader ever sees: what happened, and what to do."""

from __future__ import annotations

from typing import Final

DONE: Final = 0
USAGE: Final = 2
REFUSED: Final = 3
BUSY: Final = 4
DAMAGED: Final = 5


class DashboardError(Exception):
    """Something that a person can act on.

    `what` and `remedy` are English templates of the catalogue, with `{name}` places for `values`; the screen and
    the command line translate them. `exit_code` is the command line's answer.
    """

    def __init__(self, what: str, remedy: str = "", *, exit_code: int = REFUSED, **values: object) -> None:
        self.what = what
        self.remedy = remedy
        self.exit_code = exit_code
        self.values = values
        super().__init__(" ".join(part.format(**values) for part in (what, remedy) if part))
