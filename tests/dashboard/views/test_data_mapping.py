"""A confirmed mapping: named from system and file, brought in from a file, and never stored before a load."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dashboard.errors import DashboardError
from dashboard.language import Words
from dashboard.views import links
from dashboard.views.data_mapping import _proposal, _text
from dashboard.warehouse import mappings
from dashboard.warehouse.connection import Warehouse
from tests.dashboard.views.conftest import said
from tests.dashboard.views.test_data import CSV, NAME, fresh, on_tab, uploaded
from tests.dashboard.views.test_data_corrections import forty


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("deals 2026-05-01.csv", "Plain sheet · deals"),
        ("deals_20260501.xlsx", "Plain sheet · deals"),
        ("商机台账2026年5月1日.xlsx", "Plain sheet · 商机台账"),
        ("2026-05-01.csv", "Plain sheet"),
        ("plain.csv", "Plain sheet · plain"),
    ],
)
def test_the_proposed_name_is_the_same_next_week(file: str, name: str) -> None:
    assert _proposal(replace(forty(), file_name=file), Words("en")) == name


def test_a_file_that_is_no_text_is_one_sentence() -> None:
    with pytest.raises(DashboardError):
        _text(b"\xff\xfe\x00\x01\x80")


def test_a_mapping_is_remembered_with_the_load_and_not_before(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "page_link", lambda *_told, **_more: None)
    test = on_tab(uploaded(fresh(), (NAME, CSV)), "About the file")
    (currency,) = [box for box in test.selectbox if (box.key or "").startswith("currency-")]
    currency.select("CNY").run()
    assert not test.exception
    (name,) = [box for box in test.text_input if (box.key or "").startswith("mapping-name-")]
    name.set_value("Weekly").run()
    assert mappings.list_mappings(warehouse) == ()
    test.button(key="load-files").click().run()
    (kept,) = mappings.list_mappings(warehouse)
    assert (kept.name, kept.options.currency, kept.options.file_name) == ("Weekly", "CNY", None)


def test_a_day_is_true_of_one_file_and_no_mapping(warehouse: Warehouse) -> None:
    test = on_tab(uploaded(fresh(), (NAME, CSV)), "About the file")
    (day,) = [control for control in test.date_input if (control.key or "").startswith("as_of-")]
    day.set_value(date(2026, 6, 30)).run()
    assert not [box for box in test.text_input if (box.key or "").startswith("mapping-name-")]
    assert "true as of 30 Jun 2026" in said(test)
    assert mappings.list_mappings(warehouse) == ()
