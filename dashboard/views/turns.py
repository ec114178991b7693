"""Pages of numbers are drawn one at a time, in the order in which they were asked for.

One process draws for everybody, and Python lets one thread of it work at a time. Pages drawn at once share it: all of
them come late, and the thread that sends what is drawn waits behind each of them. In turn a page takes as long as
alone, and while many click at once the line drains from its front.

A turn is for drawing. Who waits for an answer of the warehouse, where Python does not work, steps aside for the others
meanwhile. Nobody waits for longer than `PATIENCE_S`: should a page hang, the others go on without a turn.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from streamlit.runtime.scriptrunner import get_script_run_ctx

PATIENCE_S: Final = 5.0


@dataclass(eq=False)
class _Waiting:
    visit: str
    called: threading.Event = field(default_factory=threading.Event)
    has_turn: bool = False


class Turns:
    """Who may draw, and who waits for it; shared by all threads."""

    def __init__(self, patience_s: float = PATIENCE_S) -> None:
        self._patience_s = patience_s
        self._taken = False
        self._line: list[_Waiting] = []
        self._lock = threading.Lock()
        self._mine = threading.local()

    @contextmanager
    def turn(self, visit: str) -> Iterator[None]:
        """Wait for the turn and hold it until the end of the block.

        A newer run of a visit takes the place of an older one that still waits. The older one goes on at once without
        a turn: Streamlit has stopped it, which it hears as soon as it draws.
        """
        self._mine.held = self._take(visit, first=False)
        try:
            yield
        finally:
            if self._mine.held:
                self._mine.held = False
                self._give_back()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Let others draw until the end of the block; then be the next. Nothing where no turn is held."""
        if not getattr(self._mine, "held", False):
            yield
            return
        self._mine.held = False
        self._give_back()
        try:
            yield
        finally:
            self._mine.held = self._take("", first=True)

    def waiting(self) -> int:
        """How many stand in line."""
        with self._lock:
            return len(self._line)

    def _take(self, visit: str, *, first: bool) -> bool:
        """Whether there is a turn now, after the wait for it."""
        with self._lock:
            if not self._taken:
                self._taken = True
                return True
            waiting = _Waiting(visit)
            self._line_up(waiting, first=first)
        waiting.called.wait(self._patience_s)
        with self._lock:
            if waiting in self._line:
                self._line.remove(waiting)
            return waiting.has_turn

    def _line_up(self, waiting: _Waiting, *, first: bool) -> None:
        older = next((at for at, one in enumerate(self._line) if one.visit and one.visit == waiting.visit), None)
        if older is None:
            self._line.insert(0 if first else len(self._line), waiting)
            return
        self._line[older].called.set()
        self._line[older] = waiting

    def _give_back(self) -> None:
        with self._lock:
            self._taken = bool(self._line)
            if self._line:
                following = self._line.pop(0)
                following.has_turn = True
                following.called.set()


TURNS: Final = Turns()


def visit() -> str:
    """What tells the visit of this run from the others: a tab of a browser."""
    run = get_script_run_ctx()
    return "" if run is None else run.session_id
