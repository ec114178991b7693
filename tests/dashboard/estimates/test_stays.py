"""The summary of many groups at once says what each group's own curve says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.estimates import kaplan_meier, summarise_stays
from tests.dashboard.estimates.test_survival import counted

groups_of_stays = st.lists(st.lists(st.tuples(st.integers(1, 40), st.booleans()), max_size=40), min_size=1, max_size=6)


def _value(number: float) -> float | None:
    return None if np.isnan(number) else float(number)


@given(groups_of_stays)
def test_each_group_has_the_figures_of_its_own_curve(groups: list[list[tuple[int, bool]]]) -> None:
    each = [counted([time for time, _ in stays], [end for _, end in stays]) for stays in groups]
    codes = [code for code, (times, _, _) in enumerate(each) for _ in times]
    summary = summarise_stays(codes, *([x for one in each for x in one[part]] for part in range(3)), groups=len(groups))
    for code, (stays, counts) in enumerate(zip(groups, each, strict=True)):
        curve = kaplan_meier(*counts)
        completed = [time for time, end in stays if end]
        assert summary.completed[code] == len(completed)
        assert summary.going_on[code] == len(stays) - len(completed)
        assert [_value(x) for x in summary.quantiles[code]] == [curve.quantile(share) for share in (0.5, 0.75, 0.9)]
        assert (_value(summary.low[code]), _value(summary.high[code])) == curve.interval()
        assert _value(summary.mean[code]) == (pytest.approx(np.mean(completed)) if completed else None)
        assert _value(summary.median[code]) == (pytest.approx(np.median(completed)) if completed else None)
        assert _value(summary.longest[code]) == (max(time for time, _ in stays) if stays else None)


def test_many_groups_end_to_end_stay_exact_where_a_curve_runs_along_one_half() -> None:
    groups, times = 5_000, np.arange(1.0, 201)
    summary = summarise_stays(
        np.repeat(np.arange(groups), times.size),
        np.tile(times, groups),
        np.ones(groups * 200),
        np.zeros(groups * 200),
        groups=groups,
    )
    assert (summary.quantiles[:, 0] == 100.5).all()


def test_groups_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="ascend"):
        summarise_stays([1, 0], [1, 1], [1, 1], [0, 0], groups=2)
    with pytest.raises(ValueError, match="ascend"):
        summarise_stays([0, 0], [2, 1], [1, 1], [0, 0], groups=1)
