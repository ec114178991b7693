"""Words that end a deal without saying how: `Closed`, `已结束`. What they mean is told by the others, or asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import duckdb
from duckdb import ColumnExpression, ConstantExpression

from data_loaders.ledger import Ledger
from data_loaders.options import Options
from data_loaders.report import Question, Said
from data_loaders.stage_reasons import (
    CLOSED_ANSWERED,
    CLOSED_MEANS_LOST,
    CLOSED_MEANS_WON,
    CLOSED_UNKNOWN,
    NOTHING_SAYS,
)
from data_loaders.stage_words import merely_closed
from data_loaders.statements import run, store_pairs

ENDED: Final = "ended"
"""In the scratch: the status of a word that ends a deal without an outcome; no canonical table holds it."""
CHOICES: Final = ("won", "lost", "void")


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


def closed_stages(places: Mapping[str, tuple[str, int, str]]) -> Closed:
    """The merely closed ones among the stages that nothing else explains; `places`: every stage's."""
    stages = [stage for stage, (_, _, reason) in places.items() if reason == NOTHING_SAYS and merely_closed(stage)]
    means = meaning([status for stage, (status, _, _) in places.items() if stage not in stages])
    if means is None:
        return Closed(unknown=frozenset(stages))
    reason = CLOSED_MEANS_WON if means == "won" else CLOSED_MEANS_LOST
    return Closed(told=dict.fromkeys(stages, (means, reason)))


def of_log(scratch: duckdb.DuckDBPyConnection, closed: Closed, options: Options, ledger: Ledger) -> Closed:
    """The merely closed stages of a log without a list of deals, as far as most of their deals end there.

    Asks how these ended, where nothing tells.
    """
    stages = [*closed.told, *closed.unknown]
    if not stages:
        return closed
    store_pairs(scratch, "closing_stages", {"stage": "VARCHAR"}, [(stage,) for stage in stages])
    last = {stage: int(deals) for stage, deals in run(scratch, "closed_moves")}
    unknown = {stage: deals for stage, deals in last.items() if stage in closed.unknown}
    if unknown:
        _question(list(unknown), sum(unknown.values()), options, ledger)
    return Closed({stage: told for stage, told in closed.told.items() if stage in last}, frozenset(unknown))


def merely_end(scratch: duckdb.DuckDBPyConnection) -> bool:
    """Whether a word or a flag of a file may end a deal without saying how; deals are not worked out for it."""
    word = ColumnExpression("status") == ConstantExpression(ENDED)
    flagged, won, lost = map(ColumnExpression, ("is_closed", "is_won", "is_lost"))
    return bool(
        scratch.table("status_words").filter(word).limit(1).fetchall()
        or scratch.view("found_deals").filter(flagged & won.isnull() & lost.isnull()).limit(1).fetchall()
    )


def ask(scratch: duckdb.DuckDBPyConnection, options: Options, ledger: Ledger) -> frozenset[str]:
    """Ask how the deals ended that only say so; gives their stages. After `judged_deals` was made."""
    rows = run(scratch, "ended_deals")
    deals = sum(int(count) for _, _, count in rows)
    if deals:
        _question(list(dict.fromkeys(word for word, _, _ in rows)), deals, options, ledger)
    return frozenset(stage for _, stage, _ in rows if stage is not None)


def _question(words: Sequence[str], deals: int, options: Options, ledger: Ledger) -> None:
    """How the deals ended that these words end, unless a person has said so."""
    if options.closed is None:
        said = Said("closed_without_outcome", {"value": words[0], "count": deals})
        ledger.questions.append(Question(said, "closed", CHOICES, samples=tuple(words)))
