"""What doubtful deals do to the numbers: each finding with the headline numbers that change without its deals."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from dashboard.language import mark
from dashboard.metrics import sales_velocity
from dashboard.metrics.answers import Answer
from dashboard.metrics.grounds import answer, sql_path
from dashboard.metrics.headlines import HEADLINES, Part, headlines, part_of
from dashboard.metrics.rows import PricedFinding
from dashboard.metrics.side_by_side import side_by_side
from dashboard.periods import day_number
from dashboard.warehouse.scope import Scope

NAME: Final = "data_quality"
BITS: Final = {
    "closed_before_created": 2048,
    "dated_in_the_future": 1,
    "won_without_amount": 2,
    "open_without_amount": 4,
    "no_exchange_rate": 8,
    "entered_before_created": 32,
    "no_stage_history": 16,
    "no_creation_date": 1024,
    "open_overdue": 512,
    "possible_duplicate": 4096,
    "owner_not_listed": 64,
    "account_not_listed": 256,
    "product_not_listed": 128,
}
"""The findings, in the order shown (what contradicts itself first), with the bit of each in `data_quality.sql`."""
FINDINGS: Final = tuple(BITS)
REVERSED: Final = "closed_before_created"
NOT_YET: Final = mark("deals whose dates all lie after the day of their file: in no number yet")
Numbers = Mapping[str, float | None]
Sets = dict[int, tuple[list[int], Part]]
"""Bits of findings that deals have together → the numbers of the deals, and what they bring to the headline numbers."""


def ask(scope: Scope) -> Answer[PricedFinding]:
    """Every finding of the deals known at the as-of that has deals; the numbers are those of the scope's period."""
    parameters = _bound(scope, priced=True)
    with side_by_side() as pool:
        later = pool.submit(scope.rows, sql_path("data_quality_not_yet"))
        sets = _sets(scope, parameters)
    found = _by_finding(sets)
    shown = headlines(part for _, part in sets.values())
    rows = [row for finding, deals in found.items() for row in _priced(finding, len(deals), sets, shown)]
    ((not_yet,),) = later.result()
    asked = answer(scope, NAME, NAME, "data_quality_not_yet")
    return replace(
        asked,
        n=sum(len(deals) for deals, _ in sets.values()),
        rows=tuple(rows),
        excluded={NOT_YET: not_yet} if not_yet else {},
        parameters={**asked.parameters, **parameters},
    )


def findings(scope: Scope) -> dict[str, list[int]]:
    """The numbers of the deals of each finding that has any, ascending."""
    return _by_finding(_sets(scope, _bound(scope, priced=False)))


def _bound(scope: Scope, *, priced: bool) -> dict[str, object]:
    last_day = day_number(sales_velocity.newest_day(scope))
    return {
        "priced": priced,
        "last_day": last_day,
        "window_days": sales_velocity.WINDOW_DAYS,
        "from_rank": sales_velocity.start_rank(scope),
    }


def _sets(scope: Scope, parameters: dict[str, object]) -> Sets:
    return {bits: (deals or [], part_of(brought)) for bits, deals, *brought in scope.rows(sql_path(NAME), **parameters)}


def _by_finding(sets: Sets) -> dict[str, list[int]]:
    found = {
        finding: sorted(deal for bits, (deals, _) in sets.items() if bits & bit for deal in deals)
        for finding, bit in BITS.items()
    }
    return {finding: deals for finding, deals in found.items() if deals}


def _priced(finding: str, deals: int, sets: Sets, shown: Numbers) -> list[PricedFinding]:
    """The rows of one finding. Reversed deals are left out of the cycle anyway: it is told with and without them."""
    with_all = {**shown}
    if finding == REVERSED:
        all_days = headlines((part for _, part in sets.values()), with_reversed=True)
        with_all["median_cycle_days"] = all_days["median_cycle_days"]
    without = headlines(part for bits, (_, part) in sets.items() if not bits & BITS[finding])
    changed = [name for name in HEADLINES if _differ(with_all[name], without[name])]
    if not changed:
        return [PricedFinding(finding, deals, "", None, None, None)]
    return [
        PricedFinding(
            finding,
            deals,
            name,
            with_all[name],
            without[name],
            _change(with_all[name], without[name]),
            left_out_already=not _differ(shown[name], without[name]),
        )
        for name in changed
    ]


def _differ(one: float | None, other: float | None) -> bool:
    """Whether two figures differ by more than the order of adding them up explains."""
    if one is None or other is None:
        return one is not other
    return not math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)


def _change(with_all: float | None, without: float | None) -> float | None:
    return None if with_all is None or without is None else without - with_all
