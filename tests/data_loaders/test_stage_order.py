from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_loaders.stage_order import Moves, StageFact, place_stages
from data_loaders.stage_words import outcome_of, rank_of, status_of_stage
from data_loaders.systems import System, system_named


def system(name: str = "generic") -> System:
    found = system_named(name)
    assert found is not None
    return found


def order(*facts: StageFact, moves: Moves | None = None, **by_hand: tuple[int | None, str]) -> list[str]:
    return [place.stage for place in place_stages(facts, moves or Moves(), system(), by_hand) if place.position]


def walks(*stages: str, deals: int = 30) -> dict[tuple[str, str], int]:
    return dict.fromkeys(itertools.combinations(stages, 2), deals)


@pytest.mark.parametrize(
    "name",
    [
        "Follow On",
        "Two Next Steps",
        "Won't proceed yet",
        "Wonder",
        "赢单率评估",
        "谈判/签约",
        "待签约",
        "Not Started",
        "New - lost contact",
        "Signed - Pending",
        "Deadline",
    ],
)
def test_an_open_stage_is_not_closed_by_letters_inside_its_words(name: str) -> None:
    assert status_of_stage(name) is None


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("closed won ", "won"), ("5 - Closed Won", "won"), ("Payment Done", "won"), ("成交(赢单)", "won"), ("已签约", "won"),
        ("Closed-Lost to Competition", "lost"), ("Lost - price", "lost"), ("流失(输单)", "lost"), ("丢单", "lost"), ("Not won", "lost"),
        ("Disqualified", "void"), ("无效", "void"), ("搁置", "void"), ("Duplicate", "void"), ("A_DECLINED", "lost"),
        ("Abgeschlossen - Gewonnen", "won"), ("Clôturé gagné", "won"), ("Nicht gewonnen", "lost"),
        ("Chiuso - perso", "lost"), ("수주", "won"), ("Przegrana", "lost"), ("Suspended", "void"),
        ("Dead - no budget", "lost"), ("Rejected: price", "lost"), ("No bid", "lost"), ("已丢", "lost"), ("已签", "won"),
        ("放弃", "void"), ("Lost and Closed", "lost"), ("Won and Closed", "won"), ("Perdida por licitación", "lost"),
        ("Ganada con descuento", "won"), ("Verloren an Wettbewerb", "lost"), ("Perdu - prix", "lost"),
        ("gagné - en cours", "won"), ("07成交", "won"), ("08丢失的线索", "lost"), ("09因竞争丢失关闭", "lost"),
        ("⑥成交", "won"), ("流标", "lost"), ("受注済", "won"), ("수주실패", "lost"), ("Abandonnée", "void"),
        ("Zakończone porażką", "lost"), ("Закрыто и реализовано", "won"),
    ],
)  # fmt: skip
def test_a_closing_stage_is_known_by_its_whole_words(name: str, status: str) -> None:
    assert status_of_stage(name) == status


def test_numbers_of_a_system_are_outcomes_only_there() -> None:
    assert outcome_of("2", system("wukong").outcomes) == "lost"
    assert outcome_of("2") is None


@pytest.mark.parametrize(
    "stages",
    [
        ("Lead", "Qualification", "Discovery", "Proposal", "Negotiation"),
        ("潜在客户", "资格评估", "需求分析", "方案/报价", "谈判/签约"),
        ("验证客户", "需求分析", "方案/报价", "谈判审核"),
        ("Qualification", "Needs Analysis", "Value Proposition", "Id. Decision Makers", "Perception Analysis",
         "Proposal/Price Quote", "Negotiation/Review"),
        ("appointmentscheduled", "qualifiedtobuy", "presentationscheduled", "decisionmakerboughtin", "contractsent"),
    ],
)  # fmt: skip
def test_the_words_of_the_field_put_usual_stages_in_order(stages: tuple[str, ...]) -> None:
    shuffled = random.Random(7).sample(stages, len(stages))
    assert order(*(StageFact(stage, seen=at) for at, stage in enumerate(shuffled))) == list(stages)
    assert all(rank_of(stage) is not None for stage in stages)


def test_numbered_names_are_in_the_order_of_their_numbers() -> None:
    assert order(StageFact("10. Zeta"), StageFact("2. Alpha"), StageFact("1. Negotiation")) == [
        "1. Negotiation",
        "2. Alpha",
        "10. Zeta",
    ]


def test_most_numbers_are_enough_and_letters_are_as_good() -> None:
    assert order(StageFact("4. Zeta"), StageFact("2. Alpha"), StageFact("Paused")) == ["2. Alpha", "4. Zeta", "Paused"]
    assert order(StageFact("H. Work Order"), StageFact("F. Negotiations"), StageFact("B. Leads")) == [
        "B. Leads",
        "F. Negotiations",
        "H. Work Order",
    ]


def test_what_the_file_states_comes_before_known_words() -> None:
    assert order(StageFact("Negotiation", position=1), StageFact("Lead", position=2)) == ["Negotiation", "Lead"]


def test_date_columns_come_before_moves_unless_most_deals_walked_against_them() -> None:
    facts = [StageFact(stage, column=at) for at, stage in enumerate("xyz")]
    assert order(*facts, moves=Moves(walks("x", "y", "z"))) == ["x", "y", "z"]
    assert order(*facts, moves=Moves(walks("z", "y", "x"))) == ["z", "y", "x"]


def test_moves_order_stages_in_spite_of_skips_and_steps_back() -> None:
    counts = walks("a", "b", "c", "d") | {("c", "b"): 12, ("d", "a"): 5}
    del counts["b", "c"]
    counts["b", "c"] = 25
    assert order(*(StageFact(stage) for stage in "dbca"), moves=Moves(counts)) == ["a", "b", "c", "d"]


def test_a_stage_without_witness_stands_where_it_was_first_seen() -> None:
    facts = [StageFact("Lead", seen=1), StageFact("Fizz", seen=2), StageFact("Proposal", seen=3)]
    assert order(*facts) == ["Lead", "Fizz", "Proposal"]


def test_a_hand_decides_position_and_status() -> None:
    facts = [StageFact("Lead"), StageFact("Proposal"), StageFact("Signed off", won=0)]
    places = {
        place.stage: place
        for place in place_stages(facts, Moves(), system(), {"Proposal": (1, "open"), "Signed off": (None, "won")})
    }
    assert (places["Proposal"].position, places["Proposal"].strength) == (1, 0)
    assert (places["Signed off"].status, places["Signed off"].position) == ("won", None)


def test_stages_that_hold_one_outcome_only_get_it_from_their_deals() -> None:
    facts = [StageFact("Zed", stated := 4, open=stated), StageFact("Yak", 5, won=5), StageFact("Xis", 5, lost=5)]
    assert {place.stage: place.status for place in place_stages(facts, Moves(), system(), {})} == {
        "Zed": "open",
        "Yak": "won",
        "Xis": "lost",
    }


def test_a_system_that_keeps_the_outcome_beside_the_stage_has_open_stages_only() -> None:
    facts = [StageFact("Contract signed", 9, won=9), StageFact("Lead", 9, open=9)]
    assert {place.status for place in place_stages(facts, Moves(), system("pipedrive"), {})} == {"open"}


def test_open_deals_deny_a_stage_that_sounds_closed() -> None:
    facts = [StageFact("Parked", 40, open=40), StageFact("Won", 9, won=9)]
    assert {place.stage: place.status for place in place_stages(facts, Moves(), system(), {})} == {
        "Parked": "open",
        "Won": "won",
    }


NAMES = st.lists(st.text(min_size=1, max_size=10), min_size=1, max_size=9, unique=True)


@given(NAMES, st.randoms(use_true_random=False))
def test_every_stage_comes_out_once_and_open_ones_are_numbered_without_gaps(
    names: list[str], chance: random.Random
) -> None:
    facts = [
        StageFact(name, open=chance.randint(0, 9), won=chance.randint(0, 2), position=chance.choice((None, 1, 2)),
                  column=chance.choice((None, 1, 2)), probability=chance.choice((None, 0.2, 0.8)), seen=chance.randint(0, 9))
        for name in names
    ]  # fmt: skip
    counts = {pair: chance.randint(0, 40) for pair in itertools.permutations(names, 2) if chance.random() < 0.5}
    places = place_stages(facts, Moves(counts), system(), {})
    assert sorted(place.stage for place in places) == sorted(names)
    positions = [place.position for place in places if place.status == "open"]
    assert positions == list(range(1, len(positions) + 1))
    assert all(place.position is None for place in places if place.status != "open")


@given(st.permutations(["p", "q", "r", "s", "t"]))
def test_the_order_of_moves_does_not_depend_on_the_order_of_the_facts(names: list[str]) -> None:
    moves = Moves(walks("p", "q", "r", "s", "t"))
    assert order(*(StageFact(name) for name in names), moves=moves) == ["p", "q", "r", "s", "t"]
