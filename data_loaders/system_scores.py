"""How much speaks for each system: its marks, and how many of the headers are words of its own.

Marks are weighed evidence of one system (`data_loaders.systems`). Its own words decide where several systems share a
mark: `Record ID` and `Deal Name` head exports of HubSpot and of Zoho, `Closing Date` only those of Zoho.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from data_loaders import aliases_en, aliases_zh
from data_loaders.aliases import KNOWN, read_header
from data_loaders.problems import mark
from data_loaders.report import PLAIN
from data_loaders.sheet import Sheet
from data_loaders.systems import SYSTEMS, Mark, System

FALLBACKS: Final = PLAIN
ANY_FORM: Final = PLAIN | {"jiandaoyun"}
"""Systems whose lists may be of anything."""
CERTAIN: Final = 100
_ENOUGH: Final = 30
_TELLING: Final = 3
"""Of sheets with the same headers, so many are looked into."""
_HALF: Final = 0.5
_SHEETS: Final = 64
"""Sets of headers whose keys are kept."""
_OWN: Final = 5
_USUAL: Final = 2
_MOST_OWN: Final = 28
_FOREIGN: Final = 4
_MOST_FOREIGN: Final = 36
_OWN_WORDS: Final = mark("headers that only this system uses")
_FAMILY: Final = {"zoho_bigin": "zoho_crm"}
_FORM_WORDS: Final = frozenset({"folk", "jiandaoyun", "maven", "event_log", *FALLBACKS})
"""Systems whose headers are the user's own, or plain words: such words speak for nobody."""


@dataclass(frozen=True)
class Score:
    """What speaks for one system: points of 100, and in words, strongest first.

    `points` may be negative, where the headers are those of others. `enough`: it may be taken for the system.
    """

    system: System
    points: int
    evidence: tuple[str, ...]
    enough: bool


def scores(sheets: Sequence[Sheet], file_name: str) -> tuple[Score, ...]:
    """Every system, best first; those with too little evidence come last, a tie keeps the order of `SYSTEMS`."""
    keys = frozenset[str]().union(*(_all_keys(sheet.headers) for sheet in sheets))
    alike: dict[tuple[str, ...], list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        alike[sheet.headers].append(sheet)
    telling = [sheet for same in alike.values() for sheet in same[:_TELLING]]
    found = [_score(system, telling, keys, file_name) for system in SYSTEMS]
    return tuple(sorted(found, key=lambda one: (not one.enough, -one.points)))


def _score(system: System, sheets: Sequence[Sheet], keys: frozenset[str], file_name: str) -> Score:
    hits = [one for one in system.marks if any(_hit(one, sheet, file_name) for sheet in sheets)]
    hits.sort(key=lambda one: -one.weight)
    evidence = tuple(one.says for one in hits if one.weight > 0)
    marks = sum(one.weight for one in hits)
    if system.name in FALLBACKS:
        return Score(system, marks, evidence, enough=True)
    own, foreign = _own_words(system, keys)
    points = marks + own - foreign
    said = (*evidence, _OWN_WORDS) if own >= _OWN else evidence
    return Score(system, points, said, enough=marks > 0 and points >= _ENOUGH)


def _own_words(system: System, keys: frozenset[str]) -> tuple[int, int]:
    """Points for headers that only this system's family uses, and against it for those of one other family."""
    users = _users()
    family = _FAMILY.get(system.name, system.name)
    own = foreign = 0
    for key in keys:
        known = users.get(key, frozenset())
        if len(known) != 1:
            continue
        weight = _USUAL if key in _usual() else _OWN
        if family in known:
            own += weight
        elif weight == _OWN:
            foreign += _FOREIGN
    return min(own, _MOST_OWN), min(foreign, _MOST_FOREIGN)


@cache
def _users() -> dict[str, frozenset[str]]:
    """Header → the families of systems that use it."""
    users: dict[str, set[str]] = defaultdict(set)
    for system in SYSTEMS:
        if system.name in _FORM_WORDS:
            continue
        for aliases in system.aliases.values():
            for names in aliases.values():
                for name in names:
                    users[read_header(name).key].add(_FAMILY.get(system.name, system.name))
    return {key: frozenset(names) for key, names in users.items()}


@cache
def _usual() -> frozenset[str]:
    """Headers that plain sheets use too."""
    tables = (*aliases_en.VOCABULARY.values(), *aliases_zh.VOCABULARY.values())
    return frozenset(
        read_header(name).key for table in tables for field, names in table.items() if field != KNOWN for name in names
    )


def _keys(text: str) -> tuple[str, str]:
    header = read_header(text)
    return header.key, header.text.casefold()


@lru_cache(maxsize=_SHEETS)
def _all_keys(headers: tuple[str, ...]) -> frozenset[str]:
    """The keys of all headers of a sheet: made once for the marks of every system."""
    return frozenset(key for text in headers for key in _keys(text))


def _hit(one: Mark, sheet: Sheet, file_name: str) -> bool:
    if one.file_name is not None:
        return bool(one.file_name.search(file_name))
    if one.values is not None:
        headers = [read_header(text) for text in sheet.headers]
        named = {read_header(text).squashed for text in one.headers}
        columns = [f"c{at}" for at, header in enumerate(headers) if not named or header.squashed in named]
        return any(_mostly(one, sheet.cells.get(column, ())) for column in columns)
    if one.pattern is not None:
        return sum(bool(one.pattern.search(read_header(text).text)) for text in sheet.headers) >= max(1, one.least)
    keys = _all_keys(sheet.headers)
    found = sum(read_header(text).key in keys or text in keys for text in one.headers)
    return found >= (one.least or len(one.headers))


def _mostly(one: Mark, values: Sequence[str]) -> bool:
    if not values or one.values is None:
        return False
    others_allowed = len(values) - max(1, len(values) * _HALF)
    others = 0
    for value in values:
        others += one.values.match(value) is None
        if others > others_allowed:
            return False
    return True
