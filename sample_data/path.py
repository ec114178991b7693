"""The way of one deal through its stages: a semi-Markov walk with competing exits.

In each stage the exit is drawn first (advance, lost, void, back), then the stay given the exit (log-normal, losers
stay 1.3 times as long). Story 1 stretches the clock of one stage from a day on, story 2 stops it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from random import Random
from typing import Final, Literal

from sample_data import stories
from sample_data.draws import between, chance, lognormal, weighted
from sample_data.model import LOST, RENEWALS, STAGES, VOID, WON, Name, Owner
from sample_data.office import after
from sample_data.vocabulary import ENTERPRISE, MID_MARKET, SMB

Exit = Literal["advance", "lost", "void", "back"]


@dataclass(frozen=True)
class Pace:
    """One stage of one segment: share of decided visits that advance, and mean days of a stay that advances."""

    advance: float
    days: float


PACES: Final[dict[Name, dict[str, Pace]]] = {
    ENTERPRISE: {
        "Lead": Pace(0.80, 10.0),
        "Qualification": Pace(0.76, 17.0),
        "Discovery": Pace(0.74, 24.0),
        "Proposal": Pace(0.60, 22.0),
        "Negotiation": Pace(0.70, 23.0),
    },
    MID_MARKET: {
        "Lead": Pace(0.80, 8.0),
        "Qualification": Pace(0.77, 12.0),
        "Discovery": Pace(0.75, 17.0),
        "Proposal": Pace(0.70, 18.0),
        "Negotiation": Pace(0.77, 16.0),
    },
    SMB: {
        "Lead": Pace(0.86, 5.0),
        "Qualification": Pace(0.84, 9.0),
        "Discovery": Pace(0.85, 10.0),
        "Proposal": Pace(0.83, 12.0),
        "Negotiation": Pace(0.87, 10.0),
    },
}
RENEWAL_PACES: Final = {
    "Upcoming": Pace(0.93, 21.0),
    "Contacted": Pace(0.90, 14.0),
    "Renewal Quote": Pace(0.88, 12.0),
}
VOID_SHARES: Final = {"Lead": 0.035, "Qualification": 0.02}
BACK_SHARES: Final = {"Discovery": 0.03, "Proposal": 0.05, "Negotiation": 0.05}
SKIP_SHARE: Final = 0.05
LATE_START_SHARE: Final = 0.08
REOPEN_SHARE: Final = 0.015
LOSERS_STAY: Final = 1.3
SPREAD: Final = 0.75


@dataclass(frozen=True)
class Move:
    """A deal enters a stage, open or closing."""

    at: datetime
    stage: str


@dataclass(frozen=True)
class Walker:
    """What the way of a deal depends on."""

    segment: Name
    pipeline: str
    owner: Owner
    until: datetime


def walk(rng: Random, walker: Walker, created: datetime) -> tuple[Move, ...]:
    """Moves from creation up to `walker.until`, oldest first."""
    stages = STAGES[walker.pipeline]
    first = 1 if walker.pipeline != RENEWALS and chance(rng, LATE_START_SHARE) else 0
    moves = [Move(created, stages[first])]
    reopened = False
    while (move := _next(rng, walker, moves[-1])) is not None and move.at <= walker.until:
        moves.append(move)
        if move.stage == LOST and not reopened and chance(rng, REOPEN_SHARE):
            reopened = True
            again = Move(after(rng, move.at, between(rng, 20, 60)), moves[-2].stage)
            if again.at > walker.until:
                break
            moves.append(again)
        elif move.stage in {WON, LOST, VOID}:
            break
    return tuple(moves)


def _next(rng: Random, walker: Walker, here: Move) -> Move | None:
    pace = (RENEWAL_PACES if walker.pipeline == RENEWALS else PACES[walker.segment])[here.stage]
    slow = here.stage == stories.BOTTLENECK_STAGE and walker.segment == stories.BOTTLENECK_SEGMENT
    way_out = _exit(rng, here, pace, slow=slow)
    mean = pace.days * (LOSERS_STAY if way_out == "lost" else 1.0)
    days = lognormal(rng, mean=mean, sigma=SPREAD)
    if _stuck(rng, walker, here):
        return None
    leaves = after(rng, here.at, stretched(here.at, days) if slow else days)
    return Move(leaves, _target(rng, STAGES[walker.pipeline], here.stage, way_out))


def _exit(rng: Random, here: Move, pace: Pace, *, slow: bool) -> Exit:
    late = slow and here.at.date() >= stories.BOTTLENECK_FROM
    advance = stories.BOTTLENECK_ADVANCE if late else pace.advance
    void, back = VOID_SHARES.get(here.stage, 0.004), BACK_SHARES.get(here.stage, 0.0)
    decided = 1 - void - back
    choices: list[tuple[Exit, float]] = [
        ("advance", decided * advance),
        ("lost", decided * (1 - advance)),
        ("void", void),
        ("back", back),
    ]
    return weighted(rng, choices)


def _stuck(rng: Random, walker: Walker, here: Move) -> bool:
    stops = chance(rng, stories.STUCK_SHARES.get(here.stage, 0.0))
    return stops and walker.owner.name.en == stories.STUCK_OWNER and here.at.date() >= stories.STUCK_FROM


def stretched(entered: datetime, days: float) -> float:
    """Calendar days of a stay whose clock runs `BOTTLENECK_STRETCH` times slower from `BOTTLENECK_FROM` on."""
    before = (datetime.combine(stories.BOTTLENECK_FROM, time()) - entered).total_seconds() / 86400
    fast = min(days, max(0.0, before))
    return fast + (days - fast) * stories.BOTTLENECK_STRETCH


def planned_days(walker: Walker) -> float:
    """Mean days from creation to a win when nothing goes wrong."""
    paces = RENEWAL_PACES if walker.pipeline == RENEWALS else PACES[walker.segment]
    return sum(pace.days for pace in paces.values())


def _target(rng: Random, stages: tuple[str, ...], stage: str, way_out: Exit) -> str:
    if way_out in {"lost", "void"}:
        return LOST if way_out == "lost" else VOID
    rank = stages.index(stage)
    if way_out == "back":
        return stages[rank - 1]
    skips = rank + 2 < len(stages) and chance(rng, SKIP_SHARE)
    rank += 2 if skips else 1
    return stages[rank] if rank < len(stages) else WON
