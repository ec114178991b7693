"""Months in other languages than English, and quarters, as days."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

import pytest
from babel.dates import get_day_names, get_month_names

from data_loaders.month_words import ENGLISH, in_english
from data_loaders.quarters import QUARTER
from data_loaders.target_periods import period_of
from tests.data_loaders.reading_exports import Read, read_rows

LANGUAGES = ("de", "fr", "es", "pt", "it", "nl", "sv", "da", "nb", "pl", "ru")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", ["wide", "abbreviated"])
@pytest.mark.parametrize("context", ["format", "stand-alone"])
def test_the_months_of_a_language_are_those_of_its_speakers(
    language: str, width: Literal["wide", "abbreviated"], context: Literal["format", "stand-alone"]
) -> None:
    for month, name in get_month_names(width, context, language).items():
        text = f"3 {name} 2026".casefold()
        english = in_english(text)[0].split()[1]
        assert english[:3] == ENGLISH[month - 1], name


@pytest.mark.parametrize("language", ["de", "fr", "es", "it", "nl", "pt"])
def test_the_day_of_the_week_is_left_out(language: str) -> None:
    january = get_month_names("wide", "format", language)[1]
    for name in get_day_names("wide", "format", language).values():
        assert in_english(f"{name}, 3 {january} 2026".casefold())[0] == "3 jan 2026"


def close_of(tmp_path: Path, *cells: str, header: str = "Expected close") -> Read:
    rows = [(f"Deal {at}", "Proposal", "10", cell) for at, cell in enumerate(cells)]
    return read_rows(tmp_path, ("Deal name", "Stage", "Amount", header), *rows)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("12. März 2026", date(2026, 3, 12)),
        ("12. MÄRZ 2026", date(2026, 3, 12)),
        ("12. Ma\u0308rz 2026", date(2026, 3, 12)),
        ("12. Maerz 2026", date(2026, 3, 12)),
        ("Do., 12. März 2026", date(2026, 3, 12)),
        ("3 janv. 2026", date(2026, 1, 3)),
        ("1er août 2026", date(2026, 8, 1)),
        ("lundi 3 fevrier 2026", date(2026, 2, 3)),
        ("15-ago-2026", date(2026, 8, 15)),
        ("3 de enero de 2026", date(2026, 1, 3)),
        ("3 de mar de 2026", date(2026, 3, 3)),
        ("15 dez 2026 10:30", date(2026, 12, 15)),
        ("4 mrt 2026", date(2026, 3, 4)),
        ("5 апреля 2026 г.", date(2026, 4, 5)),
        ("Jan. 3, 2026", date(2026, 1, 3)),
        ("3 Sept. 2026", date(2026, 9, 3)),
        ("2026-Jan-05", date(2026, 1, 5)),
        ("Mär 26", date(2026, 3, 31)),
        ("März 2026", date(2026, 3, 31)),
        ("fév-26", date(2026, 2, 28)),
        ("Q3 2026", date(2026, 9, 30)),
        ("Q1/2026", date(2026, 3, 31)),
        ("2026Q3", date(2026, 9, 30)),
        ("2026-Q4", date(2026, 12, 31)),
        ("3Q26", date(2026, 9, 30)),
        ("Q2'26", date(2026, 6, 30)),
        ("3. Quartal 2026", date(2026, 9, 30)),
        ("2026年第3季度", date(2026, 9, 30)),
        ("2026年二季度", date(2026, 6, 30)),
    ],
)
def test_an_expected_close_is_read_in_any_of_these_words(tmp_path: Path, cell: str, day: date) -> None:
    read = close_of(tmp_path, cell, cell)
    assert [row["expected_close"] for row in read.rows("deals")] == [day, day]
    assert read.report.questions == ()


def test_dates_in_two_languages_and_manners_stand_in_one_column(tmp_path: Path) -> None:
    cells = ("12. März 2026", "2026-04-01", "5 Jan 2026", "Q3 2026", "1. Mai 2026", "")
    read = close_of(tmp_path, *cells)
    days = [row["expected_close"] for row in read.rows("deals")]
    assert days == [
        date(2026, 3, 12), date(2026, 4, 1), date(2026, 1, 5), date(2026, 9, 30), date(2026, 5, 1), None,
    ]  # fmt: skip
    told = {change.rule.code: change.cells for change in read.report.changes}
    assert told == {"date_text_parsed": 3, "date_quarter_end": 1}


def test_a_quarter_is_counted_with_what_it_was_and_became(tmp_path: Path) -> None:
    (change,) = close_of(tmp_path, "Q3 2026", "Q4 2026").report.changes
    assert (change.rule.code, change.cells) == ("date_quarter_end", 2)
    assert [before for before, _ in change.examples] == ["Q4 2026"]
    assert change.examples[0][1].startswith("2026-12-31")


def test_words_that_are_no_month_and_quarters_that_are_none_are_counted(tmp_path: Path) -> None:
    cells = ("12. März 2026", "3 jui 2026", "12. Foo 2026", "Q7 2026", "Q3 FY26", "Q2 2026", "1. Mai 2026", "Q4 2026")
    read = close_of(tmp_path, *cells)
    days = [row["expected_close"] for row in read.rows("deals")]
    assert days[:1] + days[5:] == [date(2026, 3, 12), date(2026, 6, 30), date(2026, 5, 1), date(2026, 12, 31)]
    assert days[1:5] == [None] * 4
    assert read.codes()["unreadable_values"] == 4


@pytest.mark.parametrize(
    "text", ["Q3 FY26", "FY26 Q3", "FY2026Q3", "Q5 2026", "Q3", "第三季度", "2026", "Q3 2026-Q4 2026"]
)
def test_what_names_no_quarter_of_the_calendar_is_none(text: str) -> None:
    assert QUARTER.match(text) is None


def test_a_quarter_of_the_close_has_a_header_of_its_own(tmp_path: Path) -> None:
    assert close_of(tmp_path, "Q3 2026", header="Close Quarter").targets()["Close Quarter"] == "expected_close"
    assert close_of(tmp_path, "2026Q3", header="预计签约季度").targets()["预计签约季度"] == "expected_close"


@pytest.mark.parametrize(
    ("text", "month", "months"),
    [
        ("Januar 2026", 1, 1),
        ("Mär 26", 3, 1),
        ("mai", 5, 1),
        ("juillet 2026", 7, 1),
        ("Dez.", 12, 1),
        ("1. Quartal 2026", 1, 3),
        ("T2 2026", 4, 3),
    ],
)
def test_targets_have_periods_in_these_languages(text: str, month: int, months: int) -> None:
    period = period_of(text)
    assert period is not None
    assert (period.month, period.months) == (month, months)


def test_a_share_is_no_amount(tmp_path: Path) -> None:
    read = read_rows(
        tmp_path, ("Deal", "Stage", "Amount"), ("A", "Lead", "10%"), ("B", "Lead", "1,200"), ("C", "Won", "5")
    )
    assert [row["amount"] for row in read.rows("deals")] == [None, 1_200, 5]
    assert read.codes()["unreadable_values"] == 1


def test_a_column_of_shares_is_no_column_of_amounts(tmp_path: Path) -> None:
    read = read_rows(tmp_path, ("Deal", "Stage", "Amount"), ("A", "Lead", "10%"), ("B", "Won", "20％"))
    assert read.targets()["Amount"] is None
    assert [row["extra"] for row in read.rows("deals")] == ['{"Amount":"10%"}', '{"Amount":"20％"}']
