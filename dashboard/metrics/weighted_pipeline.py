"""What the open pipeline is worth (definitions §6): by the file's probabilities and by history, side by side.

History: the share won of the decided deals that came to the same stage and age in the last 12 months. `calibration`
holds both against what became of the deals that were open on earlier days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from dashboard.estimates import wilson
from dashboard.language import mark
from dashboard.metrics.answers import Answer
from dashboard.metrics.grounds import answer, checked_mode, needs_history, share, sql_path, stages_of, without_history
from dashboard.metrics.outlook_rows import Calibrated, WeightedStage
from dashboard.metrics.selection import Selection
from dashboard.periods import MINUTES_A_DAY, end_of_day, minute_number
from dashboard.warehouse.scope import Scope

__all__ = ["NAME", "Calibrated", "WeightedStage", "ask", "behind"]

NAME: Final = "weighted_pipeline"
CALIBRATION: Final = "calibration"
MODES: Final = ("stages", CALIBRATION)
BANDS: Final = (0, 8, 15, 31, 61, 91)
"""First day of each age band (definitions §3)."""
YEAR_DAYS: Final = 365
LEAST_DECIDED: Final = 20
"""Decided deals below which an age band takes the chance of its whole stage."""
LOOKS_BACK_DAYS: Final = (180, 240, 300, 360)
"""Days before the as-of from which the calibration looks: long enough ago for most deals to be decided."""
MOST_LOOKS: Final = 4
"""Instants that are asked about at once."""
DECILES: Final = 10
WON: Final = 1
NO_CHANCE: Final = mark("open deals in stages from which no deal was decided in the last 12 months")
NO_AGE: Final = mark("open deals of which no file tells since when they are in their stage: not weighted by history")

Deals = npt.NDArray[np.integer[Any]]
"""Numbers of deals."""
Place = tuple[int, int, int]
"""Pipeline code, rank, first day of the age band."""


@dataclass(frozen=True)
class Chances:
    """Share won of the decided deals, by place, with how many they were."""

    decided: dict[Place, int]
    won: dict[Place, int]

    def at(self, pipeline: int, rank: int, band: int | None) -> float | None:
        """The chance of a stage at an age; that of the whole stage where the age has few decided deals.

        None without any, and where the age is not known (`band` None).
        """
        if band is None:
            return None
        place, whole = (pipeline, rank, band), (pipeline, rank, 0)
        used = place if self.decided.get(place, 0) >= LEAST_DECIDED else whole
        return share(self.won.get(used, 0), self.decided.get(used, 0))


def ask(scope: Scope, mode: str = "stages") -> Answer[WeightedStage] | Answer[Calibrated]:
    """One row a stage, or with `calibration` one row a source and tenth of chance."""
    checked_mode(NAME, mode, MODES)
    sql = ("win_chances", "open_by_age", *(("became_of",) if mode == CALIBRATION else ()))
    asked = answer(scope, NAME, *sql, mode=mode)
    refused = needs_history(asked)
    if refused is not None:
        return refused
    parameters = {**asked.parameters, "bands": list(BANDS)}
    if mode == CALIBRATION:
        rows = _calibration(scope)
        return replace(asked, n=sum(row.deals for row in rows), rows=rows, parameters=parameters)
    stages, excluded = _stages(scope, chances(scope))
    excluded = without_history(asked) | {reason: deals for reason, deals in excluded.items() if deals}
    return replace(asked, n=sum(row.deals for row in stages), rows=stages, excluded=excluded, parameters=parameters)


def chances(scope: Scope) -> Chances:
    """The chances to win by stage and age, as known at the as-of."""
    return _chances(scope, [scope.as_of_min])[0]


def chances_then(scope: Scope, instants: Sequence[datetime]) -> list[Chances]:
    """The same as known at each of some earlier instants, at most four.

    A filter on the latest activity lets other deals through at each of them, so that each is asked on its own.
    """
    if not instants:
        return []
    if scope.filter.active_within_days is not None:
        return [chances(scope.looking_back(then)) for then in instants]
    return _chances(scope.looking_back(max(instants)), [minute_number(then) for then in instants])


def _chances(scope: Scope, looks: list[int]) -> list[Chances]:
    found = [Chances({}, {}) for _ in looks]
    asked = [*looks, *[None] * (MOST_LOOKS - len(looks))]
    for look, pipeline, rank, band, decided, won in scope.rows(
        sql_path("win_chances"), looks=asked, year_min=YEAR_DAYS * MINUTES_A_DAY, bands=list(BANDS)
    ):
        found[look].decided[pipeline, rank, band] = decided
        found[look].won[pipeline, rank, band] = won
    return found


def _stages(scope: Scope, known: Chances) -> tuple[tuple[WeightedStage, ...], dict[str, int]]:
    """The rows, and the deals that history cannot weigh, by reason."""
    found: dict[tuple[int, int], list[tuple[int | None, int, int, float, int, float, float | None]]] = defaultdict(list)
    for pipeline, rank, *rest in scope.rows(sql_path("open_by_age"), bands=list(BANDS)):
        found[pipeline, rank].append(tuple(rest))
    rows, excluded = [], {NO_CHANCE: 0, NO_AGE: 0}
    for stage in stages_of(scope):
        place = (stage.pipeline_code, stage.rank)
        if stage.kind or place not in found:
            continue
        bands = found[place]
        deals, valued = sum(band[1] for band in bands), sum(band[2] for band in bands)
        with_probability = sum(band[4] for band in bands)
        decided, won = known.decided.get((*place, 0), 0), known.won.get((*place, 0), 0)
        low, high = wilson(won, decided)
        aged = [band for band in bands if band[0] is not None]
        excluded[NO_CHANCE] += 0 if decided else deals
        excluded[NO_AGE] += deals - sum(band[1] for band in aged) if decided else 0
        rows.append(
            WeightedStage(
                pipeline=stage.pipeline,
                stage=stage.stage,
                rank=stage.rank,
                deals=deals,
                no_value=deals - valued,
                value=sum(band[3] for band in bands),
                chance_file=share(sum((band[6] or 0) * band[4] for band in bands), with_probability),
                weighted_file=sum(band[5] for band in bands) if with_probability else None,
                chance_history=share(won, decided),
                chance_low=low,
                chance_high=high,
                decided=decided,
                weighted_history=(
                    sum(band[3] * (known.at(*place, band[0]) or 0) for band in aged) if decided and aged else None
                ),
            )
        )
    return tuple(rows), excluded


def behind(scope: Scope, selection: Selection) -> list[int]:
    """The deals of one mark of the calibration: `part` the source, `value` the least chance."""
    wanted = (selection.part, selection.value)
    seen = [look.deals for look in _looks(scope) if (look.source, f"{look.tenth / DECILES}") == wanted]
    return [int(number) for number in np.unique(np.concatenate(seen))] if seen else []


def _calibration(scope: Scope) -> tuple[Calibrated, ...]:
    """Chances as they were told on earlier days, and what came of it; nothing later than each day is used for them."""
    counted: dict[tuple[str, int], list[_Look]] = defaultdict(list)
    for look in _looks(scope):
        counted[look.source, look.tenth].append(look)
    return tuple(_calibrated(*place, seen) for place, seen in sorted(counted.items()))


class _Look(NamedTuple):
    """Decided deals that stood in one place on an earlier day, with the chance that a source told of them."""

    source: str
    said: float
    deals: Deals
    won: bool

    @property
    def tenth(self) -> int:
        """A mean of chances of 80 % is 80 %, in whatever order they were added up."""
        return min(int(round(self.said * DECILES, 9)), DECILES - 1)


def _looks(scope: Scope) -> Iterator[_Look]:
    said_by_file = {(row.pipeline, row.rank): row.chance_file for row in _stages(scope, Chances({}, {}))[0]}
    names = {(stage.pipeline_code, stage.rank): (stage.pipeline, stage.rank) for stage in stages_of(scope)}
    thens = [end_of_day(scope.as_of.date() - timedelta(days=days)) for days in sorted(LOOKS_BACK_DAYS, reverse=True)]
    looks = [minute_number(then) for then in thens]
    decided = scope.columns(sql_path("became_of"), looks=looks)
    for known, at in zip(chances_then(scope, thens), looks, strict=True):
        for (pipeline, rank, band, kind), deals in _became(decided, at):
            told = {
                "history": known.at(pipeline, rank, band),
                "file": said_by_file.get(names.get((pipeline, rank), ("", 0))),
            }
            yield from (_Look(source, said, deals, kind == WON) for source, said in told.items() if said is not None)


def _became(decided: Mapping[str, Deals], at: int) -> Iterator[tuple[tuple[int, int, int, int], Deals]]:
    """Deals in a stage at a minute, by pipeline, rank, first day of the age band, and what became of them."""
    there = np.flatnonzero((decided["entered_min"] <= at) & (decided["left_min"] > at))
    found = {name: np.asarray(column[there], dtype=np.int64) for name, column in decided.items()}
    if there.size == 0:
        return
    age_days = (found["before_min"] + at - found["entered_min"]) // MINUTES_A_DAY
    band = np.searchsorted(BANDS, age_days, side="right") - 1
    parts = (found["pipeline"], found["rank"], band, found["kind"])
    place = np.ravel_multi_index(parts, tuple(int(part.max()) + 1 for part in parts))
    order = np.argsort(place, kind="stable")
    for own in np.split(order, np.flatnonzero(np.diff(place[order])) + 1):
        pipeline, rank, number, kind = (int(part[own[0]]) for part in parts)
        yield (pipeline, rank, BANDS[number], kind), found["deal"][own]


def _different(seen: list[_Look]) -> int:
    """How many deals there are; one that was looked at twice counts once."""
    marked = np.zeros(max(int(look.deals.max()) for look in seen) + 1, dtype=np.bool_)
    for look in seen:
        marked[look.deals] = True
    return int(np.count_nonzero(marked))


def _calibrated(source: str, tenth: int, seen: list[_Look]) -> Calibrated:
    deals, won = (sum(len(look.deals) for look in seen if look.won or every) for every in (True, False))
    low, high = wilson(won, deals)
    return Calibrated(
        source=source,
        said_low=tenth / DECILES,
        said_high=(tenth + 1) / DECILES,
        said=sum(look.said * len(look.deals) for look in seen) / deals,
        deals=deals,
        different_deals=_different(seen),
        won=won,
        won_share=share(won, deals),
        low=low,
        high=high,
    )
