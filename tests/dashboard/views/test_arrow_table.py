"""What a table says is what came in, however narrow its columns travel."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from dashboard.views.arrow_table import of_columns, of_rows

OWNERS = ["Ana", "Bo", None, ""] * 10


@pytest.mark.parametrize(
    ("values", "travels_as"),
    [
        (OWNERS, pa.dictionary(pa.int8(), pa.string())),
        ([f"D{number}" for number in range(40)], pa.string()),
        ([1000.0, None, -3.0], pa.int32()),
        ([1, 2, None], pa.int32()),
        ([0.5, None, 2.0], pa.float64()),
        ([3_000_000_000], pa.int64()),
        ([date(2026, 1, 2), None], pa.date32()),
        ([None, None], pa.null()),
    ],
)
def test_a_column_is_narrow_and_says_the_same(values: list[object], travels_as: pa.DataType) -> None:
    column = of_columns({"told": values})["told"]
    assert column.type == travels_as
    assert column.to_pylist() == values


def test_rows_become_columns_under_their_headings() -> None:
    assert of_rows([{"Deal": "a", "Amount": 1.5}, {"Deal": "b", "Amount": None}]).to_pydict() == {
        "Deal": ["a", "b"],
        "Amount": [1.5, None],
    }
    assert of_rows([]).num_rows == 0
