"""What a deal is worth and when it is said to close, and how both change on its way."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from sample_data import stories
from sample_data.draws import between, chance, lognormal, normal, whole
from sample_data.model import OUTCOMES, RENEWALS, Account, Name, Owner, Save
from sample_data.office import after, in_office, next_quarter, workday
from sample_data.path import Move, Walker, planned_days
from sample_data.vocabulary import ENTERPRISE, MID_MARKET, SMB

MEAN_AMOUNT: Final = {ENTERPRISE: 820_000.0, MID_MARKET: 260_000.0, SMB: 70_000.0}
"""Mean amount of a new deal, CNY."""
AMOUNT_SPREAD: Final = 0.7
ROUGH_RATES: Final = {"CNY": 1.0, "USD": 7.2, "EUR": 7.8}
BLANK_AMOUNT_SHARE: Final = 0.12
REOPENED_FOR_DAYS: Final = 30
"""A reopened deal is expected to close so many days later."""
LATEST_BLANK: Final = frozenset({"Lead", "Qualification"})


@dataclass(frozen=True)
class Edit:
    """A save that changes the amount or the close date, not the stage."""

    at: datetime
    amount: float | None = None
    close_date: date | None = None


def nice(amount: float) -> float:
    """An amount as people write it: two to three leading digits."""
    step = max(100.0, 10.0 ** (math.floor(math.log10(max(amount, 100.0))) - 1) / 2)
    return max(step, round(amount / step) * step)


def saves(
    rng: Random, walker: Walker, account: Account, moves: tuple[Move, ...], owner_at: Callable[[datetime], Owner]
) -> tuple[Save, ...]:
    """Every save of a deal, oldest first, at distinct minutes. A closing save sets the close date to its day."""
    close = _first_close(rng, walker, moves[0].at)
    end = moves[-1].at if moves[-1].stage in OUTCOMES else None
    edits = [*_amount_edits(rng, walker, account, moves), *_close_edits(rng, walker, close, moves[0].at, end)]
    amount = next((edit.amount for edit in edits if edit.at == moves[0].at), None)
    told: list[Save] = [Save(moves[0].at, moves[0].stage, amount, close, owner_at(moves[0].at))]
    later: list[Move | Edit] = [*moves[1:], *(edit for edit in edits if moves[0].at < edit.at)]
    steps = sorted(later, key=lambda step: step.at)
    for step in steps:
        last = told[-1]
        told_too_late = isinstance(step, Edit) and last.stage in OUTCOMES
        if (end is not None and step.at > end) or told_too_late:
            continue
        save = _saved(last, step, owner_at(step.at))
        if (save.stage, save.amount, save.close_date) != (last.stage, last.amount, last.close_date):
            told.append(save)
    return tuple(told)


def _saved(last: Save, step: Move | Edit, by: Owner) -> Save:
    at = max(step.at, last.at + timedelta(minutes=1))
    if isinstance(step, Edit):
        amount = last.amount if step.amount is None else step.amount
        return Save(at, last.stage, amount, step.close_date or last.close_date, by)
    day = last.close_date
    if step.stage in OUTCOMES:
        day = at.date()
    elif last.stage in OUTCOMES:
        day = workday(at.date() + timedelta(days=REOPENED_FOR_DAYS))
    return Save(at, step.stage, last.amount, day, by)


def _amount_edits(rng: Random, walker: Walker, account: Account, moves: tuple[Move, ...]) -> list[Edit]:
    mean = MEAN_AMOUNT[walker.segment] * (0.6 if walker.pipeline == RENEWALS else 1.0)
    amount = lognormal(rng, mean=mean / ROUGH_RATES[account.currency], sigma=AMOUNT_SPREAD)
    known = not (moves[0].stage in LATEST_BLANK and chance(rng, BLANK_AMOUNT_SHARE))
    edits = [Edit(moves[0].at, amount=nice(amount))] if known else []
    for move in moves[1:]:
        if move.stage in OUTCOMES or (move.stage in LATEST_BLANK and not known):
            continue
        factor = _revision(rng, move.stage)
        if factor != 1.0 or not known:
            amount *= factor
            edits.append(Edit(move.at + timedelta(minutes=whole(rng, 2, 90)), amount=nice(amount)))
            known = True
    return edits


def _revision(rng: Random, stage: str) -> float:
    if stage == "Proposal" and chance(rng, 0.35):
        return math.exp(0.22 * normal(rng))
    if stage == "Negotiation" and chance(rng, 0.45):
        return between(rng, 0.86, 0.98)
    return 1.0


def _first_close(rng: Random, walker: Walker, created: datetime) -> date:
    if walker.owner.team == stories.PUSHING_TEAM and walker.pipeline != RENEWALS:
        return _quarter_end(rng, created.date() + timedelta(days=stories.PUSHING_LEAST_DAYS))
    return workday((created + timedelta(days=lognormal(rng, mean=planned_days(walker), sigma=0.35))).date())


def _quarter_end(rng: Random, day: date) -> date:
    return next_quarter(day) - timedelta(days=whole(rng, 1, 5))


def _close_edits(rng: Random, walker: Walker, close: date, created: datetime, end: datetime | None) -> list[Edit]:
    """Close dates moved while the deal is open, as its owner reviews it around the day it was due."""
    pushing = walker.owner.team == stories.PUSHING_TEAM and walker.pipeline != RENEWALS
    edits: list[Edit] = []
    at = created
    while True:
        habit = pushing and chance(rng, stories.PUSHING_SHARE)
        at = _review(rng, close, at, habit=habit)
        if at > (end or walker.until) or at > walker.until:
            return edits
        if _forgets(rng, walker):
            return edits
        close = _quarter_end(rng, next_quarter(at.date())) if habit else workday(_later(rng, at))
        edits.append(Edit(at, close_date=close))


def _review(rng: Random, close: date, last: datetime, *, habit: bool) -> datetime:
    if habit:
        day = next_quarter(close) - timedelta(days=whole(rng, 1, stories.PUSHING_DAYS))
        weekday_before = day - timedelta(days=max(0, day.weekday() - 4))
        return max(in_office(rng, weekday_before), after(rng, last, 1))
    return max(in_office(rng, close + timedelta(days=whole(rng, -4, 12))), after(rng, last, 1))


def _forgets(rng: Random, walker: Walker) -> bool:
    stuck = walker.owner.name.en == stories.STUCK_OWNER
    return chance(rng, 0.35 if stuck else 0.05)


def _later(rng: Random, at: datetime) -> date:
    return (at + timedelta(days=lognormal(rng, mean=32, sigma=0.5))).date()


def name_of(account: Account, product: Name, ordinal: int) -> Name:
    """A name that no other deal has: customer, product, and a number from the second one on."""
    more = f" {ordinal}" if ordinal > 1 else ""
    return Name(f"{account.name.en} - {product.en}{more}", f"{account.name.zh}-{product.zh}{more}")
