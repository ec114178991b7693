"""Time to close of the public Maven deals, against the figures that R's survival package gives for them."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from dashboard.estimates import aalen_johansen, kaplan_meier, wilson

Table = tuple[list[int], list[list[int]], list[int]]


@pytest.fixture
def times_to_close(shared_data: Path) -> Table:
    """Days from engaging: distinct days, won and lost on each, and open deals last seen on each."""
    with (shared_data / "maven_crm" / "sales_pipeline.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["engage_date"]]
    days = [date.fromisoformat(text) for row in rows for text in (row["engage_date"], row["close_date"]) if text]
    last = max(days)
    seen = Counter(
        (
            (
                (date.fromisoformat(row["close_date"]) if row["close_date"] else last)
                - date.fromisoformat(row["engage_date"])
            ).days,
            row["deal_stage"],
        )
        for row in rows
    )
    at = sorted({day for day, _ in seen})
    return at, [[seen[day, "Won"], seen[day, "Lost"]] for day in at], [seen[day, "Engaging"] for day in at]


def test_the_median_counts_the_deals_that_are_still_open(times_to_close: Table) -> None:
    at, ends, still_open = times_to_close
    curve = kaplan_meier(at, [won + lost for won, lost in ends], still_open)
    assert (sum(won + lost for won, lost in ends), sum(still_open)) == (6711, 1589)
    assert (curve.quantile(), curve.interval()) == (69, (67, 70))


def test_won_and_lost_compete(times_to_close: Table) -> None:
    found = aalen_johansen(*times_to_close)
    golden = {
        30: (0.21899483, 0.16220646),
        60: (0.26473297, 0.18550122),
        90: (0.39701475, 0.25212461),
        120: (0.50004196, 0.29549951),
    }
    for day, shares in golden.items():
        assert found.at(day) == pytest.approx(shares, abs=5e-9)


def test_the_interval_of_the_win_rate(times_to_close: Table) -> None:
    _, ends, _ = times_to_close
    won, lost = sum(row[0] for row in ends), sum(row[1] for row in ends)
    assert wilson(won, won + lost) == pytest.approx((0.61988691, 0.64296367), abs=5e-9)
