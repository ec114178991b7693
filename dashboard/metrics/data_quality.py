"""What doubtful deals do to the numbers: each finding with the headline numbers that change without its deals."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from dashboard.language import mark
from dashboard.metrics import open_pipeline, sales_cycle, sales_velocity, win_rate
from dashboard.metrics.answers import Answer
from dashboard.metrics.grounds import answer, sql_path
from dashboard.metrics.rows import PricedFinding
from dashboard.warehouse.scope import Scope

NAME: Final = "data_quality"
FINDINGS: Final = (
    "closed_before_created",
    "dated_in_the_future",
    "won_without_amount",
    "open_without_amount",
    "no_exchange_rate",
    "entered_before_created",
    "no_stage_history",
    "no_creation_date",
    "open_overdue",
    "possible_duplicate",
    "owner_not_listed",
    "account_not_listed",
    "product_not_listed",
)
"""In the order shown: what contradicts itself first."""
HEADLINES: Final = (
    "open_deals",
    "open_value",
    "win_rate",
    "won_value",
    "median_cycle_days",
    "mean_won_amount",
    "velocity_per_day",
)
REVERSED: Final = "closed_before_created"
NOT_YET: Final = mark("deals whose dates all lie after the day of their file: in no number yet")
Numbers = Mapping[str, float | None]


def ask(scope: Scope) -> Answer[PricedFinding]:
    """Every finding of the deals known at the as-of that has deals; the numbers are those of the scope's period."""
    found = findings(scope)
    shown = headlines(scope) if found else {}
    rows = [row for finding in FINDINGS if finding in found for row in _priced(scope, finding, found[finding], shown)]
    ((not_yet,),) = scope.rows(sql_path("data_quality_not_yet"))
    return replace(
        answer(scope, NAME, NAME, "data_quality_not_yet"),
        n=len({deal for deals in found.values() for deal in deals}),
        rows=tuple(rows),
        excluded={NOT_YET: not_yet} if not_yet else {},
    )


def findings(scope: Scope) -> dict[str, list[int]]:
    """The numbers of the deals of each finding that has any."""
    return dict(scope.rows(sql_path(NAME)))


def headlines(scope: Scope, *, with_reversed: bool = False) -> dict[str, float | None]:
    """The headline numbers of a scope, None where one is not defined; see `sales_cycle.ask` for `with_reversed`."""
    stages = open_pipeline.ask(scope).rows
    (outcome,) = win_rate.ask(scope).rows
    (cycle,) = sales_cycle.ask(scope, with_reversed=with_reversed).rows
    (velocity,) = sales_velocity.ask(scope, points=1).rows
    return {
        "open_deals": float(sum(stage.deals for stage in stages)),
        "open_value": sum(stage.value for stage in stages),
        "win_rate": outcome.win_rate,
        "won_value": outcome.won_value,
        "median_cycle_days": cycle.median_days,
        "mean_won_amount": outcome.mean_won_amount,
        "velocity_per_day": velocity.velocity_per_day,
    }


def _priced(scope: Scope, finding: str, deals: list[int], shown: Numbers) -> list[PricedFinding]:
    """The rows of one finding. Reversed deals are left out of the cycle anyway: it is told with and without them."""
    with_all = {**shown}
    if finding == REVERSED:
        with_all["median_cycle_days"] = sales_cycle.ask(scope, with_reversed=True).rows[0].median_days
    without = headlines(scope.without(deals))
    changed = [name for name in HEADLINES if _differ(with_all[name], without[name])]
    if not changed:
        return [PricedFinding(finding, len(deals), "", None, None, None)]
    return [
        PricedFinding(
            finding,
            len(deals),
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
