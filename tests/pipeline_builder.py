"""A pipeline told as prose, and the warehouse that holds it.

    a_pipeline("Sales", stages="Lead, Qualified, Proposal")
    .deal("D1", amount=100, owner="Ana").enters("Lead", on="2026-01-02").moves_to("Proposal", on="2026-01-09")
    .wins(on="2026-02-01")
    .deal("D2", amount=50).enters("Lead", on="2026-01-05 09:30").loses(on="2026-01-20", reason="Price")

Everything is a value: each call gives a new pipeline. A day without a time is a date-only record (precision day).
`tests.pipeline_files` writes it as canonical tables and stores them; `tests.reference` reads the same events.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Final, Literal

Level = Literal["A", "B", "D"]
Kind = Literal["open", "won", "lost", "void"]

OUTCOMES: Final[dict[str, Kind]] = {"Won": "won", "Lost": "lost", "Void": "void"}

# Text fields of a deal that a story may set by name; see data_loaders.schema.DEALS.
FIELDS: Final = frozenset(
    [
        "deal_name",
        "account_name",
        "owner_name",
        "team",
        "currency",
        "probability",
        "forecast_category",
        "lost_reason",
        "competitor",
        "source",
        "deal_type",
        "customer_type",
        "product",
        "segment",
        "region",
        "industry",
        "next_step",
        "last_activity_at",
        "stage_entered_at",
        "extra",
    ]
)
SHORT_NAMES: Final = {"name": "deal_name", "account": "account_name", "owner": "owner_name"}


@dataclass(frozen=True)
class Event:
    """A stage entered at an instant; `by_day`: only the day is known."""

    stage: str
    at: datetime
    by_day: bool


@dataclass(frozen=True)
class Change:
    """A field of a deal that changed: amount, expected_close, forecast_category or its owner."""

    field: Literal["amount", "expected_close", "forecast_category", "owner_name"]
    old: float | date | str | None
    new: float | date | str | None
    at: datetime


@dataclass(frozen=True)
class Deal:
    """One deal and everything that happened to it, in order. `amount` and `expected_close` are those at its start."""

    deal_id: str
    pipeline: str
    amount: float | None
    created: datetime | None
    expected_close: date | None
    level: Level
    fields: dict[str, object] = field(default_factory=dict, hash=False)
    events: tuple[Event, ...] = ()
    changes: tuple[Change, ...] = ()

    def amount_at(self, instant: datetime) -> float | None:
        """Its amount then, in its own currency."""
        found = [change.new for change in self.changes if change.field == "amount" and change.at <= instant]
        latest = found[-1] if found else self.amount
        return None if latest is None else float(str(latest))

    def expected_close_at(self, instant: datetime) -> date | None:
        """Its close date then."""
        found = [change.new for change in self.changes if change.field == "expected_close" and change.at <= instant]
        latest = found[-1] if found else self.expected_close
        assert latest is None or isinstance(latest, date)
        return latest

    def owner_at(self, instant: datetime) -> str | None:
        """Whose it was then."""
        found = [str(change.new) for change in self.changes if change.field == "owner_name" and change.at <= instant]
        now = self.fields.get("owner_name")
        return found[-1] if found else None if now is None else str(now)

    def text(self, name: str) -> str:
        """A field as text, '' without."""
        return str(self.fields.get(SHORT_NAMES.get(name, name)) or "")

    def happened(self) -> tuple[datetime, ...]:
        """Every instant this deal knows of."""
        made = () if self.created is None else (self.created,)
        return (*made, *(event.at for event in self.events), *(change.at for change in self.changes))


@dataclass(frozen=True)
class Pipeline:
    """Open stages in order, and deals. The outcomes are the stages Won, Lost and Void."""

    name: str
    stages: tuple[str, ...]
    deals: tuple[Deal, ...] = ()

    def deal(
        self,
        deal_id: str,
        *,
        amount: float | None = None,
        created: str | None = None,
        expected_close: str | None = None,
        level: Level = "A",
        **fields: object,
    ) -> Pipeline:
        """One more deal; what follows happens to it."""
        named = {SHORT_NAMES.get(name, name): value for name, value in fields.items()}
        unknown = set(named) - FIELDS
        assert not unknown, f"a deal has no {unknown}"
        born = None if created is None else instant_of(created)
        due = None if expected_close is None else date.fromisoformat(expected_close)
        return replace(
            self,
            deals=(*self.deals, Deal(deal_id, self.name, amount, born, due, level, {"deal_name": deal_id, **named})),
        )

    def enters(self, stage: str, *, on: str) -> Pipeline:
        """The latest deal enters a stage."""
        assert stage in self.stages or stage in OUTCOMES, f"{self.name} has no stage {stage}"
        deal = self.deals[-1]
        event = Event(stage, instant_of(on), len(on) == len("2026-01-02"))
        return self._latest(replace(deal, events=(*deal.events, event)))

    moves_to = enters
    reopens_in = enters

    def wins(self, *, on: str) -> Pipeline:
        """The latest deal is won."""
        return self.enters("Won", on=on)

    def loses(self, *, on: str, reason: str | None = None, competitor: str | None = None) -> Pipeline:
        """The latest deal is lost."""
        deal = self.deals[-1]
        told = {"lost_reason": reason or deal.fields.get("lost_reason"), "competitor": competitor}
        return self._latest(replace(deal, fields={**deal.fields, **told})).enters("Lost", on=on)

    def is_void(self, *, on: str) -> Pipeline:
        """The latest deal turns out to be none: a duplicate, a test."""
        return self.enters("Void", on=on)

    def is_worth(self, amount: float | None, *, since: str) -> Pipeline:
        """The amount of the latest deal changes."""
        deal, at = self.deals[-1], instant_of(since)
        change = Change("amount", deal.amount_at(at), amount, at)
        return self._latest(replace(deal, changes=(*deal.changes, change)))

    def is_due(self, expected_close: str, *, since: str) -> Pipeline:
        """The expected close of the latest deal changes."""
        deal, at = self.deals[-1], instant_of(since)
        change = Change("expected_close", deal.expected_close_at(at), date.fromisoformat(expected_close), at)
        return self._latest(replace(deal, changes=(*deal.changes, change)))

    def is_handed_to(self, owner: str, *, since: str) -> Pipeline:
        """The latest deal gets another owner."""
        deal, at = self.deals[-1], instant_of(since)
        change = Change("owner_name", deal.owner_at(at), owner, at)
        return self._latest(replace(deal, changes=(*deal.changes, change)))

    def kind(self, stage: str) -> Kind:
        """open, won, lost or void."""
        return OUTCOMES.get(stage, "open")

    def rank(self, stage: str) -> int:
        """1 … K for the open stages, K + 1 for Won, 0 for Lost and Void."""
        if stage in self.stages:
            return self.stages.index(stage) + 1
        return len(self.stages) + 1 if stage == "Won" else 0

    def up_to(self, instant: datetime) -> Pipeline:
        """What was known then: later events and changes, and deals that had not begun, are gone."""
        cut = (
            replace(
                deal,
                events=tuple(event for event in deal.events if event.at <= instant),
                changes=tuple(change for change in deal.changes if change.at <= instant),
            )
            for deal in self.deals
        )
        return replace(self, deals=tuple(deal for deal in cut if deal.events))

    def _latest(self, deal: Deal) -> Pipeline:
        return replace(self, deals=(*self.deals[:-1], deal))


def a_pipeline(name: str = "Sales", *, stages: str = "Lead, Qualified, Proposal") -> Pipeline:
    """A pipeline without deals; `stages` are its open stages in order, separated by commas."""
    return Pipeline(name, tuple(stage.strip() for stage in stages.split(",")))


def instant_of(text: str) -> datetime:
    """`2026-01-02` or `2026-01-02 10:30`, as the warehouse keeps it: naive, in the reporting time zone."""
    return datetime.fromisoformat(text)


def end_of(day: str) -> datetime:
    """The last second of a day: what a date means as an as-of."""
    return datetime.combine(date.fromisoformat(day), time(23, 59, 59))
