"""From a mark to a filter: as much of it as a filter can say."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.filters import DealFilter
from dashboard.language import Words
from dashboard.metrics.selection import Selection
from dashboard.periods import Period
from dashboard.views.deals_heading import narrowed

EN = Words("en")


@pytest.mark.parametrize(
    ("selection", "filter_", "names"),
    [
        (Selection("stage_funnel", "reached", "Sales", "Lead"), DealFilter(pipeline=("Sales",)), ("Sales",)),
        (Selection("win_loss", "lost", by="owner", value="Ana"), DealFilter(owner=("Ana",)), ("Ana",)),
        (Selection("win_loss", by="owner", value=""), DealFilter(owner=("-",)), ("(none)",)),
        (
            Selection("win_loss", by="month", value="2026-02"),
            DealFilter(period=Period(date(2026, 2, 1), date(2026, 3, 1))),
            ("Feb 2026",),
        ),
        (
            Selection("open_pipeline", "", "Sales", "Lead", within="x.Region Code", among="N1"),
            DealFilter(pipeline=("Sales",), custom=(("x.Region Code", ("N1",)),)),
            ("N1", "Sales"),
        ),
        (Selection("win_loss", "lost", by="lost_reason", value="Price"), DealFilter(), ()),
        (Selection("win_loss", by="month", value="soon"), DealFilter(), ()),
        (Selection("paths", "moves_back", "Sales", "Won", value="Lead"), DealFilter(pipeline=("Sales",)), ("Sales",)),
    ],
    ids=lambda told: told.metric if isinstance(told, Selection) else "",
)
def test_a_selection_becomes_the_conditions_a_filter_knows(
    selection: Selection, filter_: DealFilter, names: tuple[str, ...]
) -> None:
    assert narrowed(DealFilter(), selection, EN) == (filter_, names)


def test_what_the_filter_says_already_is_not_offered_again() -> None:
    chosen = DealFilter(owner=("Ana",))
    assert narrowed(chosen, Selection("win_loss", by="owner", value="Ana"), EN) == (chosen, ())
