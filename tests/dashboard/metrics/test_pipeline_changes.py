"""The change waterfall: every deal in one class, and the bars add up to the cent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.filters import THEN
from dashboard.metrics import deals_behind, deals_then, pipeline_changes
from dashboard.metrics.selection import Selection
from dashboard.periods import end_of_day
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.pipeline_builder import Change, Deal, Pipeline, a_pipeline, end_of
from tests.pipeline_strategies import PLAIN_RATES, as_of_days, pipelines
from tests.reference.changes import changes
from tests.reference.visits import every, has_history, standing

spans = st.lists(st.tuples(as_of_days(), st.integers(0, 120)), min_size=3, max_size=5)


@given(found=pipelines(), seen=spans)
@settings(max_examples=14)
def test_every_bar_holds_the_deals_that_belong_there(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[tuple[date, int]]
) -> None:
    warehouse = holding(*found)
    for day, days in seen:
        since = end_of_day(day - timedelta(days=days))
        answer = pipeline_changes.ask(scope(warehouse, day), since=since)
        if answer.unavailable is not None:
            assert _only_present_stages(found, day)
            continue
        rows = answer.rows
        told = changes(found, since, end_of_day(day), PLAIN_RATES)
        assert {row.kind: row.deals for row in rows if row.deals} == {
            kind: len(deals) for kind, (deals, _) in told.items()
        }
        for row in rows:
            assert row.value == pytest.approx(told[row.kind][1] if row.kind in told else 0.0, abs=1e-6)


@given(found=pipelines(), seen=spans, window=st.integers(1, 200))
@settings(max_examples=10)
def test_start_and_the_changes_are_the_end_to_the_cent(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[tuple[date, int]], window: int
) -> None:
    warehouse = holding(*found)
    opened = date(2026, 2, 1)
    for (day, days), due in product(seen, ((None, None), (opened, opened + timedelta(days=window)))):
        since = end_of_day(day - timedelta(days=days))
        rows = pipeline_changes.ask(scope(warehouse, day), since=since, close_from=due[0], close_before=due[1]).rows
        if not rows:
            assert _only_present_stages(found, day)
            continue
        *bars, end = rows
        assert end.kind == "end"
        assert sum(row.value for row in bars) == pytest.approx(end.value, abs=0.005)


OWNERS = ("Ana", "Bo", "李雷")


@st.composite
def handed_over(draw: st.DrawFn) -> tuple[Pipeline, ...]:
    """Pipelines whose deals all have an owner, and some another one later."""
    return tuple(
        replace(one, deals=tuple(_handed_over(draw, deal) for deal in one.deals))
        for one in draw(pipelines(levels=("A", "B")))
    )


def _handed_over(draw: st.DrawFn, deal: Deal) -> Deal:
    owner = draw(st.sampled_from(OWNERS))
    changes = list(deal.changes)
    for days in sorted(draw(st.sets(st.integers(0, 90), max_size=2))):
        new = draw(st.sampled_from(OWNERS))
        if new != owner:
            changes.append(Change("owner_name", owner, new, deal.events[0].at + timedelta(days=days, hours=1)))
            owner = new
    first = next((str(change.old) for change in changes if change.field == "owner_name"), owner)
    return replace(deal, fields={**deal.fields, "owner_name": first}, changes=tuple(changes))


@given(found=handed_over(), seen=spans)
@settings(max_examples=10)
def test_an_owner_at_the_time_has_the_deals_that_were_handed_over(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[tuple[date, int]]
) -> None:
    warehouse = holding(*found)
    owners = {change.new for _, deal in every(found) for change in deal.changes if change.field == "owner_name"}
    owners |= {deal.text("owner") for _, deal in every(found)}
    for day, days in seen:
        since = end_of_day(day - timedelta(days=days))
        for owner in sorted(str(owner) for owner in owners):
            asked = scope(warehouse, day, owner=(owner,), owners=THEN)
            rows = pipeline_changes.ask(asked, since=since).rows
            told = changes(found, since, end_of_day(day), PLAIN_RATES, owner)
            assert {row.kind: row.deals for row in rows if row.deals} == {
                kind: len(deals) for kind, (deals, _) in told.items()
            }
            for row in rows:
                assert row.value == pytest.approx(told[row.kind][1] if row.kind in told else 0.0, abs=1e-6)
            if rows:
                assert sum(row.value for row in rows[:-1]) == pytest.approx(rows[-1].value, abs=0.005)


def test_a_deal_handed_over_leaves_one_owner_and_comes_to_the_other(holding: Holding) -> None:
    story = (
        a_pipeline()
        .deal("D1", amount=40, owner="Ana")
        .enters("Lead", on="2026-01-02")
        .is_handed_to("Bo", since="2026-02-10")
        .is_worth(50, since="2026-02-12")
        .deal("D2", amount=7, owner="Bo")
        .enters("Lead", on="2026-01-02")
        .deal("D3", amount=1, owner="Ana")
        .enters("Lead", on="2026-01-02")
    )
    warehouse, since = holding(story), end_of("2026-01-31")

    def bars(owner: str) -> dict[str, float]:
        asked = scope(warehouse, date(2026, 2, 28), owner=(owner,), owners=THEN)
        return {row.kind: row.value for row in pipeline_changes.ask(asked, since=since).rows}

    assert bars("Ana") == {"start": 41, "increased": 10, "transferred_out": -50, "end": 1}
    assert bars("Bo") == {"start": 7, "transferred_in": 50, "end": 57}
    asked = scope(warehouse, date(2026, 2, 28), owner=("Ana",), owners=THEN)
    gone = deals_behind.ask(asked, Selection("pipeline_changes", "transferred_out"), since=since)
    assert [deal.deal_id for deal in gone.rows] == ["D1"]
    assert deals_then.ask(asked, ["D1"], since=since)["D1"].amount == 40


def _only_present_stages(found: tuple[Pipeline, ...], day: date) -> bool:
    """Nothing with a history had begun by then."""
    begun = [deal for pipeline, deal in every(found) if standing(pipeline, deal, end_of_day(day)) is not None]
    return not any(has_history(deal) for deal in begun)


def test_a_lost_deal_with_a_cut_amount_is_a_decrease_and_a_loss_of_the_rest(holding: Holding) -> None:
    story = (
        a_pipeline()
        .deal("D1", amount=100)
        .enters("Lead", on="2026-01-02 09:00")
        .is_worth(60, since="2026-02-02 09:00")
        .loses(on="2026-02-10 09:00")
    )
    rows = pipeline_changes.ask(scope(holding(story), date(2026, 2, 28)), since=end_of_day(date(2026, 1, 31))).rows
    assert {row.kind: row.value for row in rows} == {"start": 100, "decreased": -40, "lost": -60, "end": 0}


def test_created_and_won_in_between_is_a_plus_and_an_equal_minus(holding: Holding) -> None:
    story = (
        a_pipeline().deal("D1", amount=70, created="2026-02-02").enters("Lead", on="2026-02-02").wins(on="2026-02-10")
    )
    rows = pipeline_changes.ask(scope(holding(story), date(2026, 2, 28)), since=end_of_day(date(2026, 1, 31))).rows
    assert {row.kind: row.value for row in rows} == {"start": 0, "created": 70, "won": -70, "end": 0}


def test_a_changed_amount_without_a_rate_is_no_change_of_the_money(holding: Holding) -> None:
    story = (
        a_pipeline()
        .deal("D1", amount=10, currency="XAF")
        .enters("Lead", on="2026-01-02")
        .is_worth(25, since="2026-02-10")
        .deal("D2", amount=5)
        .enters("Lead", on="2026-01-03")
    )
    warehouse = holding(story, as_of=end_of("2026-03-01"))
    rows = pipeline_changes.ask(scope(warehouse, date(2026, 3, 1)), since=end_of("2026-02-01")).rows
    assert [(row.kind, row.deals, row.value) for row in rows] == [("start", 2, 5.0), ("end", 2, 5.0)]


def test_an_amount_written_after_the_close_is_no_change_of_the_pipeline(holding: Holding) -> None:
    story = (
        a_pipeline()
        .deal("D1", created="2026-05-02")
        .enters("Lead", on="2026-05-02")
        .loses(on="2026-05-19")
        .is_worth(0.01, since="2026-05-26")
        .reopens_in("Lead", on="2026-07-04")
    )
    since, day = end_of("2026-04-10"), date(2026, 6, 20)
    rows = pipeline_changes.ask(scope(holding(story), day), since=since).rows
    assert {row.kind: row.value for row in rows} == {"start": 0, "created": 0, "lost": 0, "end": 0}
    assert {kind: value for kind, (_, value) in changes((story,), since, end_of_day(day), PLAIN_RATES).items()} == {
        "created": 0,
        "lost": 0,
    }
    later = pipeline_changes.ask(scope(holding(story), date(2026, 7, 5)), since=end_of_day(day)).rows
    assert {row.kind: row.value for row in later} == {"start": 0, "reopened": 0.01, "end": 0.01}
