"""What loading a file would add, and what another file would unlock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import duckdb

from data_loaders.problems import UNLOCKS
from data_loaders.report import Preview
from data_loaders.statements import run


def preview_of(scratch: duckdb.DuckDBPyConnection, *, latest: datetime | None) -> Preview:
    """Deals, amounts, days, stages and evidence level of the tables in the scratch; `latest`: their last moment."""
    deals, logged, first, logs, dates, reasons, amounts, created, snapshots = run(scratch, "preview")[0]
    stages = scratch.table("stages").select("stage", "position").fetchall()
    named = dict.fromkeys(
        [*(stage for stage, position in stages if position), *(stage for stage, position in stages if not position)]
    )
    evidence = "A" if logs else "B" if dates else "C" if snapshots > 1 else "D"
    unlocks = [
        *(["unlock_history", "unlock_dates", "unlock_snapshots"] if evidence == "D" and deals else []),
        *(["unlock_moves_back"] if evidence == "B" else []),
        *(["unlock_deals"] if logs and not deals else []),
        *(["unlock_amounts"] if deals and not amounts else []),
        *(["unlock_created"] if deals and not created else []),
        *(["unlock_reasons"] if deals and not reasons else []),
    ]
    entered = _entered(scratch, named)
    return Preview(
        deals=deals or logged,
        amounts=dict(run(scratch, "amounts")),
        first_day=str(first.date()) if first else None,
        last_day=str(latest.date()) if latest else None,
        stages=tuple(named),
        evidence=evidence,
        unlocks=tuple(UNLOCKS[code].what for code in unlocks),
        entered=entered,
        reached=dict(entered),
    )


def _entered(scratch: duckdb.DuckDBPyConnection, stages: Iterable[str]) -> dict[str, int]:
    """Deals that entered each stage, in the order of `stages`."""
    counts = dict(run(scratch, "entered_stages"))
    return {stage: counts[stage] for stage in stages if stage in counts}
