"""The words of the field, as the product uses them."""

from __future__ import annotations

from typing import Final

from dashboard.glossary.entry import Entry
from dashboard.language import mark

WORD_ENTRIES: Final = (
    Entry("deal", mark("Deal"), mark("One possible sale to one customer; in some systems an opportunity.")),
    Entry(
        "stage",
        mark("Stage"),
        mark("A step of the pipeline. Open stages have an order; won, lost and void come after them."),
    ),
    Entry(
        "stage_visit",
        mark("Stage visit"),
        mark(
            "One stay of a deal in a stage. Two changes within ten minutes are a drag through: "
            "the stages between are skipped, not visited for 0 days."
        ),
    ),
    Entry(
        "pipeline",
        mark("Pipeline"),
        mark("A sequence of stages that deals run through, such as new business or renewals."),
    ),
    Entry("owner", mark("Owner"), mark("The seller who is responsible for the deal.")),
    Entry("outcome", mark("Outcome"), mark("Open, won, lost or void. Won and lost are decisions of the customer.")),
    Entry(
        "void",
        mark("Void"),
        mark("A deal that turned out not to be one: a duplicate, a test, out of scope. Neither won nor lost."),
    ),
    Entry(
        "as_of",
        mark("As of"),
        mark(
            "The moment for which numbers hold: nothing that happened later counts. A date means the end of "
            "that day; without one, it is the newest date in the data that is not in the future."
        ),
    ),
    Entry(
        "period",
        mark("Period"),
        mark("From its first day up to, and not including, the day after its last."),
        counts=mark(
            "Which date places a deal in a period is said at each number: entry for the funnel, close for the win rate."
        ),
    ),
    Entry(
        "cohort",
        mark("Cohort"),
        mark(
            "The deals that entered the pipeline in the same period, followed from then on. A young cohort "
            "is not finished: its undecided deals are drawn lighter."
        ),
    ),
    Entry(
        "conversion",
        mark("Conversion"),
        mark("Of the deals that reached a stage, the share that reached the next one so far."),
        formula=mark("reached(s+1) ÷ reached(s)"),
    ),
    Entry(
        "settled_conversion",
        mark("Settled conversion"),
        mark("The same among the deals that are decided at this stage: those still open in it are left out."),
        formula=mark("reached(s+1) ÷ (reached(s+1) + lost at s)"),
        counts=mark(
            "For the stages marked as qualification, needs analysis, proposal and negotiation these are the "
            "field's classical "
            "rates: lead-to-opportunity conversion, opportunity advance rate, proposal win rate, closing rate."
        ),
    ),
    Entry(
        "drop_rate",
        mark("Drop rate"),
        mark("Of the deals decided at a stage, the share that was lost there."),
        formula=mark("1 − settled conversion"),
    ),
    Entry("skipped", mark("Skipped stage"), mark("A deal that reached a later stage without a visit to this one.")),
    Entry("moved_back", mark("Moved back"), mark("A visit that ended in an earlier stage.")),
    Entry(
        "km_median",
        mark("Kaplan–Meier median"),
        mark(
            "The time by which half have left, with those still there counted for as long as "
            "they have been watched. A plain median of finished stays is too short, since long stays finish last."
        ),
    ),
    Entry(
        "interval_95",
        mark("95 % interval"),
        mark(
            "The range of true values that would fit what was seen. Few deals give a wide one. "
            "Rates carry the Wilson interval, dwell times the log-log interval."
        ),
    ),
    Entry(
        "bottleneck",
        mark("Bottleneck"),
        mark(
            "A stage, or a stage for one segment, where deals stay longer or go on less often than "
            "they do elsewhere or did before. Low conversion and long stay together are the strong pattern; "
            "each alone is named as such."
        ),
    ),
    Entry("benchmark", mark("Benchmark"), mark("The stay that three of four won deals did not exceed in this stage.")),
    Entry(
        "value_days_lost",
        mark("Value-days lost"),
        mark("What waits beyond the benchmark, weighted by the amount."),
        unit=mark("reporting currency × days"),
        formula=mark("sum over open deals of max(0, age in stage − benchmark) × amount"),
    ),
    Entry(
        "weighted_value",
        mark("Weighted value"),
        mark("Amount times the chance to win that the file states."),
        formula=mark("sum of amount × probability"),
    ),
    Entry(
        "reporting_currency",
        mark("Reporting currency"),
        mark(
            "The currency all money is shown in. An amount without an exchange rate "
            "stays out of totals and is counted on the screen; the rate is never taken as 1."
        ),
    ),
    Entry("idle", mark("Idle deal"), mark("No activity for a set number of days. Not the same as stuck.")),
    Entry("overdue", mark("Overdue deal"), mark("Open past its expected close date.")),
    Entry(
        "push",
        mark("Push"),
        mark(
            "The expected close date of an open deal was moved later. A change in the save that closes the deal "
            "does not count."
        ),
    ),
    Entry(
        "evidence",
        mark("Evidence level"),
        mark(
            "What the loaded files can support. Each deal keeps the level of its best source, and "
            "every number shows the share of deals at each level. What the data cannot carry is said, never "
            "invented and never 0."
        ),
    ),
    Entry(
        "evidence_a", mark("Evidence A: change log"), mark("Every change with its date. Everything can be computed.")
    ),
    Entry(
        "evidence_b",
        mark("Evidence B: a date for each stage"),
        mark("When each stage was entered. Funnel and dwell time; no moves back."),
    ),
    Entry(
        "evidence_c",
        mark("Evidence C: dated copies of the list"),
        mark(
            "Two or more exports of the same list. Changes, pushes, and dwell time to the interval between the exports."
        ),
    ),
    Entry(
        "evidence_d",
        mark("Evidence D: one export"),
        mark("Only today's stage. Open pipeline, age, win rate, cycle, loss reasons."),
    ),
)
