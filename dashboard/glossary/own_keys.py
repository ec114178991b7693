"""Keys that mean something of their own in one kind of row, and what the modes of the metrics are."""

from __future__ import annotations

from typing import Final

from dashboard.glossary.row_keys import ROW_KEYS
from dashboard.glossary.trust import COMPARED
from dashboard.language import mark

OWN_KEYS: Final[dict[tuple[str, str], str]] = {
    ("BestQuarter", "wins_lost"): mark("Of the wins more, those that would else never come; the others come later."),
    ("BestQuarter", "money_a_day"): mark("Wins more × mean won amount ÷ 365; null: no won deal has an amount."),
    ("FunnelStage", "lost"): mark("Deals lost whose furthest stage is this one."),
    ("FunnelStage", "void"): mark("Void deals whose furthest stage is this one."),
    ("FunnelStage", "open"): mark("Open deals whose furthest stage is this one."),
    ("FlowStage", "entered"): mark("Visits begun in the period."),
    ("FlowStage", "won"): mark("Visits that ended with the deal won."),
    ("FlowStage", "lost"): mark("Visits that ended with the deal lost."),
    ("FlowStage", "void"): mark("Visits that ended with the deal void."),
    ("StageDwell", "lost"): mark("Stays that ended with the deal lost."),
    ("StageDwell", "void"): mark("Stays that ended with the deal void."),
    ("StageDwell", "advanced"): mark("Stays that ended in a later stage."),
    ("StageDwell", "moved_back"): mark("Stays that ended in an earlier stage."),
    ("StageConversion", "advanced"): mark(
        "Share that had moved on by then, a win included; null: not watched so long."
    ),
    ("StageConversion", "moved_back"): mark("Share that had moved to an earlier stage."),
    ("StageConversion", "lost"): mark("Share that had been lost."),
    ("StageConversion", "void"): mark("Share that had turned out void."),
    ("StageConversion", "open"): mark("Share still there."),
    ("CohortStage", "advanced"): mark("Deals of the cohort that reached the next stage."),
    ("CohortStage", "decided"): mark("Deals of the cohort decided in the stage: reached next + lost here."),
    ("CohortStage", "difference_q"): mark(
        "Adjusted p of the difference over all stages (Benjamini–Hochberg); null below 20 decided deals."
    ),
    ("CohortStage", "difference"): mark("Settled conversion of the cohort − that of the one it is held against."),
    ("QueueWeek", "period_start"): mark("First of the seven days of the week."),
    ("QueueWeek", "entered"): mark("Visits begun in the week."),
    ("QueueWeek", "open_at_end"): mark("Visits going on when the week ended."),
    ("DwellPoint", "period_start"): mark("First day of the month or quarter in which the stays began."),
    ("Velocity", "open_deals"): mark("Open deals on the last day of the point (N)."),
    ("Velocity", "win_rate"): mark("Win rate of the 180 days before (W)."),
    ("Velocity", "mean_won_amount"): mark("Mean won amount of the 180 days before (A)."),
    ("Velocity", "mean_days_to_win"): mark("Mean days from creation to won, of the 180 days before (L)."),
    ("Velocity", "closed"): mark("Deals won or lost in the 180 days before."),
    ("Velocity", "won_valued"): mark("Of these, deals won with an amount: the mean won amount rests on them."),
    ("Velocity", "won_timed"): mark("Of these, deals won with a known day of creation: the mean days rest on them."),
    ("FromStage", "won"): mark("Deals won in the period; each came past every stage."),
    ("FromStage", "lost"): mark("Deals lost in the period that had come to the stage or beyond it."),
    ("FromStage", "median_days"): mark("Median days from first entering the stage to won."),
    ("FromStage", "mean_days"): mark("Mean of these days."),
    ("WinLoss", "difference"): mark("Win rate of the value − that of all others together."),
    ("SalesCycle", "p75_days"): mark("Days within which three of four wins came."),
    ("OpenStage", "value"): mark("Amount of the open deals."),
    ("StageAge", "deals"): mark("Open deals of the stage and band."),
    ("StageAge", "value"): mark("Amount of the open deals."),
    ("StuckDeal", "value"): mark("Amount of the deal in the reporting currency."),
    ("FlaggedDeal", "value"): mark("Amount of the deal in the reporting currency."),
    ("PipelineChange", "deals"): mark("Deals in the bar."),
    ("PipelineChange", "value"): mark("Amount of the bar; what leaves the pipeline is negative."),
    ("Pushes", "median_days"): mark("Median days that a push moved the date."),
    ("Pushes", "due"): mark("Deals open and due in the period at its start."),
    ("Pushes", "due_value"): mark("Amount of the deals due."),
    ("PushedDeal", "value"): mark("Amount of the deal in the reporting currency."),
    ("PushedDeal", "pushes"): mark("Moves of its expected close to a later day, while it was open."),
    ("Pushes", "pushes"): mark("Expected closes moved later in the period."),
    ("CyclePoint", "p75_days"): mark("Days within which three of four wins came."),
    ("CyclePoint", "p90_days"): mark("Days within which nine of ten wins came."),
    ("TeamRow", "value"): mark("Owner or team; empty for the deals without one."),
    ("TeamRow", "open_value"): mark("Amount of the open deals."),
    ("StageMove", "from_stage"): mark(
        "Stage of the open deals then; empty where no file tells it, and for closed deals."
    ),
    ("StageMove", "to_stage"): mark("Stage of the open deals now."),
    ("CategoryMove", "value"): mark("Amount as it is now; of closed deals at their close."),
    ("StageMove", "value"): mark("Amount as it is now; of closed deals at their close."),
    ("MoveBack", "deals"): mark("Deals that made such a move."),
    ("MoveBack", "won"): mark("Of these, deals won so far."),
    ("MoveBack", "lost"): mark("Of these, deals lost so far."),
    ("WinCurve", "deals"): mark("Deals that entered the pipeline in the cohort's time."),
    ("RateMix", "share"): mark("Share of the closed deals in the period."),
    ("RateMix", "low"): mark("Lower end of the 95 % interval of the change of the rate (Newcombe)."),
    ("RateMix", "high"): mark("Upper end of that interval."),
    ("LeadConversion", "open"): mark("Leads neither converted nor disqualified."),
    ("LeadConversion", "conversion"): mark("Converted ÷ leads."),
    ("LeadConversion", "settled_conversion"): mark("Converted ÷ (converted + disqualified)."),
    ("LeadConversion", "won"): mark("Of the deals that are known, those won."),
    ("ActivityCount", "deals"): mark("Deals open at some time of the period."),
    ("CustomerKind", "kind"): mark("As the file says, else new, existing, repeat or reactivated; empty: not known."),
    ("CustomerKind", "deals"): mark("Deals begun in the period."),
    ("ChannelCost", "deals"): mark("Deals created from the source in the same days."),
    ("Bottleneck", "value"): mark("Value of the breakdown; null for the whole stage."),
    ("Bottleneck", "benchmark_days"): mark("Median stay of the year before."),
    ("Bottleneck", "open_deals"): mark("Open deals in the stage."),
    ("Coverage", "won"): mark("Deals won in the period so far."),
    ("Coverage", "won_value"): mark("Amount won in the period so far."),
    ("Coverage", "reached"): mark("Whether nothing of the target remains."),
    ("Coverage", "due"): mark("Open deals with an expected close in the rest of the period."),
    ("Coverage", "weighted_value"): mark("Due amounts times the probability that the file states."),
    ("WeightedStage", "deals"): mark("Open deals in the stage."),
    ("WeightedStage", "value"): mark("Amount of the open deals."),
    ("ForecastCategory", "deals"): mark("Deals won in the period so far, or open and due in its rest."),
    ("ForecastCategory", "value"): mark("Their amounts."),
    ("ForecastAccuracy", "deals"): mark("Deals open and due in the quarter at its start."),
    ("ForecastAccuracy", "due_value"): mark("Their amounts."),
    ("ForecastAccuracy", "won"): mark("Of them, deals won by the quarter's end."),
    ("Calibrated", "source"): mark("Where the chance comes from: file or history."),
    ("Calibrated", "deals"): mark("Deals decided since, once for each day looked from."),
    ("Calibrated", "won"): mark("Of these, deals won."),
    ("Calibrated", "won_share"): mark("Won ÷ deals."),
    ("NeededDeals", "deals"): mark("Open deals in the stage."),
    ("NeededDeals", "missing"): mark("Needed − deals, rounded up, at least 0."),
    ("WinRate", "overdue"): mark("Open deals that were counted as lost because they are long overdue."),
    ("PricedFinding", "deals"): mark("Deals with the finding."),
}
"""(Name of the row, key) → meaning, before `ROW_KEYS`."""

MODE_MEANINGS: Final[dict[tuple[str, str], str]] = {
    ("stage_funnel", "reached"): mark("the furthest stage a deal came to; skipped stages are filled in"),
    ("stage_funnel", "entered"): mark("deals that visited the stage itself"),
    ("stage_funnel", "in_order"): mark("deals that passed every stage in order"),
    ("stage_funnel", "flow"): mark("deals that were in the stage during the period"),
    ("stage_funnel", "now"): mark("deals in the stage at the as-of"),
    ("stage_dwell", "summed"): mark("all visits of a deal to the stage added up"),
    ("stage_dwell", "per_visit"): mark("each visit on its own"),
    ("stage_dwell", "working_days"): mark(
        "all visits of a deal to the stage added up, in working days of the calendar in the settings"
    ),
    ("stage_conversion", "90"): mark("within 90 days"),
    ("stage_conversion", "30"): mark("within 30 days"),
    ("stage_conversion", "60"): mark("within 60 days"),
    ("stage_conversion", "180"): mark("within 180 days"),
    ("dwell_trend", "quarter"): mark("stays by the quarter in which they began, eight quarters"),
    ("dwell_trend", "month"): mark("stays by the month in which they began, twelve months"),
    ("cohorts", "quarter"): mark("against the quarter before"),
    ("cohorts", "year"): mark("against the same quarter of the year before"),
    ("sales_velocity", "month"): mark("a point a month"),
    ("sales_velocity", "quarter"): mark("a point a quarter"),
    ("paths", "variants"): mark("the commonest ways, 20 a pipeline"),
    ("paths", "moves_back"): mark("moves to an earlier stage"),
    ("paths", "stages"): mark("skips, moves back and rework by stage"),
    ("win_curve", "quarter"): mark("cohorts by quarter of entry"),
    ("win_curve", "month"): mark("cohorts by month of entry"),
    ("win_curve", "all"): mark("one cohort of all deals"),
    ("bottlenecks", "60"): mark("the last 60 days"),
    ("bottlenecks", "120"): mark("the last 120 days"),
    ("bottlenecks", "180"): mark("the last 180 days"),
    ("bottlenecks", "working_days"): mark(
        "ages, benchmark, what waits and what it costs by working days, over the shortest of these windows that will do"
    ),
    ("weighted_pipeline", "stages"): mark("what each stage is worth"),
    ("weighted_pipeline", "calibration"): mark("chances told on earlier days against what came of them"),
    ("win_rate", "closed"): mark("deals closed in the period, won or lost"),
    ("win_rate", "with_void"): mark("void deals count as lost"),
    ("win_rate", "with_overdue"): mark("open deals more than 90 days past their expected close count as lost"),
    **{("reconciliation", mode): meaning for mode, meaning in COMPARED.items()},
}
"""(Metric, mode) → what it counts; the first mode of a metric is its default."""


def row_key(row: str, key: str) -> str:
    """The meaning of one key in one kind of row, as an English template. Raises KeyError for an unknown key."""
    return OWN_KEYS.get((row, key)) or ROW_KEYS[key]
