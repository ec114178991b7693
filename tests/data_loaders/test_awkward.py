"""Files made to be hard to read: each ends in a load, a question or one clear sentence, and the table says in which.

`UPDATE_GOLDEN=1 pytest tests/data_loaders/test_awkward.py` writes the table anew; read the difference.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest

GOLDEN: Final = Path(__file__).parent / "awkward.csv"
COLUMNS: Final = ("file", "outcome", "code", "read", "loaded", "merged", "rejected")


@pytest.fixture(scope="module")
def outcomes(shared_data: Path, project: Path) -> dict[str, dict[str, Any]]:
    """File → how reading it ended, over all three packs."""
    folder = shared_data / "awkward"
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    done = subprocess.run(
        [sys.executable, "-m", "tests.data_loaders.forked"],
        input="\n".join(map(str, files)),
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
        cwd=project,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    return {str(Path(answer["file"]).relative_to(folder)): answer for answer in answers}


def test_every_file_ends_as_the_table_says(outcomes: dict[str, dict[str, Any]]) -> None:
    found = [
        (name, one["kind"], one["code"], *map(str, one.get("rows", ("", "", "", ""))))
        for name, one in sorted(outcomes.items())
    ]
    if os.environ.get("UPDATE_GOLDEN"):
        with GOLDEN.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([COLUMNS, *found])
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        head, *written = (tuple(row) for row in csv.reader(file))
    assert head == COLUMNS
    assert found == written


def test_every_file_ends_in_a_load_a_question_or_one_sentence_with_a_remedy(
    outcomes: dict[str, dict[str, Any]],
) -> None:
    assert {one["kind"] for one in outcomes.values()} <= {"loaded", "question", "refused"}
    for name, one in outcomes.items():
        if one["kind"] == "refused":
            sentence = one["sentence"]
            assert sentence.count(Path(name).name) == 1, name
            assert "Traceback" not in sentence, name
            assert len(sentence) < 600, name


def test_every_row_of_a_file_that_loads_is_loaded_merged_or_rejected(outcomes: dict[str, dict[str, Any]]) -> None:
    loads = {name: one["rows"] for name, one in outcomes.items() if "rows" in one}
    assert loads
    for name, (read, loaded, merged, rejected) in loads.items():
        assert read == loaded + merged + rejected, name
        assert min(read, loaded, merged, rejected) >= 0, name
