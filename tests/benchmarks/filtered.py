"""The questions with the narrowest budget once more, under every kind of filter: none of them may cost much."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Final

from dashboard.filters import BLANK, THEN, DealFilter
from dashboard.metrics import (
    open_pipeline,
    pipeline_changes,
    sales_velocity,
    stage_dwell,
    stage_flow,
    stage_funnel,
    win_loss,
)
from dashboard.periods import Period
from dashboard.warehouse.scope import Scope, scope_of
from tests.benchmarks.made_up import AS_OF
from tests.benchmarks.questions import SINCE, Asked, Question

BUDGET: Final = 4
LAST_YEAR: Final = Period(date(2025, 1, 1), None)
ALL: Final = DealFilter(as_of=AS_OF)
OWNERS: Final = ("Owner 03", "Owner 17", "Owner 44")
FILTERS: Final = {
    "three owners": replace(ALL, owner=OWNERS),
    "a segment, and the owners of that time": replace(ALL, segment=("Segment 2",), owner=OWNERS, owners=THEN),
    "amounts": replace(ALL, amount_from=2_000.0, amount_before=20_000.0),
    "active within 90 days": replace(ALL, active_within_days=90),
    "a year": replace(ALL, period=LAST_YEAR),
    "an earlier day": DealFilter(as_of=datetime(2025, 6, 30, 23, 59, 59)),
    "a column of the file": ALL.choosing("x.Campaign", ("Campaign 3", "Campaign 7")),
    "two columns of the file": ALL.choosing("x.Campaign", ("Campaign 3",)).choosing("x.Priority", ("high", BLANK)),
}
CORE: Final[dict[str, Callable[[Scope], int]]] = {
    "stage funnel": lambda scope: stage_funnel.ask(scope).n,
    "stage flow": lambda scope: sum(row.entered for row in stage_flow.ask(scope).rows),
    "stage dwell": lambda scope: sum(row.n_completed for row in stage_dwell.ask(scope).rows),
    "dwell heatmap": lambda scope: sum(row.n_completed for row in stage_dwell.ask(scope, by="owner").rows),
    "win/loss by owner": lambda scope: win_loss.ask(scope, by="owner").n,
    "sales velocity": lambda scope: sum(row.closed for row in sales_velocity.ask(scope).rows),
    "open pipeline": lambda scope: open_pipeline.ask(scope).n,
    "pipeline changes": lambda scope: pipeline_changes.ask(scope, since=SINCE).n,
}
BY_COLUMN: Final[dict[str, Callable[[Scope], int]]] = {
    "dwell heatmap": lambda scope: sum(row.n_completed for row in stage_dwell.ask(scope, by="x.Campaign").rows),
    "win/loss": lambda scope: win_loss.ask(scope, by="x.Campaign").n,
}


def filtered(asked: Asked) -> Iterator[Question]:
    """A line a question and filter, and one a breakdown by a column of the file."""
    for kind, chosen in FILTERS.items():
        scope = scope_of(asked.warehouse, chosen)
        for name, ask in CORE.items():
            yield Question(f"{name}: {kind}", BUDGET, partial(ask, scope))
    for name, ask in BY_COLUMN.items():
        yield Question(f"{name} by a column of the file", BUDGET, partial(ask, asked.scope))
