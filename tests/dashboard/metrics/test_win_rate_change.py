"""Rate and mix: the parts add up to the change, and each says what it should."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.metrics import win_rate, win_rate_change
from dashboard.periods import Period, end_of_day
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.pipeline_builder import Pipeline, a_pipeline
from tests.pipeline_strategies import PLAIN_RATES, pipelines
from tests.reference.outcomes import closed

COUNTS = st.integers(0, 50).flatmap(lambda closed: st.tuples(st.integers(0, closed), st.just(closed)))
QUARTER = Period(date(2026, 4, 1), date(2026, 7, 1))
EARLIER = Period(date(2025, 12, 31), date(2026, 4, 1))


def test_the_textbook_case_is_told_to_the_digit() -> None:
    """SMB 40 → 44 %, enterprise 20 → 23 %, the total 30 → 26.5 %: the mix did it (ground.md)."""
    rows = win_rate_change.parts({"SMB": ((240, 600), (88, 200)), "Enterprise": ((120, 600), (230, 1000))})
    assert sum(row.rate_part for row in rows) * 100 == pytest.approx(3.33, abs=0.005)
    assert sum(row.mix_part for row in rows) * 100 == pytest.approx(-6.83, abs=0.005)


@given(st.dictionaries(st.text(max_size=3), st.tuples(COUNTS, COUNTS), max_size=6))
def test_rate_and_mix_add_up_to_the_change(counts: dict[str, tuple[tuple[int, int], tuple[int, int]]]) -> None:
    rows = win_rate_change.parts(counts)
    (won, closed), (won_then, closed_then) = (
        tuple(sum(pair[place][at] for pair in counts.values()) for at in (0, 1)) for place in (1, 0)
    )
    if not closed or not closed_then:
        assert rows == ()
        return
    change = won / closed - won_then / closed_then
    assert sum(row.rate_part + row.mix_part for row in rows) == pytest.approx(change)
    assert sum(row.share for row in rows) == pytest.approx(1)


@given(found=pipelines())
@settings(max_examples=8)
def test_the_parts_explain_the_two_win_rates_of_the_product(holding: Holding, found: tuple[Pipeline, ...]) -> None:
    warehouse = holding(*found)
    day = date(2026, 12, 31)
    (now,) = win_rate.ask(scope(warehouse, day, QUARTER)).rows
    (then,) = win_rate.ask(scope(warehouse, day, QUARTER.previous)).rows
    for by in ("owner", "segment", "pipeline"):
        told = win_rate_change.ask(scope(warehouse, day, QUARTER), by)
        if now.win_rate is None or then.win_rate is None:
            assert told.unavailable is not None
            continue
        assert sum(row.rate_part + row.mix_part for row in told.rows) == pytest.approx(now.win_rate - then.win_rate)
        assert told.n == now.won + now.lost + then.won + then.lost
        if by == "pipeline":
            continue
        counts = [
            Counter((one.deal.text(by), one.status) for one in closed(found, period, end_of_day(day), PLAIN_RATES))
            for period in (EARLIER, QUARTER)
        ]
        for row in told.rows:
            plain = [(count[row.value, "won"], count[row.value, "won"] + count[row.value, "lost"]) for count in counts]
            assert [row.closed_before, row.closed] == [total for _, total in plain]
            shown = [row.win_rate_before, row.win_rate]
            assert shown == [won / total if total else None for won, total in plain]


def test_without_a_period_the_last_full_quarter_is_explained(holding: Holding) -> None:
    warehouse = holding(a_pipeline().deal("A").enters("Lead", on="2026-01-02").wins(on="2026-02-01"))
    quarters = (date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1))
    assert win_rate_change.days_of(scope(warehouse, date(2026, 8, 15))) == quarters
    assert win_rate_change.days_of(scope(warehouse, date(2026, 6, 30))) == quarters
    assert win_rate_change.days_of(scope(warehouse, date(2026, 6, 29), QUARTER)) == (date(2025, 12, 31), *quarters[1:])
