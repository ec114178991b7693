"""Columns without a field come along as one object a deal, letter by letter."""

from __future__ import annotations

import csv
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_loaders.found import FEW_COLUMNS
from data_loaders.load import read_export
from data_loaders.table_files import read_table

HEADERS = ('Zip "code"', "Farbe\\Ton", "备注二", "Ze/bra", "Lucky\tcharm")  # fmt: skip
CELLS = st.one_of(st.just(""), st.text(alphabet="aé商\"\\/\t,{}:'", max_size=5).map(lambda text: f"v{text}w"))
WIDE = FEW_COLUMNS + 2


@settings(max_examples=25, deadline=None)
@given(st.integers(1, WIDE), st.lists(st.tuples(*[CELLS] * WIDE), min_size=1, max_size=12))
def test_the_object_holds_the_cells_that_are_filled_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, width: int, rows: list[tuple[str, ...]]
) -> None:
    folder = tmp_path_factory.mktemp("extra")
    headers = HEADERS[:width]
    with (folder / "deals.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(("Deal ID", "Deal Name", "Stage", "Amount", "Created Date", "Close Date", *headers))
        for number, cells in enumerate(rows):
            writer.writerow((f"D{number}", f"Deal {number}", "Won", 5, "2026-01-05", "2026-02-05", *cells[:width]))
    read_export(folder / "deals.csv", folder / "out")
    found = read_table(folder / "out", "deals").select(["deal_id", "extra"]).to_pylist()
    told = {one["deal_id"]: one["extra"] for one in found}
    assert len(told) == len(rows)
    for number, cells in enumerate(rows):
        filled = {" ".join(header.split()): cell for header, cell in zip(headers, cells, strict=False) if cell}
        extra = told[f"D{number}"]
        assert (json.loads(extra) if extra else None) == (filled or None)
