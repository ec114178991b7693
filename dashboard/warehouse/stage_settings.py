"""What people decided about stages: order and status, allowed days, exit criterion, owner, classical key figure.

Order and status are rules of the layout (`stage_rules`); the rest is kept as JSON in the settings.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import duckdb

from dashboard.errors import USAGE, DashboardError
from dashboard.language import mark
from dashboard.warehouse import layout
from dashboard.warehouse.connection import Warehouse

ALLOWED_DAYS: Final = "allowed_days"
"""Setting with the days that stages allow: JSON, a list of [pipeline, stage, days]."""
FACTS: Final = "stages"
"""Setting with the rest: JSON, a list of [pipeline, stage, exit criterion, owner, key figure]."""
STATUSES: Final = ("open", "won", "lost", "void")
KEY_FIGURES: Final = ("qualification", "needs_analysis", "proposal", "negotiation")
"""Stages of the classical key figures (definitions §2), in their order."""
VERSIONS_KEPT: Final = 4
"""Versions of the data for which the list is kept."""
LONGEST_TEXT: Final = 300
MOST_DAYS: Final = 3650
OWN: Final = "set by hand"
"""Reason of a stage whose order or status people decided."""
NOT_DAYS: Final = mark("“{value}” is not a number of days between 0 and {most}.")
WRITE_DAYS: Final = mark("Write a number like 5, or nothing where the stage may take any time.")
NOT_A_PLACE: Final = mark("“{value}” is not a place from 1 to {most}.")
WRITE_PLACE: Final = mark("Write its place among the open stages, 1 for the first.")
TOO_LONG: Final = mark("A text may have {most} letters.")
SHORTEN: Final = mark("Shorten it and save again.")
ONE_OPEN: Final = mark("{pipeline} would have no open stage.")
LEAVE_OPEN: Final = mark("Leave at least one of its stages open.")


@dataclass(frozen=True)
class StageSetting:
    """One stage and what holds for it. `place`: 1 … K among the open stages, 0 for an outcome.

    `reason`: why it stands there. `allowed_days` None: any time. `key_figure`: one of KEY_FIGURES, or ''.
    """

    pipeline: str
    stage: str
    status: str
    place: int
    reason: str
    allowed_days: float | None = None
    exit_criterion: str = ""
    owner: str = ""
    key_figure: str = ""

    @property
    def is_decided(self) -> bool:
        """Whether people decided anything about it."""
        rest = (self.allowed_days, self.exit_criterion, self.owner, self.key_figure)
        return self.reason == OWN or any(rest)


def stage_settings(warehouse: Warehouse) -> tuple[StageSetting, ...]:
    """Every stage, pipeline by pipeline, the open ones in order, then the outcomes."""
    return _stage_settings(warehouse, warehouse.version)


@lru_cache(maxsize=VERSIONS_KEPT)
def _stage_settings(warehouse: Warehouse, _version: int) -> tuple[StageSetting, ...]:
    with closing(warehouse.cursor()) as cursor:
        rows = cursor.execute(
            """SELECT pipeline, stage, status, CASE status WHEN 'open' THEN rank ELSE 0 END, reason FROM stages
            ORDER BY pipeline_code, status <> 'open', rank, kind, stage"""
        ).fetchall()
        allowed, facts = _kept(cursor)
    found = []
    for pipeline, stage, status, place, reason in rows:
        at = (pipeline, stage)
        exit_criterion, owner, figure = facts.get(at, ("", "", ""))
        found.append(
            StageSetting(pipeline, stage, status, place, reason, allowed.get(at), exit_criterion, owner, figure)
        )
    return tuple(found)


def allowed_days(text: str) -> float | None:
    """The days that a text states, None for a blank one. Raises DashboardError for any other text."""
    bare = text.strip()
    if not bare:
        return None
    try:
        days = float(bare)
    except ValueError:
        days = math.nan
    if not 0 < days <= MOST_DAYS:
        raise DashboardError(NOT_DAYS, WRITE_DAYS, exit_code=USAGE, value=text, most=MOST_DAYS)
    return days


def place_among(text: str, most: int) -> int:
    """The place that a text states. Raises DashboardError for one that is none from 1 to `most`."""
    bare = text.strip()
    if not (bare.isascii() and bare.isdigit() and 1 <= int(bare) <= most):
        raise DashboardError(NOT_A_PLACE, WRITE_PLACE, exit_code=USAGE, value=text, most=most)
    return int(bare)


def decide_stage(warehouse: Warehouse, wanted: StageSetting) -> None:
    """Keep what is wanted of one stage: all of it or nothing.

    The others of its pipeline move up or down; a key figure that another stage had goes to this one. A new order or
    status lays the warehouse out anew. Raises DashboardError for a text that is too long, or with no open stage left.
    """
    if max(len(wanted.exit_criterion), len(wanted.owner)) > LONGEST_TEXT:
        raise DashboardError(TOO_LONG, SHORTEN, exit_code=USAGE, most=LONGEST_TEXT)
    with warehouse.transaction() as cursor:
        before = [one for one in stage_settings(warehouse) if one.pipeline == wanted.pipeline]
        was = next(one for one in before if one.stage == wanted.stage)
        if wanted == was:
            return
        _keep(cursor, [wanted])
        if (wanted.place, wanted.status) != (was.place, was.status):
            _rule(cursor, _ordered(before, wanted))
            layout.build(cursor)
        else:
            cursor.execute("UPDATE data_version SET version = version + 1")


def decide_texts(warehouse: Warehouse, wanted: Iterable[StageSetting]) -> None:
    """Keep the exit criteria, owners, days and key figures of several stages at once; orders and statuses stay."""
    with warehouse.transaction() as cursor:
        _keep(cursor, wanted)
        cursor.execute("UPDATE data_version SET version = version + 1")


def reset_stages(warehouse: Warehouse, pipeline: str) -> None:
    """Take everything that was decided about the stages of a pipeline back."""
    with warehouse.transaction() as cursor:
        allowed, facts = _kept(cursor)
        _write(
            cursor,
            {at: days for at, days in allowed.items() if at[0] != pipeline},
            {at: texts for at, texts in facts.items() if at[0] != pipeline},
        )
        cursor.execute("DELETE FROM stage_rules WHERE pipeline = $pipeline", {"pipeline": pipeline})
        layout.build(cursor)


def _ordered(before: list[StageSetting], wanted: StageSetting) -> list[StageSetting]:
    """The stages of a pipeline with one at its wanted place. Raises DashboardError where none stays open."""
    others = [one for one in before if one.stage != wanted.stage]
    open_stages = [one for one in others if one.status == "open"]
    if wanted.status == "open":
        at = wanted.place - 1 if wanted.place else len(open_stages)
        open_stages.insert(at, wanted)
    if not open_stages:
        raise DashboardError(ONE_OPEN, LEAVE_OPEN, exit_code=USAGE, pipeline=wanted.pipeline)
    outcomes = [one for one in others if one.status != "open"]
    return [*open_stages, *outcomes, *([] if wanted.status == "open" else [wanted])]


def _rule(cursor: duckdb.DuckDBPyConnection, stages: list[StageSetting]) -> None:
    cursor.execute("DELETE FROM stage_rules WHERE pipeline = $pipeline", {"pipeline": stages[0].pipeline})
    for position, one in enumerate(stages, start=1):
        cursor.execute(
            "INSERT INTO stage_rules VALUES ($pipeline, $stage, $position, $status)",
            {"pipeline": one.pipeline, "stage": one.stage, "position": position, "status": one.status},
        )


Place = tuple[str, str]
Texts = tuple[str, str, str]


def _keep(cursor: duckdb.DuckDBPyConnection, wanted: Iterable[StageSetting]) -> None:
    allowed, facts = _kept(cursor)
    for one in wanted:
        at = (one.pipeline, one.stage)
        allowed.pop(at, None)
        if one.allowed_days is not None:
            allowed[at] = one.allowed_days
        for other, (exit_criterion, owner, figure) in list(facts.items()):
            if one.key_figure and other[0] == one.pipeline and figure == one.key_figure:
                facts[other] = (exit_criterion, owner, "")
        facts[at] = (one.exit_criterion.strip(), one.owner.strip(), one.key_figure)
    _write(cursor, allowed, {at: texts for at, texts in facts.items() if any(texts)})


def _kept(cursor: duckdb.DuckDBPyConnection) -> tuple[dict[Place, float], dict[Place, Texts]]:
    told = dict(cursor.execute("SELECT name, value FROM settings").fetchall())
    allowed = {
        (str(row[0]), str(row[1])): float(row[2])
        for row in _list(told.get(ALLOWED_DAYS))
        if len(row) == 3 and isinstance(row[2], int | float) and 0 < row[2] < math.inf
    }
    facts = {(row[0], row[1]): (row[2], row[3], row[4]) for row in _list(told.get(FACTS)) if len(row) == 5}
    return allowed, facts


def _list(text: str | None) -> list[list[Any]]:
    """The lists of a JSON list; none where the text is no such thing."""
    try:
        told: Any = json.loads(text or "[]")
    except ValueError:
        return []
    return [row for row in told if isinstance(row, list)] if isinstance(told, list) else []


def _write(cursor: duckdb.DuckDBPyConnection, allowed: dict[Place, float], facts: dict[Place, Texts]) -> None:
    kept = {
        ALLOWED_DAYS: [[*at, days] for at, days in sorted(allowed.items())],
        FACTS: [[*at, *texts] for at, texts in sorted(facts.items())],
    }
    for name, rows in kept.items():
        cursor.execute("DELETE FROM settings WHERE name = $name", {"name": name})
        if rows:
            value = json.dumps(rows, ensure_ascii=False)
            cursor.execute("INSERT INTO settings VALUES ($name, $value)", {"name": name, "value": value})
