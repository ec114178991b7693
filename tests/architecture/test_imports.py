"""The arrows of ARCHITECTURE.md, proved while the program runs and not only while it is read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

LOADED = "import importlib, sys; [importlib.import_module(name) for name in {names}]; print('\\n'.join(sys.modules))"


def loaded_by(project: Path, *names: str) -> set[str]:
    """Top-level names of everything that importing these modules brings in, in a fresh interpreter."""
    command = [sys.executable, "-c", LOADED.format(names=list(names))]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def modules_of(project: Path, package: str) -> list[str]:
    """Every module of a package by its dotted name, scripts to run excluded."""
    return sorted(
        ".".join(path.relative_to(project).with_suffix("").parts).removesuffix(".__init__")
        for path in (project / package).rglob("*.py")
        if path.name != "__main__.py"
    )


@pytest.mark.parametrize("package", ["dashboard/metrics", "dashboard/warehouse", "data_loaders", "dashboard/cli"])
def test_numbers_never_need_a_screen(project: Path, package: str) -> None:
    loaded = loaded_by(project, *modules_of(project, package))
    assert loaded.isdisjoint({"streamlit", "plotly"})


def test_charts_are_pure(project: Path) -> None:
    loaded = loaded_by(project, *modules_of(project, "dashboard/charts"))
    assert "streamlit" not in loaded
    assert "plotly.express" not in loaded


def test_the_loaders_run_alone(project: Path) -> None:
    loaded = loaded_by(project, *modules_of(project, "data_loaders"))
    assert not {name for name in loaded if name == "dashboard" or name.startswith("dashboard.")}


def test_importing_the_sample_brings_in_no_writer_of_workbooks(project: Path) -> None:
    assert loaded_by(project, "sample_data").isdisjoint({"xlsxwriter", "openpyxl", "pandas"})


def test_the_contracts_hold(project: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_csv_does_not_wait_for_the_libraries_of_other_files(project: Path) -> None:
    loaded = loaded_by(project, "data_loaders.load")
    assert loaded.isdisjoint({"pyarrow.compute", "pyarrow.parquet", "openpyxl", "fastexcel", "python_calamine"})
