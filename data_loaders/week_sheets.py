"""Sheets called after weeks: `Wk 1`, `Week 2`, `W23`, `KW 12`, `第3周`. No day is known of them, only an order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

_WEEK: Final = re.compile(
    r"\s*(?:(?P<year>20\d\d)[\s_.-]*年?)?\s*(?:(?:w|wk|week|kw|woche|sem|semana|semaine|settimana)[\s_.#-]*(?P<week>\d{1,2})"
    r"|第?\s*(?P<chinese>\d{1,2})\s*[周週])\s*(?:\.\w{2,7})?",
    re.IGNORECASE,
)
_WEEKS: Final = 53


def newest_week(names: Sequence[str]) -> int | None:
    """The place of the latest of sheets in order, either way, over the turn of a year as well; None where none is."""
    found = [_WEEK.fullmatch(name.rpartition(" / ")[2]) for name in names]
    weeks = [(int(one["year"] or 0), int(one["week"] or one["chinese"])) for one in found if one]
    if len(weeks) < len(names) or not all(0 < week <= _WEEKS for _, week in weeks):
        return None
    onwards, backwards = _reach(weeks), _reach(weeks[::-1])
    if min(onwards, backwards) >= _WEEKS:
        return None
    return len(weeks) - 1 if onwards <= backwards else 0


def _reach(weeks: Sequence[tuple[int, int]]) -> int:
    """Over how many weeks the sheets reach when each comes after the one before it."""
    return sum(
        ((later[0] - earlier[0]) * _WEEKS + later[1] - earlier[1]) % (10 * _WEEKS)
        if earlier[0] and later[0]
        else (later[1] - earlier[1]) % _WEEKS or _WEEKS
        for earlier, later in pairwise(weeks)
    )
