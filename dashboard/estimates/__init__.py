"""Estimates with their uncertainty: plain functions over counts, each with the source of its formula.

Nothing here knows deals, SQL or screens. Times are in whatever unit the caller counts in; shares are 0 to 1.
"""

from __future__ import annotations

from dashboard.estimates.competing import Incidence, aalen_johansen
from dashboard.estimates.levers import lever_parts
from dashboard.estimates.quantiles import bootstrap_median, grouped_mean, grouped_quantile, grouped_quantiles
from dashboard.estimates.rates import false_discovery, poisson_intervals
from dashboard.estimates.shares import difference_p, newcombe, weighted_wilson, wilson
from dashboard.estimates.stays import StaySummary, summarise_stays
from dashboard.estimates.survival import Z95, LateEntries, LogRank, Survival, kaplan_meier, log_rank

__all__ = [
    "Z95",
    "Incidence",
    "LateEntries",
    "LogRank",
    "StaySummary",
    "Survival",
    "aalen_johansen",
    "bootstrap_median",
    "difference_p",
    "false_discovery",
    "grouped_mean",
    "grouped_quantile",
    "grouped_quantiles",
    "kaplan_meier",
    "lever_parts",
    "log_rank",
    "newcombe",
    "poisson_intervals",
    "summarise_stays",
    "weighted_wilson",
    "wilson",
]
