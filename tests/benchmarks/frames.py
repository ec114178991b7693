"""The same questions as people ask them in pandas: the two tables as frames, group-bys and merges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.estimates import kaplan_meier

OUTCOMES = frozenset({"Won", "Lost", "Void"})


@dataclass(frozen=True)
class Frames:
    """Deals, stage events and amount changes; `ranks` the order of the open stages."""

    deals: pd.DataFrame
    events: pd.DataFrame
    changes: pd.DataFrame
    ranks: dict[str, int]

    @property
    def outcomes(self) -> frozenset[str]:
        """Stages that are not open."""
        return OUTCOMES

    def funnel(self, as_of: datetime) -> int:
        """Deals by furthest open stage."""
        known = self.events[self.events["at"] <= as_of]
        furthest = known["to_stage"].map(self.ranks).groupby(known["deal_id"]).max()
        return int(furthest.value_counts().sum())

    def snapshot(self, as_of: datetime) -> int:
        """Deals and amounts by present stage."""
        here = self._last(as_of).merge(self.deals[["deal_id", "amount"]], on="deal_id")
        here = here[~here["to_stage"].isin(OUTCOMES)]
        return int(here.groupby("to_stage")["amount"].agg(["size", "sum"])["size"].sum())

    def flow(self, since: datetime, as_of: datetime) -> int:
        """Open at start, entered, left, open at end, by stage."""
        visits = self._visits(as_of)
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

    def dwell(self, as_of: datetime) -> int:
        """Kaplan–Meier median by stage, stays counted by the hour."""
        visits = self._visits(as_of)
        hours = (visits["left_at"].fillna(as_of) - visits["at"]).dt.total_seconds() // 3600
        counts = (
            pd.DataFrame({"stage": visits["to_stage"], "hours": hours, "ended": visits["left_at"].notna()})
            .groupby(["stage", "hours"])["ended"]
            .agg(["sum", "size"])
            .reset_index()
        )
        counts["going_on"] = counts["size"] - counts["sum"]
        return self.dwell_of_counts(counts[["stage", "hours", "sum", "going_on"]].itertuples(index=False, name=None))

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
        visits = self._visits(as_of).merge(self.deals[["deal_id", "owner_name"]], on="deal_id")
        visits["stay"] = (visits["left_at"] - visits["at"]).dt.total_seconds()
        grouped = visits.groupby(["to_stage", "owner_name"])["stay"]
        grouped.quantile(0.5)
        grouped.quantile(0.9)
        return int(grouped.count().sum())

    def win_loss(self, by: str, as_of: datetime) -> int:
        """Won and lost, deals and amounts, by one column."""
        column = {"owner": "owner_name"}.get(by, by)
        closed = self.deals[self.deals["status"].isin(["won", "lost"]) & (self.deals["closed_at"] <= as_of)]
        found = closed.groupby([column, "status"], dropna=False)["amount"].agg(["size", "sum"])
        return int(found["size"].sum())

    def win_rate(self, as_of: datetime) -> int:
        """Won and lost, deals and amounts."""
        closed = self.deals[self.deals["status"].isin(["won", "lost"]) & (self.deals["closed_at"] <= as_of)]
        return int(closed.groupby("status")["amount"].agg(["size", "sum"])["size"].sum())

    def velocity(self, instants: Sequence[datetime]) -> int:
        """N, W, A and L at each instant."""
        total = 0
        for instant in instants:
            known = self.deals[self.deals["created_at"] <= instant]
            closed = known[(known["closed_at"] <= instant) & (known["closed_at"] > instant - timedelta(days=180))]
            won = closed[closed["status"] == "won"]
            (known["closed_at"].isna() | (known["closed_at"] > instant)).sum()
            won["amount"].mean(), (won["closed_at"] - won["created_at"]).mean()
            total += int(closed["status"].isin(["won", "lost"]).sum())
        return total

    def cycle(self, as_of: datetime) -> int:
        """Median and mean time from creation to won."""
        won = self.deals[(self.deals["status"] == "won") & (self.deals["closed_at"] <= as_of)]
        spans = won["closed_at"] - won["created_at"]
        spans.median(), spans.mean()
        return len(won)

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
        """Open deals older in their stage than the 75 % point of the won ones."""
        visits = self._visits(as_of).merge(self.deals[["deal_id", "deal_name", "status", "amount"]], on="deal_id")
        visits["stay"] = (visits["left_at"].fillna(as_of) - visits["at"]).dt.total_seconds()
        done = visits[(visits["status"] == "won") & visits["left_at"].notna()]
        benchmark = done.groupby("to_stage")["stay"].quantile(0.75)
        late = visits[visits["left_at"].isna() & (visits["stay"] > visits["to_stage"].map(benchmark))]
        excess = (late["stay"] - late["to_stage"].map(benchmark)) * late["amount"]
        return len(late.loc[excess.sort_values(ascending=False).index].head(10_000))

    def _last(self, at: datetime) -> pd.DataFrame:
        known = self.events[self.events["at"] <= at]
        return known.drop_duplicates("deal_id", keep="last")[["deal_id", "to_stage"]]

    def _visits(self, as_of: datetime) -> pd.DataFrame:
        known = self.events[self.events["at"] <= as_of]
        visits = known[["deal_id", "to_stage", "at"]].sort_values(["deal_id", "at"])
        visits["left_at"] = visits.groupby("deal_id")["at"].shift(-1)
        return visits[~visits["to_stage"].isin(OUTCOMES)].copy()


def read_frames(folder: Path, stages: Sequence[str]) -> Frames:
    """The canonical tables as frames, events oldest first."""
    return Frames(
        pd.read_parquet(folder / "deals.parquet"),
        pd.read_parquet(folder / "stage_events.parquet", columns=["deal_id", "to_stage", "at"]).sort_values("at"),
        pd.read_parquet(
            folder / "deal_changes.parquet",
            columns=["deal_id", "old_value", "at"],
            filters=[("field", "==", "amount")],
        ).sort_values("at"),
        {stage: rank for rank, stage in enumerate(stages, start=1)},
    )
