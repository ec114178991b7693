"""The kept originals beside the warehouse, and how they change together with it, or not at all.

What a transaction wants of this folder is laid down in it before the commit: a new original as `<hash>.part` with its
`<hash>.json.part`, one that goes as an empty `<hash>.gone`. `settle` looks in the database which of it came true. It
runs after every transaction and on opening, so a process killed at any moment leaves nothing half done.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import duckdb

from data_loaders.options import Options

PART: Final = ".part"
GONE: Final = ".gone"
TOLD: Final = ".json"
LOADED: Final = "SELECT sha256, import_id, is_sample, options FROM imports"


@dataclass(frozen=True)
class Kept:
    """A kept original and how it was loaded."""

    path: Path
    import_id: int
    is_sample: bool
    options: Options


def lay_down(folder: Path, original: Path, sha256: str, *, import_id: int, is_sample: bool, options: Options) -> None:
    """Before the commit: the original, and beside it what is needed to load it again without the database."""
    folder.mkdir(exist_ok=True)
    target = folder / sha256
    if not target.exists():
        part = folder / (sha256 + PART)
        shutil.copyfile(original, part)
        _flush(part)
    told = {"import_id": import_id, "is_sample": is_sample, "options": options.to_json()}
    beside = folder / (sha256 + TOLD + PART)
    beside.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    _flush(beside)


def lay_down_removal(folder: Path, hashes: Sequence[str]) -> None:
    """Before the commit: these originals go with their imports."""
    for sha256 in hashes:
        if (folder / sha256).exists():
            (folder / (sha256 + GONE)).touch()


def settle(cursor: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Carry out what was committed, take back what was not. Raises OSError where the folder cannot be written."""
    waiting = [path for path in folder.glob("*") if path.suffix in (PART, GONE)]
    if not waiting:
        return
    loaded = {row[0]: tuple(row[1:]) for row in cursor.execute(LOADED).fetchall()}
    for gone in (path for path in waiting if path.suffix == GONE):
        if gone.stem not in loaded:
            (folder / (gone.stem + TOLD)).unlink(missing_ok=True)
            (folder / gone.stem).unlink(missing_ok=True)
        gone.unlink()
    for beside in (path for path in waiting if path.name.endswith(TOLD + PART)):
        sha256 = beside.name.removesuffix(TOLD + PART)
        part = folder / (sha256 + PART)
        if sha256 in loaded and loaded[sha256] == _told(beside):
            if part.exists():
                part.replace(folder / sha256)
            beside.replace(folder / (sha256 + TOLD))
        else:
            part.unlink(missing_ok=True)
            beside.unlink()
    for left in folder.glob("*" + PART):  # killed before it was whole
        left.unlink()


def kept(folder: Path) -> tuple[Kept, ...]:
    """Every kept original, in the order of loading."""
    found = []
    for beside in folder.glob("*" + TOLD):
        told = json.loads(beside.read_text(encoding="utf-8"))
        options = Options.from_json(told["options"])
        found.append(Kept(beside.with_suffix(""), told["import_id"], told["is_sample"], options))
    return tuple(sorted(found, key=lambda one: one.import_id))


def sweep(spool: Path) -> None:
    """Empty the working folder of what a killed process left; only for who holds the warehouse's lock."""
    for left in _entries(spool):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


def _entries(folder: Path) -> Iterator[Path]:
    with contextlib.suppress(OSError):
        yield from list(folder.iterdir())


def _told(beside: Path) -> tuple[Any, ...] | None:
    """What stands beside an original, as the database states it; null for a file cut short."""
    with contextlib.suppress(ValueError, KeyError):
        told = json.loads(beside.read_text(encoding="utf-8"))
        return told["import_id"], told["is_sample"], told["options"]
    return None


def _flush(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
