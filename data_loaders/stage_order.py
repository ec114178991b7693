"""Where each stage stands and what it means, with the reason: the best witness leads, the others fill its gaps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from data_loaders.closing_signs import Signs, closing_by
from data_loaders.stage_reasons import BESIDE, BY_OUTCOMES, DENIED, NOTHING_SAYS, REASONS
from data_loaders.stage_words import lettered, numbered, outcome_of, rank_of, status_of_stage
from data_loaders.systems import System

_ENOUGH: Final = 0.5
_AGREED: Final = 0.6
_WITNESSES: Final = 20
_MOSTLY: Final = 0.95
_DEALS: Final = 3
_NUMBERED: Final = 0.6
_LAST: Final = 1_000_000
_UNSURE: Final = 6
BY_SIGNS: Final = 5
"""Strength of a status that only the deals' dates, reasons or probabilities tell."""


@dataclass(frozen=True)
class StageFact:
    """What a file says of one stage: deals by the outcome their own columns state, and hints at its place."""

    stage: str
    deals: int = 0
    open: int = 0
    won: int = 0
    lost: int = 0
    void: int = 0
    probability: float | None = None
    position: int | None = None
    column: int | None = None
    seen: int = _LAST
    status: str | None = None

    @property
    def stated(self) -> int:
        """Deals whose outcome is stated beside the stage."""
        return self.open + self.won + self.lost + self.void


@dataclass(frozen=True)
class StagePlace:
    """Position (1 for the first open stage; null for a closed one) and status of a stage, with the reason."""

    stage: str
    position: int | None
    status: str
    strength: int
    reason: str


@dataclass(frozen=True)
class Moves:
    """How many deals entered one stage before another for the first time."""

    counts: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def net(self, earlier: str, later: str) -> int:
        """Deals that speak for this order less those against it."""
        return self.counts.get((earlier, later), 0) - self.counts.get((later, earlier), 0)


def status_places(
    facts: Sequence[StageFact],
    system: System,
    by_hand: Mapping[str, tuple[int | None, str]],
    signs: Mapping[str, Signs] | None = None,
) -> dict[str, tuple[str, int, str]]:
    """Stage → status, strength, reason.

    By hand, by the file, by the outcomes of its deals, by its words, by what its deals show of an end (`signs`), else
    open.
    """
    pure = _pure(facts, system)
    places = {fact.stage: _status(fact, system, by_hand, pure=pure) for fact in facts}
    unsure = [stage for stage, (_, strength, _) in places.items() if strength == _UNSURE]
    shown = {} if any(fact.stated for fact in facts) else closing_by(signs or {}, unsure)
    return {**places, **{stage: (status, BY_SIGNS, reason) for stage, (status, reason) in shown.items()}}


def _status(
    fact: StageFact, system: System, by_hand: Mapping[str, tuple[int | None, str]], *, pure: bool
) -> tuple[str, int, str]:
    if fact.stage in by_hand:
        return by_hand[fact.stage][1], 0, REASONS[0]
    if fact.status:
        return fact.status, 1, REASONS[1]
    word = (
        outcome_of(fact.stage, system.outcomes)
        if fact.stage.casefold() in system.outcomes
        else status_of_stage(fact.stage)
    )
    if system.status_beside_stage:
        return "open", 1, BESIDE
    if word:
        denied = fact.stated >= _DEALS and fact.open >= fact.stated * _MOSTLY
        return ("open", 1, DENIED) if denied else (word, 4, REASONS[4])
    closing = _closing(fact) if pure else None
    if closing:
        return closing, 1, BY_OUTCOMES
    return "open", _UNSURE, NOTHING_SAYS


def _closing(fact: StageFact) -> str | None:
    """The outcome of (nearly) all deals of a stage; a stage whose name is known as open needs its probability too."""
    closing = max(("won", "lost", "void"), key=lambda status: int(getattr(fact, status)))
    count = int(getattr(fact, closing))
    if fact.stated < _DEALS or count < fact.stated * _MOSTLY:
        return None
    known_open = rank_of(fact.stage) is not None
    return closing if not known_open or (count == fact.stated and fact.probability in {0.0, 1.0}) else None


def _pure(facts: Sequence[StageFact], system: System) -> bool:
    """Whether each stage has one outcome only, so that the stage decides it; never by one kind of outcome alone."""
    stated = [fact for fact in facts if fact.stated]
    one_each = all(max(fact.open, fact.won, fact.lost, fact.void) >= fact.stated * _MOSTLY for fact in stated)
    opens = any(fact.open for fact in stated)
    closes = any(fact.won or fact.lost or fact.void for fact in stated)
    return not system.status_beside_stage and one_each and opens and closes


def place_stages(
    facts: Sequence[StageFact],
    moves: Moves,
    system: System,
    by_hand: Mapping[str, tuple[int | None, str]],
    statuses: Mapping[str, tuple[str, int, str]] | None = None,
) -> tuple[StagePlace, ...]:
    """The stages of one pipeline in order, open ones first; every stage of `facts` comes out once.

    `statuses` as `status_places` gives them, where they were judged over more than this pipeline.
    """
    statuses = statuses or status_places(facts, system, by_hand)
    still_open = [fact for fact in facts if statuses[fact.stage][0] == "open"]
    order = _ordered(still_open, moves, by_hand)
    places = [
        StagePlace(stage, position, "open", *_strongest(strength, statuses[stage]))
        for position, (stage, strength) in enumerate(order, 1)
    ]
    closed = sorted(
        (fact for fact in facts if statuses[fact.stage][0] != "open"),
        key=lambda fact: (("won", "lost", "void").index(statuses[fact.stage][0]), fact.stage),
    )
    return (*places, *(StagePlace(fact.stage, None, *statuses[fact.stage]) for fact in closed))


def _strongest(strength: int, status: tuple[str, int, str]) -> tuple[int, str]:
    """Strength and reason of an open stage's place; a status by hand makes the whole place one by hand."""
    return (0, REASONS[0]) if status[1] == 0 else (strength, REASONS[strength])


def _ordered(
    facts: Sequence[StageFact], moves: Moves, by_hand: Mapping[str, tuple[int | None, str]]
) -> list[tuple[str, int]]:
    """Open stages in order, each with the strength of the witness that placed it."""
    witnesses = _witnesses(facts, moves)
    lead = next((one for one in witnesses if len(one[1]) >= max(1, len(facts) * _ENOUGH)), witnesses[-1])
    placed = [(stage, lead[0]) for stage in lead[1]]
    for strength, order in sorted(witnesses, key=lambda one: one[0]):
        for at, stage in enumerate(order):
            if any(stage == name for name, _ in placed):
                continue
            before = set(order[:at])
            after = set(order[at + 1 :])
            ahead = [index for index, (name, _) in enumerate(placed) if name in before]
            behind = [index for index, (name, _) in enumerate(placed) if name in after]
            index = ahead[-1] + 1 if ahead else behind[0] if behind else len(placed)
            placed.insert(index, (stage, strength))
    return _put_by_hand(placed, by_hand)


def _put_by_hand(placed: list[tuple[str, int]], by_hand: Mapping[str, tuple[int | None, str]]) -> list[tuple[str, int]]:
    """The order with the stages that a hand put at a place, the others around them."""
    wanted = sorted(
        (position, name) for name, _ in placed if (position := by_hand.get(name, (None, ""))[0]) is not None
    )
    names = {name for _, name in wanted}
    rest = [one for one in placed if one[0] not in names]
    for position, name in wanted:
        rest.insert(max(0, position - 1), (name, 0))
    return rest


def _witnesses(facts: Sequence[StageFact], moves: Moves) -> list[tuple[int, list[str]]]:
    """(strength, stages in order) of every witness, strongest first."""
    names = [fact.stage for fact in facts]
    columns = _by(facts, lambda fact: fact.column)
    walked = _by_moves(names, moves)
    found = [
        (1, _by(facts, lambda fact: fact.position)),
        (1, _by_numbers(facts)),
        (2, columns),
        (3, walked),
        (4, _by(facts, _words)),
        (5, _by(facts, lambda fact: fact.probability) if len({fact.probability for fact in facts}) > 1 else []),
        (6, _by(facts, lambda fact: fact.seen)),
    ]
    few = sum(moves.counts.values()) < _WITNESSES
    if few:
        found[3], found[4] = found[4], found[3]
    elif _disagrees(columns, moves):
        found[2], found[3] = found[3], found[2]
    return found


def _words(fact: StageFact) -> tuple[float, float] | None:
    rank = rank_of(fact.stage)
    return None if rank is None else (float(rank), fact.probability or 0.0)


def _by(facts: Sequence[StageFact], key: Callable[[StageFact], object]) -> list[str]:
    known = [(key(fact), fact.seen, fact.stage) for fact in facts if key(fact) is not None]
    return [stage for _, _, stage in sorted(known)]


def _by_numbers(facts: Sequence[StageFact]) -> list[str]:
    """The stages in the order of their numbers, or of their letters, where most of them begin with one."""
    for place in (_number, lettered):
        known = sorted((at, fact.stage) for fact in facts if (at := place(fact.stage)) is not None)
        several = len({at for at, _ in known}) > 1
        if several and len(known) >= len(facts) * _NUMBERED:
            return [stage for _, stage in known]
    return []


def _number(stage: str) -> int | None:
    found = numbered(stage)
    return found[0] if found else None


def _by_moves(names: Sequence[str], moves: Moves) -> list[str]:
    """The order that most deals speak for: sorted by won comparisons, then improved by moving single stages."""
    seen = {name for pair in moves.counts for name in pair}
    known = [name for name in names if name in seen]
    wins = {name: sum((moves.net(name, other) > 0) - (moves.net(name, other) < 0) for other in known) for name in known}
    order = sorted(known, key=lambda name: -wins[name])
    for _ in range(len(order)):
        if not _improve(order, moves):
            break
    return order


def _improve(order: list[str], moves: Moves) -> bool:
    """Move one stage to where more deals agree; False when no move helps."""
    for at, stage in enumerate(order):
        rest = order[:at] + order[at + 1 :]
        gains = [
            sum(moves.net(name, stage) for name in rest[:to]) + sum(moves.net(stage, name) for name in rest[to:])
            for to in range(len(rest) + 1)
        ]
        best = max(range(len(gains)), key=gains.__getitem__)
        if gains[best] > gains[at]:
            order[:] = [*rest[:best], stage, *rest[best:]]
            return True
    return False


def _disagrees(columns: Sequence[str], moves: Moves) -> bool:
    """Whether the deals walked against the order of the columns: they are then sorted by something else."""
    pairs = [(a, b) for at, a in enumerate(columns) for b in columns[at + 1 :]]
    along = sum(moves.counts.get(pair, 0) for pair in pairs)
    against = sum(moves.counts.get((b, a), 0) for a, b in pairs)
    return along + against >= _WITNESSES and along < (along + against) * _AGREED
