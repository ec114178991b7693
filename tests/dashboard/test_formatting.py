"""Numbers as readers of each language write them; an unknown is a dash, never 0."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import formatting as written
from dashboard.language import Language, Words

EN, ZH = Words("en"), Words("zh")


def seen(text: str) -> str:
    """The text with every kind of space as a plain one."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("amount", "english", "chinese"),
    [
        (0, "¥ 0", "¥0"),
        (999, "¥ 999", "¥999"),
        (999.6, "¥ 1K", "¥1,000"),
        (9_999, "¥ 10K", "¥9,999"),
        (12_345, "¥ 12.3K", "¥1.23万"),
        (999_999, "¥ 1M", "¥100万"),
        (48_200_000, "¥ 48.2M", "¥4,820万"),
        (99_999_999, "¥ 100M", "¥1亿"),
        (1_234_500_000, "¥ 1.23B", "¥12.3亿"),
        (-2_900_000, "−¥ 2.9M", "−¥290万"),
        (-0.2, "−¥ 0.2", "−¥0.2"),
    ],
)
def test_short_money_by_language(amount: float, english: str, chinese: str) -> None:
    assert seen(written.short_money(amount, "CNY", EN)) == english
    assert seen(written.short_money(amount, "CNY", ZH)) == chinese


@pytest.mark.parametrize(
    ("currency", "english", "chinese"),
    [
        ("USD", "$", "US$"),
        ("EUR", "€", "€"),
        ("CNY", "¥", "¥"),
        ("JPY", "JP¥", "JP¥"),
        ("CHF", "CHF", "CHF"),
        ("", "", ""),
    ],
)
def test_currencies_that_share_a_sign_are_told_apart(currency: str, english: str, chinese: str) -> None:
    assert (written.symbol(currency, EN), written.symbol(currency, ZH)) == (english, chinese)


@pytest.mark.parametrize("value", [None, math.nan, math.inf])
def test_what_is_not_defined_is_a_dash(value: float | None) -> None:
    said = [
        written.money(value, "CNY", EN),
        written.short_money(value, "CNY", EN),
        written.days(value, EN),
        written.share(value, EN),
        written.signed_money(value, "CNY", EN),
        written.signed_share(value, EN),
        written.signed_days(value, EN),
        written.points(value, EN),
        written.times(value, EN),
    ]
    assert set(said) == {written.DASH}


@pytest.mark.parametrize(
    ("value", "n", "english", "chinese"),
    [
        (0.27, 412, "27 %", "27%"),
        (0.6315, 6711, "63.2 %", "63.2%"),
        (0.004, None, "0.4 %", "0.4%"),
        (0.0001, None, "< 0.1 %", "< 0.1%"),
        (0.0, None, "0 %", "0%"),
        (1.0, None, "100 %", "100%"),
        (0.9999, 50, "> 99 %", "> 99%"),
    ],
)
def test_shares_are_as_fine_as_n_supports(value: float, n: int | None, english: str, chinese: str) -> None:
    assert seen(written.share(value, EN, n=n)) == english
    assert seen(written.share(value, ZH, n=n)) == chinese


def test_an_interval_is_rounded_outwards() -> None:
    assert seen(written.interval(0.2449, 0.3051, EN)) == "24–31 %"
    assert seen(written.interval(0.2449, 0.3051, ZH)) == "24–31%"


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_printed_interval_never_promises_more_than_the_true_one(one: float, other: float) -> None:
    low, high = sorted((one, other))
    first, last = seen(written.interval(low, high, EN)).removesuffix(" %").split("–")
    assert int(first) <= low * 100 + 1e-6
    assert int(last) >= high * 100 - 1e-6


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        (46.4, "46 d", "46 天"),
        (4.52, "4.5 d", "4.5 天"),
        (9.97, "10 d", "10 天"),
        (0, "0 d", "0 天"),
        (1234.5, "1,235 d", "1,235 天"),
    ],
)
def test_days(value: float, english: str, chinese: str) -> None:
    assert seen(written.days(value, EN)) == english
    assert seen(written.days(value, ZH)) == chinese


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (written.signed(5, EN), "+5"),
        (written.signed(-6.4, EN), "−6"),
        (written.signed(-0.2, EN), "±0"),
        (written.signed_share(-0.06, EN), "−6 %"),
        (written.signed_money(5_100_000, "CNY", EN), "+¥ 5.1M"),
        (written.signed_days(-3, ZH), "−3 天"),
        (written.points(0.03, ZH), "+3 个百分点"),
        (written.times(2.6, ZH), "2.6 倍"),
        (written.more_than_days(120.4, ZH), "> 120 天"),
        (written.file_size(0, EN), "0 kB"),
        (written.file_size(3_240_000, EN), "3.2 MB"),
    ],
)
def test_changes_and_lengths(text: str, expected: str) -> None:
    assert seen(text) == expected


@given(st.floats(-1e14, 1e14, allow_nan=False), st.sampled_from(["en", "zh"]))
def test_short_money_is_within_half_a_percent(value: float, language: Language) -> None:
    text = written.short_money(value, "CNY", Words(language))
    digits = text.replace("¥", "").replace(written.MINUS, "-").replace(",", "").replace("\u00a0", "")
    factor = {"K": 1e3, "M": 1e6, "B": 1e9, "万": 1e4, "亿": 1e8}.get(digits[-1], 1.0)
    number = float(digits.rstrip("KMB万亿")) * factor
    assert number == pytest.approx(value, rel=0.0051, abs=0.0051)
