"""XES event logs (IEEE 1849), plain or gzipped: one row an event, streamed, with the columns a log has as CSV.

Columns are named as process-mining tools name them: `case:concept:name` for the name of a case and `case:…` for its
other attributes, `concept:name` for the activity, `time:timestamp`. Attributes of attributes are left out. A document
type is refused: entities are how XML files do harm.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final
from xml.parsers import expat

import duckdb
import pyarrow as pa

from data_loaders import arrow_functions as pc
from data_loaders.problems import refused
from data_loaders.readers.tables import column_names, samples, store
from data_loaders.report import Said
from data_loaders.sheet import Sheet

GZIP: Final = b"\x1f\x8b"
BATCH: Final = 20_000
MOST_COLUMNS: Final = 300
MOST_BYTES: Final = 2_048 << 20
BLOCK: Final = 1 << 20
COMPLETE: Final = "complete"
ACTIVITY: Final = "concept:name"
LIFECYCLE: Final = "lifecycle:transition"
FIRST: Final = ("case:concept:name", ACTIVITY, "time:timestamp")
VALUES: Final = frozenset({"string", "date", "int", "float", "boolean", "id"})
_ROOT: Final = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>\s*)*<(?:\w+:)?log[\s>]",
    re.DOTALL,
)


def is_xes(start: bytes) -> bool:
    """Whether a file that begins so is an event log: its outermost element is `log`."""
    if start.startswith(GZIP):
        try:
            start = zlib.decompressobj(wbits=31).decompress(start, BLOCK)
        except zlib.error:
            return False
    return bool(_ROOT.match(start))


def read_xes(scratch: duckdb.DuckDBPyConnection, path: Path, *, file_name: str) -> Sheet:
    """The events of a log; `row` is the line an event begins on. Raises Refused where the file is damaged.

    Where a step is told by several events (scheduled, started, completed), its completion stays and the others are
    merged into it.
    """
    log = _Log(file_name)
    with path.open("rb") as start:
        zipped = start.read(2) == GZIP
    try:
        with gzip.open(path) if zipped else path.open("rb") as file:
            log.parser.ParseFile(_Metered(file, file_name))
    except expat.ExpatError as error:
        raise refused("xes_damaged", file_name=file_name, line=error.lineno) from error
    except (EOFError, zlib.error, OSError) as error:
        raise refused("xes_damaged", file_name=file_name, line=log.parser.CurrentLineNumber) from error
    log.flush()
    return _sheet(scratch, log)


def _sheet(scratch: duckdb.DuckDBPyConnection, log: _Log) -> Sheet:
    headers = tuple(sorted(log.headers, key=lambda name: (FIRST.index(name) if name in FIRST else len(FIRST), name)))
    if ACTIVITY not in headers:
        raise refused("file_no_table", file_name=log.file_name)
    done = pa.array(log.completed, pa.string())
    batches, left_out = [], 0
    for batch in log.batches:
        kept = _completed(batch, done)
        left_out += batch.num_rows - kept.num_rows
        columns = [
            kept[name] if name in kept.column_names else pa.nulls(kept.num_rows, pa.string()) for name in headers
        ]
        batches.append(pa.table([kept["row"], *columns], names=["row", *column_names(len(headers))]))
    table = store(scratch, iter(batches), len(headers))
    relation = scratch.table(table)
    return Sheet(
        name="",
        table=table,
        headers=headers,
        header_row=0,
        rows=sum(batch.num_rows for batch in batches),
        notes=(Said("xes_not_complete", {"count": left_out}),) if left_out else (),
        encoding=log.encoding,
        merged_rows=left_out,
        cells=samples(relation, column_names(len(headers))),
    )


def _completed(batch: pa.Table, done: pa.Array) -> pa.Table:
    """Without the events that only prepare a step whose completion is told elsewhere."""
    if LIFECYCLE not in batch.column_names:
        return batch
    said = pc.utf8_lower(batch[LIFECYCLE])
    partial = pc.fill_null(pc.not_equal(said, COMPLETE), False)
    told = pc.is_in(batch[ACTIVITY], done) if ACTIVITY in batch.column_names else pa.scalar(False)
    return batch.filter(pc.invert(pc.and_(partial, told)))


@dataclass
class _Metered:
    """A file that refuses to give more than two gigabytes."""

    file: IO[bytes] | gzip.GzipFile
    file_name: str
    given: int = 0

    def read(self, size: int = BLOCK) -> bytes:
        block = self.file.read(size)
        self.given += len(block)
        if self.given > MOST_BYTES:
            raise refused(
                "archive_too_big", file_name=self.file_name, unpacked_mb=self.given >> 20, limit_mb=MOST_BYTES >> 20
            )
        return block


@dataclass
class _Log:
    """The events seen so far; a parser calls the methods below."""

    file_name: str
    headers: dict[str, None] = field(default_factory=dict)
    batches: list[pa.Table] = field(default_factory=list)
    completions: Counter[str] = field(default_factory=Counter)
    encoding: str = "utf-8"
    _rows: list[dict[str, str]] = field(default_factory=list)
    _lines: list[int] = field(default_factory=list)
    _case: dict[str, str] = field(default_factory=dict)
    _case_begins: int = 0
    _event: dict[str, str] | None = None
    _path: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.XmlDeclHandler = self._declared

    @property
    def completed(self) -> list[str]:
        """The activities whose completion some event tells."""
        return list(self.completions)

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        self.encoding = (encoding or "utf-8").casefold()

    def _refuse(self, *_doctype: object) -> None:
        raise refused("xes_doctype", file_name=self.file_name)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(":")[2]
        above = self._path[-1] if self._path else ""
        if kind == "event" and above in {"trace", "log"}:
            self._event = {}
            self._lines.append(self.parser.CurrentLineNumber)
        elif kind == "trace" and above == "log":
            self._case, self._case_begins = {}, len(self._rows)
        elif kind in VALUES and above in {"trace", "event"}:
            self._value(above, attributes.get("key", ""), attributes.get("value", ""))
        self._path.append(kind)

    def _value(self, above: str, key: str, value: str) -> None:
        header = f"case:{key}" if above == "trace" else key
        if not key or not value or (header not in self.headers and len(self.headers) >= MOST_COLUMNS):
            return
        self.headers.setdefault(header)
        if above == "trace":
            self._case[header] = value
        elif self._event is not None:
            self._event[header] = value

    def _end(self, _name: str) -> None:
        kind = self._path.pop()
        if kind == "event" and self._event is not None:
            self._rows.append(self._event)
            if self._event.get(LIFECYCLE, "").casefold() == COMPLETE:
                self.completions[self._event.get(ACTIVITY, "")] += 1
            self._event = None
        elif kind == "trace":
            for row in self._rows[self._case_begins :]:
                row.update(self._case)
            if len(self._rows) >= BATCH:
                self.flush()

    def flush(self) -> None:
        """Turn the rows at hand into a table of texts."""
        names = [name for name in self.headers if any(name in row for row in self._rows)]
        columns = [pa.array([row.get(name) for row in self._rows], pa.string()) for name in names]
        if self._rows:
            self.batches.append(pa.table([pa.array(self._lines, pa.int64()), *columns], names=["row", *names]))
        self._rows, self._lines, self._case_begins = [], [], 0
