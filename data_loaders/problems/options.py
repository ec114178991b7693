"""Sentences about options that a person wrote or a file holds: what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from data_loaders.problems.sentence import Sentence, mark

OPTIONS: Final[Mapping[str, Sentence]] = {
    "option_source": Sentence(mark("source “{value}” is none of {known}")),
    "option_column": Sentence(mark("column “{header}” cannot be read as “{value}”")),
    "option_stage": Sentence(mark("stage “{stage}” needs a position or null, and one of {known}")),
    "option_date_order": Sentence(mark("date_order “{value}” is neither DMY nor MDY")),
    "option_closed": Sentence(mark("closed “{value}” is none of won, lost and void")),
    "option_zone": Sentence(mark("as_of must be a time without a zone, such as 2026-03-31T23:59:59")),
    "option_texts": Sentence(mark("{part} must send a text to a text")),
    "option_currency": Sentence(mark("“{value}” is no currency code of three letters, such as USD")),
}
