"""What each value was taken for: guessed with a reason, overruled by a word, and never merged in silence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from data_loaders.report import ValueGuess
from tests.data_loaders.reading_exports import EXPORTS, Read, read_path, read_rows

HEADERS = ("Deal ID", "Deal Name", "Sales Rep", "Stage", "Pipeline", "Amount", "Currency", "Created")


def deals(folder: Path, *stages: str, headers: tuple[str, ...] = HEADERS, **wishes: Any) -> Read:
    """A list with a deal a stage, alternating between two owners."""
    rows = [
        (n, f"D{n}", ("Ana", "Bo")[n % 2], stage, "Sales", 100, "USD", f"2026-01-{n % 27 + 1:02d}")
        for n, stage in enumerate(stages)
    ]
    return read_rows(folder, headers, *rows, **wishes)


def values(read: Read, field: str) -> dict[str, ValueGuess]:
    return {one.value: one for one in read.report.values if one.field == field}


def statuses(read: Read) -> dict[str, str | None]:
    return {value: one.status for value, one in values(read, "stage").items()}


def test_every_stage_comes_with_its_place_its_status_and_a_reason(tmp_path: Path) -> None:
    read = deals(tmp_path, "Proposal", "Lead", "Closed Won", "Lost", "Lead", "Cancelled")
    found = values(read, "stage")
    assert {name: (one.position, one.status, one.deals) for name, one in found.items()} == {
        "Lead": (1, "open", 2),
        "Proposal": (2, "open", 1),
        "Closed Won": (None, "won", 1),
        "Lost": (None, "lost", 1),
        "Cancelled": (None, "void", 1),
    }
    assert found["Lead"].reason.code == "stage_words"
    assert found["Closed Won"].reason.code == "stage_words_closing"
    assert {one.pipeline for one in found.values()} == {"Sales"}


def test_won_is_never_found_inside_another_word(tmp_path: Path) -> None:
    read = deals(tmp_path, "Follow On", "Two Next Steps", "Wonderland", "Lost and found desk", "Closed Won")
    assert statuses(read) == {
        "Follow On": "open",
        "Two Next Steps": "open",
        "Wonderland": "open",
        "Lost and found desk": "open",
        "Closed Won": "won",
    }


def test_the_three_chinese_outcomes_are_told_apart(tmp_path: Path) -> None:
    read = deals(tmp_path, "初步接洽", "赢单", "输单", "无效", "已成交", "搁置")
    assert statuses(read) == {
        "初步接洽": "open",
        "赢单": "won",
        "已成交": "won",
        "输单": "lost",
        "无效": "void",
        "搁置": "void",
    }


@pytest.mark.parametrize(
    ("column", "end", "status", "reason"),
    [
        ("Won Date", "2026-03-01", "won", "stage_win_dates"),
        ("Lost Date", "2026-03-01", "lost", "stage_loss_dates"),
        ("Loss Reason", "Price", "lost", "stage_loss_reasons"),
    ],
)
def test_a_stage_of_unknown_words_is_judged_by_what_its_deals_show(
    tmp_path: Path, column: str, end: str, status: str, reason: str
) -> None:
    rows = [("Lead", ""), ("Proposal", "")] * 3 + [("Enrolled 7", end)] * 4
    listed = [(f"D{n}", stage, shown) for n, (stage, shown) in enumerate(rows)]
    found = values(read_rows(tmp_path, ("Deal Name", "Stage", column), *listed), "stage")["Enrolled 7"]
    assert (found.status, found.reason.code) == (status, reason)


def test_a_probability_of_all_or_nothing_ends_a_deal_where_others_lie_between(tmp_path: Path) -> None:
    rows = [("Lead", 10), ("Proposal", 60), ("Zeta", 100), ("Omega", 0)] * 3
    listed = [(f"D{n}", stage, share) for n, (stage, share) in enumerate(rows)]
    read = read_rows(tmp_path, ("Deal Name", "Stage", "Probability (%)"), *listed)
    assert statuses(read) == {"Lead": "open", "Proposal": "open", "Zeta": "won", "Omega": "lost"}
    assert [deal["status"] for deal in read.rows("deals")][:4] == ["open", "open", "won", "lost"]
    assert values(read, "stage")["Omega"].reason.code == "stage_all_hopeless"


def test_a_first_stage_at_nothing_is_not_lost(tmp_path: Path) -> None:
    rows = [("Lead", 0), ("Proposal", 60), ("Closed Won", 100)] * 3
    listed = [(f"D{n}", stage, share) for n, (stage, share) in enumerate(rows)]
    read = read_rows(tmp_path, ("Deal Name", "Stage", "Probability (%)"), *listed)
    assert statuses(read)["Lead"] == "open"


def test_lost_deals_without_a_won_stage_are_asked_about(tmp_path: Path) -> None:
    stages = ("Lead", "Proposal", *["Lost"] * 5, "Enrolled 7")
    assert deals(tmp_path, *stages).codes()["won_stage_unknown"] == 5
    assert "won_stage_unknown" not in deals(tmp_path, *stages[:-1]).codes()
    said = deals(tmp_path, *stages, stages={"Enrolled 7": (None, "won")})
    assert "won_stage_unknown" not in said.codes()
    assert statuses(said)["Enrolled 7"] == "won"
    assert values(said, "stage")["Enrolled 7"].reason.code == "stage_by_hand"


@pytest.mark.parametrize(
    ("rare", "frequent"),
    [("в1", "B1"), ("closed won", "Closed Won"), ("Ｐｒｏｐｏｓａｌ", "Proposal"), ("Negotation", "Negotiation")],
)
def test_values_that_look_alike_are_proposed_and_kept_apart(tmp_path: Path, rare: str, frequent: str) -> None:
    read = deals(tmp_path, frequent, frequent, rare)
    found = values(read, "stage")
    assert {one.meant for one in found.values()} == {rare, frequent}
    assert (found[rare].reason.code, found[rare].reason.values["other"]) == ("value_alike", frequent)
    assert read.codes()["alike_values"] == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Stage 1", "Stage 2"),
        ("Qualified", "Unqualified"),
        ("Enterprise A", "Enterprise B"),
        ("Closed Won", "Closed Lost"),
    ],
)
def test_what_is_near_but_means_something_else_is_not_proposed(tmp_path: Path, one: str, other: str) -> None:
    assert "alike_values" not in deals(tmp_path, one, other, one, other).codes()


def test_what_was_said_of_values_holds_in_every_table(tmp_path: Path) -> None:
    headers = ("Deal ID", "Deal Name", "Owner", "From Stage", "To Stage", "Date", "Pipeline")
    moves = (
        ("1", "A", "ana", "в1", "Demo", "2026-01-03", "sales"),
        ("1", "A", "Ana", "Demo", "Won", "2026-01-09", "Sales"),
    )
    told: dict[str, Any] = {"stage_names": {"в1": "B1"}, "owners": {"ana": "Ana"}, "pipelines": {"sales": "Sales"}}
    read = read_rows(tmp_path, headers, *moves, **told)
    assert read.report.sheets[0].kind == "stage_events"
    events = read.rows("stage_events")
    assert {event["from_stage"] for event in events} >= {"B1", "Demo"}
    assert {event["pipeline"] for event in events} == {"Sales"}
    assert "в1" not in {row["stage"] for row in read.rows("stages")}
    listed = deals(tmp_path, "в1", "Won", owners={"Bo": "Boris"}, pipelines={"Sales": "New"}, stage_names={"в1": "B1"})
    assert [(one["stage"], one["owner_name"], one["pipeline"]) for one in listed.rows("deals")] == [
        ("B1", "Ana", "New"),
        ("Won", "Boris", "New"),
    ]
    renamed = values(listed, "owner")["Bo"]
    assert (renamed.meant, renamed.reason.code) == ("Boris", "value_by_hand")


def test_activities_and_targets_follow_the_owners_too(tmp_path: Path) -> None:
    calls = (("Subject", "Type", "Date", "Deal", "Owner"), ("Call", "Call", "2026-01-03", "A", "ana"))
    assert read_rows(tmp_path, *calls, owners={"ana": "Ana"}).rows("activities")[0]["owner_name"] == "Ana"
    quotas = (("Rep", "Quarter", "Quota"), ("ana", "Q1 2026", 100))
    assert {row["name"] for row in read_rows(tmp_path, *quotas, owners={"ana": "Ana"}).rows("targets")} == {"Ana"}


def test_currencies_are_mapped_by_value(tmp_path: Path) -> None:
    header = ("Deal Name", "Stage", "Amount", "Currency")
    rows = (
        header,
        ("A", "Lead", 10, "$"),
        ("B", "Lead", 20, "人民币"),
        ("C", "Lead", 30, "Taler"),
        ("D", "Lead", 40, "USD"),
    )
    read = read_rows(tmp_path, *rows)
    assert {value: (one.meant, one.reason.code) for value, one in values(read, "currency").items()} == {
        "$": ("USD", "currency_ambiguous"),
        "人民币": ("CNY", "currency_known"),
        "Taler": ("TALER", "currency_unknown"),
        "USD": ("USD", "currency_known"),
    }
    told = read_rows(tmp_path, *rows, currencies={"$": "CAD", "Taler": "eur"})
    assert [deal["currency"] for deal in told.rows("deals")] == ["CAD", "CNY", "EUR", "USD"]
    assert values(told, "currency")["Taler"].meant == "EUR"


def test_a_currency_that_only_the_amounts_name_can_be_corrected(tmp_path: Path) -> None:
    rows = (("Deal Name", "Stage", "Amount"), ("A", "Lead", "$10"), ("B", "Lead", "$20"))
    assert values(read_rows(tmp_path, *rows), "currency")["USD"].reason.code == "currency_of_amounts"
    told = read_rows(tmp_path, *rows, currencies={"USD": "CAD"})
    assert {deal["currency"] for deal in told.rows("deals")} == {"CAD"}
    assert values(told, "currency")["USD"].meant == "CAD"


def test_an_owner_that_is_an_id_says_so(tmp_path: Path) -> None:
    rows = (("Deal Name", "Stage", "Deal Owner"), ("A", "Lead", "48213377"), ("B", "Lead", "Ana"))
    owners = values(read_rows(tmp_path, *rows), "owner")
    assert (owners["48213377"].reason.code, owners["Ana"].reason.code) == ("owner_is_id", "value_as_written")


def test_sub_pipelines_are_named_with_their_pipeline(tmp_path: Path) -> None:
    read = read_path(EXPORTS / "zoho_bigin.csv", tmp_path)
    names = set(values(read, "pipeline"))
    assert names == {deal["pipeline"] for deal in read.rows("deals")}
    one = min(names)
    told = read_path(EXPORTS / "zoho_bigin.csv", tmp_path, pipelines={one: "Only"})
    assert "Only" in {deal["pipeline"] for deal in told.rows("deals")}


def test_the_word_of_a_status_column_can_be_overruled(tmp_path: Path) -> None:
    rows = (("Deal Name", "Stage", "Status"), ("A", "Offer", "Open"), ("B", "Offer", "Won"), ("C", "Offer", "Closed"))
    assert [deal["status"] for deal in read_rows(tmp_path, *rows).rows("deals")] == ["open", "won", "void"]
    told = read_rows(tmp_path, *rows, stages={"Closed": (None, "lost")})
    assert [deal["status"] for deal in told.rows("deals")] == ["open", "won", "lost"]


def test_values_that_stand_equally_often_are_in_the_order_of_their_names(tmp_path: Path) -> None:
    owners = ("Zoe", "Ann", "Max", "Bo", "Ann")
    rows = [(f"D{n}", f"Deal {n}", "Won", 5, owner, "2026-01-05") for n, owner in enumerate(owners)]
    headers = ("Deal ID", "Deal Name", "Stage", "Amount", "Owner", "Created Date")
    assert list(values(read_rows(tmp_path, headers, *rows), "owner")) == ["Ann", "Bo", "Max", "Zoe"]
