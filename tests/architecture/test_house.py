"""The size and the names of the rooms."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
FOLDERS = ("dashboard", "data_loaders", "pages", "sample_data")
MODULES = sorted(path for folder in FOLDERS for path in (PROJECT / folder).rglob("*.py"))
PAGES = sorted((PROJECT / "pages").glob("*.py"))
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "core", "manager", "service", "misc", "tools"}


def shown(path: Path) -> str:
    return str(path.relative_to(PROJECT))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_a_module_is_one_noun_of_at_most_300_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_a_function_has_at_most_40_lines(path: Path) -> None:
    long = [f.name for f in functions(path) if (f.end_lineno or f.lineno) - f.lineno + 1 > 40]
    assert not long


@pytest.mark.parametrize("path", PAGES, ids=shown)
def test_a_page_is_at_most_eight_lines_of_code(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    docstring = ast.parse(text).body[0]
    assert isinstance(docstring, ast.Expr), "a page begins with what it shows"
    lines = text.splitlines()[(docstring.end_lineno or 0) :]
    assert len([line for line in lines if line.strip() and not line.strip().startswith("#")]) <= 8


def test_no_room_is_named_after_nothing() -> None:
    named = {path.stem for path in MODULES} | {path.parent.name for path in MODULES}
    assert named.isdisjoint(NAMES_THAT_SAY_NOTHING)


def test_no_module_hides_one_of_the_standard_library() -> None:
    hiding = {path.stem for path in MODULES if path.stem.strip("_") == path.stem} & set(sys.stdlib_module_names)
    folders = {
        path.name for folder in FOLDERS for path in (PROJECT / folder).rglob("*") if (path / "__init__.py").exists()
    }
    assert hiding | (folders & set(sys.stdlib_module_names)) == set()


def test_everything_is_caught_in_the_app_frame_only() -> None:
    broad = [
        shown(path)
        for path in MODULES
        if re.search(r"except\s*(\(?\s*(Base)?Exception\b|:)", path.read_text(encoding="utf-8"))
        and "raise\n" not in path.read_text(encoding="utf-8")
    ]
    assert set(broad) <= {"dashboard/views/faults.py"}


def test_no_number_asks_the_clock() -> None:
    asked = re.compile(r"\b(datetime|date)\.(now|today|utcnow)\(|\btime\.time\(")
    for folder in ("dashboard/metrics", "dashboard/charts", "dashboard/estimates", "sample_data"):
        for path in (PROJECT / folder).rglob("*.py"):
            assert not asked.search(path.read_text(encoding="utf-8")), shown(path)
