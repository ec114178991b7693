"""What commands print is safe for scripts and for terminals."""

from __future__ import annotations

import json
import math
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.cli.output import cell, harmless, is_share, plain, print_json, print_table, width
from dashboard.language import Words


def test_what_is_not_a_number_becomes_null(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"rate": math.nan, "top": [math.inf, 1.5], "at": datetime(2026, 3, 1, 8), "day": date(2026, 3, 1)})
    expected = {"rate": None, "top": [None, 1.5], "at": "2026-03-01T08:00:00", "day": "2026-03-01"}
    assert json.loads(capsys.readouterr().out) == expected


@given(
    st.recursive(
        st.none() | st.floats() | st.text() | st.booleans(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_any_value_can_be_written_as_strict_json(value: object) -> None:
    json.dumps(plain(value), allow_nan=False)


@given(st.text())
def test_text_from_a_file_cannot_steer_the_terminal(text: str) -> None:
    shown = harmless(text)
    assert not any(ord(letter) < 32 or 127 <= ord(letter) < 160 for letter in shown)
    assert "\u202e" not in shown


def test_an_escape_sequence_is_shown_and_not_obeyed() -> None:
    assert harmless("\x1b[31mAna\x07") == "·[31mAna·"


def test_columns_align_whatever_the_script(capsys: pytest.CaptureFixture[str]) -> None:
    print_table([{"owner": "王小明", "won": 12}, {"owner": "Ana", "won": 3}], Words())
    lines = capsys.readouterr().out.splitlines()
    assert {width(line) for line in lines} == {width("王小明  won")}
    assert lines[1].endswith("12")
    assert lines[2].endswith(" 3")


def test_a_table_of_nothing_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    print_table([], Words())
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("win_rate", 0.6315, "63.15%"),
        ("low", 0.0, "0.00%"),
        ("km_median_days", 69.04, "69.0"),
        ("value", 1234567.0, "1,234,567"),
        ("value", 12.347, "12.35"),
        ("win_rate", None, "–"),
        ("owner", "", "–"),
        ("sample", True, "yes"),
    ],
)
def test_a_value_is_shown_in_its_unit(name: str, value: object, shown: str) -> None:
    assert cell(name, value, Words()) == shown


def test_every_share_of_the_answers_is_known_as_one() -> None:
    for name in (
        "win_rate",
        "low",
        "high",
        "conversion",
        "settled_conversion",
        "settled_low",
        "share_of_lost",
        "win_rate_value",
    ):
        assert is_share(name)
    for name in ("won", "lost_value", "reached", "velocity_per_day", "part_win_rate"):
        assert not is_share(name)
