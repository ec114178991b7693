"""Every number on the screen has a definition, and every definition a place of its own."""

from __future__ import annotations

import pytest

from dashboard import glossary
from dashboard.filters import DIMENSIONS
from dashboard.language import Words
from dashboard.metrics import METRICS

EN, ZH = Words("en"), Words("zh")


def test_every_metric_has_an_entry_under_its_name() -> None:
    assert {metric.name for metric in METRICS} <= {entry.key for entry in glossary.METRIC_ENTRIES}


def test_every_breakdown_has_a_label() -> None:
    asked = {dimension for metric in METRICS for dimension in metric.dimensions}
    assert asked <= {*DIMENSIONS, *glossary.BREAKDOWNS}


def test_keys_are_unique_and_fit_an_anchor() -> None:
    keys = [entry.key for entry in glossary.ENTRIES]
    assert len(keys) == len(set(keys))
    assert all(key.isidentifier() and key.islower() for key in keys)


@pytest.mark.parametrize("entry", glossary.METRIC_ENTRIES, ids=lambda entry: entry.key)
def test_a_metric_says_what_it_counts_in_which_unit_and_what_it_needs(entry: glossary.Entry) -> None:
    assert entry.counts
    assert entry.unit
    assert entry.source


@pytest.mark.parametrize("entry", glossary.ENTRIES, ids=lambda entry: entry.key)
def test_every_entry_reads_in_both_languages(entry: glossary.Entry) -> None:
    assert ZH(entry.term) != entry.term
    assert ZH(entry.says) != entry.says
    assert [text for _, text in glossary.parts(entry, EN)] != [text for _, text in glossary.parts(entry, ZH)] or not (
        glossary.parts(entry, EN)
    )


def test_the_terms_are_those_of_the_field() -> None:
    terms = {entry.key: ZH(entry.term) for entry in glossary.ENTRIES}
    assert terms["win_rate"] == "赢单率"
    assert terms["sales_velocity"] == "管道速度"
    assert terms["sales_cycle"] == "销售周期"
    assert terms["stage_visit"] == "阶段停留"
    assert terms["bottleneck"] == "瓶颈"


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError):
        glossary.entry("win_rte")
