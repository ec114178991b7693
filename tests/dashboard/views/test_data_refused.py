"""A refused file offers what a person can answer: which column names the deal, the stage, or whose targets they are."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboard.views.conftest import said
from tests.dashboard.views.test_data import fresh, uploaded

pytestmark = pytest.mark.usefixtures("warehouse")

HEADERLESS = b"Big,Acme,Won,100\nSmall,Beta,Lost,200\nOther,Gamma,Proposal,300\n"
FIGURES = "部门,1月,2月,3月\n销售一部,100,200,300\n销售二部,100,300,200\n".encode()
ANYTHING = b"Project,Client,Stage,Amount\nA,Acme,Design,10\nB,Beta,Build,20\n"


def name(test: AppTest, field: str, column: str) -> AppTest:
    """The page after a column was named for a field."""
    (box,) = (box for box in test.selectbox if (box.key or "").startswith(f"missing-{field}-"))
    return box.set_value(column).run()


def test_the_columns_of_a_file_without_headers_are_named_by_their_place() -> None:
    test = uploaded(fresh(), ("list.csv", HEADERLESS))
    assert "counted from the left" in test.error[0].value
    test = name(name(test, "deal_name", "column 1"), "stage", "column 3")
    assert not test.exception
    assert list(test.error) == []
    assert "Mapped by hand to Stage." in said(test)


@pytest.mark.parametrize("field", ["owner_name", "team"])
def test_figures_are_targets_once_somebody_says_whose(field: str) -> None:
    test = uploaded(fresh(), ("figures.csv", FIGURES))
    assert "If they are targets, say below whose." in test.error[0].value
    test = name(test, field, "部门")
    assert not test.exception
    assert list(test.error) == []


def test_a_list_of_anything_is_one_of_deals_once_somebody_says_so() -> None:
    test = uploaded(fresh(), ("list.csv", ANYTHING))
    assert "Is list.csv a list of deals?" in test.error[0].value
    test = name(test, "deal_name", "Project")
    assert not test.exception
    assert list(test.error) == []
    assert "Mapped by hand to Deal name." in said(test)
