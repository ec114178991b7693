"""The figures that R's survival package prints for its own data sets, and two worked examples, to the last digit told.

golden/lung.csv: advanced lung cancer (Loprinzi et al., J. Clin. Oncol. 12 (1994) 601), days by sex; golden/mgus2.csv:
monoclonal gammopathy (Kyle et al., N. Engl. J. Med. 346 (2002) 564), months to a malignancy or to death without one.
Both as counts by time, from the data sets `lung` and `mgus2` of R's package survival (Therneau).
"""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path
from typing import Final

import pytest

from dashboard.estimates import aalen_johansen, kaplan_meier, lever_parts, log_rank
from dashboard.metrics.win_rate_change import parts

GOLDEN: Final = Path(__file__).parent / "golden"
Counted = tuple[list[int], list[int], list[int]]


def rows_of(name: str) -> list[dict[str, str]]:
    with (GOLDEN / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def lung(*sexes: str) -> Counted:
    """Days, deaths on each and those last seen alive on each, of these sexes together."""
    counts: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows_of("lung.csv"):
        if row["sex"] in sexes:
            counts[int(row["days"])][0] += int(row["died"])
            counts[int(row["days"])][1] += int(row["still_alive"])
    days = sorted(counts)
    return days, [counts[day][0] for day in days], [counts[day][1] for day in days]


def test_lung_has_the_patients_it_should() -> None:
    days, died, alive = lung("male", "female")
    assert (sum(died), sum(alive), days[-1]) == (165, 63, 1022)


@pytest.mark.parametrize(
    ("sexes", "median", "interval"),
    [
        (("male", "female"), 310, (285, 363)),
        (("male",), 270, (212, 310)),
        (("female",), 426, (348, 550)),
    ],
)
def test_lung_has_the_medians_and_log_intervals_of_r(
    sexes: tuple[str, ...], median: int, interval: tuple[int, int]
) -> None:
    curve = kaplan_meier(*lung(*sexes))
    assert curve.quantile() == median
    assert curve.interval(transform="log") == interval


def test_lung_differs_by_sex_as_much_as_r_says() -> None:
    assert log_rank([lung("male"), lung("female")]).chi_square == pytest.approx(10.32674, abs=5e-6)


@pytest.mark.parametrize(
    ("months", "malignancy", "died"),
    [(60, 0.03410371, 0.32036701), (120, 0.06372217, 0.53181770), (240, 0.09981372, 0.72402798)],
)
def test_gammopathy_turns_malignant_or_ends_in_death_as_often_as_r_says(
    months: int, malignancy: float, died: float
) -> None:
    rows = rows_of("mgus2.csv")
    found = aalen_johansen(
        [int(row["months"]) for row in rows],
        [[int(row["malignancy"]), int(row["died"])] for row in rows],
        [int(row["still_alive"]) for row in rows],
    )
    assert sum(int(row[name]) for row in rows for name in ("malignancy", "died", "still_alive")) == 1384
    assert found.at(months) == pytest.approx((malignancy, died), abs=5e-9)


def test_four_levers_make_400_a_day() -> None:
    before, after = (120.0, 0.25, 20_000.0, 60.0), (150.0, 0.20, 26_000.0, 75.0)
    found = lever_parts(before, after, (1, 1, 1, -1))
    # The logarithmic mean of 10,000 and 10,400 times the logarithm of each ratio.
    assert found == pytest.approx((2275.772503, -2275.772503, 2675.772503, -2275.772503), abs=1e-6)
    assert sum(found) == pytest.approx(400, abs=1e-9)


def test_a_win_rate_can_fall_while_every_segment_gets_better() -> None:
    # SMB 40 → 44 %, enterprise 20 → 23 %; the total falls from 30 to 26.5 %.
    found = parts({"SMB": ((240, 600), (88, 200)), "Enterprise": ((120, 600), (230, 1000))})
    assert sum(row.rate_part for row in found) * 100 == pytest.approx(10 / 3, abs=1e-6)
    assert sum(row.mix_part for row in found) * 100 == pytest.approx(-41 / 6, abs=1e-6)
