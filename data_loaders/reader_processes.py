"""The processes in which files are read: started when a file is there, or before, to stand by for it.

A reader that stands by has imported everything and waits for its one file; to start and to import takes longer than to
read a list of a thousand deals. At most one does, and not for ever: it holds some fifty megabytes.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from data_loaders.child import STANDS_BY
from data_loaders.workfolders import prefix

COMMAND: Final = (sys.executable, "-m", "data_loaders.child")
PROJECT: Final = Path(__file__).resolve().parent.parent
PATIENCE_S: Final = 600.0
"""Seconds that a reader stands by."""
TAIL: Final = 20_000
"""Bytes of the last complaints that are looked at."""


@dataclass(frozen=True)
class Reader:
    """A child in a group of its own, with a folder for what it needs only while it lives."""

    process: subprocess.Popen[bytes]
    folder: tempfile.TemporaryDirectory[str]

    @property
    def complaint(self) -> str:
        """The end of what it wrote as errors."""
        return _errors_in(Path(self.folder.name)).read_bytes()[-TAIL:].decode("utf-8", "replace")

    def end(self) -> None:
        """Kill the child with all that it started, wait until it is gone, and remove its folder."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()
        self.folder.cleanup()


@contextlib.contextmanager
def reader(command: Sequence[str] = COMMAND) -> Iterator[Reader]:
    """A reader for one file: the one that stands by, or a new one. It is ended in the end, its folder removed."""
    standing = _standby.take() if tuple(command) == COMMAND else None
    one = standing or _started(command)
    try:
        yield one
    finally:
        one.end()


def stand_by() -> None:
    """Start a reader that waits for its file, unless one does already; it ends with this process at the latest.

    Where none can be started, as on a full disk, none stands by: whoever has a file says so then.
    """
    _standby.fill()


def stand_down() -> None:
    """End the reader that stands by, if one does."""
    if (one := _standby.take()) is not None:
        one.end()


class _Standby:
    """The place of the one reader that stands by."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._reader: Reader | None = None
        self._patience: threading.Timer | None = None

    def fill(self) -> None:
        with self._lock:
            if self._reader is not None and self._reader.process.poll() is None:
                return
            self._leave()
            with contextlib.suppress(OSError):
                self._reader = _started((*COMMAND, STANDS_BY))
            self._patience = threading.Timer(PATIENCE_S, stand_down)
            self._patience.daemon = True
            self._patience.start()

    def take(self) -> Reader | None:
        """The reader, for whoever asks first; null where none lives."""
        with self._lock:
            one = self._reader
            if one is not None and one.process.poll() is None:
                self._reader = None
                self._leave()
                return one
            self._leave()
            return None

    def _leave(self) -> None:
        """Remove what is left of a reader that has died, and wait no more."""
        if self._patience is not None:
            self._patience.cancel()
        if self._reader is not None:
            self._reader.end()
        self._reader, self._patience = None, None


_standby: Final = _Standby()
atexit.register(stand_down)


def _errors_in(folder: Path) -> Path:
    return folder / "errors.txt"


def _started(command: Sequence[str]) -> Reader:
    folder = tempfile.TemporaryDirectory(prefix=prefix("reading"), ignore_cleanup_errors=True)
    paths = [str(PROJECT), *filter(None, [os.environ.get("PYTHONPATH")])]
    with _errors_in(Path(folder.name)).open("wb") as errors:
        process = subprocess.Popen(  # noqa: S603 - our own module, and no shell
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            cwd=folder.name,
            env={**os.environ, "TMPDIR": folder.name, "PYTHONPATH": os.pathsep.join(paths)},
            start_new_session=True,
        )
    return Reader(process, folder)
