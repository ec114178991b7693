"""The definitions behind trust: what doubtful deals change, and why two numbers differ."""

from __future__ import annotations

from typing import Final

from dashboard.glossary.entry import Entry
from dashboard.language import mark

TRUST_ENTRIES: Final = (
    Entry(
        "data_quality",
        mark("Data quality, priced"),
        mark("Which deals do not add up, and what each headline number would be without them."),
        counts=mark(
            "Deals known at the as-of that closed before they were created or are dated in the future; are won or open "
            "without an amount above zero, or lack an exchange rate; entered a stage before they were created, have no "
            "stage history though others have, or no creation date; are open past their close date; repeat the name "
            "and account of an earlier deal (that one stays in); or name an owner, account or product that the loaded "
            "list does not hold. A deal can have several findings; each is priced on its own."
        ),
        leaves_out=mark(
            "Deals whose dates all lie after the day of their file: no number knows them yet, so they are only "
            "counted. Events out of order are put in order when a history is read; its load report counts them."
        ),
        unit=mark("deals; days, shares and money of each headline number"),
        formula=mark(
            "change = the number without the deals − the number with all. Deals closed before they were created are "
            "left out of the cycle anyway: there “with all” is what it would be if they were not"
        ),
        source=mark("Any export; lists of owners, accounts and products for what is not listed."),
    ),
    Entry(
        "reconciliation",
        mark("Two numbers that differ"),
        mark("Two definitions of the same thing side by side, and the deals that explain the difference."),
        counts=mark(
            "Win rates: by count, by value, of the deals that entered the pipeline in the period (cohort), of those "
            "that reached a stage, with open deals more than 90 days past their expected close as lost, with void "
            "deals as lost. Funnels: reached, entered, in order, now in the stage. Time in a stage: mean and median of "
            "the completed stays, and the Kaplan–Meier median, which counts those still there. Each group of deals "
            "is in one of the two numbers and not in the other, or counts differently in both."
        ),
        leaves_out=mark("What neither of the two definitions counts."),
        unit=mark("shares of deals or of value; deals; days"),
        formula=mark("difference = second − first; only in the first + in both = n of the first"),
        source=mark("Any export for win rates; a stage history for funnels and for time in a stage."),
    ),
)

COMPARED: Final = {
    "win_rate:count,value": mark("win rate by count against by value"),
    "win_rate:count,cohort": mark("win rate of what closed against what entered in the period"),
    "win_rate:count,from_stage": mark("win rate of all against those that reached each stage"),
    "win_rate:count,overdue": mark("win rate against the one with long overdue deals as lost"),
    "win_rate:count,void": mark("win rate against the one with void deals as lost"),
    "win_rate:value,cohort": mark("win rate by value against that of the cohort"),
    "win_rate:value,from_stage": mark("win rate by value against that from each stage on"),
    "win_rate:value,overdue": mark("win rate by value against the one with long overdue deals as lost"),
    "win_rate:value,void": mark("win rate by value against the one with void deals as lost"),
    "win_rate:cohort,from_stage": mark("win rate of the cohort against that from each stage on"),
    "win_rate:cohort,overdue": mark("win rate of the cohort against the one with long overdue deals as lost"),
    "win_rate:cohort,void": mark("win rate of the cohort against the one with void deals as lost"),
    "win_rate:from_stage,overdue": mark("win rate from each stage on against the one with long overdue deals as lost"),
    "win_rate:from_stage,void": mark("win rate from each stage on against the one with void deals as lost"),
    "win_rate:overdue,void": mark("long overdue deals as lost against void deals as lost"),
    "funnel:reached,entered": mark("deals that reached a stage against those that entered it"),
    "funnel:reached,in_order": mark("deals that reached a stage against those that came in strict order"),
    "funnel:reached,now": mark("deals that reached a stage against those in it now"),
    "funnel:entered,in_order": mark("deals that entered a stage against those that came in strict order"),
    "funnel:entered,now": mark("deals that entered a stage against those in it now"),
    "funnel:in_order,now": mark("deals that came in strict order against those in the stage now"),
    "dwell:mean,median": mark("mean against median of the completed stays"),
    "dwell:mean,kaplan_meier": mark("mean of the completed stays against the Kaplan–Meier median"),
    "dwell:median,kaplan_meier": mark("median of the completed stays against the Kaplan–Meier median"),
}
"""Mode of the metric `reconciliation` → the two definitions it sets against each other."""
