"""The win/loss page as it is usually written: data frames, a filter, and a Plotly Express figure for every panel.

Run by the bench of the pages as a Streamlit script of its own. The tables are read once and kept, as everybody does.
The panels answer the questions of ours; intervals and definitions are left out.
"""

from __future__ import annotations

import os

import pandas as pd
import plotly.express as px
import streamlit as st

YEAR = pd.Timedelta(days=365)


@st.cache_data
def _read(path: str, *dates: str) -> pd.DataFrame:
    return pd.read_csv(path, parse_dates=list(dates))


def _rates(deals: pd.DataFrame, by: str) -> pd.DataFrame:
    rates = deals.groupby(by, dropna=False).agg(won=("is_won", "sum"), closed=("is_won", "size")).reset_index()
    return rates.assign(rate=rates["won"] / rates["closed"]).sort_values("closed", ascending=False)


def _from_stage(closed: pd.DataFrame, visits: pd.DataFrame) -> pd.DataFrame:
    """Win rate and days to win from each stage on."""
    entered = visits.groupby(["deal_id", "stage"])["entered_at"].min().reset_index()
    ways = entered.merge(closed[["deal_id", "is_won", "closed_at"]], on="deal_id")
    ways["days"] = (ways["closed_at"] - ways["entered_at"]).dt.days
    won = ways[ways["is_won"]].groupby("stage")["days"].median()
    return ways.groupby("stage")["is_won"].mean().to_frame("rate").join(won).reset_index()


def _with_kind(deals: pd.DataFrame) -> pd.DataFrame:
    """New, existing, repeat or reactivated: by what the customer had bought before."""
    won = deals.loc[deals["is_won"], ["account", "product", "closed_at"]]
    before = deals[["deal_id", "account", "product", "created_at"]].merge(won, on="account", suffixes=("", "_bought"))
    before = before[before["closed_at"] < before["created_at"]]
    last = before.groupby("deal_id")["closed_at"].max()
    same = before[before["product"] == before["product_bought"]].groupby("deal_id")["closed_at"].max()
    deals = deals.join(last.rename("last"), on="deal_id").join(same.rename("same"), on="deal_id")
    kind = pd.Series("existing", index=deals.index)
    kind[deals["created_at"] - deals["same"] <= YEAR] = "repeat"
    kind[deals["created_at"] - deals["last"] > YEAR] = "reactivated"
    kind[deals["last"].isna()] = "new"
    return deals.assign(kind=kind)


st.set_page_config(layout="wide")
deals = _read(os.environ["DEALS"], "created_at", "closed_at")
if st.button("A week earlier", key="earlier"):
    st.session_state["weeks"] = st.session_state.get("weeks", 0) + 1
as_of = deals["closed_at"].max() - pd.Timedelta(weeks=st.session_state.get("weeks", 0))
deals = deals[
    (deals["value"].fillna(0) >= int(st.query_params.get("least", "0")))
    & deals["status"].isin(["won", "lost"])
    & (deals["closed_at"] <= as_of)
]
deals = deals.assign(
    is_won=deals["status"] == "won",
    month=deals["closed_at"].dt.strftime("%Y-%m"),
    days=(deals["closed_at"] - deals["created_at"]).dt.days,
)
lost = deals[~deals["is_won"]]
quarter = deals["closed_at"].dt.to_period("Q").astype(str)
values = deals.groupby(["owner", "status"])["value"].sum().reset_index()
months = _rates(deals, "month").sort_values("month")
mix = deals.groupby([quarter, "owner"])["is_won"].agg(["mean", "size"]).reset_index()
cycle = deals[deals["is_won"]].groupby("owner")["days"].describe(percentiles=[0.25, 0.5, 0.75]).reset_index()
figures = [
    px.bar(_rates(deals, "owner"), x="rate", y="owner", orientation="h", title="Win rate by owner"),
    px.bar(values, x="value", y="owner", color="status", orientation="h", title="Value by owner"),
    px.bar(mix, x="closed_at", y="size", color="owner", title="Deals and owners by quarter"),
    px.bar(
        _from_stage(deals, _read(os.environ["VISITS"], "entered_at")), x="rate", y="stage", title="From each stage on"
    ),
    px.bar(lost["lost_reason"].value_counts().reset_index(), x="count", y="lost_reason", title="Why deals are lost"),
    px.line(months, x="month", y="rate", title="Win rate by month"),
    px.bar(_rates(_with_kind(deals), "kind"), x="rate", y="kind", orientation="h", title="By kind of customer"),
    px.bar(cycle, x="50%", y="owner", orientation="h", title="Days to win"),
]
for number, figure in enumerate(figures):
    st.plotly_chart(figure, key=f"figure-{number}")
