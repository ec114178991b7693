"""Exchange rates that people state themselves, dated, beside those of the files; and what has no rate."""

from __future__ import annotations

import math
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

from dashboard.errors import USAGE, DashboardError
from dashboard.language import mark
from dashboard.warehouse import layout
from dashboard.warehouse.connection import Warehouse

NOT_A_RATE: Final = mark("“{value}” is not a rate above 0.")
WRITE_RATE: Final = mark("Write what one unit is worth, like 7.12.")
SAME: Final = mark("One {currency} is one {currency}.")
OTHER: Final = mark("State a rate of another currency.")
NO_BASE: Final = mark("It is not known in which currency reports are.")
DECIDE_BASE: Final = mark("Decide the reporting currency first.")


@dataclass(frozen=True)
class OwnRate:
    """From `day` on, one unit of the currency is worth `rate` of the base."""

    currency: str
    base: str
    day: date
    rate: float


@dataclass(frozen=True)
class CurrencyState:
    """A currency of the deals: how many are in it, how many of them are in no total for want of a rate."""

    currency: str
    deals: int
    without_rate: int


def own_rates(warehouse: Warehouse) -> tuple[OwnRate, ...]:
    """Those that people stated, by currency, the newest first."""
    with closing(warehouse.cursor()) as cursor:
        rows = cursor.execute("SELECT currency, base, day, rate FROM own_rates ORDER BY currency, day DESC").fetchall()
    return tuple(OwnRate(*row) for row in rows)


def currencies(warehouse: Warehouse) -> tuple[CurrencyState, ...]:
    """The currencies of the deals, most deals first; '' for deals that name none."""
    with closing(warehouse.cursor()) as cursor:
        rows = cursor.execute(
            """SELECT coalesce(currency, ''), count(*), count(*) FILTER (WHERE amount IS NOT NULL AND value IS NULL)
            FROM deals GROUP BY 1 ORDER BY 2 DESC, 1"""
        ).fetchall()
    return tuple(CurrencyState(*row) for row in rows)


def base_of(warehouse: Warehouse) -> str:
    """The currency that rates are stated in: that of the rates there are, else the reporting currency."""
    with closing(warehouse.cursor()) as cursor:
        stated = cursor.execute(
            """SELECT base FROM (SELECT base, 0 AS own FROM loaded.fx_rates UNION ALL SELECT base, 1 FROM own_rates)
            WHERE base IS NOT NULL GROUP BY base ORDER BY min(own), count(*) DESC, base LIMIT 1"""
        ).fetchall()
        ((reporting,),) = cursor.execute("SELECT currency FROM reporting").fetchall()
    return str(stated[0][0]) if stated else str(reporting)


def rate_of(text: str) -> float:
    """A rate as people write it. Raises DashboardError for any other text."""
    try:
        rate = float(text.strip().replace(",", "."))
    except ValueError:
        rate = math.nan
    if not 0 < rate < 1e9:
        raise DashboardError(NOT_A_RATE, WRITE_RATE, exit_code=USAGE, value=text)
    return rate


def state_rate(warehouse: Warehouse, currency: str, day: date, rate: float) -> None:
    """Keep a rate in the place of the one stated for the same day. Raises DashboardError without another currency."""
    base = base_of(warehouse)
    if not base:
        raise DashboardError(NO_BASE, DECIDE_BASE, exit_code=USAGE)
    if currency == base:
        raise DashboardError(SAME, OTHER, exit_code=USAGE, currency=currency)
    stated = OwnRate(currency, base, day, rate)
    with warehouse.transaction() as cursor:
        cursor.execute(FORGET, {"currency": currency, "day": day})
        cursor.execute("INSERT INTO own_rates VALUES ($currency, $base, $day, $rate)", asdict(stated))
        layout.build(cursor)


def forget_rate(warehouse: Warehouse, rate: OwnRate) -> None:
    """Take a stated rate away."""
    with warehouse.transaction() as cursor:
        cursor.execute(FORGET, {"currency": rate.currency, "day": rate.day})
        layout.build(cursor)


FORGET: Final = "DELETE FROM own_rates WHERE currency = $currency AND day = $day"
