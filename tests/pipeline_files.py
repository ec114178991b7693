"""Write told pipelines as canonical tables, and store them in a warehouse."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.warehouse.imports import store_tables
from data_loaders.report import Column, LoadReport, Preview, Recognition, Said, SheetRead
from data_loaders.schema import arrow_schema
from tests.blank_warehouse import filled_at
from tests.pipeline_builder import OUTCOMES, Deal, Pipeline
from tests.table_files import write_rows

if TYPE_CHECKING:
    from dashboard.warehouse.connection import Warehouse

Rows = list[dict[str, object]]


@dataclass(frozen=True)
class Rate:
    """`rate` units of `base` for one of `currency`, from `day` on."""

    currency: str
    base: str
    rate: float
    day: date = date(2000, 1, 1)


@dataclass(frozen=True)
class Target:
    """What somebody is to win from `first` up to, not including, `before`; `level`: company, team or owner."""

    amount: float
    first: date
    before: date
    level: str = "company"
    name: str | None = None
    pipeline: str | None = None
    currency: str | None = None
    measure: str = "bookings"


def warehouse_of(
    folder: Path,
    *pipelines: Pipeline,
    rates: Sequence[Rate] = (),
    as_of: datetime | None = None,
    targets: Sequence[Target] = (),
) -> Warehouse:
    """A new warehouse in `folder` that holds the pipelines, as one import. The caller closes it."""
    return filled_at(
        folder / "warehouse.duckdb",
        repr((pipelines, rates, as_of, targets)),
        lambda warehouse, tables: store(warehouse, tables, *pipelines, rates=rates, as_of=as_of, targets=targets),
    )


def store(
    warehouse: Warehouse,
    folder: Path,
    *pipelines: Pipeline,
    rates: Sequence[Rate] = (),
    as_of: datetime | None = None,
    system: str = "story",
    targets: Sequence[Target] = (),
) -> int:
    """Store the pipelines as one more import; its number. `as_of`: when the file was true (its newest instant)."""
    known = [at for pipeline in pipelines for deal in pipeline.deals for at in deal.happened()]
    true_at = as_of or max(known, default=datetime(2026, 1, 1))
    tables = {
        "deals": [_record(p, deal, true_at, row) for row, (p, deal) in enumerate(_each(pipelines), start=2)],
        "stage_events": _events(pipelines),
        "deal_changes": _changes(pipelines),
        "fx_rates": [
            {"sheet": "", "row": row, "currency": one.currency, "base": one.base, "day": one.day, "rate": one.rate}
            for row, one in enumerate(rates, start=2)
        ],
        "stages": _stages(pipelines),
        "targets": [_target(one, row) for row, one in enumerate(targets, start=2)],
    }
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256(f"{system} {true_at}".encode())
    for name, rows in tables.items():
        if not rows:
            continue
        digest.update(repr(rows).encode())
        write_rows(rows, folder, name)
    report = _report(tables, digest.hexdigest(), true_at, system)
    report.write(folder / "report.json")
    return store_tables(warehouse, folder, report).import_id


def _target(one: Target, row: int) -> dict[str, object]:
    return {
        "sheet": "",
        "row": row,
        "level": one.level,
        "name": one.name,
        "pipeline": one.pipeline,
        "period_start": one.first,
        "period_end": one.before,
        "amount": one.amount,
        "currency": one.currency,
        "measure": one.measure,
    }


def _each(pipelines: Iterable[Pipeline]) -> list[tuple[Pipeline, Deal]]:
    return [(pipeline, deal) for pipeline in pipelines for deal in pipeline.deals]


def _record(pipeline: Pipeline, deal: Deal, true_at: datetime, row: int) -> dict[str, object]:
    last = deal.events[-1]
    status = pipeline.kind(last.stage)
    return {
        "sheet": "",
        "row": row,
        "deal_id": deal.deal_id,
        "pipeline": pipeline.name,
        "stage": last.stage,
        "status": status,
        "stage_entered_at": last.at if status == "open" else None,
        "amount": deal.amount_at(true_at),
        "created_at": deal.created,
        "expected_close": deal.expected_close_at(true_at) if status == "open" else None,
        "closed_at": last.at if status != "open" else None,
        **deal.fields,
        "owner_name": deal.owner_at(true_at),
    }


def _events(pipelines: Iterable[Pipeline]) -> Rows:
    rows: Rows = []
    for pipeline, deal in _each(pipelines):
        if deal.level == "D":
            continue
        before: str | None = None
        for event in deal.events:
            rows.append(
                {
                    "sheet": "history",
                    "row": len(rows) + 2,
                    "deal_id": deal.deal_id,
                    "pipeline": pipeline.name,
                    "from_stage": before if deal.level == "A" else None,
                    "to_stage": event.stage,
                    "at": event.at,
                    "evidence": "log" if deal.level == "A" else "dates",
                    "precision": "day" if event.by_day else "minute",
                    "sequence": len(rows),
                }
            )
            before = event.stage
    return rows


def _changes(pipelines: Iterable[Pipeline]) -> Rows:
    return [
        {
            "sheet": "changes",
            "row": row,
            "deal_id": deal.deal_id,
            "field": change.field,
            "old_value": None if change.old is None else str(change.old),
            "new_value": None if change.new is None else str(change.new),
            "at": change.at,
            "precision": "minute",
        }
        for row, (deal, change) in enumerate(
            ((deal, change) for _, deal in _each(pipelines) for change in deal.changes), start=2
        )
    ]


def _stages(pipelines: Iterable[Pipeline]) -> Rows:
    return [
        {
            "pipeline": pipeline.name,
            "stage": stage,
            "position": pipeline.rank(stage) if stage in pipeline.stages else None,
            "status": pipeline.kind(stage),
            "strength": 1,
            "reason": "stated by the file",
        }
        for pipeline in pipelines
        for stage in (*pipeline.stages, *OUTCOMES)
    ]


def _report(tables: dict[str, Rows], sha256: str, true_at: datetime, system: str) -> LoadReport:
    said = Said("")
    kinds = [name for name, rows in tables.items() if rows and name != "stages"]
    deals = tables["deals"]
    return LoadReport(
        file_name=f"{system}.csv",
        sha256=sha256,
        size=1,
        encoding="utf-8",
        delimiter=",",
        recognition=Recognition(system, 100, (), None, 0),
        sheets=tuple(SheetRead(name, name, 1, len(tables[name]), len(tables[name]), 0, 0) for name in kinds),
        columns=tuple(
            Column(name, header, name, header, 100, said, ())
            for name in kinds
            for header in arrow_schema(name).names
            if header not in {"sheet", "row"}
        ),
        changes=(),
        findings=(),
        rejects=(),
        preview=Preview(len(deals), {}, None, None, (), "A", ()),
        as_of=true_at.isoformat(),
        as_of_reason=said,
    )
