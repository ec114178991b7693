"""The matrix from stage to stage: every deal in its one cell, in step with the waterfall."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.metrics import deals_behind, deals_then, pipeline_changes, stage_matrix
from dashboard.metrics.selection import Selection
from dashboard.periods import end_of_day
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.pipeline_builder import Pipeline, a_pipeline, end_of
from tests.pipeline_strategies import as_of_days, pipelines
from tests.reference import moves as plain

spans = st.lists(st.tuples(as_of_days(), st.integers(1, 120)), min_size=2, max_size=4)


@given(found=pipelines(), seen=spans)
@settings(max_examples=10)
def test_every_deal_is_in_the_cell_of_where_it_stood_and_stands(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[tuple[date, int]]
) -> None:
    warehouse = holding(*found)
    for day, days in seen:
        since = end_of_day(day - timedelta(days=days))
        answer = stage_matrix.ask(scope(warehouse, day), since=since)
        if answer.unavailable is not None:
            continue
        told = {
            (row.pipeline, (row.from_kind, row.from_stage), (row.to_kind, row.to_stage)): row.deals
            for row in answer.rows
        }
        assert told == {at: len(deals) for at, deals in plain.moves(found, since, end_of_day(day)).items()}


@given(found=pipelines(), seen=spans)
@settings(max_examples=8)
def test_rows_and_columns_add_up_to_the_bars_of_the_waterfall(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[tuple[date, int]]
) -> None:
    warehouse = holding(*found)
    for day, days in seen:
        since, asked = end_of_day(day - timedelta(days=days)), scope(warehouse, day)
        bars = {row.kind: row.deals for row in pipeline_changes.ask(asked, since=since).rows}
        moves = stage_matrix.ask(asked, since=since).rows
        if not bars:
            assert not moves
            continue
        assert sum(row.deals for row in moves if row.from_kind == "open") == bars["start"]
        assert sum(row.deals for row in moves if row.to_kind == "open") == bars["end"]
        for kind in ("won", "lost", "void"):
            assert sum(row.deals for row in moves if row.to_kind == kind) == bars.get(kind, 0)
        new = sum(row.deals for row in moves if row.from_kind == "absent")
        assert new == bars.get("created", 0) + bars.get("late_entry", 0)


def a_month() -> Pipeline:
    """One deal goes on, one goes back, one is won, one is new and one came and was lost."""
    return (
        a_pipeline(stages="Lead, Proposal")
        .deal("on", amount=100, expected_close="2026-02-10").enters("Lead", on="2026-01-02")
        .moves_to("Proposal", on="2026-02-05")
        .is_worth(80, since="2026-02-06").is_due("2026-03-10", since="2026-02-07")
        .deal("back", amount=10).enters("Proposal", on="2026-01-02").moves_to("Lead", on="2026-02-05")
        .deal("won", amount=20).enters("Lead", on="2026-01-02").wins(on="2026-02-05")
        .deal("new", amount=30).enters("Lead", on="2026-02-05")
        .deal("brief", amount=40, created="2026-02-03").enters("Lead", on="2026-02-03").loses(on="2026-02-05")
    )  # fmt: skip


def test_each_cell_opens_its_deals(holding: Holding) -> None:
    asked = scope(holding(a_month()), date(2026, 2, 28))
    rows = stage_matrix.ask(asked, since=end_of("2026-01-31")).rows
    assert len(rows) == 5
    for row in rows:
        selection = Selection(
            "stage_matrix", f"{row.from_kind}-{row.to_kind}", row.pipeline, row.from_stage or None,
            value=row.to_stage or None, mode="2026-01-31",
        )  # fmt: skip
        assert deals_behind.ask(asked, selection).n == row.deals == 1


def test_what_came_and_what_went_are_lists_of_the_waterfalls_deals(holding: Holding) -> None:
    asked = scope(holding(a_month()), date(2026, 2, 28))

    def ids(part: str) -> set[str]:
        selection = Selection("pipeline_changes", part, mode="2026-01-31")
        return {deal.deal_id for deal in deals_behind.ask(asked, selection).rows}

    assert ids("new") == {"new", "brief"}
    assert ids("gone") == {"won", "brief"}


def test_a_deal_is_told_as_it_was(holding: Holding) -> None:
    asked = scope(holding(a_month()), date(2026, 2, 28))
    then = deals_then.ask(asked, ["on", "new"], since=end_of("2026-01-31"))
    assert set(then) == {"on"}
    assert (then["on"].status, then["on"].stage, then["on"].amount) == ("open", "Lead", 100)
    assert then["on"].expected_close == date(2026, 2, 10)


def test_one_export_cannot_show_it(holding: Holding) -> None:
    story = a_pipeline().deal("A", level="D").enters("Lead", on="2026-01-02")
    assert stage_matrix.ask(scope(holding(story), date(2026, 2, 1))).unavailable is not None
