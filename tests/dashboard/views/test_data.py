"""The data page: a file is read in the child, shown, loaded on confirmation only, and taken out again."""
# ruff: noqa: PLC0415 - a page run by AppTest is a function that brings its own imports

from __future__ import annotations

import hashlib
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.language import Words
from dashboard.views.data_imports import facts
from dashboard.warehouse import imports, known
from dashboard.warehouse.connection import Warehouse
from tests.dashboard.views.conftest import SECONDS, said

CSV = (
    "Record ID,Deal Name,Pipeline,Deal Stage,Amount,Create Date,Close Date,Deal owner\n"
    + "".join(
        f'{100 + n},"=Deal {n} *bold*",Sales,{stage},{n * 1000},2026-01-{n:02} 09:00,2026-03-{n:02} 10:00,{owner}\n'
        for n, (stage, owner) in enumerate(
            [("Proposal", "Ana"), ("Closed Won", "Bo"), ("Closed Lost", "Ana")] * 3, start=1
        )
    )
).encode()
NAME = "../../etc/hubspot-deals.csv"


def data_page() -> None:
    """The page as its script runs it."""
    from dashboard.views import data, frame

    frame.render_plain(data.page)


def uploaded(test: AppTest, *files: tuple[str, bytes]) -> AppTest:
    """The page after these files were chosen."""
    test.file_uploader[0].set_value([(name, content, "text/csv") for name, content in files])
    return test.run()


def on_tab(test: AppTest, tab: str) -> AppTest:
    """The page with a tab of its only file opened."""
    (key,) = test.session_state["upload-desk"].uploads
    test.session_state[f"tabs-{key}"] = tab
    return test.run()


def fresh() -> AppTest:
    """A visit to the page."""
    return AppTest.from_function(data_page, default_timeout=SECONDS).run()


def test_nothing_is_written_before_the_button_is_pressed(warehouse: Warehouse) -> None:
    test = uploaded(fresh(), (NAME, CSV))
    assert not test.exception
    assert "hubspot-deals.csv" in said(test)
    assert "Recognised as HubSpot" in said(test)
    assert [button.label for button in test.button if button.key == "load-files"] == ["Load this file"]
    assert imports.list_imports(warehouse) == ()
    assert known.newest(warehouse) is None


def test_the_button_loads_and_the_list_shows_it(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    from dashboard.views import links

    monkeypatch.setattr(links, "page_link", lambda *_told, **_more: None)
    test = uploaded(fresh(), (NAME, CSV))
    test.button(key="load-files").click().run()
    assert not test.exception
    (row,) = imports.list_imports(warehouse)
    assert row.rows_loaded == 9
    assert any("is loaded: 9 rows in use" in success.value for success in test.success)
    assert "1 import" in said(test)
    test.button(key=f"undo-now-{row.import_id}").click().run()
    assert imports.list_imports(warehouse) == ()
    assert known.newest(warehouse) is None


def test_the_same_file_again_changes_nothing_and_says_so(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    from dashboard.views import links

    monkeypatch.setattr(links, "page_link", lambda *_told, **_more: None)
    for _ in range(2):
        test = uploaded(fresh(), (NAME, CSV))
        test.button(key="load-files").click().run()
    assert len(imports.list_imports(warehouse)) == 1
    assert any("was loaded before; nothing was changed" in info.value for info in test.info)


def test_a_file_that_is_refused_is_one_sentence_and_its_neighbour_can_be_loaded(warehouse: Warehouse) -> None:
    test = uploaded(fresh(), ("empty.csv", b""), (NAME, CSV))
    assert [error.value for error in test.error] == [
        "empty.csv is empty. Export it again and check that the export holds rows."
    ]
    assert [button.label for button in test.button if button.key == "load-files"] == ["Load this file"]
    assert imports.list_imports(warehouse) == ()


@pytest.mark.usefixtures("warehouse")
def test_an_upload_lies_under_a_name_of_our_own() -> None:
    test = uploaded(fresh(), (NAME, CSV))
    folder = test.session_state["upload-desk"].folder.path
    assert [path.name for path in folder.iterdir()] == [f"{hashlib.sha256(CSV).hexdigest()}.csv"]


@pytest.mark.usefixtures("warehouse")
def test_stating_the_day_reads_the_file_again() -> None:
    test = on_tab(uploaded(fresh(), (NAME, CSV)), "About the file")
    (chosen,) = [control for control in test.date_input if (control.key or "").startswith("as_of-")]
    chosen.set_value(date(2026, 6, 30)).run()
    assert any("true as of 30 Jun 2026: Stated when the file was loaded." in caption.value for caption in test.caption)


def test_a_file_without_any_date_is_asked_for_its_day_before_it_can_be_loaded(warehouse: Warehouse) -> None:
    undated = b"Deal ID,Deal name,Stage,Amount\n1,Acme,Proposal,100\n2,Globex,Won,200\n"
    test = uploaded(fresh(), ("deals.csv", undated))
    assert not test.exception
    assert "When was this file exported?" in said(test)
    assert [button for button in test.button if button.key == "load-files"] == []
    (asked,) = [control for control in test.date_input if (control.key or "").startswith("answer-day-")]
    asked.set_value(date(2026, 6, 30)).run()
    assert "When was this file exported?" not in said(test)
    assert [button.label for button in test.button if button.key == "load-files"] == ["Load this file"]
    assert imports.list_imports(warehouse) == ()


@pytest.mark.usefixtures("warehouse")
def test_text_of_a_file_is_never_markup() -> None:
    content = (
        b"Deal ID,Deal name,Stage,x] :red[y] **b** <i>,Created\n1,[a](http://b.c),:red[Lead],$x$ | `y`,2026-01-02\n"
    )
    test = uploaded(fresh(), ("# :red[deals].csv", content))
    assert not test.exception
    shown = said(test)
    assert ":red[" not in shown
    assert "[a](http" not in shown
    assert "**b**" not in shown


def test_one_import_in_one_line(told: Warehouse) -> None:
    (row,) = imports.list_imports(told)
    assert facts(row, Words("en")).startswith("story · Deals, Stage changes · ")
    assert facts(row, Words("zh")).startswith("story · 商机、阶段变更 · ")
