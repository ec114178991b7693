"""A small company in a warehouse, and the command line to ask it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dashboard.cli.program import main
from tests.pipeline_builder import a_pipeline
from tests.pipeline_files import warehouse_of

DEALS_CSV = """Deal ID,Deal Name,Owner,Stage,Amount,Created Date,Close Date
1,Alpha,Ana,Won,1000,2026-01-05,2026-02-01
2,Beta,Ben,Lost,500,2026-01-07,2026-02-03
3,Gamma,Ana,Proposal,700,2026-01-09,2026-04-01
"""


@dataclass(frozen=True)
class Said:
    """What a command printed and how it ended."""

    exit_code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """Standard output as one JSON document."""
        found: dict[str, Any] = json.loads(self.out)
        return found


Run = Callable[..., Said]


@pytest.fixture
def warehouse_path(tmp_path: Path) -> Path:
    """Where the warehouse of this test lies, or will lie."""
    return tmp_path / "warehouse.duckdb"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], warehouse_path: Path) -> Run:
    """Run one command line on the warehouse of this test."""

    def run_(*arguments: object) -> Said:
        capsys.readouterr()
        exit_code = main([*(str(argument) for argument in arguments), f"--warehouse={warehouse_path}"])
        printed = capsys.readouterr()
        return Said(exit_code, printed.out, printed.err)

    return run_


@pytest.fixture(scope="session")
def company_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed warehouse with four deals of three sellers: two won, one lost, one open."""
    told = (
        a_pipeline(stages="Lead, Qualified, Proposal")
        .deal("D1", amount=1000, owner="Ana", created="2026-01-01")
        .enters("Lead", on="2026-01-01 09:00")
        .moves_to("Qualified", on="2026-01-05 09:00")
        .moves_to("Proposal", on="2026-01-20 09:00")
        .wins(on="2026-02-01 09:00")
        .deal("D2", amount=2000, owner="Ana", created="2026-01-02")
        .enters("Lead", on="2026-01-02 09:00")
        .moves_to("Proposal", on="2026-01-12 09:00")
        .wins(on="2026-02-11 09:00")
        .deal("D3", amount=400, owner="Ben", created="2026-01-03")
        .enters("Lead", on="2026-01-03 09:00")
        .loses(on="2026-02-20 09:00", reason="Price")
        .deal("D4", amount=800, owner="Chloé 王", created="2026-01-04")
        .enters("Lead", on="2026-01-04 09:00")
        .moves_to("Qualified", on="2026-03-01 09:00")
    )
    folder = tmp_path_factory.mktemp("company")
    with warehouse_of(folder, told) as warehouse:
        return warehouse.path


@pytest.fixture
def company(company_file: Path, warehouse_path: Path) -> None:
    """The company in the warehouse of this test."""
    shutil.copyfile(company_file, warehouse_path)


@pytest.fixture
def deals_csv(tmp_path: Path) -> Path:
    """A plain export of three deals."""
    path = tmp_path / "deals.csv"
    path.write_text(DEALS_CSV, encoding="utf-8")
    return path
