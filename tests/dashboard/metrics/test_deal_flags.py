"""Flags of open deals: each rule against a plain reading of it, and none where the data cannot tell."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dashboard.errors import DashboardError
from dashboard.language import Words
from dashboard.metrics import deal_flags, deals_behind, stuck_deals
from dashboard.metrics.deal_flags import FLAG_NAMES, FLAGS, NOT_BACK, NOT_HUGE, NOT_IDLE, NOT_PUSHED, NOT_STEP, rule_of
from dashboard.metrics.selection import Selection
from dashboard.periods import Period, end_of_day
from dashboard.warehouse.connection import Warehouse
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.pipeline_around import ToldActivity, store_around
from tests.pipeline_builder import Change, Deal, Pipeline, a_pipeline
from tests.pipeline_strategies import FIRST_DAY, LAST_DAY, PLAIN_RATES, Look, looks, pipelines
from tests.reference.flags import flags

_days = st.dates(FIRST_DAY, LAST_DAY)
_moments = st.builds(datetime.combine, _days, st.sampled_from([time(), time(9, 30), time(16)]))


@st.composite
def _eventful(draw: st.DrawFn) -> tuple[Pipeline, ...]:
    """Pipelines whose deals have next steps, activities and close dates that move, and winners to hold them against."""
    found = []
    for pipeline in draw(pipelines()):
        deals = [_livelier(draw, deal) for deal in pipeline.deals]
        found.append(_with_winners(replace(pipeline, deals=tuple(deals)), draw(st.sampled_from([3, 24]))))
    return tuple(found)


def _livelier(draw: st.DrawFn, deal: Deal) -> Deal:
    fields = {
        **deal.fields,
        "next_step": draw(st.sampled_from([None, "Call them"])),
        "last_activity_at": draw(st.one_of(st.none(), _moments)),
    }
    if deal.level != "A" or deal.expected_close is None:
        return replace(deal, fields=fields)
    changes, due = list(deal.changes), deal.expected_close
    for at in sorted(draw(st.sets(_moments, max_size=4))):
        new = draw(st.one_of(st.just(due + timedelta(days=30)), st.dates(date(2024, 6, 1), date(2028, 1, 1))))
        if at > deal.events[0].at and new != due:
            changes.append(Change("expected_close", due, new, at))
            due = new
    return replace(deal, fields=fields, changes=tuple(changes))


def _with_winners(pipeline: Pipeline, many: int) -> Pipeline:
    for number in range(many):
        at = FIRST_DAY
        pipeline = pipeline.deal(f"{pipeline.name} winner {number}", amount=10 + number, created=at.isoformat())
        for place, stage in enumerate(pipeline.stages):
            pipeline = pipeline.enters(stage, on=at.isoformat())
            at += timedelta(days=1 + (number * 3 + place * 5) % 17)
        pipeline = pipeline.wins(on=at.isoformat())
    return pipeline


def _touched_again() -> Pipeline:
    """Its file states one day of activity, the log another after it; between the two lies the day of the report."""
    return (
        a_pipeline()
        .deal("Sales-1", created="2026-03-21", last_activity_at=datetime(2026, 2, 1)).enters("Lead", on="2026-03-21")
        .deal("Sales-2", created="2026-03-21").enters("Lead", on="2026-03-21")
        .deal("Sales-4", created="2026-03-21", last_activity_at=datetime(2026, 8, 1)).enters("Lead", on="2026-03-21")
    )  # fmt: skip


@example(
    found=(_touched_again(),),
    seen=[(date(2026, 5, 6), Period())],
    done=[(number, datetime(2026, 7, 1), datetime(2026, 7, 1)) for number in (1, 2, 4)],
)
@given(found=_eventful(), seen=looks(), done=st.lists(st.tuples(st.integers(0, 5), _moments, _moments), max_size=8))
@settings(max_examples=6)
def test_every_flag_is_raised_by_its_rule(
    holding: Holding,
    tmp_path_factory: pytest.TempPathFactory,
    found: tuple[Pipeline, ...],
    seen: list[Look],
    done: list[tuple[int, datetime, datetime]],
) -> None:
    true_at = max(at for pipeline in found for deal in pipeline.deals for at in deal.happened())
    warehouse = holding(*found)
    told = [
        ToldActivity(f"Sales-{number}", done_at if number % 3 else None, due_at, activity_id=str(place))
        for place, (number, done_at, due_at) in enumerate(done)
    ]
    if told:
        store_around(warehouse, tmp_path_factory.mktemp("around"), activities=tuple(told))
    by_deal: dict[str, list[ToldActivity]] = {}
    for one in told:
        by_deal.setdefault(one.deal_id, []).append(one)
    for day, _ in [*seen, (LAST_DAY + timedelta(days=400), seen[0][1])]:
        answer = deal_flags.ask(scope(warehouse, day), most=1000)
        shown = {row.deal_id: set(row.flags) for row in answer.rows}
        plain = flags(found, by_deal, end_of_day(day).replace(second=0), true_at, PLAIN_RATES)
        assert shown == {deal_id: raised for deal_id, (raised, _) in plain.items() if raised}
        assert answer.n == len(answer.rows)
        worth = [(-len(row.flags), -(row.value if row.value is not None else -1.0)) for row in answer.rows]
        assert worth == sorted(worth)
        assert all(row.flags == tuple(flag for flag in FLAG_NAMES if flag in row.flags) for row in answer.rows)


def _story() -> Pipeline:
    """Winners through every stage, and three open deals: a calm one, a late one and a blank one."""
    return (
        _with_winners(a_pipeline(), 24)
        .deal("calm", amount=20, created="2026-06-01", expected_close="2026-07-20", next_step="Sign")
        .enters("Lead", on="2026-06-29")
        .deal("late", amount=500, created="2026-01-05", expected_close="2026-02-01", next_step="Call")
        .enters("Lead", on="2026-01-05").enters("Proposal", on="2026-02-02").enters("Qualified", on="2026-02-20")
        .is_due("2026-03-01", since="2026-02-03").is_due("2026-04-01", since="2026-03-03")
        .is_due("2026-05-01", since="2026-04-03")
        .deal("blank", created="2026-06-20", expected_close="2029-01-01").enters("Lead", on="2026-06-20")
    )  # fmt: skip


def _raised(warehouse: Warehouse, day: date = date(2026, 6, 30)) -> dict[str, set[str]]:
    return {row.deal_id: set(row.flags) for row in deal_flags.ask(scope(warehouse, day)).rows}


def _around(warehouse: Warehouse, folder: Path) -> None:
    touched = (ToldActivity("calm", datetime(2026, 6, 29, 9)), ToldActivity("blank", datetime(2026, 6, 25, 9)))
    store_around(warehouse, folder, activities=touched)


def test_a_deal_carries_every_flag_that_its_record_earns(holding: Holding, tmp_path: Path) -> None:
    warehouse = holding(_story(), as_of=datetime(2026, 6, 30, 23))
    _around(warehouse, tmp_path / "around")
    assert _raised(warehouse) == {
        "late": {"stuck", "idle", "overdue", "pushed", "moved_back", "huge_amount"},
        "blank": {"no_amount", "no_next_step", "implausible_close"},
    }
    answer = deal_flags.ask(scope(warehouse, date(2026, 6, 30)), most=1)
    assert (answer.n, [row.deal_id for row in answer.rows], answer.excluded) == (2, ["late"], {})


def test_thresholds_that_people_set_are_the_ones_in_force(holding: Holding, tmp_path: Path) -> None:
    warehouse = holding(_story(), as_of=datetime(2026, 6, 30, 23))
    _around(warehouse, tmp_path / "around")
    with closing(warehouse.cursor()) as cursor:
        cursor.execute(
            """INSERT INTO settings VALUES ('flag.idle', '5'), ('flag.pushed', '4'), ('flag.huge_amount', 'much'),
            ('flag.stuck', '0.9999'), ('flag.implausible_close', '1000')"""
        )
    try:
        raised = _raised(warehouse)
    finally:
        with closing(warehouse.cursor()) as cursor:
            cursor.execute("DELETE FROM settings")
    assert raised["late"] == {"stuck", "idle", "overdue", "moved_back", "huge_amount"}
    assert raised["blank"] == {"idle", "no_amount", "no_next_step"}


def test_days_allowed_by_people_are_the_limit_only_where_too_few_were_won(holding: Holding) -> None:
    few = _with_winners(a_pipeline(), 3).deal("old", amount=5).enters("Qualified", on="2026-06-20")
    many = _with_winners(a_pipeline("Partner"), 24).deal("P", amount=5).enters("Qualified", on="2026-06-29")
    warehouse = holding(few, many, as_of=datetime(2026, 6, 30))
    with closing(warehouse.cursor()) as cursor:
        cursor.execute(
            """INSERT INTO settings
            VALUES ('allowed_days', '[["Sales", "Qualified", 5], ["Partner", "Qualified", 0.5], ["x"], 7]')"""
        )
    try:
        raised = _raised(warehouse)
        counted = stuck_deals.ask(scope(warehouse, date(2026, 6, 30)))
    finally:
        with closing(warehouse.cursor()) as cursor:
            cursor.execute("DELETE FROM settings")
    assert "stuck" in raised["old"]
    assert "stuck" not in raised.get("P", set())
    assert [row.deal_id for row in counted.rows] == ["old"]


def test_what_the_files_cannot_tell_is_named_and_not_raised(holding: Holding) -> None:
    story = a_pipeline().deal("D", amount=5, created="2026-01-02", level="D").enters("Lead", on="2026-01-05")
    warehouse = holding(story, as_of=datetime(2026, 6, 30))
    with closing(warehouse.cursor()) as cursor:
        cursor.execute("UPDATE imports SET fields = ['amount', 'stage']")
    answer = deal_flags.ask(scope(warehouse, date(2026, 6, 30)))
    assert answer.rows == ()
    assert {NOT_IDLE, NOT_STEP, NOT_PUSHED, NOT_BACK, NOT_HUGE} <= answer.excluded.keys()
    assert set(answer.excluded.values()) == {1}


def test_activities_that_end_long_before_the_day_say_nothing_of_idleness(holding: Holding, tmp_path: Path) -> None:
    warehouse = holding(_story(), as_of=datetime(2026, 6, 30, 23))
    with closing(warehouse.cursor()) as cursor:
        cursor.execute("UPDATE imports SET fields = list_filter(fields, lambda f: f <> 'last_activity_at')")
    store_around(warehouse, tmp_path / "a", activities=(ToldActivity("calm", datetime(2026, 6, 1)),))
    answer = deal_flags.ask(scope(warehouse, date(2026, 6, 30)))
    assert NOT_IDLE in answer.excluded
    assert not [row for row in answer.rows if "idle" in row.flags]


@pytest.mark.parametrize("flag", ["", *FLAG_NAMES])
def test_the_deals_behind_a_flag_are_as_many_as_carry_it(holding: Holding, tmp_path: Path, flag: str) -> None:
    warehouse = holding(_story(), as_of=datetime(2026, 6, 30, 23))
    _around(warehouse, tmp_path / "around")
    asked = scope(warehouse, date(2026, 6, 30))
    carrying = [row.deal_id for row in deal_flags.ask(asked).rows if not flag or flag in row.flags]
    behind = deals_behind.ask(asked, Selection("deal_flags", part=flag))
    assert sorted(row.deal_id for row in behind.rows) == sorted(carrying)
    assert deal_flags.ask(asked, flags=(flag,) if flag else ()).n == len(carrying) == behind.n


def test_an_unknown_flag_is_refused(holding: Holding) -> None:
    with pytest.raises(DashboardError):
        deal_flags.ask(scope(holding(_story()), date(2026, 6, 30)), flags=("lazy",))


def test_rules_read_with_the_threshold_in_force() -> None:
    by_name = {flag.name: flag for flag in FLAGS}
    en, zh = Words("en"), Words("zh")
    assert rule_of(by_name["idle"], {"idle": 21}, en) == "No activity for 21 days or more"
    assert rule_of(by_name["pushed"], {}, en) == "Expected close moved later 3 times or more"
    assert "75" in rule_of(by_name["stuck"], {}, en)
    assert "75" in rule_of(by_name["stuck"], {}, zh)
    assert rule_of(by_name["overdue"], {}, en) == "Expected close before the day of the report"
