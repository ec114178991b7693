"""What is installed is written in two files that must say the same."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

LIBRARIES = {"python_calamine": "python-calamine", "charset_normalizer": "charset-normalizer"}
FIRST_PARTY = {"dashboard", "data_loaders", "sample_data", "pages", "tests"}


def stated(path: Path) -> list[str]:
    lines = [line.split("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line]


def test_requirements_end_with_the_project_itself(project: Path) -> None:
    assert stated(project / "requirements.txt")[-1] == "-e ."


def test_both_files_state_the_same_ranges(project: Path) -> None:
    declared = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    assert stated(project / "requirements.txt")[:-1] == declared


def test_every_library_has_a_lower_and_an_upper_end(project: Path) -> None:
    for line in stated(project / "requirements.txt")[:-1]:
        assert re.fullmatch(r"[a-z0-9-]+>=[\d.]+,<[\d.]+(; sys_platform != \"win32\")?", line), line


def test_every_library_that_the_product_imports_is_stated(project: Path) -> None:
    stated_names = {re.split(r"[<>=]", line)[0] for line in stated(project / "requirements.txt")}
    imported = {
        name.split(".")[0]
        for folder in ("dashboard", "data_loaders", "pages")
        for path in (project / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom) and not node.level
            else []
        )
    }
    foreign = imported - set(sys.stdlib_module_names) - FIRST_PARTY
    assert {LIBRARIES.get(name, name) for name in foreign} <= stated_names
