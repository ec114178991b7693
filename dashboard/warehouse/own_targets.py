"""Targets that people state themselves, beside those of the files, which they win over."""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

from dashboard.errors import USAGE, DashboardError
from dashboard.language import mark
from dashboard.periods import Period, add_months
from dashboard.warehouse import layout
from dashboard.warehouse.connection import Warehouse

LEVELS: Final = ("company", "team", "owner")
LENGTHS: Final = (1, 3, 12)
"""Months that a target may be for."""
UNITS: Final = {"": 1.0, "k": 1e3, "m": 1e6, "万": 1e4, "亿": 1e8}
NOT_AN_AMOUNT: Final = mark("“{value}” is not an amount above 0.")
WRITE_AMOUNT: Final = mark("Write an amount like 1,200,000 or 1.2M.")
NOT_A_START: Final = mark("“{value}” is not the first month of a period.")
WRITE_START: Final = mark("Write a month like 2026-10.")
NO_NAME: Final = mark("A target of a team or a person needs its name.")
CHOOSE_NAME: Final = mark("Choose one.")


@dataclass(frozen=True)
class OwnTarget:
    """One target. `name` '' for the company, `pipeline` '' for all; [period_start, period_end); reporting currency."""

    level: str
    name: str
    pipeline: str
    period_start: date
    period_end: date
    amount: float
    currency: str = ""


def own_targets(warehouse: Warehouse) -> tuple[OwnTarget, ...]:
    """Those that people stated, the newest period first."""
    with closing(warehouse.cursor()) as cursor:
        rows = cursor.execute(
            """SELECT level, name, pipeline, period_start, period_end, amount, currency FROM own_targets
            ORDER BY period_start DESC, period_end, level, name, pipeline"""
        ).fetchall()
    return tuple(OwnTarget(*row) for row in rows)


def targets_in_force(warehouse: Warehouse) -> list[tuple[OwnTarget, bool]]:
    """Every target of bookings that holds, and whether people stated it, the newest period first."""
    with closing(warehouse.cursor()) as cursor:
        rows = cursor.execute(
            """SELECT level, coalesce(name, ''), coalesce(pipeline, ''), period_start, period_end, amount,
            coalesce(currency, ''), import_id = 2147483647 FROM targets WHERE measure = 'bookings'
            ORDER BY period_start DESC, period_end, level, name, pipeline"""
        ).fetchall()
    return [(OwnTarget(*row[:-1]), bool(row[-1])) for row in rows]


def amount_of(text: str) -> float:
    """An amount as people write it. Raises DashboardError for any other text."""
    found = re.fullmatch(r"([\d.]+)([km万亿]?)元?", re.sub(r"[\s,，_]", "", text.casefold()))
    try:
        amount = float(found[1]) * UNITS[found[2]] if found else 0.0
    except ValueError:
        amount = 0.0
    if not 0 < amount < 1e15:
        raise DashboardError(NOT_AN_AMOUNT, WRITE_AMOUNT, exit_code=USAGE, value=text)
    return amount


def period_from(text: str, months: int) -> Period:
    """The months from one on. Raises DashboardError for a text that is no month."""
    bare = text.strip().replace("/", "-").replace("年", "-").rstrip("月")
    try:
        first = date.fromisoformat(bare if len(bare) == len("2026-10-01") else f"{bare}-01")
    except ValueError:
        first = date.min
    if first.day != 1 or first.year < 1990:
        raise DashboardError(NOT_A_START, WRITE_START, exit_code=USAGE, value=text)
    return Period(first, add_months(first, months))


def state_target(warehouse: Warehouse, target: OwnTarget) -> None:
    """Keep a target in the place of the one for the same. Raises DashboardError where its name is missing."""
    if (target.level == "company") != (target.name == ""):
        raise DashboardError(NO_NAME, CHOOSE_NAME, exit_code=USAGE)
    with warehouse.transaction() as cursor:
        cursor.execute(FORGET, _place(target))
        cursor.execute(
            """INSERT INTO own_targets VALUES ($level, $name, $pipeline, $period_start, $period_end, $amount,
            $currency)""",
            asdict(target),
        )
        layout.build(cursor)


def forget_target(warehouse: Warehouse, target: OwnTarget) -> None:
    """Take a stated target away; what a file says of the same holds again."""
    with warehouse.transaction() as cursor:
        cursor.execute(FORGET, _place(target))
        layout.build(cursor)


FORGET: Final = """DELETE FROM own_targets WHERE level = $level AND name = $name AND pipeline = $pipeline
    AND period_start = $period_start AND period_end = $period_end"""


def _place(target: OwnTarget) -> dict[str, object]:
    return {name: value for name, value in asdict(target).items() if name not in {"amount", "currency"}}
