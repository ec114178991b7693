"""Every page has a letter of its own, and what the keys click is there."""

from __future__ import annotations

import re

from dashboard.navigation import PLACES
from dashboard.views.browser_memory import _SAFE
from dashboard.views.shortcuts import ALSO, KEYS, LETTERS, OFF, SCRIPT


def test_every_page_has_a_letter_and_no_two_have_the_same() -> None:
    assert set(LETTERS) == {place.name for place in PLACES}
    assert len(set(LETTERS.values())) == len(LETTERS)
    assert all(re.fullmatch("[a-z]", letter) for letter in LETTERS.values())


def test_the_letter_that_begins_a_way_leads_nowhere_itself() -> None:
    assert "g" not in {*LETTERS.values(), *KEYS}


def test_every_key_that_the_script_knows_is_in_the_list() -> None:
    told = re.search(r"clicks = \{(.*?)\};", SCRIPT, re.DOTALL)
    assert told is not None
    clicks = {key.strip("'"): container for key, container in re.findall(r"('.'|\w): '([\w-]+)'", told[1])}
    assert set(clicks) | {"/", "Esc"} == {*KEYS, *ALSO.values()}
    assert all(clicks[key] == clicks[other] for key, other in ALSO.items())


def test_what_is_remembered_can_be_written_as_it_is() -> None:
    assert _SAFE.fullmatch(OFF)
