"""Doubtful deals are found, and priced as if their file had never named them."""

from __future__ import annotations

import csv
import dataclasses
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from statistics import median
from typing import Final

import pytest
from hypothesis import given, settings

from dashboard.filters import DealFilter
from dashboard.metrics import data_quality, deals_behind, open_pipeline, sales_cycle, sales_velocity, win_rate
from dashboard.metrics.data_quality import findings
from dashboard.metrics.rows import PricedFinding
from dashboard.metrics.selection import Selection
from dashboard.periods import end_of_day
from dashboard.warehouse import layout
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.scope import Scope, scope_of
from tests.blank_warehouse import warehouse_at
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.loading import load_here
from tests.pipeline_builder import Deal, Pipeline, a_pipeline
from tests.pipeline_strategies import PLAIN_RATES, Look, looks, pipelines
from tests.reference.money import value
from tests.reference.visits import closed_at, every, has_history, status

LAST: Final = date(2026, 12, 31)


def ids_behind(asked: Scope, finding: str) -> set[str]:
    """The deals that the screen opens for a finding."""
    return {deal.deal_id for deal in deals_behind.ask(asked, Selection("data_quality", finding)).rows}


def found_in(asked: Scope) -> dict[str, set[str]]:
    """The deals of every finding that has any."""
    return {finding: ids_behind(asked, finding) for finding in findings(asked)}


def headlines(asked: Scope) -> dict[str, float | None]:
    """The headline numbers as the metrics themselves tell them."""
    stages = open_pipeline.ask(asked).rows
    (outcome,) = win_rate.ask(asked).rows
    return {
        "open_deals": float(sum(stage.deals for stage in stages)),
        "open_value": sum(stage.value for stage in stages),
        "win_rate": outcome.win_rate,
        "won_value": outcome.won_value,
        "median_cycle_days": sales_cycle.ask(asked).rows[0].median_days,
        "mean_won_amount": outcome.mean_won_amount,
        "velocity_per_day": sales_velocity.ask(asked, points=1).rows[0].velocity_per_day,
    }


def told(found: tuple[Pipeline, ...], at: datetime) -> dict[str, set[str]]:
    """The findings by the plain rules, deal by deal."""
    known = [(pipeline, deal) for pipeline, deal in every(found) if status(pipeline, deal, at) is not None]
    by_finding: dict[str, set[str]] = {}
    for pipeline, deal in known:
        others = any(has_history(other) for _, other in known)
        for finding in _of(pipeline, deal, at, others_have_history=others):
            by_finding.setdefault(finding, set()).add(deal.deal_id)
    return by_finding


def _of(pipeline: Pipeline, deal: Deal, at: datetime, *, others_have_history: bool) -> list[str]:
    stands, closed, amount = status(pipeline, deal, at), closed_at(pipeline, deal, at), deal.amount_at(at)
    worth = value(deal, closed or at, PLAIN_RATES)
    due = deal.expected_close_at(at)
    closing_later = status(pipeline, deal, datetime(2099, 1, 1)) != "open"
    rules = {
        "closed_before_created": bool(closed and deal.created and closed.date() < deal.created.date()),
        "dated_in_the_future": bool(deal.created and deal.created > at),
        "won_without_amount": stands == "won" and (amount or 0) <= 0,
        "open_without_amount": stands == "open" and (amount or 0) <= 0,
        "no_exchange_rate": bool(amount) and worth is None,
        "entered_before_created": bool(
            has_history(deal) and deal.created and deal.events[0].at.date() < deal.created.date()
        ),
        "no_stage_history": others_have_history and not has_history(deal),
        "no_creation_date": deal.created is None,
        # The record of a deal that closed later no longer tells when it was due.
        "open_overdue": stands == "open" and not closing_later and due is not None and due < at.date(),
    }
    return [finding for finding, holds in rules.items() if holds]


@given(found=pipelines(), seen=looks())
@settings(max_examples=5)
def test_each_finding_holds_the_deals_that_the_plain_rules_name(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[Look]
) -> None:
    warehouse = holding(*found)
    for day, _ in seen:
        assert found_in(scope(warehouse, day)) == told(found, end_of_day(day))


@given(found=pipelines(), seen=looks())
@settings(max_examples=2)
def test_a_number_without_deals_is_that_of_a_pipeline_that_never_had_them(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[Look]
) -> None:
    day, period = seen[0]
    asked = scope(holding(*found), day, period)
    answer = data_quality.ask(asked)
    with_all = headlines(asked)
    gone = found_in(asked)
    for row in answer.rows:
        if row.headline and not row.left_out_already:
            assert row.with_all == pytest.approx(with_all[row.headline])
            assert row.without == pytest.approx(headlines(asked.without(findings(asked)[row.finding]))[row.headline])
    for finding, ids in gone.items():
        left = tuple(
            dataclasses.replace(one, deals=tuple(deal for deal in one.deals if deal.deal_id not in ids))
            for one in found
        )
        if not any(one.deals for one in left):
            continue
        never = headlines(scope(holding(*left, as_of=end_of_day(LAST)), day, period))
        rows = {row.headline: row for row in answer.rows if row.finding == finding}
        for name, number in never.items():
            told_number = rows[name].without if name in rows else with_all[name]
            assert told_number == (None if number is None else pytest.approx(number)), (finding, name)


@given(found=pipelines(), seen=looks())
@settings(max_examples=2)
def test_each_change_is_the_difference_and_only_changes_are_told(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[Look]
) -> None:
    warehouse = holding(*found)
    for day, period in seen[:2]:
        for row in data_quality.ask(scope(warehouse, day, period)).rows:
            assert row.deals > 0
            if not row.headline:
                assert (row.with_all, row.without, row.change) == (None, None, None)
            elif row.change is None:
                assert (row.with_all is None) != (row.without is None)
            else:
                assert row.change != 0
                assert row.change == pytest.approx((row.without or 0) - (row.with_all or 0))


def won(story: Pipeline, deal_id: str, created: str, closed: str, amount: float = 100) -> Pipeline:
    return story.deal(deal_id, amount=amount, created=created).enters("Lead", on=closed).wins(on=closed)


def only(rows: tuple[PricedFinding, ...], finding: str, headline: str) -> PricedFinding:
    (row,) = [row for row in rows if (row.finding, row.headline) == (finding, headline)]
    return row


def test_deals_closed_before_they_were_created_are_priced_on_the_cycle_that_leaves_them_out(holding: Holding) -> None:
    story = a_pipeline()
    for number, closed in enumerate(("2026-02-10", "2026-02-20", "2026-03-01")):
        story = won(story, f"D{number}", "2026-01-01", closed)
    story = won(won(story, "R1", "2026-02-01", "2026-01-20"), "R2", "2026-02-01", "2026-01-10")
    asked = scope(holding(story), LAST)
    rows = data_quality.ask(asked).rows
    row = only(rows, "closed_before_created", "median_cycle_days")
    assert (row.deals, row.with_all, row.without, row.change) == (2, 40, 50, 10)
    assert row.left_out_already
    assert sales_cycle.ask(asked).rows[0].median_days == row.without
    assert sales_cycle.ask(asked, with_reversed=True).rows[0].median_days == row.with_all
    value_row = only(rows, "closed_before_created", "won_value")
    assert (value_row.with_all, value_row.without, value_row.left_out_already) == (500, 300, False)


def test_the_second_of_two_deals_with_one_name_and_account_is_a_possible_duplicate(holding: Holding) -> None:
    story = a_pipeline()
    for deal_id, name, account, created in (
        ("D1", "Line 2", "Acme", "2026-01-02"),
        ("D2", " line 2", "ACME", "2026-01-09"),
        ("D3", "Line 2", "Globex", "2026-01-09"),
        ("D4", "Acme", "Acme", "2026-01-09"),
        ("D5", "acme", "Acme", "2026-01-10"),
        ("D6", "Line 2", "", "2026-01-10"),
        ("D7", "Line 2", "", "2026-01-11"),
    ):
        story = story.deal(deal_id, name=name, account=account or None, created=created, amount=10)
        story = story.enters("Lead", on=created)
    assert ids_behind(scope(holding(story), LAST), "possible_duplicate") == {"D2"}


def test_values_are_held_against_a_list_only_where_one_is_loaded(holding: Holding) -> None:
    story = (
        a_pipeline()
        .deal("D1", amount=1, owner="Ana", account="Acme", product="GTXPro").enters("Lead", on="2026-01-02")
        .deal("D2", amount=1, owner="ANA", account="acme", product="GTX Pro").enters("Lead", on="2026-01-02")
        .deal("D3", amount=1, owner="Zoe", account="Globex").enters("Lead", on="2026-01-02")
    )  # fmt: skip
    warehouse = holding(story)
    listed = {"owner_not_listed", "account_not_listed", "product_not_listed"}
    assert not listed & set(findings(scope(warehouse, LAST)))
    with warehouse.transaction() as cursor:
        for table, name in (("owners", "owner_name"), ("accounts", "account_name"), ("products", "product_name")):
            listed_name = {"owner_name": "Ana", "account_name": "Acme", "product_name": "GTX Pro"}[name]
            cursor.execute(
                f"INSERT INTO loaded.{table} BY NAME SELECT max(import_id) AS import_id, 2 AS row, $name AS {name} "
                "FROM imports",
                {"name": listed_name},
            )
        layout.build(cursor)
    asked = scope(warehouse, LAST)
    assert {finding: ids_behind(asked, finding) for finding in listed} == {
        "owner_not_listed": {"D3"},
        "account_not_listed": {"D3"},
        "product_not_listed": {"D1"},
    }


def test_a_deal_whose_dates_all_lie_in_the_future_is_counted_apart(holding: Holding) -> None:
    story = (
        a_pipeline()
        .deal("D1", amount=1, created="2026-01-02").enters("Lead", on="2026-01-02")
        .deal("D2", amount=1, created="2027-01-02", level="D").enters("Lead", on="2027-01-02")
        .deal("D3", amount=1, created="2027-01-02").enters("Lead", on="2026-01-05")
    )  # fmt: skip
    answer = data_quality.ask(scope(holding(story, as_of=end_of_day(date(2026, 6, 30))), date(2026, 6, 30)))
    assert list(answer.excluded.values()) == [1]
    assert {row.finding for row in answer.rows} >= {"dated_in_the_future"}
    assert next(row.deals for row in answer.rows if row.finding == "dated_in_the_future") == 1


def test_a_filter_narrows_the_findings_too(holding: Holding) -> None:
    story = (
        a_pipeline()
        .deal("D1", owner="Ana", created="2026-01-02").enters("Lead", on="2026-01-02")
        .deal("D2", owner="Bo", created="2026-01-02").enters("Lead", on="2026-01-02")
    )  # fmt: skip
    assert ids_behind(scope(holding(story), LAST, owner=("Ana",)), "open_without_amount") == {"D1"}


def test_data_without_a_doubt_have_no_rows(holding: Holding) -> None:
    answer = data_quality.ask(scope(holding(won(a_pipeline(), "D1", "2026-01-01", "2026-02-01")), LAST))
    assert (answer.n, answer.rows, answer.excluded) == (0, (), {})


def test_a_scope_without_deals_adds_up_over_two_steps(holding: Holding) -> None:
    story = won(won(won(a_pipeline(), "D1", "2026-01-01", "2026-02-01"), "D2", "2026-01-01", "2026-02-01"), "D3",
                "2026-01-01", "2026-02-01")  # fmt: skip
    asked = scope(holding(story), LAST)
    numbers = sorted(findings(asked).get("none", []) or [1, 2, 3])
    assert win_rate.ask(asked.without(numbers[:1])).rows[0].won == 2
    assert win_rate.ask(asked.without(numbers[:1]).without(numbers[1:2])).rows[0].won == 1
    assert asked.without(numbers[:1]).evidence == (2, 0, 0, 0)
    assert asked.without(()).parameters == asked.parameters


@pytest.fixture(scope="module")
def maven_files(shared_data: Path) -> Path:
    return shared_data / "maven_crm"


@pytest.fixture(scope="module")
def maven(maven_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    place = tmp_path_factory.mktemp("maven")
    with warehouse_at(place / "warehouse.duckdb") as warehouse:
        load_here(warehouse, place, [(path.name, path.read_bytes()) for path in sorted(maven_files.glob("*.csv"))])
        yield warehouse


@pytest.fixture(scope="module")
def maven_rows(maven_files: Path) -> list[dict[str, str]]:
    with (maven_files / "sales_pipeline.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def priced(maven: Warehouse) -> tuple[PricedFinding, ...]:
    return data_quality.ask(scope_of(maven, DealFilter())).rows


def test_finds_what_the_public_file_lacks(priced: tuple[PricedFinding, ...], maven_rows: list[dict[str, str]]) -> None:
    stages = Counter(row["deal_stage"] for row in maven_rows)
    assert {row.finding: row.deals for row in priced} == {
        "open_without_amount": stages["Prospecting"] + stages["Engaging"],
        "no_creation_date": sum(not row["engage_date"] for row in maven_rows),
        "product_not_listed": sum(row["product"] == "GTXPro" for row in maven_rows),
    }


def test_prices_the_product_that_the_list_spells_otherwise(
    priced: tuple[PricedFinding, ...], maven_rows: list[dict[str, str]]
) -> None:
    def figures(kept: list[dict[str, str]]) -> dict[str, float]:
        wins = [row for row in kept if row["deal_stage"] == "Won"]
        lost = sum(row["deal_stage"] == "Lost" for row in kept)
        amounts = [float(row["close_value"]) for row in wins]
        cycles = [(date.fromisoformat(row["close_date"]) - date.fromisoformat(row["engage_date"])).days for row in wins]
        return {
            "open_deals": len(kept) - len(wins) - lost,
            "win_rate": len(wins) / (len(wins) + lost),
            "won_value": sum(amounts),
            "median_cycle_days": median(cycles),
            "mean_won_amount": sum(amounts) / len(amounts),
        }

    every_deal, others = figures(maven_rows), figures([row for row in maven_rows if row["product"] != "GTXPro"])
    told_rows = {row.headline: row for row in priced if row.finding == "product_not_listed"}
    assert set(told_rows) == {*every_deal, "velocity_per_day"}
    for name, with_all in every_deal.items():
        assert told_rows[name].with_all == pytest.approx(with_all)
        assert told_rows[name].without == pytest.approx(others[name])
