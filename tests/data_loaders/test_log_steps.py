from __future__ import annotations

import pytest

from data_loaders.log_steps import steps_of


def stages(*names: str, chosen: tuple[str, ...] | None = None) -> list[str]:
    return [step.activity for step in steps_of([(name, 3) for name in names], chosen) if step.is_stage]


def test_of_groups_with_letters_the_application_is_the_deal() -> None:
    assert stages("A_SUBMITTED", "O_SENT", "W_Call", "A_APPROVED") == ["A_SUBMITTED", "A_APPROVED"]


def test_work_on_a_deal_is_no_stage_where_other_names_are_known_as_stages() -> None:
    assert stages("Qualification", "Phone call", "Proposal", "Send e-mail", "Closed Won") == [
        "Qualification", "Proposal", "Closed Won",
    ]  # fmt: skip
    assert stages("需求分析", "电话沟通", "方案报价", "赢单") == ["需求分析", "方案报价", "赢单"]


@pytest.mark.parametrize("names", [("Receive call", "Send mail"), ("Alpha", "Beta", "Gamma"), ("Call", "Proposal")])
def test_words_alone_never_take_the_stages_away(names: tuple[str, ...]) -> None:
    assert stages(*names) == list(names)


def test_a_choice_overrules_every_guess() -> None:
    assert stages("A_SUBMITTED", "W_Call", chosen=("W_Call",)) == ["W_Call"]
