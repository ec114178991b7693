"""The definitions of what is held side by side: two days, and the people."""

from __future__ import annotations

from typing import Final

from dashboard.glossary.entry import Entry
from dashboard.language import mark

COMPARISON_ENTRIES: Final = (
    Entry(
        "cohorts",
        mark("Cohort against cohort"),
        mark("Whether the deals of one quarter of entry go on from each stage more often than those of another."),
        counts=mark(
            "Deals that entered the pipeline in either quarter, of those decided in a stage the ones that reached the "
            "next. A difference is called clear where both quarters have 20 decided deals and chance is set aside "
            "over all stages tested (Benjamini–Hochberg, 5 %)."
        ),
        leaves_out=mark(
            "Deals still open or void in the stage. A young quarter has decided its quick deals first: its rates will "
            "move. The period of the filter says nothing here, its other conditions hold for both quarters."
        ),
        unit=mark("percent with the Wilson 95 % interval; points with Newcombe's 95 % interval"),
        formula=mark("reached next ÷ (reached next + lost here), in each quarter; difference = later − earlier"),
        source=mark("A change log, a date for each stage, or the same list exported on several days."),
    ),
    Entry(
        "dwell_trend",
        mark("Time in stage over time"),
        mark("Whether deals stay longer in a stage than they did a year ago."),
        counts=mark(
            "Stays by the month or quarter in which they began, open ones as at least so long (Kaplan–Meier), as known "
            "at the as-of."
        ),
        leaves_out=mark(
            "Skipped stages; stays whose beginning no file tells. The first day of the period says nothing here: the "
            "points go back eight quarters or twelve months."
        ),
        unit=mark("days, with the 95 % interval"),
        formula=mark("the day by which half have left; “more than” where fewer than half have left so far"),
        source=mark("A change log or a date for each stage (evidence A or B)."),
    ),
    Entry(
        "stage_weeks",
        mark("Queue by week"),
        mark("How many deals came into a stage in each week, how many left it, and how many stood in it at the end."),
        counts=mark(
            "Visits that began or ended in each of the 26 weeks of seven days up to the as-of, or up to the period's "
            "end; a deal that comes twice is two visits."
        ),
        leaves_out=mark("Deals without a stage history. The first day of the period says nothing here."),
        unit=mark("visits a week; deals"),
        formula=mark("standing = standing a week ago + entered − left"),
        source=mark("A change log, a date for each stage, or the same list exported on several days."),
    ),
    Entry(
        "pushed_deals",
        mark("Deals pushed, one by one"),
        mark("How often and how far the expected close of each open deal was moved later."),
        counts=mark("Open deals with at least one move to a later day, made while the deal was open, up to the as-of."),
        leaves_out=mark("Moves to an earlier day, and a change in the save that closes the deal."),
        unit=mark("moves; days"),
        formula=mark("days pushed = Σ days of the moves to a later day; the original date is the one stated first"),
        source=mark("A history of close dates, or snapshots."),
    ),
    Entry(
        "category_matrix",
        mark("From forecast category to forecast category"),
        mark("In which forecast category deals stood on an earlier day, and what became of them."),
        counts=mark(
            "Deals open on either day, and those that came and went in between. The category is the one that a field "
            "history or the newest file up to that day told; Salesforce's “Most Likely” counts as best case. Closed "
            "deals are won, lost or void, whatever their category says."
        ),
        leaves_out=mark("Deals that were closed on both days."),
        unit=mark("deals; value in the reporting currency"),
        formula=mark("Commit kept = deals in commit then that are won or in commit now ÷ deals in commit then"),
        source=mark("A field history with the forecast category, or the same list with it exported again later."),
    ),
    Entry(
        "stage_matrix",
        mark("From stage to stage"),
        mark("Where the deals stood on an earlier day and where they stand now."),
        counts=mark(
            "Every deal that was open then or is open now, and those that came and were closed in between; each in one "
            "cell. The rows of open deals add up to the first bar of the waterfall, the columns to its last."
        ),
        leaves_out=mark("Deals that were closed on both days; deals without a stage history."),
        unit=mark("deals; value in the reporting currency as it is now, of a closed deal at its close"),
        source=mark("A change log, a date for each stage, or the same list exported on several days."),
    ),
    Entry(
        "team",
        mark("Owners side by side"),
        mark("What is open with each owner or team, what they won, how long it took, and what waits."),
        counts=mark(
            "Open and standing still: at the as-of. Won, lost and cycle: deals closed in the period. Pushed: deals "
            "whose close date was moved later in the period, without one in the four quarters before. Activities: for "
            "30 days on which a deal was open. Coverage: as on the targets page."
        ),
        leaves_out=mark(
            "Rates of fewer than five closed deals and cycles of fewer than five wins; below 20 nobody is ranked."
        ),
        unit=mark("reporting currency; deals; percent with the Wilson 95 % interval; days"),
        source=mark("An export with an owner; standing still and pushes need a history, coverage needs targets."),
    ),
    Entry(
        "cycle_points",
        mark("Sales cycle, deal by deal"),
        mark("When each deal was won and how many days after its creation."),
        counts=mark(
            "Deals won in the period; the lines are the days within which 50, 75 and 90 % of them were won. The newest "
            "1,500 are drawn, the lines rest on all."
        ),
        leaves_out=mark("Lost deals; won deals without a creation date or closed before it."),
        unit=mark("days"),
        source=mark("Any export with a creation date, an outcome and a close date."),
    ),
)
