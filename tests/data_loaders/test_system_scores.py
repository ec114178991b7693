"""Recognition under torture: columns dropped, shuffled, added; other languages. Right, or unsure, never wrong and sure."""

from __future__ import annotations

import random
from functools import cache

import pytest

from data_loaders.mapping import map_sheet
from data_loaders.recognition import Known, _recognition
from data_loaders.report import PLAIN, Recognition
from data_loaders.sheet import Sheet
from data_loaders.system_scores import scores
from data_loaders.systems import system_named
from tests.data_loaders.header_sets import HEADERS, OWN

TRIALS = 25


def seen(headers: list[str]) -> Recognition:
    sheet = Sheet("", "none", tuple(headers), 1, 1)
    ranked = scores([sheet], "export.csv")
    mapped = map_sheet(sheet, "deals", ranked[0].system, {})
    return _recognition(ranked, ranked[0].system, [Known(sheet, mapped)], overruled=False)


@cache
def maimed(name: str, keep: float) -> tuple[tuple[tuple[str, ...], Recognition], ...]:
    """Headers of a system of which only a share is left, among columns of the user's own, in any order."""
    chance = random.Random(f"{name} {keep}")
    texts = HEADERS[name][1].split("|")
    found = []
    for trial in range(TRIALS):
        kept = chance.sample(texts, max(4, int(len(texts) * keep))) + chance.sample(OWN, 2)
        chance.shuffle(kept)
        headers = [text.lower() for text in kept] if trial % 5 == 4 else kept
        found.append((tuple(headers), seen(headers)))
    return tuple(found)


@pytest.mark.parametrize("name", HEADERS)
def test_a_whole_export_is_recognised_for_certain(name: str) -> None:
    system, text = HEADERS[name]
    recognition = seen(text.split("|"))
    assert recognition.system == system
    assert recognition.sure


@pytest.mark.parametrize("keep", [0.6, 0.35])
@pytest.mark.parametrize("name", HEADERS)
def test_no_export_is_taken_for_another_system_without_doubt(name: str, keep: float) -> None:
    system = HEADERS[name][0]
    wrong = [
        (recognition.system, headers)
        for headers, recognition in maimed(name, keep)
        if recognition.sure and recognition.system not in {system, *PLAIN}
    ]
    assert wrong == []


@pytest.mark.parametrize("name", HEADERS)
def test_with_most_columns_left_it_is_right_or_names_the_right_one_next(name: str) -> None:
    system = HEADERS[name][0]
    lost = [
        (recognition.system, recognition.runner_up, headers)
        for headers, recognition in maimed(name, 0.6)
        if recognition.system != system and (recognition.sure or recognition.runner_up != system)
    ]
    assert len(lost) <= TRIALS // 10, lost


@pytest.mark.parametrize("name", HEADERS)
def test_the_key_fields_of_a_system_are_known_in_its_languages(name: str) -> None:
    system, text = HEADERS[name]
    known = system_named(system)
    assert known is not None
    mapped = map_sheet(Sheet("", "none", tuple(text.split("|")), 1, 1), "deals", known, {})
    assert mapped.has("deal_name", "deal_id")
    assert mapped.has("owner_name", "owner_id")
    assert mapped.has("stage", "status")
    assert mapped.has("amount") or system == "folk"
    assert mapped.has("close_date", "expected_close", "closed_at")
    assert all(one.confidence >= 80 for one in mapped.taken.values())


def test_a_renamed_module_still_tells_its_owner_and_name() -> None:
    zoho = system_named("zoho_crm")
    assert zoho is not None
    headers = tuple(HEADERS["Zoho CRM, renamed module"][1].split("|"))
    taken = map_sheet(Sheet("", "none", headers, 1, 1), "deals", zoho, {}).taken
    assert taken["owner_id"].header.text == "Students Pipeline Owner.id"
    assert taken["owner_name"].header.text == "Students Pipeline Owner"
    assert taken["deal_name"].header.text == "Opportunity / Project Name"


def test_dates_of_stages_are_read_from_labels_in_other_languages() -> None:
    hubspot = system_named("hubspot")
    assert hubspot is not None
    headers = (
        "Deal-Name",
        'Eintrittsdatum "Demo (Sales)"',
        'Austrittsdatum "Demo (Sales)"',
        'Kumulierte Zeit in "Demo (Sales)"',
        "Date d'entrée « Offre (Ventes) »",
    )
    columns = map_sheet(Sheet("", "none", headers, 1, 1), "deals", hubspot, {}).stage_columns
    assert [(one.stage, one.pipeline) for one in columns.entered] == [("Demo", "Sales"), ("Offre", "Ventes")]
    assert columns.checks == {"c2", "c3"}
