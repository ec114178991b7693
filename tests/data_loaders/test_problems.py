"""The catalogue of sentences."""

from __future__ import annotations

import re
import string

import pytest

from data_loaders.problems import SENTENCES, Refused, refused, say
from data_loaders.problems.options import OPTIONS
from data_loaders.report import Said


def test_a_refusal_reads_as_one_sentence_with_its_remedy() -> None:
    error = refused("file_empty", file_name="deals.csv")
    assert isinstance(error, Refused)
    assert str(error) == "deals.csv is empty. Export it again and check that the export holds rows."


def test_a_sentence_is_said_in_the_words_of_the_reader() -> None:
    said = Said("row_too_long", {"cells": 4, "columns": 3})
    assert say(
        said, lambda template, **values: template.upper().format(**{k.upper(): v for k, v in values.items()})
    ) == (
        "THE ROW HAS 4 CELLS, BUT THE TABLE HAS 3 COLUMNS. PUT QUOTATION MARKS AROUND THE CELL THAT HOLDS A DELIMITER, OR "
        "EXPORT THE FILE AS XLSX."
    )


def test_a_type_of_value_is_named_in_the_words_of_the_reader() -> None:
    said = Said("unreadable_values", {"count": 2, "column": "Closed", "kind": "timestamp"})
    chinese = {"time": "时间"}
    spoken = say(said, lambda template, **values: chinese.get(template, template).format(**values))
    assert spoken == "2 cells of “Closed” could not be read as a 时间; they are empty."


def test_braces_in_a_file_name_are_text() -> None:
    assert "{0}.csv is empty" in str(refused("file_empty", file_name="{0}.csv"))


@pytest.mark.parametrize("code", SENTENCES)
def test_every_sentence_has_named_places_only_and_ends_like_one(code: str) -> None:
    sentence = SENTENCES[code]
    for part in filter(None, (sentence.what, sentence.remedy)):
        places = [name for _, name, _, _ in string.Formatter().parse(part) if name is not None]
        assert all(re.fullmatch(r"[a-z_]+", name) for name in places)
        # What is wrong with a mapping is named after a colon, inside a sentence.
        assert (part[-1] in ".)") is (code not in OPTIONS)
