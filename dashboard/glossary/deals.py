"""The definitions of what single deals, their activities and their customers tell."""

from __future__ import annotations

from typing import Final

from dashboard.glossary.entry import Entry
from dashboard.language import mark

DEAL_ENTRIES: Final = (
    Entry(
        "deal_flags",
        mark("Flags of deals"),
        mark("Open deals to talk about, each with the rules it breaks: a list, no score."),
        counts=mark(
            "Open deals at the as-of that carry at least one flag: stuck, idle, overdue, pushed, moved back, no "
            "amount, very large, no next step, odd close date. Those with most flags come first, then the largest. "
            "Idle is not stuck: idle deals have no activity, stuck ones no progress."
        ),
        leaves_out=mark(
            "Flags that the loaded files cannot tell; they are named, and nobody is accused for lack of data."
        ),
        unit=mark("deals"),
        formula=mark(
            "stuck: age in the stage > 75 % point of the won deals' stays (at least 5 stays), else the days the stage "
            "allows; very large: amount > 95 % point of the pipeline's won deals (at least 20); odd close date: a year "
            "past, or ahead by more than twice the 90 % point of its cycles. The thresholds can be set."
        ),
        source=mark(
            "An export of deals; for stuck and moved back a stage history, for pushed a history of close dates, for "
            "idle the activities or a column with the last one."
        ),
    ),
)
