"""Sentences about rows and cells: why a row is no record, what a reader noticed, how values were read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from data_loaders.problems.sentence import Sentence, mark

ROWS: Final[Mapping[str, Sentence]] = {
    "row_too_long": Sentence(
        mark("The row has {cells} cells, but the table has {columns} columns."),
        mark("Put quotation marks around the cell that holds a delimiter, or export the file as XLSX."),
    ),
    "row_total": Sentence(mark("A row of totals, not a record."), mark("Nothing to do.")),
    "row_group": Sentence(
        mark("The name of a group, not a record; it was written into each row of the group."),
        mark("Nothing to do."),
    ),
    "row_footer": Sentence(mark("A line below the table, not a record."), mark("Nothing to do.")),
    "row_repeated_header": Sentence(mark("The row of headers once more, not a record."), mark("Nothing to do.")),
    "row_earlier_week": Sentence(
        mark("The row stands in the sheet of an earlier week, of which no day is known."),
        mark("Give each sheet its day (2026-03-09) as a name, and the weeks show how the deals moved."),
    ),
    "row_broken_quote": Sentence(
        mark("A quotation mark that is opened here is never closed."),
        mark("Close it or remove it in the file and load the file again."),
    ),
}

NOTES: Final[Mapping[str, Sentence]] = {
    "encoding_guessed": Sentence(
        mark("The file does not say how its characters are encoded; {encoding} reads best."),
        mark("Look at the names below; if they are garbled, save the file as UTF-8."),
    ),
    "encoding_repaired": Sentence(mark("{count} damaged characters were replaced by “�”.")),
    "preamble_skipped": Sentence(mark("{rows} rows above the headers were skipped.")),
    "footer_skipped": Sentence(mark("{rows} lines below the table were left out; the first is “{text}”.")),
    "header_joined": Sentence(mark("The headers stand in two rows; they were joined with a dot.")),
    "header_units": Sentence(mark("The row below the headers names units or kinds of values; it was read with them.")),
    "header_missing": Sentence(mark("The table has no row of headers; its columns were numbered.")),
    "blank_rows_skipped": Sentence(mark("{rows} empty rows were skipped.")),
    "rows_padded": Sentence(mark("{rows} rows end early; their missing cells are empty.")),
    "rows_put_together": Sentence(
        mark("{rows} rows held numbers such as 1,200 without quotation marks; their parts were put together."),
    ),
    "rows_beyond_headers": Sentence(
        mark("{rows} rows have more cells than the {columns} headers, so that values may stand under the wrong one."),
        mark("Where a number such as 1,200 has no quotation marks, its halves are two cells: export it with quotes."),
    ),
    "rows_folded": Sentence(mark("{rows} rows of sub-tables were folded into their {records} records.")),
    "amount_of_lines": Sentence(
        mark("“{column}” has an amount in each line of a sub-table without products: none of them is the deal's."),
        mark("Map the column to the amount if the first line of a deal has what it is worth."),
    ),
    "rows_are_lines": Sentence(
        mark(
            "The {rows} rows are product lines of {deals} deals; each deal was read once, with the amount that its "
            "rows repeat, and the lines beside."
        ),
        mark("Give each row an id of its own if each is a deal."),
    ),
    "rows_are_summed_lines": Sentence(
        mark(
            "The {rows} rows are product lines of {deals} deals; each deal was read once, with the sum of its lines as "
            "its amount, and the lines beside."
        ),
        mark("Give each row an id of its own if each is a deal."),
    ),
    "sub_form_are_lines": Sentence(
        mark(
            "The {rows} lines of a sub-table belong to {deals} deals; each deal has the amount that it states itself, "
            "and its lines beside."
        ),
    ),
    "sub_form_are_summed_lines": Sentence(
        mark(
            "The {rows} lines of a sub-table belong to {deals} deals; each deal has the sum of its lines as its amount,"
            " and its lines beside."
        ),
    ),
    "rows_are_quotes": Sentence(
        mark(
            "Each of the {rows} quotes was read as a deal: an accepted one is won, a declined or expired one lost, a "
            "replaced one neither."
        ),
        mark("Say below what a word means if it means something else here."),
    ),
    "stage_codes": Sentence(
        mark("“{column}” holds codes; their names were taken from the table “{sheet}” ({code}: {name})."),
        mark("Rename the stages below if the table means something else."),
    ),
    "dittos_read": Sentence(mark("“{column}”: {rows} ditto marks were read as the value above them.")),
    "cell_errors": Sentence(mark("{cells} cells hold a formula error such as {example}; they are empty here.")),
    "sheet_hidden": Sentence(mark("The sheet is hidden in the workbook.")),
    "sheet_snapshot": Sentence(
        mark("The sheet “{sheet}” was read as the list of {day}: its deals come back in sheets with the same headers."),
        mark("Load the sheets as files of their own if they are lists of different deals."),
    ),
    "sheets_of_weeks": Sentence(
        mark(
            "The sheets {sheets} hold one list week by week without a day; only the newest, “{sheet}”, was read. "
            "Left out: {rows} rows."
        ),
        mark("Give each sheet its day (2026-03-09) as a name, and the weeks show how the deals moved."),
    ),
    "sheets_alike": Sentence(
        mark("The sheets {sheets} hold mostly the same deals; each sheet's deals count on their own."),
        mark("Keep one of the sheets, or give each its day (2026-03-09) as a name."),
    ),
    "sheet_copied": Sentence(
        mark("The sheet “{sheet}” holds the same {rows} rows as “{other}”; it was left out as a copy."),
    ),
    "lines_unwrapped": Sentence(
        mark("Every line of the file is quoted as a whole; the quotation marks around the lines were taken off.")
    ),
    "sheet_stage": Sentence(
        mark("The sheet “{sheet}” has no column of stages; its name was taken for the stage of its deals.")
    ),
    "sheet_owner": Sentence(
        mark(
            "No column names the owners, and the sheets are called like persons: “{sheet}” was read as {owner}'s deals."
        ),
        mark("Add a column of owners if the sheets are called after something else."),
    ),
    "stage_marked": Sentence(
        mark("No column names the stage; it is the last one marked of: {columns}."),
        mark("Name the stage in a column of its own if the marks mean something else."),
    ),
    "stage_sized": Sentence(
        mark(
            "No column names the stage or the amount; each row has one amount, and its column is the stage: {columns}."
        ),
        mark("Put stage and amount into columns of their own if the numbers mean something else."),
    ),
    "sheet_skipped": Sentence(mark("The sheet “{sheet}” could not be read and was left out.")),
    "members_skipped": Sentence(
        mark("{count} files in the archive are no tables and were left out; the first is “{member}”.")
    ),
    "table_below": Sentence(mark("Another table begins in row {row}; it was read as a sheet of its own.")),
    "table_beside": Sentence(
        mark("Another table stands beside the first, from “{column}” on; it was read as a sheet of its own.")
    ),
    "groups_filled": Sentence(
        mark("A report in groups: “{column}” was written into {rows} rows in which only the group names it.")
    ),
    "rows_hidden": Sentence(mark("{rows} rows are hidden in the workbook; they were read like the others.")),
    "null_bytes_removed": Sentence(mark("{count} null characters were removed.")),
}

VALUES: Final[Mapping[str, Sentence]] = {
    "date_order_unknown": Sentence(
        mark(
            "“{column}”: dates such as {first} fit day/month and month/day; {count} cells stay empty until you say "
            "which."
        ),
        mark("Say which one it is (date order: DMY or MDY)."),
    ),
    "decimal_mark_unknown": Sentence(
        mark(
            "“{column}”: in {first} the sign before the last three digits may be a decimal mark or part the thousands; "
            "{count} cells stay empty until you say which."
        ),
        mark("Say which sign is the decimal mark: the dot or the comma."),
    ),
    "share_unknown": Sentence(
        mark("“{column}” holds only 0 and 1, and 1 may be 1 % or all; {count} cells stay empty until you say which."),
        mark("Say how the percentages are written: percent (0 to 100) or unit (0 to 1)."),
    ),
    "amount_text_parsed": Sentence(mark("“{column}”: amounts written as text were read as numbers.")),
    "amount_european": Sentence(mark("“{column}”: the comma was read as the decimal mark.")),
    "amount_dot_thousands": Sentence(mark("“{column}”: the dot was read as the mark between thousands.")),
    "amount_scaled": Sentence(mark("“{column}”: amounts with a unit such as {unit} were multiplied out.")),
    "amount_negative": Sentence(mark("“{column}”: amounts in brackets were read as negative.")),
    "header_unit": Sentence(mark("“{column}”: the header says {unit}; every amount was multiplied by {factor}.")),
    "unit_above": Sentence(
        mark("“{column}”: a line above the table says {unit}; every amount was multiplied by {factor}."),
        mark("Compare the totals below; write the unit into the header if it is another."),
    ),
    "unit_beside": Sentence(
        mark("“{column}”: the header “{beside}” says {unit}; every amount was multiplied by {factor}."),
        mark("Compare the totals below; write the unit into the header if it is another."),
    ),
    "share_percent": Sentence(mark("“{column}”: percentages were read as shares of 1.")),
    "date_order_taken": Sentence(mark("“{column}”: dates were read as {order}.")),
    "date_text_parsed": Sentence(mark("“{column}”: dates written as {format} were read.")),
    "date_month_end": Sentence(mark("“{column}”: months such as {format} were read, each as its last day.")),
    "date_quarter_end": Sentence(
        mark("“{column}”: quarters such as {format} were read as those of the calendar, each as its last day."),
        mark("Export the days if your fiscal year begins with another month."),
    ),
    "date_month": Sentence(mark("“{column}”: months such as {format} were read, each as its first day.")),
    "date_serial": Sentence(mark("“{column}”: day numbers of Excel were read as dates.")),
    "id_rounded": Sentence(
        mark("“{column}”: long numbers have lost their last digits in a workbook; they may match no other file."),
        mark("Export the column as text."),
    ),
    "id_lost": Sentence(
        mark("“{column}”: numbers such as 5.8E+18 no longer tell records apart; they were left empty."),
        mark("Export the column as text, and do not save the file in Excel."),
    ),
    "id_fraction": Sentence(
        mark("“{column}”: numbers that had become decimal fractions (1001.0) were made whole again.")
    ),
    "date_epoch": Sentence(mark("“{column}”: seconds or milliseconds since 1970 were read as dates.")),
    "date_zone": Sentence(mark("“{column}”: times with a zone were converted to {zone}.")),
    "null_words": Sentence(mark("“{column}”: words that stand for nothing were left empty.")),
}
