"""Notes of a review: kept, replaced, taken away, and never ahead of their day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.errors import USAGE, DashboardError
from dashboard.warehouse import review_notes
from dashboard.warehouse.review_notes import LONGEST_LINE, LONGEST_NOTE, Note
from tests.blank_warehouse import warehouse_at

DAY = date(2026, 11, 15)
NOTE = Note("deal", "D1", DAY, "Acme", "Budget is cut", "Call the CFO", "Ana", date(2026, 11, 20))


def test_a_note_is_kept_when_the_warehouse_is_closed_and_opened_again(tmp_path: Path) -> None:
    with warehouse_at(tmp_path / "w.duckdb") as warehouse:
        review_notes.write(warehouse, NOTE)
    with warehouse_at(tmp_path / "w.duckdb") as warehouse:
        assert review_notes.written(warehouse, DAY) == (NOTE,)


def test_the_same_item_of_the_same_day_is_replaced_and_of_another_day_is_not(tmp_path: Path) -> None:
    later, other = replace(NOTE, review_day=date(2026, 11, 22), what="Send the offer"), replace(NOTE, kind="signal")
    with warehouse_at(tmp_path / "w.duckdb") as warehouse:
        for note in (NOTE, later, other, replace(NOTE, what="Wait")):
            review_notes.write(warehouse, note)
        assert review_notes.written(warehouse, later.review_day) == (later, other, replace(NOTE, what="Wait"))
        assert review_notes.written(warehouse, DAY) == (other, replace(NOTE, what="Wait"))
        assert review_notes.written(warehouse, date(2026, 11, 14)) == ()


def test_a_note_without_any_word_is_taken_away(tmp_path: Path) -> None:
    with warehouse_at(tmp_path / "w.duckdb") as warehouse:
        review_notes.write(warehouse, NOTE)
        review_notes.write(warehouse, Note("deal", "D1", DAY, "Acme", note="  \n"))
        assert review_notes.written(warehouse, DAY) == ()


@pytest.mark.parametrize(
    "note", [replace(NOTE, note="x" * (LONGEST_NOTE + 1)), replace(NOTE, who="x" * (LONGEST_LINE + 1))]
)
def test_a_text_that_is_too_long_is_refused_and_the_old_one_stays(tmp_path: Path, note: Note) -> None:
    with warehouse_at(tmp_path / "w.duckdb") as warehouse:
        review_notes.write(warehouse, NOTE)
        with pytest.raises(DashboardError) as refused:
            review_notes.write(warehouse, note)
        assert refused.value.exit_code == USAGE
        assert review_notes.written(warehouse, DAY) == (NOTE,)


@given(
    text=st.text(
        alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=80
    ).filter(str.strip)
)
def test_any_text_comes_back_letter_for_letter(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    with warehouse_at(tmp_path_factory.getbasetemp() / "texts.duckdb") as warehouse:
        review_notes.write(warehouse, replace(NOTE, note=text))
        assert review_notes.written(warehouse, DAY)[0].note == text.strip()
