"""Everything a loader may have to say about a file: a catalogue of sentences, as data.

A `Said` names a sentence and its values; `say` writes it in the reader's language. Sentences are English
templates with `{name}` places, marked for the translation catalogue.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from data_loaders.report import Said


def mark(message: str) -> str:
    """Mark a message for translation; the loaders run alone, so they do not borrow the dashboard's."""
    return message


@dataclass(frozen=True)
class Sentence:
    """What happened, and what to do about it ('' where there is nothing to do)."""

    what: str
    remedy: str = ""


class Refused(Exception):  # noqa: N818 - what happened is a refusal, not an error
    """A file, or a part of it, that cannot be read without help; `said` tells what and what to do."""

    def __init__(self, said: Said) -> None:
        self.said = said
        super().__init__(say(said, _english))


def refused(code: str, **values: str | float) -> Refused:
    """The refusal with the sentence `code` of the catalogue."""
    return Refused(Said(code, values))


def say(said: Said, words: Callable[..., str]) -> str:
    """The sentence in the reader's language; `words` takes a template and its values."""
    sentence = SENTENCES[said.code]
    parts = (sentence.what, sentence.remedy)
    return " ".join(words(part, **said.values) for part in parts if part)


def _english(template: str, **values: object) -> str:
    return template.format(**values)


FILES: Final[Mapping[str, Sentence]] = {
    "file_missing": Sentence(
        mark("{file_name} is not there."),
        mark("Check the path."),
    ),
    "file_empty": Sentence(
        mark("{file_name} is empty."),
        mark("Export it again and check that the export holds rows."),
    ),
    "file_no_table": Sentence(
        mark("{file_name} holds no table: no row of headers with rows below it was found."),
        mark("Export a list with one row per deal and a row of column names."),
    ),
    "file_unknown": Sentence(
        mark("{file_name} is neither a text table nor a workbook."),
        mark("Export the list as CSV or XLSX and load that file."),
    ),
    "file_web_page": Sentence(
        mark("{file_name} is a web page or XML text, not a table, whatever its name says."),
        mark("Open it in Excel or LibreOffice, save it as XLSX, and load that file."),
    ),
    "file_json": Sentence(
        mark("{file_name} holds JSON, not a table."),
        mark("Export the list as CSV or XLSX and load that file."),
    ),
    "text_named_workbook": Sentence(
        mark("{file_name} is named like a workbook but holds plain text."),
        mark("Rename it so that it ends in .csv and load it again, or save it as a real XLSX."),
    ),
    "file_encoding": Sentence(
        mark("The characters of {file_name} could not be made out."),
        mark("Save it as CSV in UTF-8 and load that file."),
    ),
    "workbook_password": Sentence(
        mark("{file_name} is protected by a password."),
        mark("Open it, save a copy without the password, and load the copy."),
    ),
    "workbook_damaged": Sentence(
        mark("{file_name} is a workbook that no reader here can open; it may be damaged or cut off."),
        mark("Open it in Excel or LibreOffice, save it as a new XLSX or CSV, and load that file."),
    ),
    "archive_too_big": Sentence(
        mark("{file_name} would unpack to {unpacked_mb} MB, more than the {limit_mb} MB allowed."),
        mark("Export fewer columns or a shorter period, or save it as CSV."),
    ),
    "archive_suspicious": Sentence(
        mark("{file_name} unpacks to {ratio} times its size, as files made to do harm do."),
        mark("Open it in Excel or LibreOffice, save it as a new XLSX or CSV, and load that file."),
    ),
    "archive_members": Sentence(
        mark("{file_name} packs {members} files, more than the {limit} allowed."),
        mark("Load the tables one by one."),
    ),
    "archive_no_table": Sentence(
        mark("{file_name} is an archive without a table inside."),
        mark("Unpack it and load the CSV or XLSX files."),
    ),
    "too_many_columns": Sentence(
        mark("{file_name} has {columns} columns, more than the {limit} allowed."),
        mark("Export only the columns that you need."),
    ),
    "parquet_damaged": Sentence(
        mark("{file_name} is a Parquet file that cannot be read; it may be damaged or cut off."),
        mark("Write it again, or export the list as CSV or XLSX."),
    ),
}

CHILD: Final[Mapping[str, Sentence]] = {
    "child_crashed": Sentence(
        mark("{file_name} brought its reader down ({cause}); nothing was loaded and nothing else was harmed."),
        mark("Open it in Excel or LibreOffice, save it as a new XLSX or CSV, and load that file."),
    ),
    "child_memory": Sentence(
        mark("Reading {file_name} takes more than the {limit_mb} MB of memory allowed."),
        mark("Save it as CSV, or split it into smaller files."),
    ),
    "child_slow": Sentence(
        mark("Reading {file_name} took longer than the {limit_s} seconds allowed."),
        mark("Save it as CSV, or split it into smaller files."),
    ),
}

ROWS: Final[Mapping[str, Sentence]] = {
    "row_too_long": Sentence(mark("The row has {cells} cells, but the table has {columns} columns.")),
    "row_total": Sentence(mark("A row of totals, not a record.")),
    "row_footer": Sentence(mark("A line below the table, not a record.")),
    "row_repeated_header": Sentence(mark("The row of headers once more, not a record.")),
    "row_broken_quote": Sentence(mark("A quotation mark that is opened here is never closed.")),
}

NOTES: Final[Mapping[str, Sentence]] = {
    "encoding_guessed": Sentence(
        mark("The file does not say how its characters are encoded; {encoding} reads best."),
        mark("Look at the names below; if they are garbled, save the file as UTF-8."),
    ),
    "encoding_repaired": Sentence(mark("{count} damaged characters were replaced by “�”.")),
    "preamble_skipped": Sentence(mark("{rows} rows above the headers were skipped.")),
    "header_joined": Sentence(mark("The headers stand in two rows; they were joined with a dot.")),
    "header_missing": Sentence(mark("The table has no row of headers; its columns were numbered.")),
    "blank_rows_skipped": Sentence(mark("{rows} empty rows were skipped.")),
    "rows_padded": Sentence(mark("{rows} rows end early; their missing cells are empty.")),
    "rows_folded": Sentence(mark("{rows} rows of sub-tables were folded into their {records} records.")),
    "cell_errors": Sentence(mark("{cells} cells hold a formula error such as {example}; they are empty here.")),
    "sheet_hidden": Sentence(mark("The sheet is hidden in the workbook.")),
    "sheet_skipped": Sentence(mark("The sheet “{sheet}” could not be read and was left out.")),
    "sheet_empty": Sentence(mark("The sheet holds no table.")),
    "null_bytes_removed": Sentence(mark("{count} null characters were removed.")),
}

VALUES: Final[Mapping[str, Sentence]] = {
    "date_order_unknown": Sentence(
        mark("The dates in “{column}” can be read in two ways: {first} and {second} fit day/month and month/day."),
        mark("Say which one it is (date order: DMY or MDY)."),
    ),
    "amount_text_parsed": Sentence(mark("“{column}”: amounts written as text were read as numbers.")),
    "amount_european": Sentence(mark("“{column}”: the comma was read as the decimal mark.")),
    "amount_dot_thousands": Sentence(mark("“{column}”: the dot was read as the mark between thousands.")),
    "amount_scaled": Sentence(mark("“{column}”: amounts with a unit such as {unit} were multiplied out.")),
    "amount_negative": Sentence(mark("“{column}”: amounts in brackets were read as negative.")),
    "header_unit": Sentence(mark("“{column}”: the header says {unit}; every amount was multiplied by {factor}.")),
    "share_percent": Sentence(mark("“{column}”: percentages were read as shares of 1.")),
    "date_order_taken": Sentence(mark("“{column}”: dates were read as {order}.")),
    "date_text_parsed": Sentence(mark("“{column}”: dates written as {format} were read.")),
    "date_serial": Sentence(mark("“{column}”: day numbers of Excel were read as dates.")),
    "date_epoch": Sentence(mark("“{column}”: seconds or milliseconds since 1970 were read as dates.")),
    "date_zone": Sentence(mark("“{column}”: times with a zone were converted to {zone}.")),
    "flag_parsed": Sentence(mark("“{column}”: words for yes and no were read.")),
    "null_words": Sentence(mark("“{column}”: words that stand for nothing were left empty.")),
    "value_unreadable": Sentence(mark("“{value}” in “{column}” could not be read as a {kind}.")),
}

COLUMNS: Final[Mapping[str, Sentence]] = {
    "column_of_system": Sentence(mark("This is how {system} heads the field {field}.")),
    "column_usual_name": Sentence(mark("A usual header of the field {field}.")),
    "column_known": Sentence(mark("Known, but not needed: kept beside the deal.")),
    "column_unknown": Sentence(mark("No field goes by this header: kept beside the deal.")),
    "column_alike": Sentence(
        mark("Looks like “{alias}”, a header of the field {field}; not taken without your word."),
        mark("Map it by hand if it is the same."),
    ),
    "column_contradicted": Sentence(
        mark("The header speaks for the field {field}, its values do not (“{value}”): kept beside the deal."),
        mark("Map it by hand if it is right all the same."),
    ),
    "column_taken": Sentence(mark("“{header}” is already taken for the field {field}: kept beside the deal.")),
    "column_chosen": Sentence(mark("Mapped by hand to {field}.")),
    "column_status_as_stage": Sentence(mark("A status column whose words name stages is read as the stage.")),
    "column_stage_date": Sentence(mark("Holds the moment a deal entered the stage “{stage}”.")),
    "column_period": Sentence(mark("Holds the target for {period}.")),
}

WHOLE_FILE: Final[Mapping[str, Sentence]] = {
    "file_not_sales": Sentence(
        mark("{file_name} holds a table, but nothing a pipeline review can use (columns: {columns})."),
        mark("Load a list of deals, a stage history, activities, owners, targets, accounts, products or rates."),
    ),
    "deals_without_stage": Sentence(
        mark(
            "{file_name} looks like a list of deals, but no column says in which stage or status a deal is (columns: {columns})."
        ),
        mark("Export it with the stage, or name the column with --mapping."),
    ),
    "deals_without_name": Sentence(
        mark(
            "{file_name} looks like a list of deals, but no column names a deal: neither an id nor a name (columns: {columns})."
        ),
        mark("Export it with the id or the name of the deal, or name the column with --mapping."),
    ),
    "history_without_stage": Sentence(
        mark("This is a history of fields, but none of its rows changes the stage (fields: {properties})."),
        mark("Export the history of the stage as well."),
    ),
    "source_unknown": Sentence(mark("There is no system called {source}."), mark("Known are: {known}.")),
    "field_unknown": Sentence(
        mark("The mapping sends “{column}” to {field}, which is no field."),
        mark("The fields are listed on the definitions page."),
    ),
    "file_no_rows": Sentence(
        mark("{file_name} holds headers, but not one usable row."), mark("Check the filter of the export.")
    ),
}

FINDINGS: Final[Mapping[str, Sentence]] = {
    "deal_without_key": Sentence(mark("The row has neither an id nor a name of a deal.")),
    "event_without_key": Sentence(mark("The row names no deal.")),
    "event_without_stage": Sentence(mark("The row names no stage or no time.")),
    "row_without_content": Sentence(mark("The row lacks what its table needs.")),
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
    "stage_missing": Sentence(mark("{count} open deals have no stage.")),
    "outcome_disagrees": Sentence(
        mark("{count} deals state an outcome that their stage denies; the stated outcome was taken.")
    ),
    "other_pipeline_dates": Sentence(
        mark("{count} stage dates belong to another pipeline than the deal's; they were left out.")
    ),
    "sheet_ignored": Sentence(
        mark("The sheet “{sheet}” ({count} rows) holds nothing for a pipeline review and was left out.")
    ),
    "activities_not_stages": Sentence(
        mark(
            "{count} rows of the log are work steps, not stages; only activities that begin with {prefix} were taken."
        ),
        mark("Map the stages by hand if others are meant."),
    ),
    "mapping_header_missing": Sentence(mark("The mapping names the column “{column}”, which the file does not have.")),
    "target_without_period": Sentence(mark("The row of targets names no period.")),
}

AS_OF: Final[Mapping[str, Sentence]] = {
    "as_of_chosen": Sentence(mark("Stated when the file was loaded.")),
    "as_of_file_name": Sentence(mark("The name of the file holds this date.")),
    "as_of_newest": Sentence(mark("The newest date in the data that is not in the future ({field}).")),
    "as_of_unknown": Sentence(mark("The file holds no date of its own."), mark("State when it was true (as-of).")),
}

UNLOCKS: Final[Mapping[str, Sentence]] = {
    "unlock_history": Sentence(
        mark(
            "A stage history (Salesforce opportunity history, HubSpot property history, Zoho stage history, an event log) unlocks conversion and time in stage."
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

SENTENCES: Final[dict[str, Sentence]] = {
    **FILES, **CHILD, **ROWS, **NOTES, **VALUES, **COLUMNS, **WHOLE_FILE, **FINDINGS, **AS_OF, **UNLOCKS,
}  # fmt: skip
