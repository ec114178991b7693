"""The page of the metrics is the code's own, and every key of every row has a meaning in both languages."""

from __future__ import annotations

import dataclasses

import pytest

from dashboard.cli.metrics_page import PAGES, page
from dashboard.cli.rows import DRAWN_ONLY
from dashboard.glossary.own_keys import MODE_MEANINGS, OWN_KEYS, row_key
from dashboard.glossary.row_keys import ROW_KEYS
from dashboard.language import Language, Words
from dashboard.metrics import METRICS, Metric

ROWS = {row for metric in METRICS for row in metric.rows}
KEYS = {(row.__name__, field.name) for row in ROWS for field in dataclasses.fields(row) if field.name not in DRAWN_ONLY}


@pytest.mark.parametrize("language", PAGES)
def test_the_page_is_up_to_date(language: Language) -> None:
    assert PAGES[language].read_text(encoding="utf-8") == page(Words(language)), "run `make docs`"


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
def test_a_metric_has_rows_of_one_kind_or_one_kind_a_mode(metric: Metric) -> None:
    assert len(metric.rows) in {1, len(metric.modes)}
    assert [metric.row(mode) for mode in metric.modes] == [*metric.rows] * (len(metric.modes) // len(metric.rows))


def test_every_key_has_a_meaning_in_both_languages() -> None:
    for row, key in KEYS:
        assert Words("zh")(row_key(row, key)) != row_key(row, key), (row, key)


def test_no_meaning_is_left_of_a_key_that_is_gone() -> None:
    assert set(OWN_KEYS) <= KEYS
    assert set(ROW_KEYS) == {key for row, key in KEYS if (row, key) not in OWN_KEYS}


def test_every_mode_says_what_it_counts() -> None:
    assert {(metric.name, mode) for metric in METRICS for mode in metric.modes} == set(MODE_MEANINGS)


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError):
        row_key("WinRate", "profit")
