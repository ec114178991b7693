"""The one kind of error a reader ever sees: what happened, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

DONE: Final = 0
USAGE: Final = 2
REFUSED: Final = 3
BUSY: Final = 4
DAMAGED: Final = 5


class Term(str):
    """A value that the catalogue knows: it is told in the language of the sentence in which it stands."""

    __slots__ = ()


class DashboardError(Exception):
    """Something that a person can act on.

    `what` and `remedy` are English templates of the catalogue, with `{name}` places for `values`; the screen and
    the command line translate them by `parts`. `exit_code` is the command line's answer.
    """

    def __init__(self, what: str, remedy: str = "", *, exit_code: int = REFUSED, **values: object) -> None:
        self.what = what
        self.remedy = remedy
        self.exit_code = exit_code
        self.values = values
        super().__init__(" ".join(part.format(**values) for part in (what, remedy) if part))

    def parts(self, words: Callable[..., str]) -> tuple[str, str]:
        """What happened and what to do about it ('' where nothing is), in the reader's language."""
        values = {name: words(value) if isinstance(value, Term) else value for name, value in self.values.items()}
        return words(self.what, **values), words(self.remedy, **values) if self.remedy else ""
