"""Sentences about the tables around the deals: visits by channel, quotas beside names, rates of exchange."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from data_loaders.problems.sentence import Sentence, mark

AROUND: Final[Mapping[str, Sentence]] = {
    "sessions_without_period": Sentence(
        mark("{count} rows of visits name no day or month; they count as one undated total."),
        mark("Export them with the date, or with the lines above the table that hold the period."),
    ),
    "quota_year_assumed": Sentence(
        mark("{count} quotas stand beside names without a year; they were taken for {year}."),
        mark("Load a table of targets with its own periods if another year is meant."),
    ),
    "rates_without_base": Sentence(
        mark("{count} exchange rates do not say which currency they are in; they were not used."),
        mark("State the currency of the file, or add a column with the base currency."),
    ),
}
