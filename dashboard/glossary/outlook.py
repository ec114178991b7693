"""The definitions of what is stuck and of what is to come."""

from __future__ import annotations

from typing import Final

from dashboard.glossary.entry import Entry
from dashboard.language import mark

OUTLOOK_ENTRIES: Final = (
    Entry(
        "bottlenecks",
        mark("Bottlenecks"),
        mark("Stages, and segments within them, from which deals go on less often or later than in the year before."),
        counts=mark(
            "Exits of the last 60 days (or 120, or 180 where deals are few) against those the pace of the 12 months "
            "before would have brought at the same ages, deals still there included; and the share of the leaving "
            "deals that advanced. Every stage and segment shown is tested at once, so that at most one report in "
            "twenty raises a flag by chance."
        ),
        leaves_out=mark(
            "Places where fewer than 36 exits were to be expected: a slow-down by 1.6 would be missed there too "
            "often. A pipeline gets no flag at all where such a slow-down of its median stage would not survive the "
            "correction over everything shown (64 expected exits with 4 places, 83 with 16): its silence must not "
            "pass for an all-clear. Both show their intervals and about how many deals are missing. "
            "Void deals say nothing about a stage."
        ),
        unit=mark("observed ÷ expected exits; days × money waiting beyond the median stay; money a day"),
        formula=mark(
            "slow: observed ÷ expected < 1; low conversion: advanced ÷ (advanced + lost) below the year before; "
            "one-sided, Benjamini–Hochberg 5 %. Money a day = wins more within a year if the stage ran as in the year "
            "before (absorbing semi-Markov model of today's deals and those that come in; Shapley's shares where "
            "several stages are off) × mean won amount ÷ 365"
        ),
        source=mark("A change log or a date for each stage (evidence A or B) that reaches back a year."),
    ),
    Entry(
        "best_quarter",
        mark("Each stage at its best quarter"),
        mark("What it would bring if one stage ran again as in its best quarter, and all else stayed as it is now."),
        counts=mark(
            "The pace of a stage (exits of each kind against those usual at the same ages) in the last 90 days and in "
            "the last four whole quarters; the quarter that would bring most wins within a year is its best. The best "
            "of four is partly luck: read it as what has been possible, not as what is due."
        ),
        leaves_out=mark(
            "Quarters in which fewer than 20 stays ended, and stages in which fewer than 20 ended in the last 90 days. "
            "Void deals say nothing about a stage."
        ),
        unit=mark("wins a year; money a day in the reporting currency"),
        formula=mark(
            "money a day = wins more within a year (absorbing semi-Markov model of today's deals and those that come "
            "in) × mean won amount ÷ 365"
        ),
        source=mark("A change log or a date for each stage (evidence A or B) that reaches back over a year."),
    ),
    Entry(
        "stage_conversion",
        mark("Conversion within days"),
        mark("What a stage leads to within so many days of entering it, deals that came in lately included."),
        counts=mark(
            "Stays that began in the period: moved on (a win counts), moved back, lost, void or still there by that "
            "age. A stay that is younger counts as long as it was watched, so a young cohort is neither better nor "
            "worse for being young; one whose history starts late counts from when it was seen. Beside it the chance "
            "to win in the end, by all moves between the stages in the last 12 months."
        ),
        leaves_out=mark(
            "Skipped stages, and stays whose beginning no file tells. Where no stay has been watched so long, there is "
            "no share."
        ),
        unit=mark("percent of the stays, with a 95 % interval"),
        formula=mark(
            "Aalen–Johansen: Σ share still there just before × ends of the kind ÷ stays at risk; moved on + moved back "
            "+ lost + void + still there = 1. Chance to win: absorbing chain, never a product of neighbouring rates"
        ),
        source=mark("A change log or a date for each stage (evidence A or B)."),
    ),
    Entry(
        "from_stage",
        mark("Win rate from each stage on"),
        mark("How often deals are won that came to a stage, and how long it takes from there."),
        counts=mark(
            "Deals with a stage history that closed in the period and had come to the stage or beyond it; a won deal "
            "came past every stage. The days count from first entering the stage itself, of won deals."
        ),
        leaves_out=mark(
            "Void and open deals; for the days also deals that skipped the stage, entered it at an unknown time or "
            "closed before they entered it."
        ),
        unit=mark("percent, with the Wilson 95 % interval and n; days"),
        formula=mark("won ÷ (won + lost that had come so far); median and mean of close − first entry"),
        source=mark("A change log or a date for each stage (evidence A or B)."),
    ),
    Entry(
        "forecast_categories",
        mark("Forecast categories"),
        mark("What a period holds by forecast category, each on its own and added up from the surest on."),
        counts=mark(
            "Closed: what was won in the period so far. The others: open deals with an expected close in the rest of "
            "the period, by the category that the newest file tells."
        ),
        leaves_out=mark("Open deals past their expected close or without one."),
        unit=mark("deals; value in the reporting currency"),
        formula=mark("Commit added up = won + commit; best case added up = that + best case; and so on"),
        source=mark("An export with the forecast category and the expected close."),
    ),
    Entry(
        "forecast_accuracy",
        mark("Accuracy of the weighing"),
        mark("What the deals due in a past quarter were expected to bring at its start, and what they brought."),
        counts=mark(
            "The four whole quarters before the as-of: deals open and due in the quarter at its start, their amounts "
            "times the chance by history of their stage and age as it was known then, against what of them was won by "
            "the quarter's end."
        ),
        leaves_out=mark(
            "Deals that came in during the quarter, and stages from which nothing had been decided. Quarters at whose "
            "start fewer than 80 % of the due dates are known. Nothing won: no accuracy, not 0 %."
        ),
        unit=mark("percent; value in the reporting currency"),
        formula=mark("accuracy = max(0, 1 − |actual − forecast| ÷ actual); bias = forecast − actual"),
        source=mark("A stage history and a history of close dates, or snapshots."),
    ),
    Entry(
        "coverage",
        mark("Coverage"),
        mark("Whether the open deals due in a period are enough for what its target still asks for."),
        counts=mark(
            "Open amounts with an expected close in the rest of the period, against target − won. Needed coverage: "
            "what it took on the same day of the four periods before."
        ),
        leaves_out=mark("Overdue deals and deals without a date, which are listed; targets for cash or counts."),
        unit=mark("times the remaining target"),
        formula=mark(
            "coverage = open and due ÷ (target − won); needed = 1 ÷ share of what was open and due on that day of "
            "earlier periods that was won by their end"
        ),
        source=mark("Targets for the whole period; for the needed coverage a history that keeps close dates."),
    ),
    Entry(
        "weighted_pipeline",
        mark("Weighted pipeline"),
        mark("What the open deals are worth when each counts with its chance to be won."),
        counts=mark(
            "Two chances side by side: the file's own, and the share won of the deals that came to the same stage and "
            "age in the last 12 months and are decided. The calibration holds both against deals that were open 180 "
            "to 360 days ago; the file's chance is then that of the stage today."
        ),
        leaves_out=mark(
            "Deals without an amount or an exchange rate. By history also deals of which no file tells since when they "
            "are in their stage, and stages from which nothing was decided."
        ),
        unit=mark("reporting currency; shares"),
        formula=mark("Σ amount × chance; an age with fewer than 20 decided deals takes the chance of its stage"),
        source=mark("A change log or a date for each stage (evidence A or B) for the chance by history."),
    ),
    Entry(
        "needed_deals",
        mark("Deals needed for the target"),
        mark("How many deals each stage would have to hold today to bring what the target still asks for."),
        counts=mark("Open deals, the chance to win from each stage by history, the mean won amount of the pipeline."),
        leaves_out=mark("When the deals would close: a deal won after the period counts as well."),
        unit=mark("deals"),
        formula=mark("needed = deals × (target − won) ÷ Σ deals × chance × mean won amount"),
        source=mark("Targets for the whole period, and a stage history."),
    ),
)
