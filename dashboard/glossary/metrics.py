"""The definition of every metric, under the metric's own name."""

from __future__ import annotations

from typing import Final

from dashboard.glossary.entry import Entry
from dashboard.language import mark

METRIC_ENTRIES: Final = (
    Entry(
        "stage_funnel",
        mark("Stage funnel"),
        mark("How many deals of a cohort reached each stage, and what became of those that did not go on."),
        counts=mark(
            "Deals that entered the pipeline in the period. A deal counts in every stage up to the furthest "
            "it visited; "
            "a won deal counts in all of them. Skipped stages are filled in and moving back takes nothing away, so the "
            "funnel never widens. Other ways of counting are named on the chart: entered the stage itself, "
            "passed every "
            "stage in order, open in the stage now."
        ),
        leaves_out=mark("Deals that entered before or after the period, and deals whose file shows no stage history."),
        unit=mark("deals; shares of deals; value in the reporting currency"),
        formula=mark("reached(s) = reached(s+1) + lost at s + void at s + still open at s"),
        source=mark(
            "A change log or a date for each stage (evidence A or B); one export can only show the deals now "
            "in each stage."
        ),
    ),
    Entry(
        "stage_flow",
        mark("Flow through the stages"),
        mark("What came into each stage in the period, what left it and what stayed."),
        counts=mark("Visits, not deals: a deal that comes back is counted again."),
        unit=mark("visits"),
        formula=mark("open at the start + entered − left = open at the end"),
        source=mark("A change log or a date for each stage (evidence A or B)."),
    ),
    Entry(
        "stage_dwell",
        mark("Dwell time in a stage"),
        mark("How long deals stay in a stage: the time after which half of them have left it."),
        counts=mark(
            "The sum of a deal's visits to the stage, in calendar days. Deals still there count as “at least so long”, "
            "which a plain average of the finished stays would miss. Leaving is advancing, losing or moving back."
        ),
        leaves_out=mark(
            "Skipped stages, and the time between a loss and a reopening. Below 5 deals the cell is grey, below 20 "
            "it is not ranked."
        ),
        unit=mark("days"),
        formula=mark(
            "Kaplan–Meier median with its 95 % log-log interval; where half have not left yet: “more than x days”"
        ),
        source=mark("A change log or a date for each stage (evidence A or B)."),
    ),
    Entry(
        "win_rate",
        mark("Win rate"),
        mark("Of the deals decided in the period, the share that was won."),
        counts=mark(
            "Deals closed in the period, one outcome a deal: its last one. By count, and by value beside it "
            "(amount at the "
            "close; for a lost deal its last amount while open)."
        ),
        leaves_out=mark(
            "Void deals, deals still open, and by value the deals without an amount. Nothing closed: no rate, not 0 %."
        ),
        unit=mark("percent, with the Wilson 95 % interval and n"),
        formula=mark("won ÷ (won + lost)"),
        source=mark("Any export with an outcome and a close date."),
    ),
    Entry(
        "win_loss",
        mark("Win/loss analysis"),
        mark("Won and lost deals side by side, by reason, competitor, stage, source, segment, owner or month."),
        counts=mark("Deals closed in the period. Deals without a value in the breakdown are a row of their own."),
        leaves_out=mark("Void deals and deals still open."),
        unit=mark("deals; percent with the Wilson 95 % interval; value in the reporting currency"),
        formula=mark("won ÷ (won + lost) in each row"),
        source=mark("Any export with an outcome and a close date; reasons only where the file has them."),
    ),
    Entry(
        "sales_velocity",
        mark("Pipeline velocity"),
        mark("What the pipeline brings in a day at today's number of deals, win rate, deal size and cycle."),
        counts=mark(
            "N open deals at the date; win rate W, mean won amount A and mean days from creation to the win L over the "
            "180 days before it. A point in the past uses what was known then."
        ),
        leaves_out=mark("Periods with fewer than 20 closed deals or without a win have no velocity."),
        unit=mark("reporting currency a day"),
        formula=mark("N × W × A ÷ L; the change is split into the four levers so that the parts add up (LMDI)"),
        source=mark("Creation and close dates, outcomes and amounts."),
    ),
    Entry(
        "sales_cycle",
        mark("Sales cycle"),
        mark("Days from creation to the win."),
        counts=mark(
            "Deals won in the period, median and mean; the time to a loss is shown apart. The stages' "
            "medians do not add up "
            "to it."
        ),
        leaves_out=mark("Lost, void and open deals, and deals without a creation date."),
        unit=mark("days"),
        formula=mark("close − creation"),
        source=mark("Creation and close dates."),
    ),
    Entry(
        "open_pipeline",
        mark("Open pipeline"),
        mark("The deals that are open at the as-of date, by stage: how many, and what they are worth."),
        counts=mark("Every open deal of the filter, whatever its close date."),
        leaves_out=mark(
            "From the value: deals without an amount and deals in a currency without a rate; both are "
            "counted beside it."
        ),
        unit=mark("deals; value in the reporting currency"),
        source=mark("Any export."),
    ),
    Entry(
        "stuck_deals",
        mark("Stuck deals"),
        mark("Open deals that have been in their stage longer than three of four won deals ever were."),
        counts=mark(
            "Age in the current stage against the 75 % point of the won deals' stay there. Where too few were won, the "
            "stage's allowed days take its place."
        ),
        leaves_out=mark(
            "Deals whose stage has no such benchmark. Stuck is not idle: a deal can be worked on and stand still."
        ),
        unit=mark("days"),
        formula=mark("age in stage > 75 % point of the won deals' stay in it"),
        source=mark("A change log, a date for each stage, or a date the current stage began."),
    ),
    Entry(
        "pipeline_changes",
        mark("Pipeline changes"),
        mark("What made the open pipeline grow or shrink between two dates."),
        counts=mark(
            "Each deal in one class: reopened, created, pulled in, won, lost, void, pushed out, increased, "
            "decreased and "
            "so on; the first that fits."
        ),
        unit=mark("reporting currency"),
        formula=mark("start + all changes = end, to the cent"),
        source=mark("A change log, or two or more dated exports of the same list (evidence A or C)."),
    ),
    Entry(
        "pushes",
        mark("Pushed close dates"),
        mark(
            "Of the deals that were due in a period at its start, the share that was still open or due later at its "
            "end."
        ),
        counts=mark(
            "Deals whose expected close lay in the period when it began, by count and by value. A push is an expected "
            "close moved later while the deal is open; moved earlier it is a pull."
        ),
        leaves_out=mark("Changes in the save that closes the deal."),
        unit=mark("percent, with the Wilson 95 % interval and n; days"),
        formula=mark("(open or due later at the end) ÷ due at the start"),
        source=mark("A history that keeps the close date, or two or more dated exports of the same list."),
    ),
    Entry(
        "deals_behind",
        mark("Deals behind a number"),
        mark("The deals that a bar, a cell or a figure counts."),
        counts=mark("Exactly the deals of the mark that was clicked: the list is as long as the number drawn."),
        unit=mark("deals"),
        source=mark("The same rows as the number, each with its file and row."),
    ),
)
