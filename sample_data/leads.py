"""Where the deals of 2026 came from: leads, what marketing spent, and visits to the web site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Final, Literal

from sample_data import AS_OF
from sample_data import vocabulary as words
from sample_data.company import SEED
from sample_data.draws import between, chance, lognormal, pick, poisson, stream, whole
from sample_data.model import NEW_BUSINESS, Company, Deal, Name, Owner
from sample_data.office import in_office

FROM: Final = date(2026, 1, 1)
"""Leads are kept since the company began to list them."""
CONVERTED_SHARE: Final = {
    "Website": 0.40,
    "Referral": 0.70,
    "Partner": 0.60,
    "Trade show": 0.30,
    "Outbound": 0.35,
    "Online ads": 0.25,
}
"""Chance of a lead to become a deal, by source: what makes the number of the others."""
RESPONSE_HOURS: Final = {
    "Website": 7.0,
    "Referral": 4.0,
    "Partner": 6.0,
    "Trade show": 40.0,
    "Outbound": 2.0,
    "Online ads": 14.0,
}
"""Mean hours from a lead to the first answer."""
DAYS_TO_DEAL: Final = 6.0
MONTHLY_COST: Final = {
    "Website": (60_000.0, "Content and search"),
    "Referral": (15_000.0, "Referral bonus"),
    "Partner": (48_000.0, "Partner programme"),
    "Outbound": (42_000.0, "Data and tools"),
    "Online ads": (88_000.0, "Search and social ads"),
}
"""CNY a month and its campaign."""
TRADE_SHOWS: Final = {3: ("Spring fair", 210_000.0), 6: ("Industry days", 160_000.0), 9: ("Autumn fair", 230_000.0)}
"""Months with a trade show, its name and cost in CNY."""
CHANNELS: Final = (
    ("Organic Search", 5200.0, 0.61, 0.024),
    ("Direct", 3100.0, 0.47, 0.015),
    ("Paid Search", 1900.0, 0.52, 0.034),
    ("Referral", 900.0, 0.63, 0.027),
    ("Email", 520.0, 0.66, 0.038),
    ("Organic Social", 640.0, 0.44, 0.009),
)
"""Channel group, visits a month, engaged share, key events a visit."""
OPEN: Final = "Working - Contacted"
NEW: Final = "Open - Not Contacted"
CONVERTED: Final = "Closed - Converted"
REJECTED: Final = "Closed - Not Converted"
STATUS_ZH: Final = {OPEN: "跟进中", NEW: "未处理", CONVERTED: "已转化", REJECTED: "无效"}

Status = Literal["Working - Contacted", "Open - Not Contacted", "Closed - Converted", "Closed - Not Converted"]


@dataclass(frozen=True)
class Lead:
    """Somebody who asked, or was asked. `answered` is None until then; `deal` what it became."""

    number: int
    person: Name
    firm: Name
    source: Name
    owner: Owner
    status: Status
    created: datetime
    answered: datetime | None
    deal: Deal | None


@dataclass(frozen=True)
class Cost:
    """Money spent on one source in one calendar month, CNY."""

    source: Name
    campaign: str
    first: date
    amount: float


@dataclass(frozen=True)
class Visits:
    """Visits to the web site by one channel in one calendar month."""

    channel: str
    first: date
    sessions: int
    engaged: int
    key_events: int


def leads(company: Company, seed: int = SEED) -> tuple[Lead, ...]:
    """Every lead since `FROM`, oldest first, numbered from 1; each new deal has one, created before it."""
    made = [
        lead
        for deal in company.deals
        if deal.pipeline == NEW_BUSINESS and deal.created.date() >= FROM
        for lead in _around(stream(seed, "lead", deal.number), company, deal)
        if FROM <= lead.created.date() <= AS_OF
    ]
    made.sort(key=lambda lead: (lead.created, lead.firm.en))
    return tuple(replace(lead, number=number) for number, lead in enumerate(made, start=1))


def _around(rng: Random, company: Company, deal: Deal) -> Iterator[Lead]:
    """The lead that became the deal, and those of its source that became none."""
    days = lognormal(rng, mean=DAYS_TO_DEAL, sigma=0.7)
    created = min(deal.created - timedelta(days=days), deal.created - timedelta(minutes=40))
    created = created.replace(second=0, microsecond=0)
    answered = min(_answer(rng, deal.source, created), deal.created)
    yield Lead(
        0,
        deal.contact,
        deal.account.name,
        deal.source,
        deal.owners[0][1],
        "Closed - Converted",
        created,
        answered,
        deal,
    )
    share = CONVERTED_SHARE[deal.source.en]
    for _ in range(poisson(rng, (1 - share) / share)):
        at = in_office(rng, created.date() + timedelta(days=whole(rng, -8, 8)))
        yield _other(rng, company, deal, at)


def _other(rng: Random, company: Company, deal: Deal, created: datetime) -> Lead:
    chinese = deal.currency == "CNY"
    industry = pick(rng, words.INDUSTRIES)
    if chinese:
        city, firm = pick(rng, words.CITIES["East China"]), pick(rng, words.CHINESE_FIRMS)
        trade = words.CHINESE_TRADES[industry.en]
        company_name = Name(f"{city.en} {firm.en} {trade.en} Group", f"{city.zh}{firm.zh}{trade.zh}集团")
        person = pick(rng, words.CHINESE_PEOPLE)
    else:
        text = f"{pick(rng, words.WESTERN_FIRMS)} {pick(rng, words.WESTERN_TRADES[industry.en])} Group"
        company_name = Name(text, text)
        who = pick(rng, words.WESTERN_PEOPLE)
        person = Name(who, who)
    reply = _answer(rng, deal.source, created)
    until = datetime(AS_OF.year, AS_OF.month, AS_OF.day, 23, 59)
    answered = None if reply > until or chance(rng, 0.06) else reply
    recent = (until - created).days < 45
    status: Status = REJECTED if answered and not (recent and chance(rng, 0.6)) else OPEN if answered else NEW
    owner = pick(rng, [one for one in company.owners if one.left is None])
    return Lead(0, person, company_name, deal.source, owner, status, created, answered, None)


def _answer(rng: Random, source: Name, created: datetime) -> datetime:
    hours = lognormal(rng, mean=RESPONSE_HOURS[source.en], sigma=0.9)
    return (created + timedelta(hours=max(hours, 0.1))).replace(second=0, microsecond=0)


def costs(seed: int = SEED) -> tuple[Cost, ...]:
    """What marketing spent since 2026-01, month by month, up to the month before the as-of day's."""
    rng = stream(seed, "costs")
    by_name = {source.en: source for source, _ in words.SOURCES}
    made: list[Cost] = []
    for month in range(1, AS_OF.month):
        first = date(AS_OF.year, month, 1)
        for name, (amount, campaign) in MONTHLY_COST.items():
            made.append(Cost(by_name[name], campaign, first, round(amount * between(rng, 0.85, 1.15), -2)))
        if month in TRADE_SHOWS:
            campaign, amount = TRADE_SHOWS[month]
            made.append(Cost(by_name["Trade show"], campaign, first, amount))
    return tuple(made)


def visits(seed: int = SEED) -> tuple[Visits, ...]:
    """Visits to the web site since 2026-01, month by month, up to the month before the as-of day's."""
    rng = stream(seed, "visits")
    made: list[Visits] = []
    for month in range(1, AS_OF.month):
        for channel, mean, engaged, events in CHANNELS:
            sessions = round(mean * between(rng, 0.8, 1.2))
            made.append(
                Visits(
                    channel,
                    date(AS_OF.year, month, 1),
                    sessions,
                    round(sessions * engaged * between(rng, 0.95, 1.05)),
                    round(sessions * events * between(rng, 0.8, 1.2)),
                )
            )
    return tuple(made)
