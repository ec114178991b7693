"""Folders for what is only needed while a process lives, and the removal of those that a killed one left behind."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

STALE_SECONDS: Final = 24 * 3600
"""Age from which on the folder of a process that is gone is removed; younger ones may be another container's."""
_NAME: Final = re.compile(r"pipeline-[a-z]+-(\d+)(?:-\w+)?")


def prefix(kind: str) -> str:
    """How the temporary folders of this process begin: with what they are for and whose they are."""
    return f"pipeline-{kind}-{os.getpid()}-"


def sweep(*, now: float, folder: Path | None = None) -> int:
    """Remove the folders of processes that are gone, a day after their last change; gives how many.

    `now`: seconds since the epoch. `folder`: where they lie, by default where temporary files are put.
    """
    place = folder or Path(tempfile.gettempdir())
    stale = [path for path in _entries(place) if _is_stale(path, now)]
    for path in stale:
        shutil.rmtree(path, ignore_errors=True)
    return sum(not path.exists() for path in stale)


def _entries(place: Path) -> list[Path]:
    with suppress(OSError):
        return list(place.iterdir())
    return []


def _is_stale(path: Path, now: float) -> bool:
    """Whether it is a folder of ours, not touched for a day, of a process that is no more."""
    named = _NAME.fullmatch(path.name)
    if named is None:
        return False
    with suppress(OSError):
        state = path.lstat()
        ours = path.is_dir() and not path.is_symlink() and state.st_uid == os.getuid()
        return ours and now - state.st_mtime > STALE_SECONDS and not _lives(int(named[1]))
    return False


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
