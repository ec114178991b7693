"""What only a person can decide is asked in the report; what cannot be used is listed with its remedy."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

from data_loaders.problems import SENTENCES
from data_loaders.problems.rows import ROWS
from data_loaders.report import LoadReport
from tests.data_loaders.reading_exports import read_path, read_rows

HEAD = ("Deal ID", "Deal Name", "Stage", "Amount", "Probability", "Close Date")
AMBIGUOUS = (
    HEAD,
    (1, "Pumps", "Won", "1.234", 1, "3/4/2026"),
    (2, "Valves", "Lost", "12.517", 0, "5/6/2026"),
)


def test_each_question_is_asked_once_and_the_file_loads_without_an_answer(tmp_path: Path) -> None:
    read = read_rows(tmp_path, *AMBIGUOUS)
    asked = {question.option: question for question in read.report.questions}
    assert asked.keys() == {"date_order", "decimal", "share"}
    assert (asked["date_order"].column, asked["date_order"].samples) == ("Close Date", ("3/4/2026", "5/6/2026"))
    assert [(deal["amount"], deal["closed_at"]) for deal in read.rows("deals")] == [(None, None), (None, None)]
    assert read.report.rows_loaded == 2
    assert "unreadable_values" not in read.codes()
    assert LoadReport.from_json(read.report.to_json()) == read.report


def test_the_answers_are_taken(tmp_path: Path) -> None:
    read = read_rows(tmp_path, *AMBIGUOUS, date_order="DMY", decimal=",", share="percent")
    assert read.report.questions == ()
    pumps, valves = read.rows("deals")
    assert (pumps["amount"], pumps["closed_at"], pumps["probability"]) == (1_234, datetime(2026, 4, 3), 0.01)
    assert (valves["amount"], valves["closed_at"], valves["probability"]) == (12_517, datetime(2026, 6, 5), 0)


def test_every_rejected_row_is_listed_with_what_stands_in_it_why_and_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    path.write_text("Deal ID,Deal Name,Stage,Amount\n1,Pumps,Won,5\n,,Won,7\n2,Pipes,Won,5,6,7\nTotal,,,12\n")
    read = read_path(path, tmp_path / "out")
    with (tmp_path / "out" / "rejects.csv").open(encoding="utf-8-sig", newline="") as file:
        listed = list(csv.DictReader(file))
    assert [int(line["row"]) for line in sorted(listed, key=lambda line: int(line["row"]))] == [3, 4, 5]
    for line in listed:
        assert all(line[name] for name in ("value", "reason", "remedy")), line
    assert read.report.rows_read == read.report.rows_loaded + len(listed)


def test_every_reason_for_a_rejected_row_has_a_remedy() -> None:
    others = ("deal_without_key", "event_without_key", "event_without_stage", "row_without_content")
    assert all(SENTENCES[code].remedy for code in (*ROWS, *others, "target_without_period"))
