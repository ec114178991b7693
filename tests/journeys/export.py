"""An export with a date per stage whose funnel is known beforehand."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Final

PIPELINE: Final = "Sales Pipeline"
STAGES: Final = ("Discovery", "Demo", "Offer")
REACHED: Final = {"Discovery": 40, "Demo": 25, "Offer": 12, "Closed Won": 6}


def write_export(path: Path) -> Path:
    """Forty deals: 40 in Discovery, 25 in Demo, 12 with an offer, 6 won; of the others every third is still open."""
    entered = {stage: f'Date entered "{stage} ({PIPELINE})"' for stage in (*STAGES, "Closed Won", "Closed Lost")}
    headers = [
        "Record ID",
        "Deal Name",
        "Pipeline",
        "Deal Stage",
        "Amount",
        "Deal owner",
        "Create Date",
        "Close Date",
        *entered.values(),
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, headers)
        writer.writeheader()
        for number in range(40):
            writer.writerow(_deal(number, entered))
    return path


def write_list(path: Path) -> Path:
    """The same forty deals as a plain list of today: no date of any stage, so what needs a history is not available."""
    kept = ("Record ID", "Deal Name", "Pipeline", "Deal Stage", "Amount", "Deal owner", "Create Date", "Close Date")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, kept, extrasaction="ignore")
        writer.writeheader()
        for number in range(40):
            writer.writerow(_deal(number, {stage: stage for stage in (*STAGES, "Closed Won", "Closed Lost")}))
    return path


def _deal(number: int, entered: dict[str, str]) -> dict[str, str | int]:
    begun = date(2026, 1, 5) + timedelta(days=number)
    reached = [stage for stage, deals in REACHED.items() if number < deals]
    days = {stage: (begun + timedelta(days=9 * place)).isoformat() for place, stage in enumerate(reached)}
    stage = reached[-1]
    closed = days[stage] if stage == "Closed Won" else ""
    if stage != "Closed Won" and number % 3:
        stage = "Closed Lost"
        closed = days[stage] = (begun + timedelta(days=60)).isoformat()
    return {
        "Record ID": 9000 + number,
        "Deal Name": f"Deal {number:02}",
        "Pipeline": PIPELINE,
        "Deal Stage": stage,
        "Amount": 1000 + 10 * number,
        "Deal owner": ("Ana", "Ben")[number % 2],
        "Create Date": f"{begun.isoformat()} 09:00",
        "Close Date": closed,
        **{entered[stage]: f"{day} 10:00" for stage, day in days.items()},
    }
