"""What the warehouse holds: the values to filter by, the newest date, the currency."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from dashboard.filters import DIMENSIONS
from dashboard.periods import end_of_day
from dashboard.warehouse.connection import Warehouse

KEPT: Final = 4
"""Versions of the data for which an answer is kept: a page asks the same several times a run."""


@dataclass(frozen=True)
class Holdings:
    """How much is loaded. `first_day`: day of the first known entry into a pipeline."""

    deals: int
    visits: int
    imports: int
    currency: str
    first_day: date | None
    pipelines: tuple[str, ...]


def dimension_values(warehouse: Warehouse) -> dict[str, tuple[str, ...]]:
    """Every value of every filter dimension, in alphabetical order; blanks are not listed.

    Our dimensions first, then the files' own columns (`x.HEADER`), those that most deals fill before the others.
    """
    return dict(_dimension_values(warehouse, warehouse.version))


@lru_cache(maxsize=KEPT)
def _dimension_values(warehouse: Warehouse, _version: int) -> dict[str, tuple[str, ...]]:
    with closing(warehouse.cursor()) as cursor:
        rows = cursor.execute(
            "SELECT dimension, value FROM dimension_values WHERE value <> '' ORDER BY dimension, code"
        ).fetchall()
    values: dict[str, list[str]] = {name: [] for name in (*DIMENSIONS, *custom_fields(warehouse))}
    for dimension, value in rows:
        values.setdefault(dimension, []).append(value)
    return {dimension: tuple(found) for dimension, found in values.items()}


def custom_fields(warehouse: Warehouse) -> dict[str, int]:
    """The files' own columns that can be filtered and compared by, most filled first, with their numbers."""
    return dict(_custom_fields(warehouse, warehouse.version))


@lru_cache(maxsize=KEPT)
def _custom_fields(warehouse: Warehouse, _version: int) -> dict[str, int]:
    with closing(warehouse.cursor()) as cursor:
        return dict(cursor.execute("SELECT dimension, field FROM custom_fields ORDER BY field").fetchall())


def has_owner_changes(warehouse: Warehouse) -> bool:
    """Whether a history tells of a deal that had another owner before."""
    return _has_owner_changes(warehouse, warehouse.version)


@lru_cache(maxsize=KEPT)
def _has_owner_changes(warehouse: Warehouse, _version: int) -> bool:
    with closing(warehouse.cursor()) as cursor:
        return bool(cursor.execute("SELECT 1 FROM fast.states WHERE owner_then <> owner LIMIT 1").fetchall())


def custom_headers(warehouse: Warehouse) -> tuple[str, ...]:
    """Every column of the files that is none of our fields, in alphabetical order."""
    return _custom_headers(warehouse, warehouse.version)


@lru_cache(maxsize=KEPT)
def _custom_headers(warehouse: Warehouse, _version: int) -> tuple[str, ...]:
    with closing(warehouse.cursor()) as cursor:
        return tuple(header for (header,) in cursor.execute("FROM custom_headers ORDER BY header").fetchall())


def newest(warehouse: Warehouse) -> datetime | None:
    """End of the newest day in the data that is not in the future: the default as-of. None when nothing is loaded."""
    return _newest(warehouse, warehouse.version)


@lru_cache(maxsize=KEPT)
def _newest(warehouse: Warehouse, _version: int) -> datetime | None:
    with closing(warehouse.cursor()) as cursor:
        ((as_of,),) = cursor.execute(
            "SELECT max(as_of) FROM imports WHERE list_has_any(kinds, ['deals', 'stage_events'])"
        ).fetchall()
    return None if as_of is None else end_of_day(as_of.date())


def holdings(warehouse: Warehouse) -> Holdings:
    """Counts for the header and for the check command."""
    with closing(warehouse.cursor()) as cursor:
        ((deals, first_day),) = cursor.execute(
            """SELECT count(*), DATE '1970-01-01' + min(cohort_day) FILTER (WHERE cohort_day > -2147483648)
            FROM fast.deals"""
        ).fetchall()
        ((visits,),) = cursor.execute("SELECT count(*) FROM fast.visits WHERE kind = 0").fetchall()
        ((imports,),) = cursor.execute("SELECT count(*) FROM imports").fetchall()
        ((currency,),) = cursor.execute("SELECT currency FROM reporting").fetchall()
        pipelines = cursor.execute("SELECT pipeline FROM pipelines ORDER BY pipeline_code").fetchall()
    day = first_day.date() if isinstance(first_day, datetime) else first_day
    return Holdings(deals, visits, imports, currency, day, tuple(name for (name,) in pipelines))
