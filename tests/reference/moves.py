"""Where deals stood at two instants, by looking at each deal twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from tests.pipeline_builder import Deal, Pipeline
from tests.reference.visits import every, standing, status

Place = tuple[str, str]
"""Kind, and the stage of an open deal."""


def place(pipeline: Pipeline, deal: Deal, at: datetime) -> Place:
    """Open with its stage ('' before its first known visit), an outcome, or absent."""
    kind = status(pipeline, deal, at)
    here = standing(pipeline, deal, at)
    if kind is None:
        return "absent", ""
    return (kind, here.stage if here is not None and kind == "open" else "")


def moves(pipelines: Sequence[Pipeline], since: datetime, as_of: datetime) -> dict[tuple[str, Place, Place], set[str]]:
    """(Pipeline, then, now) → deals; those closed or absent on both days are left out, but those that came and closed."""
    found: dict[tuple[str, Place, Place], set[str]] = defaultdict(set)
    for pipeline, deal in every(pipelines):
        then, now = place(pipeline, deal, since), place(pipeline, deal, as_of)
        if now[0] != "absent" and (now[0] == "open" or then[0] in {"open", "absent"}):
            found[pipeline.name, then, now].add(deal.deal_id)
    return dict(found)
