"""Sentences about a whole file: what it is, why it cannot be read, what stopped its reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from data_loaders.problems.sentence import Sentence, mark

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
    "archive_nested": Sentence(
        mark("{file_name} is an archive within an archive."),
        mark("Unpack it and load the tables inside."),
    ),
    "archive_damaged": Sentence(
        mark("A table inside {file_name} cannot be unpacked; the archive may be damaged or cut off."),
        mark("Pack it again, or load the tables one by one."),
    ),
    "archive_no_table": Sentence(
        mark("{file_name} is an archive without a table inside; archives within it are not opened."),
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
        mark(
            "{file_name} brought its reader down (it ended with code {ended_with}); nothing was loaded and nothing "
            "else was harmed."
        ),
        mark("Open it in Excel or LibreOffice, save it as a new XLSX or CSV, and load that file."),
    ),
    "disk_full": Sentence(
        mark("There was no room on the disk while {file_name} was read; nothing was loaded."),
        mark("Make room on the disk, then load it again."),
    ),
    "child_killed": Sentence(
        mark(
            "{file_name} brought its reader down (the system ended it: {signal}); nothing was loaded and nothing else "
            "was harmed."
        ),
        mark("Open it in Excel or LibreOffice, save it as a new XLSX or CSV, and load that file."),
    ),
    "cancelled": Sentence(
        mark("The reading of {file_name} was stopped; nothing of it was kept."),
        mark("Load it again whenever you like."),
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

WHOLE_FILE: Final[Mapping[str, Sentence]] = {
    "file_not_sales": Sentence(
        mark("{file_name} holds a table, but nothing a pipeline review can use (columns: {columns})."),
        mark(
            "Load a list of deals or leads, a stage history, activities, owners, targets, accounts, products or rates."
        ),
    ),
    "file_maybe_deals": Sentence(
        mark("Is {file_name} a list of deals? Neither its columns ({columns}) nor its stages ({stages}) say so."),
        mark("If it is one, name the columns of the deal and of its stage with --mapping."),
    ),
    "file_headerless": Sentence(
        mark("{file_name} has no row of headers: it begins with values ({cells})."),
        mark("Write the names of the columns into a row above, such as Deal, Stage and Amount, and load it again."),
    ),
    "file_other_list": Sentence(
        mark("{file_name} is headed like a list of {kind}, not of deals (columns: {columns})."),
        mark("Load a list of deals with the stage or outcome of each; if it is one, name its columns with --mapping."),
    ),
    "figures_by_period": Sentence(
        mark(
            "{file_name} holds figures by month, quarter or year (columns: {columns}), but nothing says that they are "
            "targets."
        ),
        mark("If they are, write “target” into a header or the name of the file or sheet, and load it again."),
    ),
    "file_turned": Sentence(
        mark("{file_name} stands on its side: its first column names what is known of a deal ({headings})."),
        mark("Turn it so that each deal is a row (Excel: copy, Paste Special, Transpose), and load it again."),
    ),
    "sheet_turned": Sentence(
        mark(
            "The sheet “{sheet}” of {file_name} stands on its side: its first column names what is known of a deal "
            "({headings})."
        ),
        mark("Turn it so that each deal is a row (Excel: copy, Paste Special, Transpose), and load it again."),
    ),
    "deals_without_stage": Sentence(
        mark(
            "{file_name} looks like a list of deals, but no column says in which stage or status a deal is "
            "(columns: {columns})."
        ),
        mark("Export it with the stage, or name the column with --mapping."),
    ),
    "deals_without_name": Sentence(
        mark(
            "{file_name} looks like a list of deals, but no column names a deal: neither an id nor a name "
            "(columns: {columns})."
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
