"""Sentences about columns: what each was taken for, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from data_loaders.problems.sentence import Sentence, mark

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
    "column_of_lines": Sentence(
        mark("It belongs to the lines of a sub-table: the first of them is kept beside the deal.")
    ),
    "column_names_deal": Sentence(
        mark("No column names the deal: each row is a deal, called after its customer."),
        mark("Export the id or the name of the deal, so that two deals of a customer can be told apart."),
    ),
    "column_stands_in": Sentence(
        mark("No other column is the {field}: this one stands in for it."),
        mark("Map another column, or none, if it is not."),
    ),
    "column_status_as_stage": Sentence(mark("A status column whose words name stages is read as the stage.")),
    "column_stage_date": Sentence(mark("Holds the moment a deal entered the stage “{stage}”.")),
    "column_period": Sentence(mark("Holds the target for {period}.")),
}
