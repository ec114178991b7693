"""A column of a loaded file that is no field of ours, from the file to the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dashboard.cli.conftest import Run

HEADER = "Deal ID,Deal Name,Owner,Stage,Amount,Created Date,Close Date,区域代码 (x=1),Remark"


@pytest.fixture
def loaded(run: Run, tmp_path: Path) -> Path:
    """Twelve closed deals, each with a zone and a remark."""
    rows = [
        f"{at},Deal {at},Ana,{'Won' if at % 2 else 'Lost'},100,2026-01-05,2026-02-01,{'甲乙'[at % 3 > 0]},remark {at}"
        for at in range(12)
    ]
    path = tmp_path / "deals.csv"
    path.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    assert run("load", path).exit_code == 0
    return path


@pytest.mark.usefixtures("loaded")
def test_it_breaks_a_metric_down_and_narrows_it(run: Run) -> None:
    name = "x.区域代码 (x 1)"
    rows = run("metric", "win_loss", "--by", name, "--json").json["rows"]
    assert [(row[name], row["won"] + row["lost"]) for row in rows] == [("乙", 8), ("甲", 4)]
    (row,) = run("metric", "win_rate", "--where", f"{name}=甲", "--json").json["rows"]
    assert row["won"] + row["lost"] == 4


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("asking", [("--by", "x.Remark"), ("--where", "x.Remark=remark 1")])
def test_a_column_of_free_text_is_refused_with_those_on_offer(run: Run, asking: tuple[str, str]) -> None:
    said = run("metric", "win_loss", *asking)
    assert said.exit_code == 2
    assert "x.Remark" in said.err
    assert "x.区域代码 (x 1)" in said.err


@pytest.mark.usefixtures("loaded")
def test_a_metric_without_breakdowns_has_none_of_these_either(run: Run) -> None:
    assert run("metric", "open_pipeline", "--by", "x.区域代码 (x 1)").exit_code == 2
