"""A read-only folder of Parquet for Tableau, Power BI and Excel: what the views of the schema `bi` show, described.

The folder is written beside its place and put there whole, so that a reader never sees half of it.
"""

from __future__ import annotations

import csv
import json
import shutil
import stat
import tempfile
from codecs import BOM_UTF8
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Final

import duckdb

from dashboard.errors import USAGE, DashboardError
from dashboard.language import mark
from dashboard.warehouse import known
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.statements import HERE

FORMAT: Final = 1
"""Grows when a table or a column goes or changes its meaning; new ones leave it."""
SCHEMA_FILE: Final = "schema.json"
MADE_BY: Final = "sales pipeline dashboard"
NOT_OURS: Final = mark("{path} is not a folder that was published before.")
OTHER_FOLDER: Final = mark("Choose a new or an empty folder.")
TIMES: Final = "Times have no zone: they are in the reporting zone, as the files state them. Days are calendar days."
README: Final = """# Published tables

Made by the {made_by} from its warehouse; do not edit, it is replaced as a whole.

- True as of {as_of}; reporting currency {currency}; {rows} rows in {tables} tables, one Parquet file each.
- {times}
- Ids are text. Every amount has its currency beside it: `amount` in `currency`, `value` in `reporting_currency`.
- `{schema}` describes every column.
"""


@dataclass(frozen=True)
class BiColumn:
    """One column that other tools read; `type` is DuckDB's, empty until a warehouse was asked."""

    name: str
    unit: str
    meaning: str
    type: str = ""


@dataclass(frozen=True)
class BiTable:
    """One table that other tools read, and what a row of it is."""

    name: str
    meaning: str
    columns: tuple[BiColumn, ...]
    rows: int = 0


@dataclass(frozen=True)
class Published:
    """The folder that was written."""

    path: Path
    tables: tuple[BiTable, ...]


@cache
def bi_tables() -> tuple[BiTable, ...]:
    """The documented tables in reading order, as `bi_columns.csv` describes them."""
    with (HERE / "bi_columns.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    return tuple(
        BiTable(
            head["table"],
            head["meaning"],
            tuple(
                BiColumn(line["column"], line["unit"], line["meaning"])
                for line in lines
                if line["table"] == head["table"] and line["column"]
            ),
        )
        for head in lines
        if not head["column"]
    )


def publish(warehouse: Warehouse, folder: Path, *, with_csv: bool = False) -> Published:
    """Write every table of `bi` as Parquet into `folder`, with `schema.json` and a README; gives what was written.

    `with_csv`: each table as CSV too, for tools that read no Parquet. A folder published before is replaced as a whole;
    its files are read-only. Raises DashboardError for a folder or a file that holds anything else.
    """
    folder = folder.absolute()
    _check(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        with tempfile.TemporaryDirectory(prefix="publish-", dir=warehouse.spool) as spool:
            tables = tuple(_write(warehouse, Path(spool), with_csv=with_csv))
            for file in sorted(Path(spool).iterdir()):
                shutil.move(file, part / file.name)
        _describe(warehouse, part, tables)
        for file in part.iterdir():
            file.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
        part.chmod(0o755)
        _put(part, folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return Published(folder, tables)


def _check(folder: Path) -> None:
    """Whether the place is free, or holds what was published before."""
    if folder.is_dir():
        if not any(folder.iterdir()):
            return
        with suppress(OSError, ValueError):
            if json.loads((folder / SCHEMA_FILE).read_text(encoding="utf-8")).get("made_by") == MADE_BY:
                return
    elif not folder.exists():
        return
    raise DashboardError(NOT_OURS, OTHER_FOLDER, exit_code=USAGE, path=folder)


def _write(warehouse: Warehouse, spool: Path, *, with_csv: bool) -> Iterator[BiTable]:
    """The tables as files, all as of one moment."""
    with closing(warehouse.cursor()) as cursor:
        cursor.execute("BEGIN")
        for table in bi_tables():
            view = cursor.view(f"bi.{table.name}")
            # Every reader of Parquet knows snappy.
            view.write_parquet(str(spool / f"{table.name}.parquet"), compression="snappy")
            if with_csv:
                _write_csv(view, spool / f"{table.name}.csv")
            types = dict(zip(view.columns, map(str, view.types), strict=True))
            columns = tuple(BiColumn(one.name, one.unit, one.meaning, types[one.name]) for one in table.columns)
            yield BiTable(table.name, table.meaning, columns, _rows(view))
        cursor.execute("COMMIT")


def _write_csv(view: duckdb.DuckDBPyRelation, path: Path) -> None:
    """UTF-8 with a byte order mark, as Excel expects; a text that a spreadsheet would run is quoted."""
    columns = [
        _harmless(name) if str(kind) == "VARCHAR" else duckdb.ColumnExpression(name)
        for name, kind in zip(view.columns, view.types, strict=True)
    ]
    bare = path.with_suffix(".part")
    view.select(*columns).write_csv(str(bare), header=True)
    with path.open("wb") as marked, bare.open("rb") as plain:
        marked.write(BOM_UTF8)
        shutil.copyfileobj(plain, marked)
    bare.unlink()


def _harmless(name: str) -> duckdb.Expression:
    text = duckdb.ColumnExpression(name)
    formula = duckdb.FunctionExpression("regexp_matches", text, duckdb.ConstantExpression(r"^[=+\-@\t\r]"))
    quoted = duckdb.FunctionExpression("concat", duckdb.ConstantExpression("'"), text)
    return duckdb.CaseExpression(formula, quoted).otherwise(text).alias(name)


def _rows(view: duckdb.DuckDBPyRelation) -> int:
    return int(view.aggregate([duckdb.FunctionExpression("count_star")]).fetchall()[0][0])


def _describe(warehouse: Warehouse, part: Path, tables: tuple[BiTable, ...]) -> None:
    newest = known.newest(warehouse)
    currency = known.holdings(warehouse).currency
    said = {
        "made_by": MADE_BY,
        "format": FORMAT,
        "as_of": newest.isoformat() if newest else None,
        "data_version": warehouse.version,
        "reporting_currency": currency,
        "times": TIMES,
        "tables": [{**asdict(table), "file": f"{table.name}.parquet"} for table in tables],
    }
    text = json.dumps(said, ensure_ascii=False, indent=1)
    (part / SCHEMA_FILE).write_text(text + "\n", encoding="utf-8")
    readme = README.format(
        made_by=MADE_BY,
        as_of=newest or "no day (nothing is loaded)",
        currency=currency or "not known",
        rows=sum(table.rows for table in tables),
        tables=len(tables),
        times=TIMES,
        schema=SCHEMA_FILE,
    )
    (part / "README.md").write_text(readme, encoding="utf-8")


def _put(part: Path, folder: Path) -> None:
    """Put the written folder in its place; the one before goes only after that."""
    if not folder.exists():
        part.rename(folder)
        return
    before = Path(tempfile.mkdtemp(prefix=f".{folder.name}-before-", dir=folder.parent))
    folder.replace(before)
    try:
        part.rename(folder)
    except OSError:
        before.replace(folder)
        raise
    shutil.rmtree(before)
