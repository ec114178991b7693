"""What becomes of leads, and how soon they are answered."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.errors import DashboardError
from dashboard.estimates import wilson
from dashboard.metrics import lead_conversion
from dashboard.metrics.lead_conversion import BACKWARDS, UNDATED
from dashboard.periods import ALWAYS, Period, end_of_day
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.pipeline_around import ToldLead, store_around
from tests.pipeline_builder import a_pipeline
from tests.reference.leads import counted

START = datetime(2026, 1, 1)
STORY = a_pipeline().deal("D1", source="Web").enters("Lead", on="2026-01-02").wins(on="2026-02-03")
MINUTES = st.integers(0, 90 * 1440).map(lambda minutes: START + timedelta(minutes=minutes))


@st.composite
def told_leads(draw: st.DrawFn) -> tuple[ToldLead, ...]:
    found = []
    for number in range(draw(st.integers(1, 8))):
        created = draw(MINUTES)
        outcome = draw(st.sampled_from(("open", "converted", "disqualified")))
        reply = draw(st.none() | st.integers(0, 5 * 1440))
        became = draw(st.none() | st.integers(0, 20 * 1440)) if outcome == "converted" else None
        found.append(
            ToldLead(
                f"L{number}",
                source=draw(st.sampled_from(("Web", "Fair", None))),
                outcome=outcome,
                created_at=created,
                first_response_at=None if reply is None else created + timedelta(minutes=reply),
                converted_at=None if became is None else created + timedelta(minutes=became),
            )
        )
    return tuple(found)


@given(leads=told_leads(), day=st.integers(0, 100), first=st.integers(0, 60), length=st.integers(1, 60))
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_lead_is_counted_as_plain_arithmetic_counts_it(
    holding: Holding, tmp_path: Path, leads: tuple[ToldLead, ...], day: int, first: int, length: int
) -> None:
    warehouse = holding(STORY)
    store_around(warehouse, tmp_path / str(hash((leads, day, first, length))), leads=leads)
    as_of = START.date() + timedelta(days=day)
    begin = START.date() + timedelta(days=first)
    for period in (ALWAYS, Period(begin, begin + timedelta(days=length))):
        answer = lead_conversion.ask(scope(warehouse, as_of, period))
        rows = {row.value: row for row in answer.rows}
        for source in ("Web", "Fair", ""):
            told = counted(leads, source, period, end_of_day(as_of))
            if not told.leads:
                assert source not in rows
                continue
            row = rows[source]
            assert (row.leads, row.converted, row.disqualified, row.answered) == (
                told.leads, told.converted, told.disqualified, told.answered,
            )  # fmt: skip
            assert row.open + row.converted + row.disqualified == row.leads
            assert row.conversion == told.converted / told.leads
            assert (row.low, row.high) == wilson(told.converted, told.leads)
            assert row.answered_in_a_day == (told.in_a_day / told.a_day_old if told.a_day_old else None)
            assert row.response_hours == (None if told.response_hours is None else pytest.approx(told.response_hours))


def test_a_lead_that_became_a_deal_tells_whether_it_was_won(holding: Holding, tmp_path: Path) -> None:
    warehouse = holding(STORY)
    store_around(warehouse, tmp_path / "a", leads=(ToldLead("L1", source="Web", created_at=START, deal_id="D1"),))
    (row,) = lead_conversion.ask(scope(warehouse, date(2026, 3, 1))).rows
    assert (row.converted, row.linked, row.won) == (1, 1, 1)
    (earlier,) = lead_conversion.ask(scope(warehouse, date(2026, 1, 15))).rows
    assert (earlier.linked, earlier.won) == (1, 0)


def test_times_that_run_backwards_and_leads_without_a_day_are_counted_apart(holding: Holding, tmp_path: Path) -> None:
    warehouse = holding(STORY)
    early = ToldLead("L1", source="Web", created_at=START, first_response_at=START - timedelta(hours=3))
    store_around(warehouse, tmp_path / "a", leads=(early, ToldLead("L2", source="Web")))
    january = Period(date(2026, 1, 1), date(2026, 2, 1))
    answer = lead_conversion.ask(scope(warehouse, date(2026, 3, 1), january))
    assert answer.excluded == {BACKWARDS: 1, UNDATED: 1}
    assert answer.rows[0].response_hours is None


def test_without_leads_it_says_what_to_load(holding: Holding) -> None:
    answer = lead_conversion.ask(scope(holding(STORY), date(2026, 3, 1)))
    assert answer.unavailable is not None
    assert not answer.rows


def test_a_filter_that_leads_do_not_have_is_no_silent_whole(holding: Holding, tmp_path: Path) -> None:
    warehouse = holding(STORY)
    store_around(warehouse, tmp_path / "a", leads=(ToldLead("L1", source="Web", created_at=START),))
    assert lead_conversion.ask(scope(warehouse, date(2026, 3, 1), amount_from=5.0)).unavailable is not None
    assert lead_conversion.ask(scope(warehouse, date(2026, 3, 1), source=("Web",))).n == 1


def test_leads_cannot_be_broken_down_by_what_they_do_not_have(holding: Holding) -> None:
    with pytest.raises(DashboardError):
        lead_conversion.ask(scope(holding(STORY), date(2026, 3, 1)), "product")
