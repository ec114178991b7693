"""A file that is read into sheets beside the import of everything that makes sense of them."""

from __future__ import annotations

from concurrent.futures import Future
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data_loaders.beside import begin
from data_loaders.bytewise import Seen
from data_loaders.readers import read_sheets
from data_loaders.scratch import open_scratch
from data_loaders.sheet import Sheet


@dataclass(frozen=True)
class Begun:
    """The sheets of a file and the scratch that holds their rows, which whoever began it closes."""

    scratch: duckdb.DuckDBPyConnection
    sheets: tuple[Sheet, ...]


def begin_sheets(
    path: Path,
    *,
    file_name: str,
    seen: Future[Seen] | None = None,
    scratch: Future[duckdb.DuckDBPyConnection] | None = None,
) -> Future[Begun]:
    """Read a file in a thread of its own from now on.

    `seen`, `scratch`: a look at its bytes and the scratch for its rows, where they were begun already. The result
    raises Refused where nothing can be read.
    """
    return begin(lambda: _read(path, file_name, seen, scratch))


def _read(
    path: Path, file_name: str, seen: Future[Seen] | None, opened: Future[duckdb.DuckDBPyConnection] | None
) -> Begun:
    with ExitStack() as undo:
        scratch = undo.enter_context(closing(opened.result() if opened else open_scratch()))
        begun = Begun(scratch, read_sheets(scratch, path, file_name=file_name, begun=seen))
        undo.pop_all()
    return begun
