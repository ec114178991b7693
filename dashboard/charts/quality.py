"""Findings about the data in words: which deals, and what leaving them out does to a headline number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from dashboard import formatting
from dashboard.language import Words, mark
from dashboard.metrics.rows import PricedFinding

Counted = Callable[[Words, int], str]
DEALS: Final[Mapping[str, Counted]] = {
    "closed_before_created": lambda words, n: words.plural(
        "the deal closed before it was created", "the {n} deals closed before they were created", n
    ),
    "dated_in_the_future": lambda words, n: words.plural(
        "the deal created or closed in the future", "the {n} deals created or closed in the future", n
    ),
    "won_without_amount": lambda words, n: words.plural(
        "the deal won without an amount", "the {n} deals won without an amount", n
    ),
    "open_without_amount": lambda words, n: words.plural(
        "the open deal without an amount", "the {n} open deals without an amount", n
    ),
    "no_exchange_rate": lambda words, n: words.plural(
        "the deal without an exchange rate", "the {n} deals without an exchange rate", n
    ),
    "entered_before_created": lambda words, n: words.plural(
        "the deal that entered a stage before it was created",
        "the {n} deals that entered a stage before they were created",
        n,
    ),
    "no_stage_history": lambda words, n: words.plural(
        "the deal without a stage history, which others have",
        "the {n} deals without a stage history, which others have",
        n,
    ),
    "no_creation_date": lambda words, n: words.plural(
        "the deal without a creation date", "the {n} deals without a creation date", n
    ),
    "open_overdue": lambda words, n: words.plural(
        "the open deal past its close date", "the {n} open deals past their close date", n
    ),
    "possible_duplicate": lambda words, n: words.plural(
        "the deal with the name and account of an earlier one",
        "the {n} deals with the name and account of an earlier one",
        n,
    ),
    "owner_not_listed": lambda words, n: words.plural(
        "the deal whose owner is not in the list of owners",
        "the {n} deals whose owner is not in the list of owners",
        n,
    ),
    "account_not_listed": lambda words, n: words.plural(
        "the deal whose account is not in the account list",
        "the {n} deals whose account is not in the account list",
        n,
    ),
    "product_not_listed": lambda words, n: words.plural(
        "the deal whose product is not in the product list",
        "the {n} deals whose product is not in the product list",
        n,
    ),
}
"""Which deals a finding is about, as a part of a sentence."""

HEADLINES: Final = {
    "open_deals": mark("open deals"),
    "open_value": mark("open value"),
    "win_rate": mark("win rate"),
    "won_value": mark("won value"),
    "median_cycle_days": mark("median cycle in days"),
    "mean_won_amount": mark("mean won amount"),
    "velocity_per_day": mark("velocity a day"),
}
CHANGES: Final = {
    "open_deals": mark("Without {deals} there are {without} open deals, not {with_all}."),
    "open_value": mark("Without {deals} the open value is {without}, not {with_all}."),
    "win_rate": mark("Without {deals} the win rate is {without}, not {with_all}."),
    "won_value": mark("Without {deals} the won value is {without}, not {with_all}."),
    "median_cycle_days": mark("Without {deals} the median cycle is {without}, not {with_all} days."),
    "mean_won_amount": mark("Without {deals} the mean won amount is {without}, not {with_all}."),
    "velocity_per_day": mark("Without {deals} the velocity is {without} a day, not {with_all}."),
}
IN_SHORT: Final = mark("{headline} {without}, not {with_all}")
GONE: Final = mark("Without {deals} there is no figure left for: {headline} (with them {with_all}).")
UNCHANGED: Final = mark("Leaving out {deals} changes no headline number.")
LEFT_OUT: Final = mark("The number shown leaves them out already.")


def deals_of(finding: str, count: int, words: Words) -> str:
    """Which deals a finding is about: “the 44 deals closed before they were created”."""
    return DEALS[finding](words, count) if finding in DEALS else words.plural("{n} deal", "{n} deals", count)


def priced(row: PricedFinding, *, currency: str, words: Words) -> str:
    """One row as a sentence: what a headline number is without the deals of a finding, and what it is with them."""
    deals = deals_of(row.finding, row.deals, words)
    if not row.headline:
        return words(UNCHANGED, deals=deals)
    with_all, without = _apart(row, currency, words)
    if row.without is None:
        return words(GONE, deals=deals, headline=words(HEADLINES[row.headline]), with_all=with_all)
    said = words(CHANGES[row.headline], deals=deals, without=without, with_all=with_all)
    return f"{said} {words(LEFT_OUT)}" if row.left_out_already else said


def in_short(row: PricedFinding, *, currency: str, words: Words) -> str:
    """The same in a few words, where the deals are named already."""
    with_all, without = _apart(row, currency, words)
    return words(IN_SHORT, headline=words(HEADLINES[row.headline]), without=without, with_all=with_all)


def _apart(row: PricedFinding, currency: str, words: Words) -> tuple[str, str]:
    """Both figures, as coarse as still tells them apart."""
    shown = ("", "")
    for way in _ways(row.headline, currency, words):
        shown = (way(row.with_all), way(row.without))
        if shown[0] != shown[1]:
            break
    return shown


def _ways(headline: str, currency: str, words: Words) -> tuple[Callable[[float | None], str], ...]:
    """How a headline number may be written, coarse first."""

    def number(decimals: int) -> Callable[[float | None], str]:
        return lambda value: formatting.DASH if value is None else words.number(value, decimals)

    def percent(decimals: int) -> Callable[[float | None], str]:
        shown = number(decimals)
        return lambda value: (
            formatting.DASH
            if value is None
            else words("{share} %", share=shown(value * 100)).replace(" ", formatting.UNIT_SPACE)
        )

    if headline == "win_rate":
        return tuple(percent(decimals) for decimals in range(4))
    if headline == "open_deals":
        return (number(0),)
    if headline == "median_cycle_days":
        return tuple(number(decimals) for decimals in range(4))
    return (
        lambda value: formatting.short_money(value, currency, words),
        lambda value: formatting.money(value, currency, words),
        lambda value: formatting.money(value, currency, words, decimals=2),
    )
