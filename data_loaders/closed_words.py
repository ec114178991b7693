"""Words that end a deal without saying how: `Closed`, `已结束`. What they mean is told by the others, or asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

import duckdb

from data_loaders.ledger import Ledger
from data_loaders.options import Options
from data_loaders.problems import mark
from data_loaders.report import Question, Said
from data_loaders.stage_words import merely_closed
from data_loaders.statements import run

ENDED: Final = "ended"
"""In the scratch: the status of a word that ends a deal without an outcome; no canonical table holds it."""
CHOICES: Final = ("won", "lost", "void")
CLOSED_MEANS_WON: Final = mark("its name ends a deal, and the file knows losses but no other win")
CLOSED_MEANS_LOST: Final = mark("its name ends a deal, and the file knows wins but no other loss")
CLOSED_ANSWERED: Final = mark("its name ends a deal, and a person said how")
CLOSED_UNKNOWN: Final = mark("its name ends a deal without saying how")


@dataclass(frozen=True)
class Closed:
    """The stages that merely end a deal: those the rest of the file explains, and those that nothing does."""

    told: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()

    def places(self, answer: str | None) -> dict[str, tuple[str, str]]:
        """Stage → status, reason; what nothing explains counts as neither won nor lost until a person answers."""
        reason = CLOSED_ANSWERED if answer else CLOSED_UNKNOWN
        return {**self.told, **dict.fromkeys(self.unknown, (answer or "void", reason))}


def meaning(others: Collection[str | None]) -> str | None:
    """What `Closed` means among the statuses of the other words: the one outcome of two that none of them has."""
    if "won" in others:
        return None if "lost" in others else "lost"
    return "won" if "lost" in others else None


def closed_stages(statuses: Mapping[str, str], unsure: Collection[str]) -> Closed:
    """The merely closed ones among the stages that nothing else explains; `statuses`: every stage's."""
    stages = [stage for stage in unsure if merely_closed(stage)]
    means = meaning([status for stage, status in statuses.items() if stage not in stages])
    if means is None:
        return Closed(unknown=frozenset(stages))
    reason = CLOSED_MEANS_WON if means == "won" else CLOSED_MEANS_LOST
    return Closed(told=dict.fromkeys(stages, (means, reason)))


def ask(scratch: duckdb.DuckDBPyConnection, options: Options, ledger: Ledger) -> frozenset[str]:
    """Ask how the deals ended that only say so; gives their stages. After `judged_deals` was made."""
    rows = run(scratch, "ended_deals")
    deals = sum(int(count) for _, _, count in rows)
    if deals and options.closed is None:
        words = dict.fromkeys(word for word, _, _ in rows)
        said = Said("closed_without_outcome", {"value": next(iter(words)), "count": deals})
        ledger.questions.append(Question(said, "closed", CHOICES, samples=tuple(words)))
    return frozenset(stage for _, stage, _ in rows if stage is not None)
