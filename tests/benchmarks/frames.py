"""The same questions as people ask them in pandas: the two tables as frames, group-bys and merges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from dashboard.estimates import kaplan_meier
from data_loaders.table_files import table_file

OUTCOMES = frozenset({"Won", "Lost", "Void"})


@dataclass(frozen=True)
class Frames:
    """Deals, stage events and amount changes; `ranks` the order of the open stages."""

    deals: pd.DataFrame
    events: pd.DataFrame
    changes: pd.DataFrame
    ranks: dict[str, int]

    def funnel(self, as_of: datetime) -> int:
        """Deals and amounts by furthest open stage and outcome, and the visits to each stage by how they ended."""
        visits = self._visits(as_of)
        visits["rank"] = visits["to_stage"].map(self.ranks)
        visits["back"] = visits.groupby("deal_id")["rank"].shift(-1) < visits["rank"]
        furthest = visits.groupby("deal_id")["rank"].max().reset_index()
        now = self._with_amounts(visits[visits["left_at"].isna()][["deal_id", "to_stage"]], as_of)
        now["status"] = now["to_stage"].where(now["to_stage"].isin(OUTCOMES), "open")
        found = furthest.merge(now, on="deal_id").groupby(["rank", "status"])["amount"].agg(["size", "sum"])
        visits.groupby("rank").agg({"deal_id": "nunique", "left_at": "count", "back": "sum"})
        return int(found["size"].sum())

    def snapshot(self, as_of: datetime) -> int:
        """Deals and amounts of then by the stage of then."""
        here = self._with_amounts(self._last(as_of), as_of)
        here = here[~here["to_stage"].isin(OUTCOMES)]
        return int(here.groupby("to_stage")["amount"].agg(["size", "sum"])["size"].sum())

    def flow(self, since: datetime, as_of: datetime) -> int:
        """Open at start, entered, left, open at end, by stage."""
        visits = self._open_visits(as_of)
        entered, left = visits["at"], visits["left_at"]
        counts = pd.DataFrame(
            {
                "stage": visits["to_stage"],
                "open_at_start": (entered < since) & (left.isna() | (left >= since)),
                "entered": entered >= since,
                "gone": left >= since,
                "open_at_end": left.isna(),
            }
        )
        return int(counts.groupby("stage").sum()["entered"].sum())

    def dwell(self, as_of: datetime, *, working: bool = False) -> int:
        """Kaplan–Meier median by stage, stays counted by the day; in working days without the weekends."""
        stays = self._stays(as_of, working=working)
        counts = stays.assign(days=stays["seconds"] // 86400).groupby(["to_stage", "days"])["ended"]
        found = counts.agg(["sum", "size"]).reset_index()
        found["going_on"] = found["size"] - found["sum"]
        return self.dwell_of_counts(found[["to_stage", "days", "sum", "going_on"]].itertuples(index=False, name=None))

    def dwell_of_counts(self, rows: Any) -> int:
        """The curves of (stage, length, ended, going on); gives how many stays ended."""
        by_stage: dict[str, list[tuple[float, int, int]]] = {}
        for stage, length, ended, going_on in rows:
            by_stage.setdefault(stage, []).append((length, ended, going_on))
        total = 0
        for counted in by_stage.values():
            times, ends, gone = zip(*counted, strict=True)
            kaplan_meier(times, ends, gone).quantile()
            total += sum(ends)
        return int(total)

    def dwell_by_owner(self, as_of: datetime) -> int:
        """Median and 90 % point of completed stays, by stage and owner."""
        stays = self._stays(as_of).merge(self.deals[["deal_id", "owner_name"]], on="deal_id")
        grouped = stays[stays["ended"]].groupby(["to_stage", "owner_name"])["seconds"]
        grouped.quantile(0.5)
        grouped.quantile(0.9)
        return int(grouped.count().sum())

    def win_loss(self, by: str, as_of: datetime) -> int:
        """Won and lost, deals and amounts, by one column."""
        column = {"owner": "owner_name"}.get(by, by)
        closed = self._closed(as_of).merge(self.deals[["deal_id", column]], on="deal_id")
        found = closed.groupby([column, "to_stage"], dropna=False)["amount"].agg(["size", "sum"])
        return int(found["size"].sum())

    def win_rate(self, as_of: datetime) -> int:
        """Won and lost, deals and amounts."""
        return int(self._closed(as_of).groupby("to_stage")["amount"].agg(["size", "sum"])["size"].sum())

    def velocity(self, instants: Sequence[datetime]) -> int:
        """N, W, A and L at each instant, as known then."""
        total = 0
        for instant in instants:
            closed = self._closed(instant)
            (self.deals["created_at"] <= instant).sum() - len(closed)
            closed = closed[closed["at"] > instant - timedelta(days=180)]
            won = closed[closed["to_stage"] == "Won"].merge(self.deals[["deal_id", "created_at"]], on="deal_id")
            won["amount"].mean(), (won["at"] - won["created_at"]).mean()
            total += len(closed)
        return total

    def cycle(self, as_of: datetime) -> int:
        """Quartiles and mean of the time from creation to close, won and lost."""
        closed = self._closed(as_of).merge(self.deals[["deal_id", "created_at"]], on="deal_id")
        spans = (closed["at"] - closed["created_at"]).groupby(closed["to_stage"])
        [spans.quantile(part) for part in (0.25, 0.5, 0.75)], spans.mean()
        return int((closed["to_stage"] == "Won").sum())

    def waterfall(self, since: datetime, as_of: datetime) -> int:
        """Deals and amounts by what they were then and are now."""
        both = self._last(as_of).merge(self._last(since), on="deal_id", how="left", suffixes=("", "_before"))
        both = both.merge(self.deals[["deal_id", "amount"]], on="deal_id")
        later = self.changes[self.changes["at"] > since].drop_duplicates("deal_id")
        both = both.merge(later[["deal_id", "old_value"]], on="deal_id", how="left")
        both["amount_before"] = both["old_value"].astype(float).fillna(both["amount"])
        status = {name: name.lower() for name in OUTCOMES}
        both["now"] = both["to_stage"].map(status).fillna("open")
        both["then"] = both["to_stage_before"].map(status).where(both["to_stage_before"].isin(OUTCOMES), "open")
        both.loc[both["to_stage_before"].isna(), "then"] = "none"
        found = both.groupby(["then", "now"])[["amount_before", "amount"]].agg(["size", "sum"])
        return int(found.loc["open"][("amount", "size")].sum())

    def stuck(self, as_of: datetime) -> int:
        """Open deals older in their stage than the 75 % point of the deals won by then."""
        won = self._last(as_of).query("to_stage == 'Won'")["deal_id"]
        stays = self._stays(as_of)
        done = stays[stays["deal_id"].isin(won) & stays["ended"]]
        stays["benchmark"] = stays["to_stage"].map(done.groupby("to_stage")["seconds"].quantile(0.75))
        late = self._with_amounts(stays[~stays["ended"] & (stays["seconds"] > stays["benchmark"])], as_of)
        late.loc[((late["seconds"] - late["benchmark"]) * late["amount"]).sort_values(ascending=False).index].head(
            10_000
        )
        return len(late)

    def _last(self, at: datetime) -> pd.DataFrame:
        known = self.events[self.events["at"] <= at]
        return known.drop_duplicates("deal_id", keep="last")[["deal_id", "to_stage", "at"]]

    def _closed(self, as_of: datetime) -> pd.DataFrame:
        """Deals whose last move by then was to won or lost, with their amounts at that close."""
        last = self._last(as_of)
        return self._with_amounts(last[last["to_stage"].isin(["Won", "Lost"])], as_of)

    def _with_amounts(self, rows: pd.DataFrame, as_of: datetime) -> pd.DataFrame:
        """Amounts as of a day: what the first change after it replaced, else the present one."""
        later = self.changes[self.changes["at"] > as_of].drop_duplicates("deal_id")[["deal_id", "old_value"]]
        both = rows.merge(self.deals[["deal_id", "amount"]], on="deal_id").merge(later, on="deal_id", how="left")
        both["amount"] = both["old_value"].astype(float).fillna(both["amount"])
        return both

    def _visits(self, as_of: datetime) -> pd.DataFrame:
        """Visits without those that were dragged through; the same stage twice in a row is one."""
        known = self.events[self.events["at"] <= as_of][["deal_id", "to_stage", "at"]].sort_values(["deal_id", "at"])
        away = known.groupby("deal_id")["at"].shift(-1) - known["at"]
        visits = known[~known.duplicated("deal_id") | away.isna() | (away > timedelta(minutes=10))]
        visits = visits[visits["to_stage"] != visits.groupby("deal_id")["to_stage"].shift()].copy()
        visits["left_at"] = visits.groupby("deal_id")["at"].shift(-1)
        return visits

    def _open_visits(self, as_of: datetime) -> pd.DataFrame:
        visits = self._visits(as_of)
        return visits[~visits["to_stage"].isin(OUTCOMES)].copy()

    def _stays(self, as_of: datetime, *, working: bool = False) -> pd.DataFrame:
        """Seconds of each deal in each stage, all its visits together, and whether they ended."""
        visits = self._open_visits(as_of)
        left = visits["left_at"].fillna(as_of)
        visits["seconds"] = (
            _worked(left) - _worked(visits["at"]) if working else (left - visits["at"]).dt.total_seconds()
        )
        visits["ended"] = visits["left_at"].notna()
        return visits.groupby(["deal_id", "to_stage"]).agg({"seconds": "sum", "ended": "min"}).reset_index()


def _worked(at: pd.Series) -> pd.Series:
    """Working seconds since 1970 before each instant, weekends left out."""
    days = at.to_numpy().astype("datetime64[D]")
    whole = np.busday_count(np.datetime64("1970-01-01"), days)
    return pd.Series(whole * 86400 + np.is_busday(days) * (at - at.dt.normalize()).dt.total_seconds(), index=at.index)


def read_frames(folder: Path, stages: Sequence[str]) -> Frames:
    """The canonical tables as frames, events oldest first."""
    changes = pd.read_feather(table_file(folder, "deal_changes"), columns=["deal_id", "field", "old_value", "at"])
    return Frames(
        pd.read_feather(table_file(folder, "deals")),
        pd.read_feather(table_file(folder, "stage_events"), columns=["deal_id", "to_stage", "at"]).sort_values("at"),
        changes[changes["field"] == "amount"].drop(columns="field").sort_values("at"),
        {stage: rank for rank, stage in enumerate(stages, start=1)},
    )
