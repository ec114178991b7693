"""SQL is read by people: it says what it counts, binds by name, and cannot forget the filter."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
FOLDERS = ("dashboard", "data_loaders")
SQL_FILES = sorted(path for folder in FOLDERS for path in (PROJECT / folder).rglob("*.sql"))
METRIC_SQL = sorted((PROJECT / "dashboard" / "metrics").rglob("*.sql"))
FACTS = {"deals", "stage_visits", "deal_changes", "activities", "targets"}
DICTIONARIES = {
    "stages",
    "pipelines",
    "activity_types",
    "owners",
    "dimension_values",
    "reporting",
    "rates",
    "data_version",
    "settings",
}
SCOPED = re.compile(r"\bscoped_\w+\s*\(\s*\$scope\s*[,)]", re.IGNORECASE)


def shown(path: Path) -> str:
    return str(path.relative_to(PROJECT))


def code_of(path: Path) -> str:
    """The text without comments and string literals."""
    text = re.sub(r"--[^\n]*|/\*.*?\*/", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r"'(?:[^']|'')*'", "''", text)


def test_there_is_sql_to_look_at() -> None:
    assert len(METRIC_SQL) >= 10


@pytest.mark.parametrize("path", SQL_FILES, ids=shown)
def test_every_file_begins_with_its_definition_in_words(path: Path) -> None:
    first = path.read_text(encoding="utf-8").lstrip().splitlines()[0]
    assert re.match(r"--\s+\w.{5,}", first), "begin with a comment that says what the statement gives"


@pytest.mark.parametrize("path", SQL_FILES, ids=shown)
def test_parameters_are_named(path: Path) -> None:
    code = code_of(path)
    assert not re.search(r"\$\d", code), "bind by name, not by number"
    assert "?" not in code, "bind by name, not by place"
    assert not re.search(r"\{\w*\}", code), "bind, never format"


@pytest.mark.parametrize("path", METRIC_SQL, ids=shown)
def test_no_metric_can_forget_the_filter(path: Path) -> None:
    code = code_of(path)
    assert not re.search(r'\b"?(fast|loaded)"?\s*\.', code, re.IGNORECASE), "read the scoped_… macros, not the rows"
    read = {name.lower() for name in re.findall(r"\b(?:from|join)\s+(?:main\.)?(\w+)\b(?!\s*\()", code, re.IGNORECASE)}
    if read & FACTS or not read & DICTIONARIES:
        assert SCOPED.search(code), "facts are read within a scope, or joined to deals that are"
