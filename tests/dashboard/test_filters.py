"""A filter survives the link; a broken link keeps what is good and says what is not."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.filters import BLANK, DIMENSIONS, DealFilter, describe, label_of, read_link, to_link
from dashboard.language import Words
from dashboard.periods import Period, end_of_day

EN = Words("en")
NAMES = st.text(min_size=1, max_size=12).map(str.strip).filter(bool)
HEADERS = NAMES.map(lambda text: "x." + unicodedata.normalize("NFC", text))
VALUES = st.lists(NAMES, min_size=1, max_size=3, unique=True).map(tuple)
AMOUNTS = st.none() | st.floats(-1e15, 1e15, allow_nan=False, allow_infinity=False)
DAYS = st.none() | st.dates(date(1900, 1, 1), date(9999, 12, 31))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Any period, open ends included."""
    first, before = draw(DAYS), draw(DAYS)
    if first is not None and before is not None and before <= first:
        return Period(first)
    return Period(first, before)


@st.composite
def deal_filters(draw: st.DrawFn) -> DealFilter:
    """Any filter that a reader could choose."""
    chosen: dict[str, Any] = {name: tuple(draw(st.lists(NAMES, max_size=3, unique=True))) for name in DIMENSIONS}
    as_of = draw(DAYS)
    return DealFilter(
        period=draw(periods()),
        as_of=None if as_of is None else end_of_day(as_of),
        amount_from=draw(AMOUNTS),
        amount_before=draw(AMOUNTS),
        active_within_days=draw(st.none() | st.integers(0, 99_999)),
        custom=tuple(sorted(draw(st.dictionaries(HEADERS, VALUES, max_size=2)).items())),
        **chosen,
    )


@given(deal_filters())
def test_a_filter_comes_back_from_its_own_link(chosen: DealFilter) -> None:
    read = read_link(to_link(chosen))
    assert read.chosen == chosen
    assert read.dropped == ()


def test_the_default_filter_needs_no_link() -> None:
    assert to_link(DealFilter()) == {}


@given(
    st.dictionaries(
        st.sampled_from([*DIMENSIONS, "from", "before", "as_of", "amount_from", "active", "x", "x.", "x.y"]),
        st.lists(st.text(max_size=20), max_size=3),
    )
)
def test_no_link_is_too_broken_to_read(link: dict[str, list[str]]) -> None:
    read = read_link(link, dict.fromkeys(DIMENSIONS, ()))
    for dropped in read.dropped:
        assert dropped.sentence(EN)


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        ({"from": ["2026-13-01"]}, "The link's from “2026-13-01” is not a date like 2026-03-31; it was left out."),
        ({"as_of": ["yesterday"]}, "The link's as_of “yesterday” is not a date like 2026-03-31; it was left out."),
        ({"amount_from": ["1e999"]}, "The link's amount_from “1e999” is not a number; it was left out."),
        ({"amount_before": ["nan"]}, "The link's amount_before “nan” is not a number; it was left out."),
        ({"active": ["-3"]}, "The link's active “-3” is not a number; it was left out."),
        ({"active": ["٣"]}, "The link's active “٣” is not a number; it was left out."),
        ({"owner": ["Nobody"]}, "The link names Owner “Nobody”, which these deals do not have; it was left out."),
        (
            {"from": ["2026-04-01"], "before": ["2026-01-01"]},
            "The link's period ends before it starts (2026-04-01 … 2026-01-01); all dates are shown.",
        ),
    ],
)
def test_what_a_link_got_wrong_is_said_and_the_rest_survives(link: dict[str, list[str]], sentence: str) -> None:
    read = read_link({**link, "team": ["East"]}, {"team": ("East", "West"), "owner": ("Ana",)})
    assert [dropped.sentence(EN) for dropped in read.dropped] == [sentence]
    assert read.chosen == DealFilter(team=("East",))


def test_a_known_value_beside_an_unknown_one_is_kept() -> None:
    read = read_link({"owner": ["Ana", "Nobody", "Ana"]}, {"owner": ("Ana",)})
    assert read.chosen.owner == ("Ana",)
    assert [dropped.value for dropped in read.dropped] == ["Nobody"]


def test_deals_without_a_value_can_always_be_asked_for() -> None:
    assert read_link({"owner": [BLANK]}, {"owner": ("Ana",)}).chosen.owner == (BLANK,)


def test_the_sentence_names_every_part() -> None:
    chosen = DealFilter(
        period=Period(date(2026, 7, 1), date(2026, 10, 1)),
        team=("East", BLANK),
        amount_from=10_000,
        active_within_days=30,
    )
    assert describe(chosen, EN) == (
        "1 Jul 2026 to 30 Sep 2026",
        "Team: East, (none)",
        "Amount from 10,000",
        "Active in the last 30 days",
    )


@pytest.mark.parametrize(
    ("period", "phrase"),
    [
        (Period(), "All dates"),
        (Period(first=date(2026, 7, 1)), "Since 1 Jul 2026"),
        (Period(before=date(2026, 7, 1)), "Up to 30 Jun 2026"),
    ],
)
def test_an_open_period_is_said_in_words(period: Period, phrase: str) -> None:
    assert describe(DealFilter(period=period), EN) == (phrase,)


@given(deal_filters())
def test_taking_away_every_part_gives_all_deals(chosen: DealFilter) -> None:
    for name in DealFilter.__dataclass_fields__:
        chosen = chosen.without(name)
    assert chosen == DealFilter()


@given(deal_filters(), HEADERS, VALUES)
def test_a_column_of_the_files_can_be_chosen_and_given_back(
    chosen: DealFilter, name: str, values: tuple[str, ...]
) -> None:
    narrowed = chosen.without(name).choosing(name, values)
    assert narrowed.values(name) == values
    assert narrowed.chosen()[name] == values
    assert narrowed.without(name) == chosen.without(name)
    assert label_of(name, EN) == name[2:]


def test_a_link_names_the_column_that_no_file_has() -> None:
    read = read_link({"x.Grade": ["A"], "x.Zone": ["N", "Q"]}, {"x.Zone": ("N",)})
    assert read.chosen == DealFilter().choosing("x.Zone", ("N",))
    assert [dropped.sentence(EN) for dropped in read.dropped] == [
        "The link names the column “Grade”, which the loaded files do not offer; it was left out.",
        "The link names Zone “Q”, which these deals do not have; it was left out.",
    ]
