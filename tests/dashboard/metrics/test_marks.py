"""Behind every mark of the target, people and path pages: as many deals as it counts."""

from __future__ import annotations

from datetime import date

from dashboard.metrics import coverage, deals_behind, paths, pushes, stuck_deals, win_rate_change
from dashboard.metrics.selection import Selection
from dashboard.periods import Period
from dashboard.warehouse.scope import Scope
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.dashboard.metrics.test_coverage import TODAY, a_quarter_under_way, quarter
from tests.pipeline_builder import a_pipeline


def behind(asked: Scope, selection: Selection) -> set[str]:
    """The ids of the deals of a selection; their number is the one told."""
    answer = deals_behind.ask(asked, selection)
    assert answer.n == len(answer.rows)
    return {deal.deal_id for deal in answer.rows}


def test_coverage_opens_what_is_won_due_overdue_and_undated(holding: Holding) -> None:
    asked = scope(holding(a_quarter_under_way(), targets=[quarter(1000)]), TODAY)
    told = {part: behind(asked, Selection("coverage", part)) for part in ("won", "due", "overdue", "undated")}
    assert told == {"won": {"won"}, "due": {"due", "due too"}, "overdue": {"late"}, "undated": {"some day"}}


def test_coverage_by_owner_opens_that_owners_deals(holding: Holding) -> None:
    targets = [quarter(600, level="owner", name="Ana"), quarter(400, level="owner", name="Bo")]
    asked = scope(holding(a_quarter_under_way(), targets=targets), TODAY)
    for row in coverage.ask(asked, "owner").rows:
        for part in ("won", "due", "overdue", "undated"):
            selection = Selection("coverage", part, by="owner", value=row.value)
            assert len(behind(asked, selection)) == getattr(row, part)


def test_the_open_deals_of_an_owner(holding: Holding) -> None:
    asked = scope(holding(a_quarter_under_way()), TODAY)
    assert behind(asked, Selection("open_pipeline", by="owner", value="Ana")) == {"due"}
    assert behind(asked, Selection("open_pipeline", by="owner", value="Nobody")) == set()


def test_pushed_deals_of_an_owner_between_two_days(holding: Holding) -> None:
    story = (
        a_pipeline(stages="Lead, Proposal")
        .deal("twice", owner="Ana", expected_close="2026-02-01").enters("Lead", on="2026-01-02")
        .is_due("2026-03-01", since="2026-02-02").is_due("2026-04-01", since="2026-02-20")
        .deal("before", owner="Ana", expected_close="2026-02-01").enters("Lead", on="2026-01-02")
        .is_due("2026-03-01", since="2026-01-20")
        .deal("other", owner="Bo", expected_close="2026-02-01").enters("Lead", on="2026-01-02")
        .is_due("2026-03-01", since="2026-02-05")
    )  # fmt: skip
    warehouse = holding(story)
    asked = scope(warehouse, date(2026, 2, 28))
    assert behind(asked, Selection("pushes", by="owner", value="Ana", mode="2026-01-31")) == {"twice"}
    february = scope(warehouse, date(2026, 2, 28), Period(date(2026, 2, 1), date(2026, 3, 1)))
    for row in pushes.ask(february, by="owner").rows:
        assert len(behind(february, Selection("pushes", by="owner", value=row.value))) == row.pushed_deals


def test_ways_that_change_the_order_of_two_stages_are_two_ways(holding: Holding) -> None:
    story = a_pipeline(stages="Lead, Qualified, Proposal")
    for number in range(3):
        story = story.deal(f"A{number}").enters("Lead", on="2026-01-02").moves_to("Qualified", on="2026-01-09")
        story = story.moves_to("Proposal", on="2026-01-16").loses(on="2026-01-23")
    story = story.deal("B").enters("Lead", on="2026-01-02").moves_to("Proposal", on="2026-01-09")
    story = story.moves_to("Qualified", on="2026-01-16").loses(on="2026-01-23")
    asked = scope(holding(story), date(2026, 2, 1))
    rows = paths.ask(asked).rows
    assert {row.path: row.deals for row in rows} == {
        "Lead → Qualified → Proposal → Lost": 3,
        "Lead → Proposal → Qualified → Lost": 1,
    }
    for row in rows:
        assert len(behind(asked, Selection("paths", "", row.pipeline, value=row.path))) == row.deals
    (back,) = paths.ask(asked, "moves_back").rows
    assert behind(asked, Selection("paths", "moves_back", back.pipeline, "Proposal", value="Qualified")) == {"B"}


def test_a_segment_in_the_change_of_the_win_rate_opens_its_later_deals(holding: Holding) -> None:
    story = a_pipeline()
    for number, month in enumerate(("02", "03", "05", "06", "06")):
        story = story.deal(f"D{number}", segment="SMB" if number % 2 else "Enterprise")
        story = story.enters("Lead", on="2026-01-02").wins(on=f"2026-{month}-10")
    asked = scope(holding(story), date(2026, 7, 15))
    rows = win_rate_change.ask(asked, "segment").rows
    assert {row.value: row.closed for row in rows} == {"SMB": 1, "Enterprise": 2}
    for row in rows:
        assert len(behind(asked, Selection("win_rate_change", "", by="segment", value=row.value))) == row.closed


def test_the_stuck_deals_of_an_owner(holding: Holding) -> None:
    story = a_pipeline(stages="Lead, Proposal")
    for number in range(6):
        story = story.deal(f"W{number}").enters("Lead", on="2026-01-02").wins(on="2026-01-09")
    story = (
        story.deal("A", owner="Ana")
        .enters("Lead", on="2026-01-02")
        .deal("B", owner="Bo")
        .enters("Lead", on="2026-01-02")
    )
    asked = scope(holding(story), date(2026, 3, 1))
    assert stuck_deals.ask(asked).n == 2
    assert behind(asked, Selection("stuck_deals", by="owner", value="Ana")) == {"A"}
