"""A deal that is merely called closed is neither open nor silently anything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from data_loaders.closed_words import meaning
from data_loaders.stage_words import merely_closed
from tests.data_loaders.reading_exports import Read, read_rows

HEADER = ("Deal ID", "Deal Name", "Stage", "Status", "Won date", "Lost date", "Loss reason")


def read(folder: Path, *rows: tuple[str, ...], answer: str | None = None) -> Read:
    """Three deals of each row: stage, status, date of winning, date of losing, reason for loss."""
    filled = [(*row, *[""] * (5 - len(row))) for row in rows for _ in range(3)]
    return read_rows(
        folder, HEADER, *((str(number), f"Deal {number}", *row) for number, row in enumerate(filled)), closed=answer
    )


def outcomes(read: Read) -> list[str]:
    """The status of the first deal of every row."""
    return [row["status"] for row in read.rows("deals")][::3]


def places(read: Read) -> dict[str, str | None]:
    return {one.value: one.status for one in read.report.values if one.field == "stage"}


def test_a_closed_stage_that_nothing_explains_is_asked_about_and_not_open(tmp_path: Path) -> None:
    found = read(tmp_path, ("Proposal",), ("Negotiation",), ("Closed",))
    (question,) = found.report.questions
    assert (question.option, question.choices, question.samples) == ("closed", ("won", "lost", "void"), ("Closed",))
    assert question.said.values == {"value": "Closed", "count": 3}
    assert outcomes(found) == ["open", "open", "void"]
    assert places(found) == {"Proposal": "open", "Negotiation": "open", "Closed": "void"}


@pytest.mark.parametrize("answer", ["won", "lost", "void"])
@pytest.mark.parametrize("stage", ["Closed", "5. Closed", "已结束", "Geschlossen"])
def test_the_answer_decides_and_is_not_asked_again(tmp_path: Path, answer: str, stage: str) -> None:
    found = read(tmp_path, ("Proposal",), (stage,), answer=answer)
    assert outcomes(found) == ["open", answer]
    assert places(found)[stage] == answer
    assert not found.report.questions


@pytest.mark.parametrize(("other", "means"), [("Closed Lost", "won"), ("Won", "lost")])
def test_closed_is_the_outcome_that_no_other_stage_has(tmp_path: Path, other: str, means: str) -> None:
    found = read(tmp_path, ("Proposal",), ("Closed",), (other,))
    assert outcomes(found)[1] == places(found)["Closed"] == means
    assert not found.report.questions
    reason = next(one.reason.code for one in found.report.values if one.value == "Closed")
    assert reason == f"stage_closed_{means}"


def test_a_status_that_says_closed_leaves_the_outcome_to_the_stage(tmp_path: Path) -> None:
    found = read(tmp_path, ("Proposal", "Open"), ("Closed Won", "Closed"), ("Closed Lost", "Closed"))
    assert outcomes(found) == ["open", "won", "lost"]
    assert not found.report.questions
    assert "outcome_disagrees" not in found.codes()


def test_a_status_that_says_closed_of_an_open_stage_is_asked_about(tmp_path: Path) -> None:
    found = read(tmp_path, ("Proposal", "Open"), ("Proposal", "Closed"), ("Demo", "已关单"), ("Demo", "Closed"))
    assert [question.option for question in found.report.questions] == ["closed"]
    assert outcomes(found) == ["open", "void", "open", "void"]


def test_dates_and_reasons_tell_how_a_closed_deal_ended(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        ("Proposal",),
        ("Closed", "", "2026-03-01"),
        ("Closed", "", "", "2026-03-02"),
        ("Closed", "", "", "", "Price"),
    )
    assert outcomes(found) == ["open", "won", "lost", "lost"]
    assert not found.report.questions


@pytest.mark.parametrize("word", ["Closed Won", "Closing", "Disclosed", "Demo completed", "关闭输单", "Close date set"])
def test_a_word_that_says_more_is_no_mere_end(word: str) -> None:
    assert not merely_closed(word)


@pytest.mark.parametrize(
    ("others", "means"), [({"open"}, None), ({"won", "lost"}, None), ({"open", "won"}, "lost"), ({"lost"}, "won")]
)
def test_what_closed_means_among_others(others: set[str], means: str | None) -> None:
    assert meaning(others) == means


def test_a_log_whose_deals_end_closed_asks_how(tmp_path: Path) -> None:
    rows = [(deal, stage, f"2026-0{month}-05 10:00") for deal in "123" for month, stage in ((1, "Lead"), (2, "Closed"))]
    found = read_rows(tmp_path, ("deal_id", "stage", "timestamp"), *rows)
    (question,) = found.report.questions
    assert (question.option, question.said.values) == ("closed", {"value": "Closed", "count": 3})
    assert places(found)["Closed"] == "void"
    answered = read_rows(tmp_path, ("deal_id", "stage", "timestamp"), *rows, closed="won")
    assert not answered.report.questions
    assert places(answered)["Closed"] == "won"


def test_a_step_called_completed_amid_a_log_ends_nothing(tmp_path: Path) -> None:
    steps = ("Lead", "Completed", "Proposal", "Won")
    rows = [(deal, stage, f"2026-0{at}-05 10:00") for deal in "123" for at, stage in enumerate(steps, start=1)]
    found = read_rows(tmp_path, ("deal_id", "stage", "timestamp"), *rows)
    assert not found.report.questions
    assert places(found)["Completed"] == "open"
