"""Mappings that a person confirmed: remembered by the fingerprint of a file's headers, named, and movable as a file."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

import duckdb

from dashboard.errors import USAGE, DashboardError
from dashboard.language import mark
from dashboard.warehouse.connection import Warehouse
from data_loaders.option_faults import faults
from data_loaders.options import Options, Remembered
from data_loaders.problems import SENTENCES
from data_loaders.report import LoadReport

KIND: Final = "pipeline dashboard mapping"
LONGEST_NAME: Final = 100
NO_SUCH_MAPPING: Final = mark("There is no mapping “{name}”.")
SEE_MAPPINGS: Final = mark("The list of mappings shows the names.")
NO_NAME: Final = mark("A mapping needs a name of 1 to {longest} letters, without line breaks.")
NO_MAPPING_FILE: Final = mark("This is not a mapping file.")
EXPORT_ONE: Final = mark("Export a mapping from a dashboard and import that file.")
UNUSABLE: Final = mark("This mapping file cannot be used:")


@dataclass(frozen=True)
class Mapping:
    """What to read otherwise in files whose main sheets have these headers.

    `system`: where such a file comes from. `saved_at` in reporting time. `used`: how many loads it took part in.
    """

    name: str
    fingerprint: str
    system: str
    options: Options
    headers: tuple[str, ...]
    saved_at: datetime
    used: int


def remember(warehouse: Warehouse, name: str, report: LoadReport, options: Options) -> Mapping:
    """Keep what was confirmed for the file of this report; replaces the mapping of the same headers or name.

    What is true of one file only, its day and its name, is not kept. Raises DashboardError for an empty name.
    """
    headers = dict.fromkeys(column.header for column in report.columns)
    mapping = Mapping(
        name=_checked_name(name),
        fingerprint=report.fingerprint,
        system=report.recognition.system,
        options=options.of_any_file(),
        headers=tuple(headers),
        saved_at=datetime.now().replace(microsecond=0),  # noqa: DTZ005 - naive reporting time
        used=0,
    )
    return adopt(warehouse, mapping)


def adopt(warehouse: Warehouse, mapping: Mapping) -> Mapping:
    """Keep a mapping as it is; replaces the one of the same headers or name and keeps its count of uses."""
    with warehouse.transaction() as cursor:
        same = "fingerprint = $fingerprint OR name = $name"
        keys = {"fingerprint": mapping.fingerprint, "name": mapping.name}
        before = cursor.execute(
            "SELECT used FROM mappings WHERE fingerprint = $fingerprint", {"fingerprint": mapping.fingerprint}
        ).fetchall()
        kept = replace(mapping, used=max([mapping.used, *(used for (used,) in before)]))
        cursor.execute(f"DELETE FROM mappings WHERE {same}", keys)
        cursor.execute(
            "INSERT INTO mappings VALUES ($name, $fingerprint, $system, $options, $headers, $saved_at, $used)",
            {**_columns(kept), "headers": list(kept.headers), "options": kept.options.to_json()},
        )
    return kept


def list_mappings(warehouse: Warehouse) -> tuple[Mapping, ...]:
    """Every mapping, by name."""
    with closing(warehouse.cursor()) as cursor:
        found = cursor.execute(
            "SELECT name, fingerprint, system, options, headers, saved_at, used FROM mappings ORDER BY name"
        ).fetchall()
    return tuple(
        Mapping(name, fingerprint, system, Options.from_json(options), tuple(headers), saved_at, used)
        for name, fingerprint, system, options, headers, saved_at, used in found
    )


def mapping_for(warehouse: Warehouse, fingerprint: str) -> Mapping | None:
    """The mapping of files with this fingerprint, or None."""
    return next((one for one in list_mappings(warehouse) if one.fingerprint == fingerprint), None)


def mapping_named(warehouse: Warehouse, name: str) -> Mapping:
    """The mapping of this name. Raises DashboardError when there is none."""
    found = next((one for one in list_mappings(warehouse) if one.name == name.strip()), None)
    if found is None:
        raise DashboardError(NO_SUCH_MAPPING, SEE_MAPPINGS, exit_code=USAGE, name=name)
    return found


def forget_mapping(warehouse: Warehouse, name: str) -> None:
    """Drop a mapping; what was loaded with it stays as it is. Raises DashboardError when there is none."""
    known = mapping_named(warehouse, name)
    with warehouse.transaction() as cursor:
        cursor.execute("DELETE FROM mappings WHERE name = $name", {"name": known.name})


def remembered(warehouse: Warehouse) -> dict[str, Remembered]:
    """Every mapping by its fingerprint, as the loaders take it."""
    return {one.fingerprint: Remembered(one.name, one.options) for one in list_mappings(warehouse)}


def count_use(cursor: duckdb.DuckDBPyConnection, fingerprint: str) -> None:
    """Note, in the caller's transaction, that a load used the mapping of this fingerprint."""
    cursor.execute("UPDATE mappings SET used = used + 1 WHERE fingerprint = $fingerprint", {"fingerprint": fingerprint})


def to_file(mapping: Mapping) -> str:
    """The mapping as JSON text that `from_file` reads, also in another warehouse."""
    told = {
        "kind": KIND,
        "version": 1,
        **_columns(mapping),
        "saved_at": mapping.saved_at.isoformat(),
        "headers": list(mapping.headers),
        "options": json.loads(mapping.options.to_json()),
    }
    del told["used"]
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def from_file(text: str) -> Mapping:
    """The mapping that `to_file` wrote, unused. Raises DashboardError with one sentence for anything else."""
    try:
        raw = json.loads(text.removeprefix("\ufeff"))
        if raw["kind"] != KIND or raw["version"] != 1:
            raise DashboardError(NO_MAPPING_FILE, EXPORT_ONE)
        options = Options.from_json(json.dumps(raw["options"])).of_any_file()
        wrong = next(faults(options), None)
        texts = (raw["name"], raw["fingerprint"], raw["system"], *raw["headers"])
        if not all(isinstance(one, str) for one in texts):
            raise DashboardError(NO_MAPPING_FILE, EXPORT_ONE)
        saved_at = datetime.fromisoformat(raw["saved_at"]).replace(tzinfo=None)
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as problem:
        raise DashboardError(NO_MAPPING_FILE, EXPORT_ONE) from problem
    if wrong:
        values: dict[str, Any] = dict(wrong.values)
        raise DashboardError(UNUSABLE, SENTENCES[wrong.code].what, **values)
    return Mapping(
        _checked_name(raw["name"]), raw["fingerprint"], raw["system"], options, tuple(raw["headers"]), saved_at, used=0
    )


def _columns(mapping: Mapping) -> dict[str, Any]:
    return {
        "name": mapping.name,
        "fingerprint": mapping.fingerprint,
        "system": mapping.system,
        "saved_at": mapping.saved_at,
        "used": mapping.used,
    }


def _checked_name(name: str) -> str:
    shown = name.strip()
    if not 0 < len(shown) <= LONGEST_NAME or not shown.isprintable():
        raise DashboardError(NO_NAME, exit_code=USAGE, longest=LONGEST_NAME)
    return shown
