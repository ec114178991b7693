"""Sentences about what was read: its quality, its date, and what another file would unlock."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from data_loaders.problems.sentence import Sentence, mark

FINDINGS: Final[Mapping[str, Sentence]] = {
    "deal_without_key": Sentence(
        mark("The row has neither an id nor a name of a deal."), mark("Fill in the id or the name, or remove the row.")
    ),
    "event_without_key": Sentence(
        mark("The row names no deal."), mark("Fill in the id or the name of the deal, or remove the row.")
    ),
    "event_without_stage": Sentence(
        mark("The row names no stage or no time."), mark("Fill in the stage and the time, or remove the row.")
    ),
    "row_without_content": Sentence(
        mark("The row lacks what its table needs."), mark("Fill in the empty cells, or remove the row.")
    ),
    "closed_before_created": Sentence(
        mark("{count} deals were closed before they were created; they do not count in cycle times.")
    ),
    "future_dates": Sentence(mark("{count} deals were created or closed after the day the file was true.")),
    "duplicate_deals": Sentence(mark("{count} rows repeat a deal; the latest change was kept.")),
    "won_without_amount": Sentence(mark("{count} won deals have no amount.")),
    "closed_without_date": Sentence(mark("{count} closed deals have no date of closing.")),
    "unreadable_values": Sentence(mark("{count} cells of “{column}” could not be read as a {kind}; they are empty.")),
    "same_name_deals": Sentence(
        mark("{count} deals share their name with another and have no id."),
        mark("Export the id of the deal as well."),
    ),
    "history_rows_not_stage": Sentence(mark("{count} rows of the history change something other than the stage.")),
    "amount_without_currency": Sentence(
        mark("{count} amounts name no currency."),
        mark("Say which one it is, or export the currency."),
    ),
    "amount_stands_in": Sentence(
        mark("No column is called amount, so “{column}” was taken for it ({count} rows)."),
        mark("Map it to nothing if it is already weighted by the probability."),
    ),
    "stage_missing": Sentence(mark("{count} open deals have no stage.")),
    "outcome_disagrees": Sentence(
        mark("{count} deals state an outcome that their stage denies; the stated outcome was taken.")
    ),
    "durations_disagree": Sentence(
        mark("{count} durations of “{column}” are more than a day from what the dates say; the dates were taken.")
    ),
    "other_pipeline_dates": Sentence(
        mark("{count} stage dates belong to another pipeline than the deal's; they were left out.")
    ),
    "sheet_ignored": Sentence(
        mark("The sheet “{sheet}” ({count} rows) holds nothing for a pipeline review and was left out.")
    ),
    "sheet_ignored_turned": Sentence(
        mark("The sheet “{sheet}” ({count} rows) stands on its side, a deal a column, and was left out."),
        mark("Turn it so that each deal is a row (Excel: copy, Paste Special, Transpose), and load it again."),
    ),
    "activities_not_stages": Sentence(
        mark(
            "{count} rows of the log are work steps, not stages; only activities that begin with {prefix} were taken."
        ),
        mark("Map the stages by hand if others are meant."),
    ),
    "mapping_header_missing": Sentence(mark("The mapping names the column “{column}”, which the file does not have.")),
    "recognition_unsure": Sentence(
        mark("The file was taken for {system}, but it may as well come from {other}."),
        mark("Name the system if you know it."),
    ),
    "alike_values": Sentence(
        mark("“{value}” ({count} rows) looks like “{other}”; they were kept apart."),
        mark("Map one to the other if they are the same."),
    ),
    "won_stage_unknown": Sentence(
        mark("{count} deals are in a stage that means lost, but no stage reads as won."),
        mark("Say which stage means won."),
    ),
    "mapping_remembered": Sentence(
        mark("The mapping “{name}”, confirmed for files with these headers, was applied."),
        mark("What you state now still wins."),
    ),
    "target_year_assumed": Sentence(
        mark("{count} rows of targets name no year; {year} was taken."),
        mark("Write the year into the headers or a column."),
    ),
    "targets_assumed": Sentence(
        mark("Nothing says that the figures of {count} rows are targets, not results; they were taken for targets."),
        mark("Undo the import if they are results, or write “target” into a header if they are not."),
    ),
    "target_without_period": Sentence(
        mark("The row of targets names no period."), mark("Name the month, quarter or year, or remove the row.")
    ),
}

AS_OF: Final[Mapping[str, Sentence]] = {
    "as_of_chosen": Sentence(mark("Stated when the file was loaded.")),
    "as_of_file_name": Sentence(mark("The name of the file holds this date.")),
    "as_of_newest": Sentence(mark("The newest date in the data that is not in the future ({moment}).")),
    "as_of_unknown": Sentence(mark("The file holds no date of its own."), mark("State when it was true (as-of).")),
}

UNLOCKS: Final[Mapping[str, Sentence]] = {
    "unlock_history": Sentence(
        mark(
            "A stage history (Salesforce opportunity history, HubSpot property history, Zoho stage history, an event "
            "log) unlocks conversion and time in stage."
        ),
    ),
    "unlock_dates": Sentence(mark("Columns with the date each stage was entered unlock the funnel and time in stage.")),
    "unlock_snapshots": Sentence(
        mark("The same export, loaded again every week, unlocks what changed and how often close dates were pushed.")
    ),
    "unlock_moves_back": Sentence(mark("A full stage history would also show moves back and repeated visits.")),
    "unlock_deals": Sentence(mark("The list of deals itself adds owners, amounts, sources and reasons for loss.")),
    "unlock_amounts": Sentence(mark("An amount column unlocks values, velocity and coverage.")),
    "unlock_reasons": Sentence(mark("A column with the reason for loss unlocks why deals are lost.")),
    "unlock_created": Sentence(mark("A creation date unlocks cycle times and cohorts.")),
}
