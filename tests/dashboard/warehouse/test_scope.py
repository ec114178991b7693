"""The scope is the one place where filter and as-of meet the data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from dashboard.errors import USAGE, DashboardError
from dashboard.filters import BLANK, DIMENSIONS, DealFilter
from dashboard.metrics import open_pipeline, win_rate
from dashboard.periods import Period, day_number
from dashboard.warehouse.connection import MAIN, Warehouse
from dashboard.warehouse.scope import FILTER_PARTS, Scope, cursor_for, scope_of
from dashboard.warehouse.statements import HERE, statement
from tests.pipeline_builder import a_pipeline, end_of
from tests.pipeline_files import Rate, warehouse_of

TOLD = (
    a_pipeline()
    .deal("D1", amount=100, owner="Ana", created="2026-01-01", last_activity_at=end_of("2026-01-30"))
    .enters("Lead", on="2026-01-02")
    .deal("D2", amount=200, owner="Bo", created="2026-01-01")
    .enters("Lead", on="2026-01-02")
    .wins(on="2026-02-01")
    .deal("D3", amount=300, created="2026-01-01")
    .enters("Lead", on="2026-01-02")
    .moves_to("Proposal", on="2026-01-20")
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    with warehouse_of(tmp_path_factory.mktemp("told"), TOLD) as warehouse:
        yield warehouse


def open_deals(warehouse: Warehouse, chosen: DealFilter) -> int:
    return open_pipeline.ask(scope_of(warehouse, chosen)).n


def test_each_part_of_the_filter_narrows_the_deals(tmp_path: Path) -> None:
    with warehouse_of(tmp_path, TOLD) as warehouse:
        assert open_deals(warehouse, DealFilter()) == 2
        assert open_deals(warehouse, DealFilter(owner=("Ana",))) == 1
        assert open_deals(warehouse, DealFilter(owner=("Ana", "Bo"))) == 1
        assert open_deals(warehouse, DealFilter(owner=(BLANK,))) == 1
        assert open_deals(warehouse, DealFilter(amount_from=200)) == 1
        assert open_deals(warehouse, DealFilter(amount_before=200)) == 1
        assert open_deals(warehouse, DealFilter(active_within_days=2)) == 1
        assert open_deals(warehouse, DealFilter(active_within_days=1)) == 0


def test_an_earlier_as_of_sees_what_was_known_then(tmp_path: Path) -> None:
    with warehouse_of(tmp_path, TOLD) as warehouse:
        assert open_deals(warehouse, DealFilter(as_of=end_of("2026-01-31"))) == 3
        won = win_rate.ask(scope_of(warehouse, DealFilter(as_of=end_of("2026-01-31")))).rows[0]
        assert (won.won, won.win_rate) == (0, None)


def test_a_period_is_half_open(tmp_path: Path) -> None:
    with warehouse_of(tmp_path, TOLD) as warehouse:

        def won(first: str, before: str) -> int:
            period = Period(date.fromisoformat(first), date.fromisoformat(before))
            return win_rate.ask(scope_of(warehouse, DealFilter(period=period))).rows[0].won

        assert won("2026-01-01", "2026-02-01") == 0
        assert won("2026-02-01", "2026-02-02") == 1


def test_a_value_that_no_deal_has_is_refused_with_those_that_exist(tmp_path: Path) -> None:
    with warehouse_of(tmp_path, TOLD) as warehouse, pytest.raises(DashboardError) as refused:
        scope_of(warehouse, DealFilter(owner=("Nobody",)))
    assert refused.value.exit_code == USAGE
    assert "Ana, Bo" in str(refused.value)


def test_without_a_scope_no_row_can_be_read(tmp_path: Path) -> None:
    with warehouse_of(tmp_path, TOLD) as warehouse:
        cursor = warehouse.cursor()
        for macro in ("scoped_deals", "scoped_visits", "scoped_states"):
            with pytest.raises(duckdb.Error):
                cursor.execute(f"SELECT * FROM {macro}()")


def test_a_missing_exchange_rate_blocks_the_value_and_is_counted(tmp_path: Path) -> None:
    pipeline = (
        a_pipeline()
        .deal("D1", amount=100, currency="CNY")
        .enters("Lead", on="2026-01-02")
        .deal("D2", amount=10, currency="USD")
        .enters("Lead", on="2026-01-02")
        .deal("D3", amount=10, currency="GBP")
        .enters("Lead", on="2026-01-02")
    )
    with warehouse_of(tmp_path, pipeline, rates=[Rate("USD", "CNY", 7.0)]) as warehouse:
        answer = open_pipeline.ask(scope_of(warehouse, DealFilter()))
        lead = answer.rows[0]
        assert (lead.deals, lead.value, lead.no_amount) == (3, 170.0, 1)
        assert list(answer.excluded.values()) == [1]
        assert answer.currency == "CNY"


def test_leaving_no_deal_out_joins_nothing(tmp_path: Path) -> None:
    sql = "EXPLAIN SELECT count(*) FROM scoped_visits($scope) WHERE kind = 1"
    with warehouse_of(tmp_path, TOLD) as warehouse:
        scope = scope_of(warehouse, DealFilter())

        def plan(asked: Scope) -> str:
            return str(warehouse.cursor().execute(sql, {"scope": asked.parameters}).fetchall()).upper()

        assert "ANTI" not in plan(scope)
        assert "UNNEST" not in plan(scope)
        assert "ANTI" in plan(scope.without([1]))
        assert plan(scope.without([])) == plan(scope)


ONE_PART = {
    **{dimension: [1] for dimension in DIMENSIONS},
    "amount_from": 150.0,
    "amount_before": 150.0,
    "active_since": day_number(date(2026, 1, 15)),
}


@pytest.mark.parametrize("table", ["visits", "deals", "states", "spans", "activities"])
@pytest.mark.parametrize("part", [None, *FILTER_PARTS])
@pytest.mark.parametrize(("by", "owners_then"), [(None, None), ("segment", None), ("owner", True)])
def test_what_is_quick_to_plan_lets_the_same_rows_through(
    told: Warehouse, table: str, part: str | None, by: str | None, owners_then: bool | None
) -> None:
    sql = f"SELECT * FROM scoped_{table}($scope) ORDER BY ALL"
    asked = {} if part is None else {part: ONE_PART[part]}
    parameters = scope_of(told, DealFilter()).broken_down(by).parameters | asked | {"owners_then": owners_then}
    quick, whole = (
        cursor.execute(sql, {"scope": parameters}).fetchall()
        for cursor in (cursor_for(told, parameters), told.cursor(MAIN))
    )
    assert quick == whole


@pytest.mark.parametrize("first", [None, date(2026, 1, 20)])
@pytest.mark.parametrize("before", [None, date(2026, 1, 21)])
def test_what_is_quick_to_plan_knows_the_same_period(told: Warehouse, first: date | None, before: date | None) -> None:
    sql = "SELECT day, in_period($scope, day) FROM unnest([-2147483648, 20472, 20473, 20474]) AS t (day)"
    parameters = scope_of(told, DealFilter(period=Period(first, before))).parameters
    quick, whole = (
        cursor.execute(sql, {"scope": parameters}).fetchall()
        for cursor in (cursor_for(told, parameters), told.cursor(MAIN))
    )
    assert quick == whole


def test_deals_left_out_are_in_no_number_and_in_no_evidence(tmp_path: Path) -> None:
    with warehouse_of(tmp_path, TOLD) as warehouse:
        scope = scope_of(warehouse, DealFilter())
        numbers = [number for (number,) in warehouse.cursor().execute("SELECT deal_no FROM deals").fetchall()]
        assert open_pipeline.ask(scope.without(numbers)).n == 0
        assert scope.without(numbers).evidence == (0, 0, 0, 0)
        assert sum(open_pipeline.ask(scope.without([number])).n for number in numbers) == 4


def test_the_whole_scope_is_one_bound_value(tmp_path: Path) -> None:
    hostile = a_pipeline().deal("D1", amount=1, owner="x'); DROP TABLE deals; --").enters("Lead", on="2026-01-02")
    with warehouse_of(tmp_path, hostile) as warehouse:
        scope: Scope = scope_of(warehouse, DealFilter(owner=("x'); DROP TABLE deals; --",)))
        assert open_pipeline.ask(scope).n == 1
        assert "{" not in statement(HERE / "layout" / "13_scope.sql")
