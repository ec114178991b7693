"""What the documents promise exists, and what exists is documented."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from dashboard.cli.program import program
from dashboard.errors import BUSY, DAMAGED, DONE, REFUSED, USAGE
from dashboard.language import Language, Words
from dashboard.navigation import PLACES

READMES = ("README.md", "README.zh-CN.md")
DOCUMENTS = (*READMES, "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "sample_data/README.md")


def text(project: Path, name: str) -> str:
    return (project / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*DOCUMENTS, "LICENSE"])
def test_the_document_is_there(project: Path, name: str) -> None:
    assert text(project, name).strip()


@pytest.mark.parametrize("readme", READMES)
def test_every_command_is_documented_and_no_other(project: Path, readme: str) -> None:
    documented = set(re.findall(r"^\| `python -m dashboard (\w+)", text(project, readme), re.MULTILINE))
    assert documented == set(program.commands)


@pytest.mark.parametrize("readme", READMES)
def test_every_option_that_the_readme_names_exists(project: Path, readme: str) -> None:
    options = {
        name
        for command in program.commands.values()
        for option in command.params
        for name in (*option.opts, *option.secondary_opts)
    }
    named = set(re.findall(r"(?<![\w-])--[a-z][\w-]*", text(project, readme))) - {"--help"}
    assert named <= options


def test_every_option_is_documented(project: Path) -> None:
    options = {
        name
        for command in program.commands.values()
        for option in command.params
        for name in option.opts
        if name.startswith("--")
    }
    missing = {name for name in options if name not in text(project, "README.md")} - {"--browser"}
    assert not missing


@pytest.mark.parametrize("readme", READMES)
def test_the_exit_codes_are_documented(project: Path, readme: str) -> None:
    codes = {int(code) for code in re.findall(r"^\| (\d) \|", text(project, readme), re.MULTILINE)}
    assert codes == {DONE, USAGE, REFUSED, BUSY, DAMAGED}


@pytest.mark.parametrize(("readme", "language"), [("README.md", "en"), ("README.zh-CN.md", "zh")])
def test_every_page_is_documented_under_its_name(project: Path, readme: str, language: Language) -> None:
    named = set(re.findall(r"^\| ([\w/]+) \| [^|]+ \|$", text(project, readme), re.MULTILINE))
    assert {Words(language)(place.title) for place in PLACES} <= named


def test_the_buttons_that_the_chinese_readme_names_exist(project: Path) -> None:
    shown = text(project, "README.zh-CN.md")
    assert f"“{Words('zh')('Remove the sample')}”" in shown
    assert f"“{Words('zh')('Data')}”页" in shown


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_leads_somewhere(project: Path, name: str) -> None:
    document = project / name
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), target


@pytest.mark.parametrize("readme", READMES)
def test_every_make_target_that_the_readme_names_exists(project: Path, readme: str) -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", text(project, "Makefile"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z-]+)", text(project, readme))) - {"a"} <= targets


def test_make_knows_the_house_commands(project: Path) -> None:
    shown = subprocess.run(
        ["make", "--no-print-directory", "-n", "help"], cwd=project, capture_output=True, text=True, check=True
    ).stdout
    for target in ("run", "test", "check", "fix", "journeys", "bench", "sample-data"):
        assert f"make {target} " in shown


def test_the_front_screen_shows_a_picture_and_the_two_commands(project: Path) -> None:
    first_screen = text(project, "README.md")[:1200]
    assert "make run" in first_screen
    assert "make test" in first_screen
    assert "docs/overview.png" in first_screen
