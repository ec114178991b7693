"""What the deals, events and stage columns of one file say of its stages, gathered for `stage_order`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

import duckdb

from data_loaders.closing_signs import Signs
from data_loaders.stage_columns import StageColumn
from data_loaders.stage_order import BY_SIGNS, Moves, StageFact, StagePlace, place_stages, status_places
from data_loaders.statements import run, store_pairs
from data_loaders.systems import System

SAMPLED_DEALS: Final = 20_000
Facts = dict[tuple[str | None, str], StageFact]


def deal_facts(scratch: duckdb.DuckDBPyConnection) -> Facts:
    """(pipeline, stage) → what `stated_deals` say of it."""
    return {
        (pipeline, stage): StageFact(stage, deals, is_open, won, lost, void, probability, position, seen=first_row)
        for pipeline, stage, deals, is_open, won, lost, void, probability, position, first_row in run(
            scratch, "stage_facts"
        )
    }


def by_stage(facts: Facts) -> list[StageFact]:
    """The facts of each stage name over all pipelines, for what a stage means."""
    merged: dict[str, StageFact] = {}
    for fact in facts.values():
        other = merged.get(fact.stage)
        merged[fact.stage] = fact if other is None else _sum(other, fact)
    return list(merged.values())


def _sum(one: StageFact, other: StageFact) -> StageFact:
    return replace(
        one,
        deals=one.deals + other.deals,
        open=one.open + other.open,
        won=one.won + other.won,
        lost=one.lost + other.lost,
        void=one.void + other.void,
        status=one.status or other.status,
    )


def store_statuses(scratch: duckdb.DuckDBPyConnection, statuses: Mapping[str, tuple[str, int, str]]) -> None:
    """`stage_statuses`: what each stage means, for the deals."""
    rows = [(stage, status, strength) for stage, (status, strength, _) in statuses.items()]
    store_pairs(scratch, "stage_statuses", {"stage": "VARCHAR", "status": "VARCHAR", "strength": "BIGINT"}, rows)


def all_facts(scratch: duckdb.DuckDBPyConnection, deals: Facts, columns: Iterable[StageColumn], stated: Facts) -> Facts:
    """Facts of deals, events, stage columns and a table of stages together."""
    facts = dict(deals)
    for pipeline, stage, events, first_seen in run(scratch, "event_stages"):
        fact = facts.get((pipeline, stage), StageFact(stage, seen=1_000 * first_seen))
        facts[pipeline, stage] = replace(fact, deals=max(fact.deals, events))
    pipelines = {pipeline for pipeline, _ in facts} or {None}
    for place, column in enumerate(columns):
        for pipeline in {column.pipeline} if column.pipeline else pipelines:
            key = (_spelled(column.pipeline, pipelines) if column.pipeline else pipeline, column.stage)
            if column.pipeline or key in facts:
                facts[key] = replace(facts.get(key, StageFact(column.stage, seen=place)), column=place)
    for (pipeline, stage), fact in stated.items():
        for key in [key for key in facts if key[1] == stage and (pipeline is None or key[0] in {None, pipeline})] or [
            (pipeline, stage)
        ]:
            known = facts.get(key, fact)
            facts[key] = replace(
                known, position=fact.position, status=fact.status, probability=known.probability or fact.probability
            )
    return facts


def _spelled(pipeline: str | None, known: Iterable[str | None]) -> str | None:
    return next((name for name in known if name and pipeline and name.casefold() == pipeline.casefold()), pipeline)


def place_all(
    scratch: duckdb.DuckDBPyConnection,
    facts: Facts,
    system: System,
    by_hand: Mapping[str, tuple[int | None, str]],
    signs: Mapping[str, Signs] | None = None,
    closed: Mapping[str, tuple[str, str]] | None = None,
) -> list[tuple[str | None, StagePlace]]:
    """Every (pipeline, stage) with its place; an outcome is judged over all pipelines, an order within each.

    `closed`: stages that merely end a deal → status, reason.
    """
    events = int(scratch.table("stage_events").count("*").fetchall()[0][0])
    counts: dict[str | None, dict[tuple[str, str], int]] = defaultdict(dict)
    if events:
        for pipeline, earlier, later, deals in run(scratch, "precedence", nth=max(1, events // (SAMPLED_DEALS * 5))):
            counts[pipeline][earlier, later] = deals
    statuses = status_places(by_stage(facts), system, by_hand, signs)
    statuses |= {stage: (status, BY_SIGNS, reason) for stage, (status, reason) in (closed or {}).items()}
    placed = []
    for pipeline in sorted({name for name, _ in facts}, key=lambda name: (name is None, name or "")):
        mine = [fact for (name, _), fact in facts.items() if name == pipeline]
        placed += [
            (pipeline, place) for place in place_stages(mine, Moves(counts[pipeline]), system, by_hand, statuses)
        ]
    return placed
