from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_loaders import aliases_en, aliases_zh
from data_loaders.column_guess import ACCEPTED
from data_loaders.mapping import map_sheet
from data_loaders.problems import SENTENCES, Refused
from data_loaders.sheet import Sheet
from data_loaders.systems import system_named
from tests.data_loaders.reading_exports import EXPORTS, read_path, read_rows


def columns_of(read: Any) -> dict[str, Any]:
    return {column.header: column for column in read.report.columns}


def test_every_column_has_a_confidence_a_reason_and_samples(tmp_path: Path) -> None:
    columns = columns_of(read_path(EXPORTS / "salesforce_report.csv", tmp_path))
    stage = columns["Stage"]
    assert (stage.target, stage.confidence) == ("stage", 98)
    assert stage.samples == ("Closed Lost", "Closed Won", "Negotiation/Review")
    assert all(column.reason.code in SENTENCES for column in columns.values())


def test_a_likeness_is_proposed_and_not_taken(tmp_path: Path) -> None:
    columns = columns_of(read_rows(tmp_path, ("Deal Name", "Stage", "Lead Sorce"), ("A", "Won", "Web")))
    column = columns["Lead Sorce"]
    assert column.target is None
    assert column.confidence < 80
    assert (column.reason.code, column.reason.values["field"]) == ("column_alike", "source")


def test_values_that_deny_the_header_keep_the_column_out_of_its_field(tmp_path: Path) -> None:
    rows = [(f"D{n}", "Won", f"2026-01-{n:02d}") for n in range(1, 9)]
    read = read_rows(tmp_path, ("Deal Name", "Stage", "Amount"), *rows)
    column = columns_of(read)["Amount"]
    assert (column.target, column.reason.code) == (None, "column_contradicted")
    assert column.confidence < ACCEPTED
    assert read.rows("deals")[0]["extra"] == '{"Amount":"2026-01-01"}'


def test_each_field_is_taken_once_by_the_better_header(tmp_path: Path) -> None:
    read = read_rows(tmp_path, ("商机名称", "提交人", "负责人", "商机阶段"), ("恒远", "王敏", "李安", "报价"))
    assert read.targets() == {"商机名称": "deal_name", "提交人": None, "负责人": "owner_name", "商机阶段": "stage"}
    assert columns_of(read)["提交人"].reason.values["header"] == "负责人"


def test_the_users_mapping_wins_and_an_empty_one_keeps_a_column_as_extra(tmp_path: Path) -> None:
    rows = (("Deal", "Stage", "Phase of deal", "Amount"), ("A", "x", "Won", 5))
    read = read_rows(tmp_path, *rows, columns={"Phase of deal": "stage", "Amount": ""})
    assert read.targets() == {"Deal": "deal_name", "Stage": None, "Phase of deal": "stage", "Amount": None}
    assert columns_of(read)["Phase of deal"].confidence == 100
    assert read.rows("deals")[0]["extra"] == '{"Stage":"x","Amount":"5"}'


def test_a_missing_stage_can_be_mapped_by_hand(tmp_path: Path) -> None:
    rows = (("Deal Name", "Amount", "Owner", "Where it is"), ("A", 5, "Ann", "Proposal"))
    assert read_rows(tmp_path, *rows, columns={"Where it is": "stage"}).rows("deals")[0]["stage"] == "Proposal"


def test_a_mapping_to_no_field_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="stages_of_life"):
        read_rows(tmp_path, ("Deal", "Stage"), ("A", "Won"), columns={"Stage": "stages_of_life"})


def test_a_mapping_of_a_header_that_is_not_there_is_told(tmp_path: Path) -> None:
    read = read_rows(tmp_path, ("Deal", "Stage"), ("A", "Won"), columns={"Gone": "amount"})
    assert read.codes()["mapping_header_missing"] == 1


def test_a_lone_status_column_with_stages_in_it_is_the_stage(tmp_path: Path) -> None:
    read = read_rows(tmp_path, ("Deal", "Status"), ("A", "Quoted"), ("B", "Won"), ("C", "Prospect"))
    assert read.targets()["Status"] == "stage"
    assert [deal["status"] for deal in read.rows("deals")] == ["open", "won", "open"]


def test_a_status_column_with_outcomes_only_stays_a_status(tmp_path: Path) -> None:
    read = read_rows(tmp_path, ("Deal", "Status"), ("A", "Open"), ("B", "Won"), ("C", "lost "))
    assert [(deal["stage"], deal["status"]) for deal in read.rows("deals")] == [
        (None, "open"),
        (None, "won"),
        (None, "lost"),
    ]


def test_the_workflow_status_of_a_form_is_no_outcome(tmp_path: Path) -> None:
    read = read_path(EXPORTS / "jiandaoyun.csv", tmp_path)
    assert read.targets()["流程状态"] is None
    assert [deal["status"] for deal in read.rows("deals")] == ["won", "lost", "open"]


def test_repeated_headers_never_take_a_field_twice(tmp_path: Path) -> None:
    assert read_path(EXPORTS / "pipedrive.csv", tmp_path).targets()["Deal - Status (2)"] is None


HEADERS = sorted({name for table in (aliases_en.DEALS, aliases_zh.DEALS) for names in table.values() for name in names})


@given(st.lists(st.one_of(st.sampled_from(HEADERS), st.text(max_size=12)), min_size=1, max_size=25))
def test_any_headers_give_each_field_at_most_once_and_lose_no_column(headers: list[str]) -> None:
    system = system_named("generic")
    assert system is not None
    sheet = Sheet("", "none", tuple(headers), 1, 1)
    mapped = map_sheet(sheet, "deals", system, {})
    taken = {name: one.column for name, one in mapped.taken.items()}
    if taken.get("deal_name") == taken.get("account_name"):  # a deal may be called after its customer
        taken.pop("deal_name", None)
    columns = list(taken.values())
    assert len(columns) == len(set(columns))
    assert [column.header for column in mapped.columns] == headers
    reached = {
        *columns,
        *mapped.left,
        *(one.column for one in mapped.stage_columns.entered),
        *mapped.stage_columns.checks,
    }
    assert reached == {f"c{at}" for at in range(len(headers))}
