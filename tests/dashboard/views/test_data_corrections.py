"""Correcting what was understood: doubtful columns first, stages with status and order, and every change on the desk."""
# ruff: noqa: PLC0415 - a page run by AppTest is a function that brings its own imports

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from dashboard.views.data_columns import doubtful
from data_loaders.options import Options
from data_loaders.report import (
    Column,
    LoadReport,
    Preview,
    Recognition,
    Reject,
    Said,
    SheetRead,
    ValueGuess,
)
from tests.dashboard.views.conftest import SECONDS, said

FIELDS = ("deal_id", "deal_name", "account_name", "owner_name", "pipeline", "stage", "amount", "created_at")


def column(header: str, target: str | None, confidence: int, code: str = "column_usual_name") -> Column:
    """One column of a report."""
    values = {"field": target or "amount", "alias": "owner", "value": "x", "header": "y", "system": "Plain sheet"}
    return Column("", header, "deals", target, confidence, Said(code, dict(values)), ("a | b", "*c*", ""))


def forty() -> LoadReport:
    """Forty columns: eight clear, two in doubt, thirty kept beside the deal; four stages and two owners."""
    columns = (
        *(column(f"Header of {name}", name, 92) for name in FIELDS),
        column("Ownr", None, 70, "column_alike"),
        column("Loss date", "closed_at", 62, "column_usual_name"),
        *(column(f"Custom {n}", None, 0, "column_unknown") for n in range(30)),
    )
    stages = (("Lead", 1, "open"), ("Offer", 2, "open"), ("Parked", 3, "open"), ("Won", None, "won"))
    values = (
        *(
            ValueGuess("stage", name, name, 5, Said("stage_missing", {"count": 0}), "Sales", place, status)
            for name, place, status in stages
        ),
        ValueGuess("owner", "ana", "Ana", 5, Said("stage_missing", {"count": 0})),
        ValueGuess("owner", "Bo", "Bo", 5, Said("stage_missing", {"count": 0})),
    )
    return LoadReport(
        file_name="deals.csv",
        sha256="0" * 64,
        size=1,
        encoding="utf-8",
        delimiter=",",
        recognition=Recognition("generic", 40, (), None, 0),
        sheets=(SheetRead("", "deals", 1, 10, 9, 0, 1),),
        columns=columns,
        changes=(),
        findings=(),
        rejects=(Reject("", 7, "Amount", "=1+1", Said("row_total")),),
        preview=Preview(9, {}, None, None, (), "D", ()),
        as_of=None,
        as_of_reason=Said("as_of_unknown"),
        values=values,
        fingerprint="f",
    )


def columns_page() -> None:
    """The columns of the report, as a section shows them."""
    from dashboard.language import Words
    from dashboard.views import data_columns, data_desk
    from tests.dashboard.views.test_data_corrections import forty

    data_columns.show(data_desk.desk(), "k", forty(), Words("en"), pending=False)


def values_page() -> None:
    """The values of the report, as a section shows them."""
    from dashboard.language import Words
    from dashboard.views import data_desk, data_values
    from tests.dashboard.views.test_data_corrections import forty

    data_values.show(data_desk.desk(), "k", forty(), Words("en"), pending=False)


def run(page: Callable[[], None]) -> AppTest:
    """A page of its own with an empty desk."""
    return AppTest.from_function(page, default_timeout=SECONDS).run()


def stated(test: AppTest) -> Options:
    """What lies on the desk after the last run."""
    options: Options = test.session_state["upload-desk"].options("k")
    return options


def test_only_doubtful_columns_are_spread_out_and_the_rest_is_counted() -> None:
    test = run(columns_page)
    assert not test.exception
    assert [box.label for box in test.selectbox] == ["Ownr", "Loss date"]
    assert [one.label for one in test.expander] == ["8 columns are clear", "30 columns are kept beside the deal"]
    assert sum(doubtful(one) for one in forty().columns) == 2
    assert "70 % sure" in said(test)


def test_a_column_is_taken_for_what_a_person_says() -> None:
    test = run(columns_page)
    test.selectbox[0].select("owner_name").run()
    assert stated(test).columns == {"Ownr": "owner_name"}


def test_a_cleared_column_goes_back_to_the_guess() -> None:
    test = run(columns_page)
    test.selectbox[0].select("owner_name").run()
    test.selectbox[0].set_value(None).run()
    assert stated(test).columns == {}


def test_a_stage_gets_another_status() -> None:
    test = run(values_page)
    (parked,) = [box for box in test.selectbox if box.label == "Status of Parked"]
    parked.select("lost").run()
    assert not test.exception
    assert stated(test).stages == {"Parked": (None, "lost")}


def test_a_stage_that_moves_states_the_whole_order() -> None:
    test = run(values_page)
    (parked,) = [box for box in test.selectbox if box.label == "Place of Parked in the order"]
    parked.select(1).run()
    assert stated(test).stages == {"Parked": (1, "open"), "Lead": (2, "open"), "Offer": (3, "open")}


def test_only_open_stages_have_a_place() -> None:
    labels = {box.label for box in run(values_page).selectbox}
    assert "Place of Won in the order" not in labels
    assert "Status of Won" in labels


def test_an_owner_is_written_otherwise() -> None:
    test = run(values_page)
    (owner,) = [box for box in test.selectbox if box.label == "What ana means"]
    owner.select("Bo").run()
    assert stated(test).owners == {"ana": "Bo"}


def test_rejected_rows_are_told_with_reason_and_remedy_in_both_languages() -> None:
    from dashboard.language import Words
    from dashboard.views.csv_text import csv_of
    from dashboard.views.data_rejects import records

    (english,) = records(forty(), Words("en"))
    assert english["Row"] == 7
    assert english["Reason"] == "A row of totals, not a record."
    (chinese,) = records(forty(), Words("zh"))
    assert len(chinese) == len(english)
    assert b"'=1+1" in csv_of([english])
