"""The seeded simulation of the sample company. The same seed gives the same company, on every machine."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final

from sample_data import AS_OF, FIRST_DAY, money, people, stories
from sample_data import vocabulary as words
from sample_data.draws import between, chance, pick, poisson, stream, weighted
from sample_data.model import LOST, NEW_BUSINESS, OUTCOMES, RENEWALS, VOID, Account, Company, Deal, Name, Owner
from sample_data.office import in_office, works
from sample_data.path import Walker, walk
from sample_data.terms import name_of, saves
from sample_data.touches import activities

SEED: Final = 416
NEW_A_MONTH: Final = {words.ENTERPRISE: 28.0, words.MID_MARKET: 21.0, words.SMB: 18.0}
RENEWALS_A_MONTH: Final = {words.ENTERPRISE: 3.0, words.MID_MARKET: 3.5, words.SMB: 3.5}
WORKDAYS_A_MONTH: Final = 21.75
TEAM_SHARES: Final = {
    words.ENTERPRISE: ((people.EAST, 14.0), (people.WEST, 14.0), (people.KEY_ACCOUNTS, 72.0)),
    words.MID_MARKET: ((people.EAST, 44.0), (people.WEST, 44.0), (people.KEY_ACCOUNTS, 12.0)),
    words.SMB: ((people.EAST, 50.0), (people.WEST, 50.0), (people.KEY_ACCOUNTS, 0.0)),
}
NO_NEW_DEALS_DAYS: Final = 14
"""A leaver gets no new deals in the last two weeks."""


@dataclass(frozen=True)
class Arrival:
    """A deal is born."""

    at: datetime
    pipeline: str
    segment: Name


@functools.lru_cache(maxsize=2)
def company(seed: int = SEED) -> Company:
    """The whole company at the end of its as-of day (about 2,000 deals; one to two seconds)."""
    owners, accounts = people.owners(), people.accounts(seed)
    until = datetime.combine(AS_OF, time(23, 59))
    names: Counter[tuple[int, str]] = Counter()
    deals = tuple(
        _deal(stream(seed, "deal", number), number, arrival, (owners, accounts), names)
        for number, arrival in enumerate(_arrivals(seed), start=1)
    )
    deals = _with_types(deals)
    return Company(
        owners=owners,
        accounts=accounts,
        deals=deals,
        activities=activities(seed, deals, until),
        quotas=money.quotas(owners, (2025, 2026)),
        rates=money.rates(seed, FIRST_DAY, AS_OF),
    )


def _arrivals(seed: int) -> list[Arrival]:
    made: list[Arrival] = []
    day = FIRST_DAY
    while day <= AS_OF:
        if works(day):
            made.extend(_born(stream(seed, "day", day), day))
        day += timedelta(days=1)
    return sorted(made, key=lambda arrival: arrival.at)


def _born(rng: Random, day: date) -> Iterator[Arrival]:
    for pipeline, rates in ((NEW_BUSINESS, NEW_A_MONTH), (RENEWALS, RENEWALS_A_MONTH)):
        for segment, monthly in rates.items():
            grows = pipeline == NEW_BUSINESS and segment == stories.MIX_SEGMENT and day >= stories.MIX_FROM
            expected = monthly * (stories.MIX_GROWTH if grows else 1.0) / WORKDAYS_A_MONTH
            for _ in range(poisson(rng, expected)):
                yield Arrival(in_office(rng, day), pipeline, segment)


def _deal(
    rng: Random,
    number: int,
    arrival: Arrival,
    people_known: tuple[tuple[Owner, ...], tuple[Account, ...]],
    names: Counter[tuple[int, str]],
) -> Deal:
    owners, accounts = people_known
    account = pick(rng, [one for one in accounts if one.segment == arrival.segment])
    product = weighted(rng, words.PRODUCTS)
    names[account.number, product.en] += 1
    owner = _seller(rng, owners, arrival)
    walker = Walker(arrival.segment, arrival.pipeline, owner, datetime.combine(AS_OF, time(23, 59)))
    moves = walk(rng, walker, arrival.at)
    held = _held(rng, owners, owner, arrival.at, None if moves[-1].stage not in OUTCOMES else moves[-1].at)
    draft = Deal(
        number=number,
        name=name_of(account, product, names[account.number, product.en]),
        account=account,
        contact=pick(rng, account.contacts),
        pipeline=arrival.pipeline,
        product=product,
        source=words.RENEWAL_SOURCE if arrival.pipeline == RENEWALS else weighted(rng, words.SOURCES),
        deal_type=words.RENEWAL if arrival.pipeline == RENEWALS else words.NEW_CUSTOMER,
        owners=held,
        saves=(),
    )
    return _ended(rng, replace(draft, saves=saves(rng, walker, account, moves, draft.owner_at)))


def _seller(rng: Random, owners: tuple[Owner, ...], arrival: Arrival) -> Owner:
    team = weighted(rng, TEAM_SHARES[arrival.segment])
    there = [owner for owner in owners if owner.team == team and _takes(owner, arrival.at.date())]
    return pick(rng, there)


def _takes(owner: Owner, day: date) -> bool:
    return owner.left is None or day < owner.left - timedelta(days=NO_NEW_DEALS_DAYS)


def _held(
    rng: Random, owners: tuple[Owner, ...], owner: Owner, created: datetime, closed: datetime | None
) -> tuple[tuple[datetime, Owner], ...]:
    """Open deals of a leaver go to a colleague of the team on the next working day."""
    mine = (created, owner)
    if owner.left is None or (closed is not None and closed.date() <= owner.left):
        return (mine,)
    colleagues = [other for other in owners if other.team == owner.team and other.left is None]
    return (mine, (in_office(rng, owner.left + timedelta(days=1)), pick(rng, colleagues)))


def _ended(rng: Random, deal: Deal) -> Deal:
    """The deal with what its end, or its being open, brings: reason, competitor, next step."""
    if deal.now.stage == VOID:
        return replace(deal, reason=weighted(rng, words.VOID_REASONS))
    if deal.now.stage == LOST:
        reason = weighted(rng, words.LOST_REASONS)
        named = reason == words.COMPETITION or (reason == words.PRICE and chance(rng, 0.4))
        return replace(deal, reason=reason, competitor=weighted(rng, words.COMPETITORS) if named else None)
    told = 0.35 if deal.owner.name.en == stories.STUCK_OWNER else 0.85
    step = pick(rng, words.NEXT_STEPS) if deal.outcome == "open" and between(rng, 0, 1) < told else None
    return replace(deal, next_step=step)


def _with_types(deals: tuple[Deal, ...]) -> tuple[Deal, ...]:
    """New deals of customers who had bought before their creation are business with an existing customer."""
    first_win: dict[int, datetime] = {}
    for deal in deals:
        if deal.outcome == "won" and deal.closed is not None:
            known = first_win.get(deal.account.number, deal.closed)
            first_win[deal.account.number] = min(known, deal.closed)
    return tuple(
        replace(deal, deal_type=words.EXISTING_CUSTOMER)
        if deal.pipeline == NEW_BUSINESS and first_win.get(deal.account.number, deal.created) < deal.created
        else deal
        for deal in deals
    )
