"""What a look at first letters leaves out must never be a word that counts."""

from __future__ import annotations

import duckdb
import pytest
from duckdb import ColumnExpression

from data_loaders.initials import begins_like
from data_loaders.sheet import LOOK
from data_loaders.typed import NOTHING
from tests.data_loaders.column import read

MANY = [f"Maria {number}" for number in range(LOOK)]
"""More than are looked at one by one."""


@pytest.mark.parametrize("written", [str, str.upper, str.title], ids=["small", "capitals", "titles"])
def test_every_word_for_nothing_is_found_behind_many_names_however_it_is_written(written: type[str]) -> None:
    words = [written(word) for word in sorted(NOTHING)]
    column = read("text", [*MANY, *words, None, "Nobody", "0 sure", "0000-00-01"])
    assert column.values == [*MANY, *[None] * len(words), None, "Nobody", "0 sure", "0000-00-01"]
    assert column.rules == {"null_words": len(words)}


def test_harmed_ids_are_found_behind_many_sound_ones() -> None:
    column = read("text", [*MANY, "5.80503E+18", "1001.0"], header="Record Id")
    assert column.values[-2:] == [None, "1001"]
    assert column.rules == {"id_lost": 1, "id_fraction": 1}


@pytest.mark.parametrize(
    ("text", "begins"),
    [("Total", True), ("total", True), ("\u212aelvin", True), ("kelvin", True), ("Maria", False), ("", False)],
)
def test_a_word_in_small_letters_tells_how_texts_in_either_case_begin(text: str, *, begins: bool) -> None:
    with duckdb.connect() as connection:
        texts = connection.values([text]).select(ColumnExpression("col0").alias("text"))
        assert texts.select(begins_like(ColumnExpression("text"), ["total", "kelvin"])).fetchall() == [(begins,)]
