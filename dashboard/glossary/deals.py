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
    Entry(
        "activities",
        mark("Activities a deal"),
        mark("How many calls, e-mails, meetings and other activities a deal gets while it is open."),
        counts=mark(
            "Activities done in the period on days on which their deal was open, up to the as-of, by type and all "
            "together. Deals without any count as zero and are told apart. Won and lost deals stand side by side: that "
            "won deals had more does not say that activities win deals, since they are also open longer; the rate for "
            "30 open days takes the time out."
        ),
        leaves_out=mark("Activities before a deal began or after it closed, and those that belong to no deal."),
        unit=mark("activities a deal; activities for 30 days on which a deal was open; days"),
        formula=mark("a deal: activities ÷ deals; for 30 days: 30 × activities ÷ Σ days on which the deals were open"),
        source=mark("A list of activities that names the deal of each."),
    ),
    Entry(
        "customers",
        mark("New and known customers"),
        mark("Deals, win rate and mean amount by what the customer had bought before."),
        counts=mark(
            "The customer type that the file states. Where it states none, it is derived from earlier wins with the "
            "same customer before the deal began: none (new), the same product in the 12 months before (repeat), "
            "something else in them (existing), or only longer ago (reactivated)."
        ),
        leaves_out=mark(
            "What was bought before the files begin: the history starts with the file, so deals called new in its "
            "first year are counted apart as uncertain. Deals without a customer have no kind."
        ),
        unit=mark("deals; shares; reporting currency"),
        formula=mark("win rate = won ÷ (won + lost) of the deals closed in the period; deals are those begun in it"),
        source=mark("The customer of each deal, or a column with the customer type."),
    ),
)
