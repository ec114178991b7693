"""The change waterfall between two instants: every deal in the first class that fits, so that start + Σ = end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from tests.pipeline_builder import Deal, Pipeline
from tests.reference.money import Rates, value
from tests.reference.visits import Visit, every, standing, status


def worth(pipeline: Pipeline, deal: Deal, at: datetime, rates: Rates) -> float | None:
    """Its value if it is open at `at`; None: not open; a deal without a value is open with 0."""
    if status(pipeline, deal, at) != "open":
        return None
    return value(deal, at, rates) or 0.0


def changes(
    pipelines: Sequence[Pipeline], since: datetime, as_of: datetime, rates: Rates, owner: str | None = None
) -> dict[str, tuple[set[str], float]]:
    """By kind: the deals and the signed value. All open deals count; constant rates, so nothing is due to currency.

    `owner`: only the deals that were this owner's at the start or are at the end.
    """
    found: dict[str, tuple[set[str], float]] = defaultdict(lambda: (set(), 0.0))

    def add(kind: str, deal: Deal, amount: float) -> None:
        deals, so_far = found[kind]
        found[kind] = (deals | {deal.deal_id}, so_far + amount)

    for pipeline, deal in every(pipelines):
        theirs = [owner in {None, deal.owner_at(at)} for at in (since, as_of)]
        start = worth(pipeline, deal, since, rates) if theirs[0] else None
        end = worth(pipeline, deal, as_of, rates) if theirs[1] else None
        if start is not None:
            add("start", deal, start)
        if end is not None:
            add("end", deal, end)
        both = standing(pipeline, deal, since), standing(pipeline, deal, as_of)
        for kind, amount in _classes(deal, since, as_of, rates, both, values=(start, end), theirs=theirs[1]):
            add(kind, deal, amount)
    return dict(found)


def _classes(
    deal: Deal,
    since: datetime,
    as_of: datetime,
    rates: Rates,
    both: tuple[Visit | None, Visit | None],
    *,
    values: tuple[float | None, float | None],
    theirs: bool,
) -> list[tuple[str, float]]:
    (before, here), (start, end) = both, values
    if start is None and end is not None:
        return [(_entry(deal, since, before), end)]
    if start is not None and end is not None:
        return [_moved(end - start)] if end != start else []
    if here is None:
        return []
    handed_over = here.kind == "open"
    final = value(deal, as_of if handed_over else here.entered, rates) or 0.0
    if start is not None:
        exit_ = ("transferred_out" if handed_over else here.kind, -final)
        return [_moved(final - start), exit_] if final != start else [exit_]
    if before is not None or not theirs:
        return []  # closed before and now, or another owner's all the time
    return [(_birth(deal, since), final), (here.kind, -final)]


def _entry(deal: Deal, since: datetime, before: Visit | None) -> str:
    """How it came in: begun, reopened, or another owner's at the start."""
    if before is None:
        return _birth(deal, since)
    return "transferred_in" if before.kind == "open" else "reopened"


def _birth(deal: Deal, since: datetime) -> str:
    """Created in between; or created before, but not seen at the start."""
    return "created" if deal.created is None or deal.created > since else "late_entry"


def _moved(difference: float) -> tuple[str, float]:
    return ("increased" if difference > 0 else "decreased", difference)
