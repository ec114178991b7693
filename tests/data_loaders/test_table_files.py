"""Canonical tables on their way from the reading process to the warehouse."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from data_loaders.schema import arrow_schema
from data_loaders.table_files import BATCH, checked_table, read_table, table_file, write_table
from tests.table_files import write_rows

FIRST = {"sheet": "", "row": 2, "deal_id": "D1", "amount": 5.0}


def test_a_table_comes_back_row_by_row_in_the_columns_of_the_specification(tmp_path: Path) -> None:
    rows = pa.Table.from_pylist([FIRST], schema=arrow_schema("deals")).take([0] * (BATCH + 7))
    with duckdb.connect() as connection:
        write_table(connection.from_arrow(rows), tmp_path, "deals")
    assert read_table(tmp_path, "deals").equals(rows)


def test_columns_without_a_value_are_null_and_need_not_be_there(tmp_path: Path) -> None:
    schema = arrow_schema("deals")
    absent = frozenset(schema.names) - FIRST.keys()
    with duckdb.connect() as connection:
        some = connection.from_arrow(pa.Table.from_pylist([FIRST]))
        write_table(some, tmp_path, "deals", without=absent)
    assert read_table(tmp_path, "deals").equals(pa.Table.from_pylist([FIRST], schema=schema))


def test_a_column_that_nobody_left_out_is_missed(tmp_path: Path) -> None:
    some = pa.Table.from_pylist([FIRST])
    with pa.ipc.new_file(table_file(tmp_path, "deals"), some.schema) as writer:
        writer.write_table(some)
    with pytest.raises(pa.ArrowInvalid, match="deals lacks the column account_id"):
        read_table(tmp_path, "deals")


def test_a_file_that_was_cut_off_is_told_from_a_whole_one(tmp_path: Path) -> None:
    write_rows([FIRST], tmp_path, "deals")
    path = table_file(tmp_path, "deals")
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(pa.ArrowInvalid):
        read_table(tmp_path, "deals")


def test_what_no_whole_file_has_is_found_before_it_is_stored(tmp_path: Path) -> None:
    write_rows([FIRST], tmp_path, "deals")
    assert checked_table(tmp_path, "deals").num_rows == 1
    path = table_file(tmp_path, "deals")
    path.write_bytes(path.read_bytes().replace(b"D1", b"D\xff"))
    assert read_table(tmp_path, "deals").num_rows == 1
    with pytest.raises(pa.ArrowInvalid):
        checked_table(tmp_path, "deals")
