"""The list of pages and the scripts behind it are one thing."""

from __future__ import annotations

import ast

import pytest

from dashboard.navigation import PLACES, SCRIPTS, Place, place


@pytest.mark.parametrize("listed", PLACES, ids=lambda listed: listed.name)
def test_every_page_has_a_script_of_at_most_eight_lines(listed: Place) -> None:
    statements = ast.parse(listed.script.read_text(encoding="utf-8")).body
    assert isinstance(statements[0], ast.Expr), "starts with a docstring"
    assert len(statements) <= 8


def test_every_script_is_a_page_of_the_menu() -> None:
    scripts = {script.stem for script in SCRIPTS.glob("*.py")} - {"__init__"}
    assert scripts == {listed.name for listed in PLACES}


def test_scripts_are_named_by_absolute_path() -> None:
    assert all(listed.script.is_absolute() for listed in PLACES)


def test_an_unknown_page_is_no_place() -> None:
    with pytest.raises(KeyError):
        place("funnle")
