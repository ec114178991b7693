"""Text tables (CSV, TSV and kin): encoding, dialect and header are found here, DuckDB reads the rest.

Well-formed files take the fast way. Where records and lines disagree (ragged rows, line breaks inside cells,
quotation marks gone astray) the careful way reads record by record and accounts for each.
"""

from __future__ import annotations

import operator
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import reduce
from itertools import chain
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa
from duckdb import (
    CaseExpression,
    CoalesceOperator,
    ColumnExpression,
    ConstantExpression,
    Expression,
    FunctionExpression,
)

from data_loaders.beside import processors
from data_loaders.bytewise import Seen
from data_loaders.moments import formats_of, moments
from data_loaders.problems import Refused, refused
from data_loaders.ragged_history import is_ragged
from data_loaders.readers.characters import Text, as_utf8, seems_utf8
from data_loaders.readers.dialects import dialect_of, sample_records
from data_loaders.readers.headers import Header, find_header, header_names
from data_loaders.readers.lines import record_lines, renumbered
from data_loaders.readers.parted_numbers import COMMA, Kinds, always_at, joined_at, kinds_of, put_together
from data_loaders.readers.records import Layout, Loaded, careful_rows
from data_loaders.readers.stray_marks import are_records
from data_loaders.readers.tables import Raw, cleaned, column_names, header_notes, numbered, row_count, sheet_of
from data_loaders.readers.wrapped_lines import unwrapped
from data_loaders.report import Said
from data_loaders.scratch import new_table
from data_loaders.sheet import Sheet

SAMPLE: Final = 1 << 20
MAX_COLUMNS: Final = 4_000
PIECE: Final = 32 << 20
"""About how many bytes a processor reads at a time. Of smaller pieces the database copies the ends of more once more to
keep their order."""
LARGE: Final = 32 << 20
"""Bytes from which on a file is read before all of them were looked at."""
LEAST: Final = 4 << 20
"""Fewest bytes read at a time: twice the longest line that the database takes."""
AT_ONCE: Final = 1_000
_VISIBLE: Final = "!"
"""The first sign behind the space: what begins with a space or a tab is less, which is quicker to see."""
WIDE: Final = 400
"""Columns from which on one statement over all of them takes longer than reading record by record."""


def read_text(
    scratch: duckdb.DuckDBPyConnection,
    path: Path,
    *,
    file_name: str,
    name: str = "",
    begun: Future[Seen] | None = None,
) -> Sheet:
    """The sheet of one text file; `begun` as `as_utf8` takes it. Raises Refused where there is no table in it."""
    with tempfile.TemporaryDirectory(prefix="text-") as folder:
        ahead = _ahead(scratch, path) if begun is not None and not begun.done() else None
        text = unwrapped(as_utf8(path, Path(folder), file_name=file_name, begun=begun), Path(folder))
        if ahead is not None and ahead.fits(text):
            layout, table = ahead.layout, ahead.table
        else:
            if ahead is not None and ahead.table:
                scratch.execute(f"DROP TABLE {ahead.table}")
            layout = layout_of(text, file_name=file_name)
            table = _strict(scratch, text, layout)
        loaded = _fast(scratch, text, layout, table) or careful_rows(scratch, text, layout, sheet=name)
        header = layout.header
        raw = Raw(
            name=name,
            table=loaded.table,
            headers=header.names,
            header_row=layout.header_line,
            rejects=loaded.rejects,
            notes=(*text.notes, *header_notes(header), *_beyond_headers(scratch, loaded, layout), *loaded.notes),
            encoding=text.encoding,
            delimiter=layout.dialect.delimiter,
            preamble=header.above,
        )
        return sheet_of(scratch, raw)


def layout_of(text: Text, *, file_name: str) -> Layout:
    """Dialect and header, from the first megabyte. Raises Refused where no table begins there."""
    with text.path.open("rb") as file:
        sample = file.read(SAMPLE).decode("utf-8", "ignore").replace("\ufeff", "")  # also where files were joined
    if text.path.stat().st_size > SAMPLE and "\n" in sample:
        sample = sample[: sample.rindex("\n") + 1]
    if not sample.strip(" \t\r\n\x00\x1a"):
        raise refused("file_empty", file_name=file_name)
    dialect = dialect_of(sample)
    records = sample_records(sample, dialect)
    rows = [[] if dialect.hint and index == 0 else record.cells for index, record in enumerate(records)]
    header = find_header(rows)
    if header is None or (len(header.names) == 1 and header.last + 1 >= len(rows)):
        raise refused("file_no_table", file_name=file_name)
    if is_ragged(header.names):  # a deal with more values than the headers count is no broken row
        width = max(map(len, rows))
        header = replace(header, names=header.names + header_names([], width)[len(header.names) :])
    if len(header.names) > MAX_COLUMNS:
        raise refused("too_many_columns", file_name=file_name, columns=len(header.names), limit=MAX_COLUMNS)
    ends = [0, *(record.line for record in records)]
    headless = header.last < header.first
    following = rows[header.last + 1] if header.last + 1 < len(rows) else []
    headed = 0 if headless or is_ragged(header.names) else len(rows[header.last - header.units])
    begins = 0 if headless else ends[header.first] + 1
    kinds, parted = _parted(rows[header.last + 1 :], headed) if dialect.delimiter == COMMA else ((), None)
    header = _without_parted(header, rows, kinds, parted)
    formats = formats_of(rows[header.last + 1 :], column_names(len(header.names)))
    return Layout(dialect, header, ends[header.last + 1], begins, tuple(following), headed, formats, kinds, parted)


def _parted(rows: Sequence[Sequence[str]], headed: int) -> tuple[Kinds, int | None]:
    """What the columns hold, and the one whose numbers are parted where that is so in every row."""
    if not headed:
        return (), None
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    if (at := always_at(filled, headed)) is None:
        return kinds_of(rows, headed), None
    whole = (joined_at(row, at, headed) for row in filled)
    return kinds_of([row for row in whole if row], headed), at


def _without_parted(header: Header, rows: Sequence[Sequence[str]], kinds: Kinds, at: int | None) -> Header:
    """The header without the columns that only numbers parted into cells seem to ask for."""
    columns = len(kinds)
    if not 0 < columns < len(header.names):
        return header
    beyond = (row for row in rows[header.last + 1 :] if any(cell.strip() for cell in row[columns:]))
    parted = all(put_together(row, kinds, at) is not None for row in beyond)
    return replace(header, names=header.names[:columns]) if parted else header


def _beyond_headers(scratch: duckdb.DuckDBPyConnection, loaded: Loaded, layout: Layout) -> tuple[Said, ...]:
    """What to say where rows go on to the right of the headers, as they do where `1,200` stands without quotes."""
    beyond = column_names(len(layout.header.names))[layout.headed :] if layout.headed else ()
    if not beyond:
        return ()
    rows = row_count(scratch.table(loaded.table).filter(CoalesceOperator(*map(ColumnExpression, beyond)).isnotnull()))
    return (Said("rows_beyond_headers", {"rows": rows, "columns": layout.headed}),) if rows else ()


@dataclass(frozen=True)
class _Ahead:
    """A table that was read while the bytes of its text were still being looked at."""

    text: Text
    layout: Layout
    table: str | None

    def fits(self, text: Text) -> bool:
        """Whether the text turned out to be what it seemed; its lines are counted later."""
        blanks = text.blanks - {self.layout.dialect.delimiter}
        return replace(text, lines=self.text.lines, blanks=blanks) == self.text


def _ahead(scratch: duckdb.DuckDBPyConnection, path: Path) -> _Ahead | None:
    """The table of a large file as its first megabyte has it: UTF-8 throughout, its cells without odd blanks."""
    if path.stat().st_size < LARGE or (text := seems_utf8(path)) is None:
        return None
    try:
        layout = layout_of(text, file_name="")
    except Refused:  # said when all is known
        return None
    return _Ahead(text, layout, _strict(scratch, text, layout))


def _strict(scratch: duckdb.DuckDBPyConnection, text: Text, layout: Layout) -> str | None:
    """A table of the rows as DuckDB reads them, strictly; None where it stumbles."""
    width = len(layout.header.names)
    if width == 1 or width > WIDE or len(layout.following) != width or layout.dialect.spaced:
        return None
    name = new_table(scratch)
    blanks = " " + "".join(text.blanks - {layout.dialect.delimiter})
    try:
        cells = (_trimmed(column, blanks) for column in column_names(width))
        _csv(scratch, text, layout).select(*cells, *moments(layout.formats)).create(name)
    except duckdb.Error:
        return None
    return name


def _fast(scratch: duckdb.DuckDBPyConnection, text: Text, layout: Layout, table: str | None) -> Loaded | None:
    """The rows of what DuckDB has read; None where it stumbled or its count does not fit the lines."""
    if table is None:
        return None
    width = len(layout.header.names)
    rows = row_count(scratch.table(table))
    name = numbered(scratch, table, layout.line, width)
    if rows == text.lines - layout.line:
        return Loaded(name)
    lines = record_lines(text.path, layout)
    if lines is None or len(lines.records) != rows or _swallowed(scratch.table(name), layout):
        return None
    return Loaded(renumbered(scratch, name, lines, offset=layout.line, width=width))


def _swallowed(table: duckdb.DuckDBPyRelation, layout: Layout) -> bool:
    """Whether any cell holds records: so many delimiters in a text of several lines."""
    names, delimiter = column_names(len(layout.header.names)), layout.dialect.delimiter
    for at, text in enumerate(map(ColumnExpression, names)):
        without = FunctionExpression("replace", text, ConstantExpression(delimiter), ConstantExpression(""))
        delimiters = FunctionExpression("strlen", text) - FunctionExpression("strlen", without)
        several = table.filter(FunctionExpression("contains", text, ConstantExpression("\n")))
        odd = several.filter(delimiters >= ConstantExpression(len(names) - 1)).select(*names)
        for cells in chain.from_iterable(map(_rows, odd.to_arrow_reader(AT_ONCE))):
            first, *within, last = (line.split(delimiter) for line in cells[at].split("\n"))
            if are_records([*cells[:at], *first], within, [*last, *cells[at + 1 :]], like=layout.following):
                return True
    return False


def _rows(batch: pa.RecordBatch) -> Iterator[list[str]]:
    """The rows of a batch of texts."""
    for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
        yield ["" if cell is None else cell for cell in row]


def _trimmed(column: str, blanks: str) -> Expression:
    """The cell without outer blanks; the reader has made empty ones null. Few cells have any to trim: ask first."""
    text = ColumnExpression(column)
    asked = [FunctionExpression("suffix", text, ConstantExpression(blank)) for blank in blanks]
    asked += [FunctionExpression("prefix", text, ConstantExpression(blank)) for blank in blanks if blank >= _VISIBLE]
    outer = reduce(operator.or_, asked, text < ConstantExpression(_VISIBLE))
    return CaseExpression(outer, cleaned(column, blanks)).otherwise(text).alias(column)


def _piece(size: int) -> int:
    """Bytes to read at a time, so that no processor waits for another that has the last piece."""
    rounds = max(1, round(size / (PIECE * processors())))
    return max(LEAST, size // (rounds * processors()) + 1)


def _csv(scratch: duckdb.DuckDBPyConnection, text: Text, layout: Layout) -> duckdb.DuckDBPyRelation:
    dialect = layout.dialect
    return scratch.read_csv(
        str(text.path),
        header=False,
        auto_detect=False,
        all_varchar=True,
        strict_mode=True,
        skiprows=layout.line,
        columns=dict.fromkeys(column_names(len(layout.header.names)), "VARCHAR"),
        sep=dialect.delimiter,
        quotechar=dialect.quote,
        escapechar=dialect.escape,
        buffer_size=_piece(text.path.stat().st_size),
    )
