"""Exchange rates and quotas of the sample company."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from sample_data.draws import between, stream
from sample_data.model import Owner, Quota, Rate
from sample_data.office import next_quarter
from sample_data.people import EAST, KEY_ACCOUNTS, WEST

BASE: Final = "CNY"
_START_RATES: Final = {"USD": 7.22, "EUR": 7.68}
OWNER_QUOTA: Final = {EAST: 1_500_000.0, WEST: 1_500_000.0, KEY_ACCOUNTS: 2_200_000.0}
"""Bookings a seller owes in a quarter of 2025, CNY."""
GROWTH_2026: Final = 1.12


def rates(seed: int, first: date, last: date) -> tuple[Rate, ...]:
    """One rate a currency and month, from the month of `first` to that of `last`; a slow random walk."""
    rng = stream(seed, "rates")
    made: list[Rate] = []
    now = dict(_START_RATES)
    month = first.replace(day=1)
    while month <= last:
        for currency in _START_RATES:
            made.append(Rate(currency, month, round(now[currency], 4)))
            now[currency] *= 1 + between(rng, -0.009, 0.008)
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return tuple(made)


def quotas(owners: tuple[Owner, ...], years: tuple[int, ...]) -> tuple[Quota, ...]:
    """Every quarter of the years: the company, the teams, the owners who were there when it began. They add up."""
    made: list[Quota] = []
    for year in years:
        for quarter in range(4):
            made.extend(_quarter(owners, date(year, 3 * quarter + 1, 1)))
    return tuple(made)


def _quarter(owners: tuple[Owner, ...], first: date) -> Iterator[Quota]:
    before = next_quarter(first)
    growth = GROWTH_2026 if first.year >= 2026 else 1.0
    shares = {
        owner: round(OWNER_QUOTA[owner.team] * growth, -4)
        for owner in owners
        if owner.left is None or owner.left >= first
    }
    yield Quota("company", None, None, first, before, sum(shares.values()))
    for team in dict.fromkeys(owner.team for owner in owners):
        total = sum(amount for owner, amount in shares.items() if owner.team == team)
        yield Quota("team", team, team, first, before, total)
    for owner, amount in shares.items():
        yield Quota("owner", owner.name, owner.team, first, before, amount)
