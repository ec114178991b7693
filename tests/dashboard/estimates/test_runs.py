"""Order and runs say what sorting row by row and adding up group by group say."""

from __future__ import annotations

from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.estimates.runs import Runs, ascending, starts_of_runs

rows = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2**40)), max_size=60)
groups_of_values = st.lists(st.lists(st.integers(0, 1_000), max_size=8), min_size=1, max_size=6)


@given(rows)
def test_rows_come_in_the_order_of_their_columns_and_equal_ones_in_turn(told: list[tuple[int, int]]) -> None:
    first, second = (np.asarray([row[column] for row in told], dtype=np.int64) for column in (0, 1))
    assert ascending(first, second).tolist() == sorted(range(len(told)), key=lambda place: told[place])
    small = second.astype(np.uint16)
    assert ascending(small).tolist() == sorted(range(len(told)), key=lambda place: int(small[place]))


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), max_size=20))
def test_a_run_begins_where_any_column_changes(told: list[tuple[int, int]]) -> None:
    first, second = (np.asarray([row[column] for row in told], dtype=np.int64) for column in (0, 1))
    wanted = [place for place, row in enumerate(told) if place == 0 or told[place - 1] != row]
    assert starts_of_runs(first, second).tolist() == wanted


@given(groups_of_values)
def test_sums_and_running_sums_are_those_of_each_group(told: list[list[int]]) -> None:
    codes = np.asarray([code for code, values in enumerate(told) for _ in values], dtype=np.int64)
    values = np.asarray([value for values in told for value in values], dtype=np.float64)
    runs = Runs.of(codes, len(told))
    assert runs.sums(values).tolist() == [sum(values) for values in told]
    assert runs.running(values).tolist() == pytest.approx([one for values in told for one in accumulate(values)])
