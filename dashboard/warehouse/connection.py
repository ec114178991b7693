"""The one door to the DuckDB file.

The file is attached to an in-memory database with an explicit storage version, so that DuckDB 1.5 and 2.x both open
it; a lock file beside it keeps a second process out with a clear sentence; everything that reaches outside the
database is switched off before the first query.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self

import duckdb

from dashboard.errors import BUSY, DAMAGED, DashboardError
from dashboard.language import mark
from dashboard.warehouse import decided_file, layout, migrations, originals
from data_loaders import workfolders
from data_loaders.beside import processors

MAIN: Final = "main"
STORAGE_VERSION: Final = "v1.5.0"
IN_USE: Final = mark("The warehouse {path} is in use by another process.")
CLOSE_OTHER: Final = mark("Close the other dashboard or command that has it open, then try again.")
UNREADABLE: Final = mark("The warehouse {path} cannot be opened: {detail}")
NO_ROOM: Final = mark("There is no room to write the warehouse {path}: {detail}")
MAKE_ROOM: Final = mark("Nothing was changed. Make room on the disk, then try again.")
RESTORE: Final = mark("Put a backup in its place, or move it away and run the rebuild command.")

FULL: Final = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)

_open_here: dict[Path, Warehouse] = {}
_opening = threading.Lock()


class Warehouse:
    """An open warehouse. One a path and process: opening it again gives the same one.

    Take a `cursor` a script run and thread; never share one between threads.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.files = path.with_name(path.name + ".files")
        self.spool = path.with_name(path.name + ".spool")
        self.decided = decided_file.path_beside(path)
        self.writing = threading.RLock()
        self._users = 0
        self._transactions = 0
        self._version_then: tuple[int, int] | None = None
        with contextlib.ExitStack() as undo:
            self._lock = undo.enter_context(_locked(path))
            existed = path.exists()
            originals.sweep(self.spool)
            workfolders.sweep(now=time.time())
            try:
                self._connection = undo.enter_context(_attached(path, self.spool))
                with contextlib.closing(self.cursor()) as cursor:
                    migrations.apply(cursor)
                    decided_file.restore(cursor, self.decided)
                    layout.refresh(cursor)
                    self._settle(cursor, existed=existed)
            except duckdb.Error as error:
                detail = _first_line(error)
                raise DashboardError(UNREADABLE, RESTORE, exit_code=DAMAGED, path=path, detail=detail) from error
            undo.pop_all()

    def cursor(self, schema: str = MAIN) -> duckdb.DuckDBPyConnection:
        """A connection of its own for one thread and one run; names that a schema lacks are looked for in `main`."""
        cursor = self._connection.cursor()
        cursor.execute(f"USE warehouse.{schema}")
        return cursor

    @property
    def version(self) -> int:
        """Grows with every change of the data. Read again after a transaction only: nobody else writes."""
        transactions = self._transactions
        if self._version_then is None or self._version_then[0] != transactions:
            with contextlib.closing(self.cursor()) as cursor:
                self._version_then = transactions, int(_one(cursor, "SELECT version FROM data_version")[0])
        return self._version_then[1]

    @contextlib.contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor in a transaction: committed as a whole, or not at all.

        Raises DashboardError where the disk has no room for it; the warehouse is then as before.
        """
        with self.writing, contextlib.closing(self.cursor()) as cursor, room_for(self.path):
            try:
                cursor.execute("BEGIN")
                yield cursor
                cursor.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(duckdb.Error):
                    cursor.execute("ROLLBACK")
                with contextlib.suppress(duckdb.Error, OSError):
                    self._settle(cursor)
                raise
            finally:
                self._transactions += 1
            try:
                self._settle(cursor)
                cursor.execute("CHECKPOINT warehouse")
            except (duckdb.Error, OSError):  # it is committed, the log beside the file holds it; the engine starts anew
                self._connection.close()
                self._connection = _attached(self.path, self.spool)

    def _settle(self, cursor: duckdb.DuckDBPyConnection, *, existed: bool = True) -> None:
        """Bring what lies beside the database to what is committed; beside one made anew that is all there is."""
        if existed:
            originals.settle(cursor, self.files)
            decided_file.write(cursor, self.decided)

    def close(self) -> None:
        """Give this user's hold back; the last one closes the file and frees the lock."""
        with _opening:
            self._users -= 1
            if self._users > 0:
                return
            _open_here.pop(self.path, None)
            self._connection.close()
            self._lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_warehouse(path: Path) -> Warehouse:
    """Open (or make) the warehouse at a path. Raises DashboardError when another process holds it or it is damaged."""
    path.parent.mkdir(parents=True, exist_ok=True)
    real = path.resolve()
    with _opening:
        warehouse = _open_here.get(real)
        if warehouse is None:
            warehouse = _open_here[real] = Warehouse(real)
        warehouse._users += 1  # noqa: SLF001 - the registry and the class are one thing
        return warehouse


@contextlib.contextmanager
def room_for(path: Path) -> Iterator[None]:
    """Say in one sentence that the disk is full. Raises DashboardError."""
    try:
        yield
    except (OSError, duckdb.Error) as error:
        if not any(os.strerror(code) in str(error) for code in FULL):
            raise
        raise DashboardError(NO_ROOM, MAKE_ROOM, path=path, detail=_first_line(error)) from error


def _locked(path: Path) -> IO[str]:
    lock = path.with_name(path.name + ".lock").open("w", encoding="utf-8")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise DashboardError(IN_USE, CLOSE_OTHER, exit_code=BUSY, path=path) from error
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def _attached(path: Path, spool: Path) -> duckdb.DuckDBPyConnection:
    spool.mkdir(exist_ok=True)
    connection = duckdb.connect(":memory:", config={"threads": str(processors())})
    quoted = str(path).replace("'", "''")
    connection.execute(f"ATTACH '{quoted}' AS warehouse (STORAGE_VERSION '{STORAGE_VERSION}')")
    spool_quoted = str(spool).replace("'", "''")
    temporary = tempfile.gettempdir().replace("'", "''")
    for setting in (
        f"SET temp_directory = '{temporary}/pipeline-dashboard-{os.getpid()}'",
        # Past this the engine spills to disk: the process takes a quarter of a GB more, 1.5 GB for five million events.
        "SET memory_limit = '1250MB'",
        # For every cursor: without GLOBAL it would hold for this connection alone.
        "SET GLOBAL TimeZone = 'UTC'",
        "SET autoinstall_known_extensions = false",
        "SET autoload_known_extensions = false",
        "SET python_enable_replacements = false",
        f"SET allowed_directories = ['{spool_quoted}']",
        "SET enable_external_access = false",
        "SET lock_configuration = true",
    ):
        connection.execute(setting)
    return connection


def _one(cursor: duckdb.DuckDBPyConnection, sql: str) -> tuple[Any, ...]:
    (row,) = cursor.execute(sql).fetchall()
    return tuple(row)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
