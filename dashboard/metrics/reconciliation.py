"""Any two definitions of the same thing side by side, with the deals that explain the difference."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from dashboard.errors import USAGE, DashboardError
from dashboard.language import mark
from dashboard.metrics import reconciled_funnels, reconciled_rates, reconciled_stays
from dashboard.metrics.answers import Answer
from dashboard.metrics.grounds import answer, checked_mode, needs_history
from dashboard.metrics.reconciled import Pair, Reconciled
from dashboard.metrics.selection import Selection
from dashboard.warehouse.scope import Scope

NAME: Final = "reconciliation"
NO_GROUP: Final = mark("The link asks for deals of a comparison that does not exist.")


@dataclass(frozen=True)
class Family:
    """One thing that several definitions measure: their names, how two are compared, and the SQL behind it."""

    definitions: tuple[str, ...]
    compare: Callable[..., tuple[tuple[Pair, ...], int]]
    sql: tuple[str, ...]


FAMILIES: Final = {
    "win_rate": Family(reconciled_rates.DEFINITIONS, reconciled_rates.compare, reconciled_rates.SQL),
    "funnel": Family(reconciled_funnels.DEFINITIONS, reconciled_funnels.compare, reconciled_funnels.SQL),
    "dwell": Family(reconciled_stays.DEFINITIONS, reconciled_stays.compare, reconciled_stays.SQL),
}
MODES: Final = tuple(
    f"{name}:{a},{b}" for name, family in FAMILIES.items() for a, b in combinations(family.definitions, 2)
)
"""FAMILY:FIRST,SECOND for every two definitions of a family."""


def ask(scope: Scope, mode: str = MODES[0]) -> Answer[Reconciled]:
    """The two definitions of a mode (`win_rate:count,value`): one row, or one a stage where they speak of stages."""
    family, a, b = _read(mode)
    asked = answer(scope, NAME, *FAMILIES[family].sql, mode=mode)
    if family == "dwell" or "from_stage" in (a, b) or (family == "funnel" and b != "now"):
        refused = needs_history(asked)
        if refused is not None:
            return refused
    pairs, n = FAMILIES[family].compare(scope, a, b)
    return replace(asked, n=n, rows=tuple(one.row for one in pairs))


def behind(scope: Scope, selection: Selection) -> list[int]:
    """The deals of one group: `mode` as asked, `part` side.reason, `pipeline` and `stage` those of the row."""
    family, a, b = _read(selection.mode or MODES[0])
    pairs, _ = FAMILIES[family].compare(scope, a, b, with_deals=True)
    place = (selection.pipeline or "", selection.stage or "")
    side, _, reason = selection.part.partition(".")
    for one in pairs:
        if (one.row.pipeline, one.row.stage) == place:
            return list(one.members.get((side, reason), ()))
    raise DashboardError(NO_GROUP, exit_code=USAGE)


def part_of(side: str, reason: str) -> str:
    """How a selection names a group."""
    return f"{side}.{reason}"


def _read(mode: str) -> tuple[str, str, str]:
    family, _, both = checked_mode(NAME, mode, MODES).partition(":")
    a, b = both.split(",")
    return family, a, b
