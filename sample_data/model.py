"""The sample company as values: what is true of it, before any system gives it a shape.

Time is naive, in the company's own time zone. Amounts are in the deal's currency. A deal's `saves` are the one record
of its past: every save of stage, amount or close date, oldest first; visits, status and dates are read from them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

Outcome = Literal["open", "won", "lost", "void"]

WON: Final = "Closed Won"
LOST: Final = "Closed Lost"
VOID: Final = "Disqualified"
OUTCOMES: Final[dict[str, Outcome]] = {WON: "won", LOST: "lost", VOID: "void"}
"""Closing stage → outcome; every other stage is open."""

NEW_BUSINESS: Final = "New business"
RENEWALS: Final = "Renewals"
STAGES: Final[dict[str, tuple[str, ...]]] = {
    NEW_BUSINESS: ("Lead", "Qualification", "Discovery", "Proposal", "Negotiation"),
    RENEWALS: ("Upcoming", "Contacted", "Renewal Quote"),
}
"""Open stages of each pipeline, in order."""

PROBABILITY: Final[dict[str, int]] = {
    "Lead": 5,
    "Qualification": 15,
    "Discovery": 25,
    "Proposal": 40,
    "Negotiation": 65,
    "Upcoming": 50,
    "Contacted": 60,
    "Renewal Quote": 80,
    WON: 100,
    LOST: 0,
    VOID: 0,
}
"""Chance to win in per cent that the company's CRM attaches to each stage."""


@dataclass(frozen=True)
class Name:
    """One thing under its English and its Chinese name."""

    en: str
    zh: str


@dataclass(frozen=True)
class Owner:
    """A seller. `left` is the last working day of a leaver."""

    number: int
    name: Name
    team: Name
    manager: Name
    region: Name
    email: str
    left: date | None = None


@dataclass(frozen=True)
class Account:
    """A customer with the people known there."""

    number: int
    name: Name
    segment: Name
    region: Name
    industry: Name
    currency: str
    contacts: tuple[Name, ...]


@dataclass(frozen=True)
class Save:
    """The state of a deal after one save. `stage` is open or one of `OUTCOMES`."""

    at: datetime
    stage: str
    amount: float | None
    close_date: date
    by: Owner


@dataclass(frozen=True)
class Visit:
    """One stay in an open stage; `left` and `next_stage` are None while it lasts."""

    stage: str
    entered: datetime
    left: datetime | None
    next_stage: str | None


@dataclass(frozen=True)
class Deal:
    """One deal. `owners`: who owned it from when on, oldest first. `reason` is why it was lost or voided."""

    number: int
    name: Name
    account: Account
    contact: Name
    pipeline: str
    product: Name
    source: Name
    deal_type: Name
    owners: tuple[tuple[datetime, Owner], ...]
    saves: tuple[Save, ...]
    reason: Name | None = None
    competitor: Name | None = None
    next_step: Name | None = None

    @property
    def created(self) -> datetime:
        """When the deal was created."""
        return self.saves[0].at

    @property
    def owner(self) -> Owner:
        """Who owns it now."""
        return self.owners[-1][1]

    @property
    def now(self) -> Save:
        """Its latest state."""
        return self.saves[-1]

    @property
    def currency(self) -> str:
        """ISO 4217 code of its amounts."""
        return self.account.currency

    @property
    def outcome(self) -> Outcome:
        """open, won, lost or void."""
        return OUTCOMES.get(self.now.stage, "open")

    @property
    def closed(self) -> datetime | None:
        """When it was closed for the last time; None while open."""
        return None if self.outcome == "open" else self.moves[-1].at

    @property
    def moves(self) -> tuple[Save, ...]:
        """The saves that changed the stage, creation first."""
        return tuple(
            save for index, save in enumerate(self.saves) if not index or save.stage != self.saves[index - 1].stage
        )

    @property
    def visits(self) -> tuple[Visit, ...]:
        """Stays in open stages, in time order."""
        moves = self.moves
        after = (*moves[1:], None)
        return tuple(
            Visit(move.stage, move.at, then.at if then else None, then.stage if then else None)
            for move, then in zip(moves, after, strict=True)
            if move.stage not in OUTCOMES
        )

    @property
    def last_open_stage(self) -> str:
        """The stage it is in, or the open stage it was closed from."""
        return self.visits[-1].stage

    def state_at(self, instant: datetime) -> Save | None:
        """Its state at an instant; None before it was created."""
        return next((save for save in reversed(self.saves) if save.at <= instant), None)

    def owner_at(self, instant: datetime) -> Owner:
        """Who owned it at an instant."""
        return next((owner for since, owner in reversed(self.owners) if since <= instant), self.owners[0][1])


@dataclass(frozen=True)
class Activity:
    """A call, e-mail, meeting or WeChat talk; `done` is None for one that is planned."""

    number: int
    kind: Name
    subject: Name
    deal: Deal
    owner: Owner
    due: datetime
    done: datetime | None


@dataclass(frozen=True)
class Quota:
    """Bookings target in CNY for one calendar quarter; `name` is None for the company."""

    level: Literal["company", "team", "owner"]
    name: Name | None
    team: Name | None
    first: date
    before: date
    amount: float


@dataclass(frozen=True)
class Rate:
    """CNY for one unit of `currency`, from `first` on until the next rate."""

    currency: str
    first: date
    rate: float


@dataclass(frozen=True)
class Company:
    """Everything there is to know about the sample company at the end of its as-of day."""

    owners: tuple[Owner, ...]
    accounts: tuple[Account, ...]
    deals: tuple[Deal, ...]
    activities: tuple[Activity, ...]
    quotas: tuple[Quota, ...]
    rates: tuple[Rate, ...]

    def in_base(self, amount: float, currency: str, day: date) -> float:
        """An amount in CNY at the rate of a day."""
        return amount * self.rate(currency, day)

    def rate(self, currency: str, day: date) -> float:
        """CNY for one unit of a currency on a day; 1 for CNY itself."""
        if currency == "CNY":
            return 1.0
        return next(rate.rate for rate in reversed(self.rates) if rate.currency == currency and rate.first <= day)
