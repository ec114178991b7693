"""Columns of the files that are none of our fields: filters and breakdowns like any other, and told with the deal."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any, Final

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.errors import DashboardError
from dashboard.filters import BLANK, DealFilter, read_link, to_link
from dashboard.metrics import (
    deal_extra,
    deals_behind,
    open_pipeline,
    pushes,
    sales_cycle,
    stage_dwell,
    stage_funnel,
    win_loss,
    win_rate,
)
from dashboard.metrics.selection import Selection
from dashboard.warehouse import known
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.scope import Scope, cursor_for, scope_of
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.pipeline_builder import Pipeline, a_pipeline
from tests.pipeline_files import store

LAST: Final = date(2026, 12, 31)
HOSTILE: Final = "'); DROP TABLE deals; -- <img src=x onerror=alert(1)> **{b}** =1+1"


def told(rows: list[dict[str, str]], *, start: int = 0, name: str = "Sales") -> Pipeline:
    """A deal a row with these columns beside it; every third is won, every third lost."""
    story = a_pipeline(name)
    for number, columns in enumerate(rows, start=start):
        extra = json.dumps(columns, ensure_ascii=False) if columns else None
        story = story.deal(f"D{number}", amount=10.0 + number, created="2026-01-01", extra=extra)
        story = story.enters("Lead", on="2026-01-02").moves_to("Proposal", on=f"2026-01-{3 + number % 20:02d}")
        if number % 3 == 0:
            story = story.wins(on="2026-02-01")
        elif number % 3 == 1:
            story = story.loses(on="2026-02-02", reason="Price")
    return story


def narrowed(warehouse: Warehouse, **columns: tuple[str, ...]) -> Scope:
    """The scope of a filter by columns; the keyword is the header."""
    chosen = DealFilter()
    for header, values in columns.items():
        chosen = chosen.choosing(f"x.{header}", values)
    return scope_of(warehouse, chosen)


def offered(warehouse: Warehouse) -> dict[str, tuple[str, ...]]:
    """The columns on offer with their values."""
    return {name: values for name, values in known.dimension_values(warehouse).items() if name.startswith("x.")}


CHANNELS: Final = st.sampled_from(["Web", "Event", "", "-", " Web "])
GRADES: Final = st.sampled_from(["甲", "乙", ""])


@given(rows=st.lists(st.fixed_dictionaries({"Channel": CHANNELS, "客户等级": GRADES}), min_size=12, max_size=30))
@settings(max_examples=8)
def test_the_rows_of_a_column_add_up_to_the_total(holding: Holding, rows: list[dict[str, str]]) -> None:
    warehouse = holding(told(rows))
    asked = scope(warehouse, LAST)
    for name, values in offered(warehouse).items():
        (total,) = win_rate.ask(asked).rows
        broken = win_loss.ask(asked, by=name).rows
        assert (sum(row.won for row in broken), sum(row.lost for row in broken)) == (total.won, total.lost)
        assert {row.value for row in broken} <= {*values, ""}
        assert sum(row.won_value for row in broken) == pytest.approx(total.won_value)
        assert stage_dwell.ask(asked, by=name).n == stage_dwell.ask(asked).n
        assert sales_cycle.ask(asked, by=name).n == sales_cycle.ask(asked).n
        parts = [scope_of(warehouse, DealFilter().choosing(name, (value,))) for value in (*values, BLANK)]
        for ask in (open_pipeline.ask, deals_behind.ask, win_loss.ask):
            assert sum(ask(part).n for part in parts) == ask(asked).n
        funnels = [stage_funnel.ask(part).rows for part in parts]
        whole = stage_funnel.ask(asked).rows[0].reached
        assert sum(rows[0].reached for rows in funnels if rows) == whole


@given(
    rows=st.lists(st.fixed_dictionaries({"Channel": CHANNELS, "客户等级": GRADES}), min_size=12, max_size=24),
    channels=st.sets(st.sampled_from(["Web", "Event", BLANK]), min_size=1),
    grades=st.sets(st.sampled_from(["甲", "乙", BLANK]), min_size=1),
)
@settings(max_examples=10)
def test_a_filter_keeps_the_deals_that_have_one_of_its_values_in_each_column(
    holding: Holding, rows: list[dict[str, str]], channels: set[str], grades: set[str]
) -> None:
    warehouse = holding(told(rows))
    there = offered(warehouse)
    wanted = {
        header: {value for value in values if value == BLANK or value in there[f"x.{header}"]}
        for header, values in (("Channel", channels), ("客户等级", grades))
        if f"x.{header}" in there
    }
    wanted = {header: values for header, values in wanted.items() if values}
    kept = deals_behind.ask(narrowed(warehouse, **{header: tuple(values) for header, values in wanted.items()}))
    assert {deal.deal_id for deal in kept.rows} == {
        f"D{number}"
        for number, row in enumerate(rows)
        if all((row[header].strip().strip("-") or BLANK) in values for header, values in wanted.items())
    }


def test_no_row_passes_a_filter_that_its_reader_cannot_apply(holding: Holding) -> None:
    warehouse = holding(told([{"Channel": ("Web", "Event", "")[at % 3]} for at in range(24)]))
    asked = narrowed(warehouse, Channel=("Web",)).parameters
    sql = "SELECT count(*) FROM scoped_deals($scope)"
    with closing(cursor_for(warehouse, asked)) as cursor:
        assert cursor.execute(sql, {"scope": asked}).fetchall() == [(8,)]
    with closing(warehouse.cursor()) as cursor, pytest.raises(duckdb.InvalidInputException):
        cursor.execute(sql, {"scope": asked})


def test_the_deals_behind_a_mark_are_those_it_counts(holding: Holding) -> None:
    warehouse = holding(told([{"Channel": ("Web", "Event", "")[at % 3]} for at in range(24)]))
    asked = scope(warehouse, LAST)
    for row in win_loss.ask(asked, by="x.Channel").rows:
        for part, count in (("won", row.won), ("lost", row.lost)):
            behind = Selection("win_loss", part, by="x.Channel", value=row.value)
            assert deals_behind.ask(asked, behind).n == count
    for cell in stage_dwell.ask(asked, by="x.Channel").rows:
        behind = Selection("stage_dwell", "", cell.pipeline, cell.stage, by="x.Channel", value=cell.value)
        assert deals_behind.ask(asked, behind).n == cell.n


def test_two_files_with_the_same_header_share_one_dimension(holding: Holding, tmp_path: Path) -> None:
    warehouse = holding(told([{"区域代码": "N", "Only here": "a"}] * 9))
    store(warehouse, tmp_path, told([{"区域代码": "S"}] * 6, start=100), system="another")
    assert offered(warehouse) == {"x.区域代码": ("N", "S"), "x.Only here": ("a",)}
    assert deals_behind.ask(narrowed(warehouse, 区域代码=("S",))).n == 6
    assert deals_behind.ask(narrowed(warehouse, **{"Only here": (BLANK,)})).n == 6


def test_a_hostile_header_and_hostile_values_are_only_text(holding: Holding) -> None:
    header = HOSTILE + "\n\u202e"
    warehouse = holding(told([{header: (HOSTILE, "{0}", "ok")[at % 3]} for at in range(12)]))
    ((name, values),) = offered(warehouse).items()
    assert "\n" not in name
    assert "=" not in name
    assert set(values) == {HOSTILE, "{0}", "ok"}
    chosen = DealFilter().choosing(name, (HOSTILE,))
    assert read_link(to_link(chosen), known.dimension_values(warehouse)).chosen == chosen
    assert deals_behind.ask(scope_of(warehouse, chosen)).n == 4
    assert sum(row.won + row.lost for row in win_loss.ask(scope(warehouse, LAST), by=name).rows) == 8


def test_long_and_equal_looking_headers_stay_apart(holding: Holding) -> None:
    long = "A question asked in a form that somebody wrote out in full, " * 3
    row = {f"{long}1": "a", f"{long}2": "b", "Kind=of": "c", "Kind of": "d"}
    other = dict.fromkeys(row, "z")
    warehouse = holding(told([row] * 8 + [other] * 8))
    assert len(offered(warehouse)) == 4
    assert all(len(name) <= 70 for name in offered(warehouse))
    assert offered(warehouse)["x.Kind of"] == ("d", "z")
    for name in offered(warehouse):
        assert deals_behind.ask(scope_of(warehouse, DealFilter().choosing(name, ("z",)))).n == 8


def test_two_hundred_columns_do_not_crowd_out_or_multiply_anything(holding: Holding) -> None:
    rows = [{f"Column {at:03d}": f"v{(at + number) % 4}" for at in range(200)} for number in range(24)]
    warehouse = holding(told(rows))
    assert len(offered(warehouse)) == 40
    asked = scope(warehouse, LAST)
    for name in list(offered(warehouse))[::13]:
        assert win_loss.ask(asked, by=name).n == win_rate.ask(asked).n
    assert len(deal_extra.ask(asked, "D3")) == 200


def test_what_has_too_many_values_is_told_with_the_deal_and_not_offered(holding: Holding) -> None:
    rows = [
        {
            "Note": f"call {number} again",
            "Contract no": f"C-{number}",
            "Budget": str(number * 3.5),
            "Visited": f"2026-02-{number + 1:02d}",
            "Wish": "x" * 90,
            "Stars": str(number % 5),
            "Every deal": "same",
            "Renewal": "yes" if number % 4 == 0 else "",
        }
        for number in range(26)
    ]
    warehouse = holding(told(rows))
    assert set(offered(warehouse)) == {"x.Stars", "x.Renewal"}
    said = dict(deal_extra.ask(scope(warehouse, LAST), "D2"))
    assert said == {header: value for header, value in rows[2].items() if value}


def test_details_know_the_scope_and_survive_what_is_no_table(holding: Holding) -> None:
    warehouse = holding(told([{"Channel": "Web"}] * 4))
    assert deal_extra.ask(scope(warehouse, LAST), "nobody") == ()
    assert deal_extra.ask(scope(warehouse, date(2025, 1, 1)), "D1") == ()
    with closing(warehouse.cursor()) as cursor:
        cursor.execute("UPDATE deals SET extra = 'no json'")
    assert deal_extra.ask(scope(warehouse, LAST), "D1") == ()


def test_the_columns_of_many_deals_are_told_at_once(holding: Holding) -> None:
    warehouse = holding(told([{"Channel": "Web", "Note": f"n{at}"} for at in range(5)]))
    found = deal_extra.ask_many(scope(warehouse, LAST), ("D1", "D4", "nobody"))
    assert found == {"D1": {"Channel": "Web", "Note": "n1"}, "D4": {"Channel": "Web", "Note": "n4"}}


@pytest.mark.parametrize(
    "ask",
    [
        lambda warehouse: scope_of(warehouse, DealFilter().choosing("x.Nope", ("a",))),
        lambda warehouse: scope_of(warehouse, DealFilter().choosing("x.Channel", ("Nope",))),
        lambda warehouse: win_loss.ask(scope(warehouse, LAST), by="x.Nope"),
        lambda warehouse: stage_dwell.ask(scope(warehouse, LAST), by="x.Nope"),
    ],
)
def test_an_unknown_column_or_value_is_one_clear_sentence(holding: Holding, ask: Any) -> None:
    warehouse = holding(told([{"Channel": ("Web", "Event")[at % 2]} for at in range(8)]))
    with pytest.raises(DashboardError) as refused:
        ask(warehouse)
    assert "Nope" in str(refused.value)
    assert {"Web", "x.Channel"} & set(str(refused.value.values["known"]).split(", "))


def test_pushes_can_be_compared_by_a_column(holding: Holding) -> None:
    story = a_pipeline()
    for number in range(12):
        story = (
            story.deal(f"D{number}", expected_close="2026-03-20", extra=json.dumps({"Channel": "AB"[number % 2]}))
            .enters("Lead", on="2026-01-02")
            .is_due("2026-05-20", since="2026-03-15")
        )
    rows = pushes.ask(scope(holding(story), date(2026, 6, 30)), by="x.Channel").rows
    assert Counter({row.value: row.pushes for row in rows}) == {"A": 6, "B": 6}


def test_without_such_columns_nothing_is_offered(holding: Holding) -> None:
    assert offered(holding(told([{}] * 5))) == {}


def test_hot_rows_hold_numbers_alone_and_nothing_twice(holding: Holding) -> None:
    handed_over = told([{"Channel": ("Web", "Event")[at % 2]} for at in range(12)]).is_handed_to(
        "Bo", since="2026-01-10"
    )
    with closing(holding(handed_over).cursor()) as cursor:
        columns = cursor.execute(
            """SELECT table_name, column_name, data_type FROM duckdb_columns()
            WHERE database_name = 'warehouse' AND schema_name = 'fast'"""
        ).fetchall()
    assert {name for table, name, _ in columns if table == "visits"} >= {"owner", "owner_then", "own_1"}
    assert [column for column in columns if column[2] == "VARCHAR" or column[1] == "owner_1"] == []
