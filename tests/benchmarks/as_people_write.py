"""The win/loss page as it is usually written: a data frame, a filter, and a Plotly Express figure for every panel.

Run by the bench of the pages as a Streamlit script of its own. The table is read once and kept, as everybody does.
"""

from __future__ import annotations

import os

import pandas as pd
import plotly.express as px
import streamlit as st


@st.cache_data
def _read(path: str) -> pd.DataFrame:
    return pd.read_csv(path, parse_dates=["created_at", "closed_at"])


def _rates(deals: pd.DataFrame, by: str) -> pd.DataFrame:
    rates = deals.groupby(by, dropna=False).agg(won=("is_won", "sum"), closed=("is_won", "size")).reset_index()
    return rates.assign(rate=rates["won"] / rates["closed"]).sort_values("closed", ascending=False)


st.set_page_config(layout="wide")
deals = _read(os.environ["DEALS"])
deals = deals[
    (deals["value"].fillna(0) >= int(st.query_params.get("least", "0"))) & deals["status"].isin(["won", "lost"])
]
deals = deals.assign(
    is_won=deals["status"] == "won",
    month=deals["closed_at"].dt.strftime("%Y-%m"),
    days=(deals["closed_at"] - deals["created_at"]).dt.days,
)
lost = deals[~deals["is_won"]]
values = deals.groupby(["owner", "status"])["value"].sum().reset_index()
months = deals.groupby(["month", "status"]).size().reset_index(name="deals")
figures = [
    px.bar(_rates(deals, "owner"), x="rate", y="owner", orientation="h", title="Win rate by owner"),
    px.bar(values, x="value", y="owner", color="status", orientation="h", title="Value by owner"),
    px.bar(_rates(deals, "segment"), x="rate", y="segment", orientation="h", title="Win rate by segment"),
    px.bar(_rates(deals, "source"), x="rate", y="source", orientation="h", title="Win rate by source"),
    px.bar(lost["lost_reason"].value_counts().reset_index(), x="count", y="lost_reason", title="Why deals are lost"),
    px.bar(months, x="month", y="deals", color="status", title="Won and lost by month"),
    px.box(deals, x="days", y="owner", title="Days to close"),
    px.histogram(deals, x="days", color="status", nbins=40, title="Days to close, all"),
]
for number, figure in enumerate(figures):
    st.plotly_chart(figure, key=f"figure-{number}")
st.dataframe(deals.sort_values("closed_at", ascending=False).head(1_000), hide_index=True)
