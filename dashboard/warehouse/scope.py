"""The scope: a filter, an as-of and (later) a reader's rights, bound once for every metric.

`Scope.rows` runs a metric's SQL with `$scope`; the SQL reads the macros of `layout/13_scope.sql`, which apply it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import duckdb
import numpy as np
import numpy.typing as npt

from dashboard.errors import USAGE, DashboardError
from dashboard.filters import BLANK, DIMENSIONS, THEN, DealFilter, is_custom
from dashboard.language import mark
from dashboard.periods import MINUTES_A_DAY, day_number, end_of_day, minute_number
from dashboard.warehouse import known
from dashboard.warehouse.connection import MAIN, Warehouse
from dashboard.warehouse.decisions import decided, fiscal_month_of
from dashboard.warehouse.statements import HERE, run, statement

KEPT: Final = 2048
"""Filters whose scopes are kept, a few kB each; a page that compares looks at a dozen days."""
LASTING_KEPT: Final = 64
"""Lists of names that the filter has no part in: stages, owners and the like."""
VERSIONS_KEPT: Final = 4
"""Versions of the data of which is kept what every scope needs to know."""
HANDED_OVER: Final = ("owner", "team")
"""Dimensions of which a row also knows what they were then."""
PLAIN: Final = "plain"
"""The schema whose macros know nothing of deals left out; see `layout/13_scope.sql`."""
FILTER_PARTS: Final = (*DIMENSIONS, "amount_from", "amount_before", "active_since")
"""Parts of a filter, each with its macro `fits_…`."""
OWN_COLUMN: Final = "own_{}"
"""One of the files' own columns in the hot rows, by its number."""
UNKNOWN_VALUE: Final = mark("No deal has {name} “{value}”.")
UNKNOWN_COLUMN: Final = mark("The loaded files offer no column {name} to filter or to compare by.")
KNOWN_VALUES: Final = mark("Known values: {known}.")
_EARLIEST: Final = datetime(1970, 1, 1)


@dataclass(frozen=True)
class Totals:
    """Visits of the whole warehouse; those with an unknown beginning, and those that came under observation late.

    `first_day`: day of the earliest entry into a stage, since 1970-01-01.
    """

    visits: int
    unknown_entries: int
    late_entries: int
    first_day: int


@dataclass(frozen=True)
class Scope:
    """What a metric may see. `parameters` is the bound `$scope` struct; `currency` the reporting currency.

    `evidence`: deals in scope at each level A to D. `version` and `totals` are those of the whole warehouse.
    `custom`: the files' own columns on offer, by name, with their numbers. `fiscal_month`: with which years begin.
    """

    warehouse: Warehouse
    filter: DealFilter
    as_of: datetime
    currency: str
    parameters: dict[str, Any]
    version: int
    totals: Totals
    evidence: tuple[int, int, int, int]
    custom: dict[str, int] = field(default_factory=dict)
    fiscal_month: int = 1

    def broken_down(self, by: str | None) -> Scope:
        """The same scope whose rows carry the `code` of a dimension. DashboardError for a column no file offers."""
        column = by if by in DIMENSIONS else None
        if by is not None and is_custom(by):
            column = OWN_COLUMN.format(_field(by, self.custom))
        if by in HANDED_OVER and self.parameters["owners_then"]:
            column = f"{by}_then"
        return replace(self, parameters={**self.parameters, "by": column})

    def without(self, deals: Iterable[int]) -> Scope:
        """The same scope without these deals (their numbers), beside those it leaves out already."""
        before = (self.parameters["without"] or "").split(",")
        gone = sorted({*(int(number) for number in before if number), *deals})
        parameters = {**self.parameters, "without": ",".join(map(str, gone)) or None}
        return replace(self, parameters=parameters, evidence=_evidence(self.warehouse, parameters))

    def looking_back(self, as_of: datetime) -> Scope:
        """The same scope at an earlier instant; `evidence` stays that of the later one."""
        day = minute_number(as_of) // MINUTES_A_DAY
        then = {"as_of": minute_number(as_of), "active_since": _active_since(self.filter, day)}
        return replace(
            self,
            filter=replace(self.filter, as_of=as_of),
            as_of=as_of,
            parameters={**self.parameters, **then, "rates": rates_at(self.warehouse, day)},
        )

    def of_anyone(self) -> Scope:
        """The same scope whoever has the deals, where owners at the time let a deal leave it by being handed over."""
        if self.filter.owners != THEN or not (self.parameters["owner"] or self.parameters["team"]):
            return self
        return replace(self, parameters={**self.parameters, "owner": None, "team": None})

    @property
    def as_of_min(self) -> int:
        """The as-of in minutes since 1970-01-01."""
        return minute_number(self.as_of)

    def rows(self, path: Path, **parameters: object) -> list[tuple[Any, ...]]:
        """Run one metric's SQL file with `$scope` and its own named parameters."""
        with self._asking(path, parameters) as answer:
            return answer.fetchall()

    def lasting(self, path: Path, **parameters: Hashable) -> list[tuple[Any, ...]]:
        """Run a SQL file of which no filter is a part: kept as long as the data stay the same."""
        return list(_lasting(self.warehouse, self.version, path, tuple(parameters.items())))

    def columns(self, path: Path, **parameters: object) -> dict[str, npt.NDArray[Any]]:
        """The same, as one numpy array a column: for answers of many rows."""
        with self._asking(path, parameters) as answer:
            found = answer.fetchnumpy()
        return {name: np.asarray(column) for name, column in found.items()}

    @contextmanager
    def _asking(self, path: Path, parameters: dict[str, Any]) -> Iterator[duckdb.DuckDBPyConnection]:
        bound = {"scope": self.parameters, **parameters} if "$scope" in statement(path) else parameters
        with closing(cursor_for(self.warehouse, bound.get("scope"))) as cursor:
            yield run(cursor, path, bound)


def cursor_for(warehouse: Warehouse, parameters: Mapping[str, Any] | None) -> duckdb.DuckDBPyConnection:
    """A cursor that finds the macros which are quickest to plan for a scope's parameters.

    Of the filter and the period those that hold for every scope have been replaced by what this one asks for, under
    the same names and for this cursor only. None: no scope. A filter by the files' own columns needs such a cursor.
    """
    if parameters is None:
        return warehouse.cursor()
    cursor = warehouse.cursor(PLAIN if parameters["without"] is None else MAIN)
    asked = [f"fits_{part}(scope)" for part in FILTER_PARTS if parameters[part] is not None]
    for place, number in enumerate(parameters["custom_fields"] or (), start=1):
        asked.append(f"list_contains(scope['custom'][{place}], {OWN_COLUMN.format(number)})")
    cursor.execute(f"CREATE TEMP MACRO in_filter(scope) AS {' AND '.join(asked) or 'TRUE'}")
    if parameters["from_day"] is None and parameters["before_day"] is None:
        cursor.execute("CREATE TEMP MACRO in_period(scope, day) AS TRUE")
    return cursor


@lru_cache(maxsize=LASTING_KEPT)
def _lasting(
    warehouse: Warehouse, _version: int, path: Path, parameters: tuple[tuple[str, Hashable], ...]
) -> tuple[tuple[Any, ...], ...]:
    with closing(warehouse.cursor()) as cursor:
        return tuple(run(cursor, path, dict(parameters)).fetchall())


def scope_of(warehouse: Warehouse, chosen: DealFilter) -> Scope:
    """Bind a filter to a warehouse. Raises DashboardError for a value that no deal has.

    Kept for the next run: a page asks with the same filter until its reader chooses another.
    """
    return _scope_of(warehouse, warehouse.version, chosen)


@lru_cache(maxsize=KEPT)
def _scope_of(warehouse: Warehouse, version: int, chosen: DealFilter) -> Scope:
    as_of = chosen.as_of or known.newest(warehouse) or end_of_day(_EARLIEST.date())
    day = minute_number(as_of) // MINUTES_A_DAY
    codes, currency, totals = _whole(warehouse, version)
    columns = known.custom_fields(warehouse)
    parameters: dict[str, Any] = {
        name: _codes(name, chosen.values(name), codes) if chosen.values(name) else None for name in DIMENSIONS
    }
    parameters |= _custom(chosen, columns, codes)
    period = chosen.period
    parameters |= {
        "owners_then": True if chosen.owners == THEN else None,
        "by": None,
        "without": None,
        "amount_from": chosen.amount_from,
        "amount_before": chosen.amount_before,
        "active_since": _active_since(chosen, day),
        "as_of": minute_number(as_of),
        "from_day": None if period.first is None else day_number(period.first),
        "before_day": None if period.before is None else day_number(period.before),
        "rates": rates_at(warehouse, day),
    }
    evidence = _evidence(warehouse, parameters)
    fiscal_month = fiscal_month_of(decided(warehouse))
    return Scope(warehouse, chosen, as_of, currency, parameters, version, totals, evidence, columns, fiscal_month)


@lru_cache(maxsize=VERSIONS_KEPT)
def _whole(warehouse: Warehouse, _version: int) -> tuple[dict[tuple[str, str], int], str, Totals]:
    """Of all that is loaded: the codes of the values to filter by, the reporting currency, the totals."""
    with closing(warehouse.cursor()) as cursor:
        values = cursor.execute("SELECT dimension, value, code FROM dimension_values").fetchall()
        ((currency,),) = cursor.execute("SELECT currency FROM reporting").fetchall()
        (totals,) = cursor.execute("SELECT visits, unknown_entries, late_entries, first_day FROM totals").fetchall()
    return {(dimension, value): code for dimension, value, code in values}, currency, Totals(*totals)


def _active_since(chosen: DealFilter, day: int) -> int | None:
    return None if chosen.active_within_days is None else day - chosen.active_within_days


def rates_at(warehouse: Warehouse, day: int) -> list[float | None]:
    """Rate into the reporting currency on a day (since 1970-01-01), by currency code; None where there is none."""
    return list(_rates_at(warehouse, warehouse.version, day))


@lru_cache(maxsize=KEPT)
def _rates_at(warehouse: Warehouse, _version: int, day: int) -> tuple[float | None, ...]:
    with closing(warehouse.cursor()) as cursor:
        return tuple(rate for (rate,) in run(cursor, HERE / "rates.sql", {"day": day}).fetchall())


def _evidence(warehouse: Warehouse, parameters: dict[str, Any]) -> tuple[int, int, int, int]:
    with closing(cursor_for(warehouse, parameters)) as cursor:
        found = dict(run(cursor, HERE / "evidence.sql", {"scope": parameters}).fetchall())
    return (found.get(0, 0), found.get(1, 0), found.get(2, 0), found.get(3, 0))


def _codes(name: str, values: tuple[str, ...], codes: dict[tuple[str, str], int]) -> list[int]:
    found = []
    for value in values:
        code = codes.get((name, "" if value == BLANK else value))
        if code is None:
            known_values = sorted(text for dimension, text in codes if dimension == name and text)
            raise DashboardError(
                UNKNOWN_VALUE,
                KNOWN_VALUES,
                exit_code=USAGE,
                name=name,
                value=value,
                known=", ".join(known_values[:20]) + (" …" if len(known_values) > 20 else "") or "–",
            )
        found.append(code)
    return found


def _field(name: str, columns: dict[str, int]) -> int:
    """The number of one of the files' own columns. Raises DashboardError for one that is not on offer."""
    if name not in columns:
        shown = ", ".join(columns) or "–"
        raise DashboardError(UNKNOWN_COLUMN, KNOWN_VALUES, exit_code=USAGE, name=name, known=shown)
    return columns[name]


def _custom(chosen: DealFilter, columns: dict[str, int], codes: dict[tuple[str, str], int]) -> dict[str, Any]:
    """The part of the struct about the files' own columns."""
    if not chosen.custom:
        return {"custom": None, "custom_fields": None}
    return {
        "custom_fields": [_field(name, columns) for name, _ in chosen.custom],
        "custom": [_codes(name, values, codes) for name, values in chosen.custom],
    }
