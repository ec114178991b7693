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
            "which a plain average of the finished stays would miss. Leaving is advancing, losing or moving back. On "
            "request in working days: without weekends and public holidays, counting weekends worked in their place."
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
            "N open deals at the date, from the start stage on that the settings name; win rate W, mean won amount A "
            "and mean days from creation to the win L over the 180 days before it. A point in the past uses what was "
            "known then."
        ),
        leaves_out=mark(
            "Periods with fewer than 20 closed deals or without a win have no velocity. Open deals before the start "
            "stage."
        ),
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
        "stage_age",
        mark("Age of the open deals"),
        mark("How long the open deals have been in the stage where they stand, and what is in each band of days."),
        counts=mark(
            "Open deals at the as-of, by stage and by days in it: 0–7, 8–14, 15–30, 31–60, 61–90, more than 90. "
            "Earlier stays of the deal in the same stage are added."
        ),
        leaves_out=mark(
            "Deals of which no file tells since when they are in their stage. From the value: deals without an amount "
            "or an exchange rate."
        ),
        unit=mark("deals; value in the reporting currency"),
        formula=mark("age = as-of − entry into the stage + earlier stays in it"),
        source=mark("A change log, a date for each stage, or a date the current stage began."),
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
        "lead_conversion",
        mark("Leads and their conversion"),
        mark(
            "Of the leads that came in during a period, the share that became deals, and how soon they were answered."
        ),
        counts=mark(
            "Leads as of the day asked for: answered and converted only where that had happened. The same person in "
            "several lists is one lead. Answered within a day is a share of the leads that are a day old."
        ),
        leaves_out=mark(
            "Leads without a day of creation, from any period; times that run backwards, from the medians."
        ),
        unit=mark("percent, with the Wilson 95 % interval and n; hours and days"),
        formula=mark("converted ÷ leads; settled: converted ÷ (converted + disqualified)"),
        source=mark("A list of leads (Salesforce, HubSpot, Zoho, Marketo, or a Chinese lead form)."),
    ),
    Entry(
        "channel_cost",
        mark("What channels cost"),
        mark("Money spent on each source against the leads, deals and new customers it brought in the same days."),
        counts=mark(
            "Only days that the table of money covers; a month that partly lies inside counts by its days. A customer "
            "is new with the first deal won in the data, unless the file calls that deal a renewal or the customer "
            "existing. History starts with the file: whoever bought before it looks new."
        ),
        leaves_out=mark(
            "Money without an exchange rate. Payback takes the amount of the first deal as one year's. Lifetime value "
            "is shown only where customers of the source bought again."
        ),
        unit=mark("reporting currency; months"),
        formula=mark("acquisition cost = spend ÷ new customers; payback = 12 × acquisition cost ÷ average first deal"),
        source=mark("Money spent by source and month, and deals with a source."),
    ),
    Entry(
        "deals_behind",
        mark("Deals behind a number"),
        mark("The deals that a bar, a cell or a figure counts."),
        counts=mark("Exactly the deals of the mark that was clicked: the list is as long as the number drawn."),
        unit=mark("deals"),
        source=mark("The same rows as the number, each with its file and row."),
    ),
    Entry(
        "paths",
        mark("Ways through the stages"),
        mark("Which stages deals went through and in which order, where they went back, and what they skipped."),
        counts=mark(
            "Deals that entered the pipeline in the period. Modes: variants (path, steps, deals, share, won, lost, "
            "void, open, win_rate, low, high, median_days), moves_back (from_stage, to_stage, moves, deals, won, lost, "
            "win_rate), stages (reached, skipped, skip_rate, ended, moved_back, regression_rate, entered, rework, "
            "rework_rate). Rework: a second visit to the stage."
        ),
        leaves_out=mark(
            "Deals whose file shows no stage history; of the variants all but the 20 commonest a pipeline."
        ),
        unit=mark("deals; moves; shares; days from creation to won"),
        formula=mark(
            "skip rate = skipped ÷ reached; regression rate = visits that ended in an earlier stage ÷ visits that ended"
        ),
        source=mark("A change log (evidence A); a date for each stage (B) shows skips but no moves back."),
    ),
    Entry(
        "win_curve",
        mark("Win curve"),
        mark("What share of the deals that entered in one quarter is won by each day after, while others are lost."),
        counts=mark(
            "Deals by the quarter or month of their entry, one outcome a deal: its last one. Deals still open count as "
            "long as they have been watched, so that a young cohort can be compared with an old one. A cohort is "
            "mature once its youngest deal is as old as the time within which 80 % of wins come (usual_days). Keys: "
            "cohort, deals, won, lost, void, open, win_rate, low, high, mature, usual_days, won_30 … won_365."
        ),
        leaves_out=mark("Deals whose entry into the pipeline is not known, and deals closed before they entered."),
        unit=mark("shares; days since the entry"),
        formula=mark("cumulative incidence (Aalen–Johansen); lost and void compete with won"),
        source=mark("Creation or entry dates, outcomes and close dates."),
    ),
    Entry(
        "win_rate_change",
        mark("Why the win rate changed"),
        mark(
            "How much of a change of the win rate comes from winning more or less often, and how much from other deals."
        ),
        counts=mark(
            "Deals closed in the period and in the one of the same length before it; without a period the last full "
            "quarter. Keys: closed_before, closed, win_rate_before, win_rate, share_before, share (of the closed "
            "deals), rate_part, mix_part (all of them together are the change), low, high (interval of the change of "
            "the rate)."
        ),
        leaves_out=mark("Void deals and deals still open."),
        unit=mark("shares; 0.01 is one percentage point"),
        formula=mark(
            "rate: mean share × change of the rate; mix: change of the share × (mean rate − mean rate of the total)"
        ),
        source=mark("Any export with an outcome and a close date."),
    ),
)
