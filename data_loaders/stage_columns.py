"""Columns that hold one date per stage: `Date entered "Demo (Sales)"`, `进入报价日期`, `Discovery_Entry_Date__c`."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from data_loaders.aliases import clean, squash
from data_loaders.stage_words import rank_of, status_of_stage
from data_loaders.systems.hubspot import CURRENT, STAGE_LABEL, STAGE_LABEL_ZH, STAGE_NAME
from data_loaders.systems.hubspot_languages import stage_label

_ENTERED: Final = frozenset({"date entered", "date_entered", "进入日期", "进入", "entered"})
_LEAST: Final = 3
_OF_LEADS: Final = frozenset({"mql", "sql", "sal"})
_OPENED: Final = re.compile(
    r"^opp(?:ortunity|ty)?[ _-]*(?:created?|creation|opened|open)?(?:[ _-]*(?:date|on|at|time))?$", re.IGNORECASE
)

_PATTERNS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^进入\s*[“\"「]?(.+?)[”\"」]?\s*(?:阶段)?的?(?:日期|时间|日|时刻)$",
        r"^(.+?)\s*(?:阶段)?进入(?:日期|时间)$",
        r"^(.+?)\s*(?:阶段)?(?:开始)?(?:日期|时间)$",
        r"^(?:date|time|day|timestamp)[ _:-]+(?:of[ _])?(?:entered|entering|entry|reached|moved to|into)[ _:-]+(.+?)$",
        r"^(?:entered|reached|moved to|moved into|entry)[ _:-]+(.+?)(?:[ _-]+(?:date|on|at|time|stage))*$",
        r"^(?:date|stage date)[ _:-]+(.+?)$",
        r"^(.+?)[ _-]+(?:stage[ _-]+)?(?:entry|entered|start|reached|in)[ _-]+(?:date|time|on|at)(?:__c)?$",
        r"^(.+?)[ _-]+(?:stage[ _-]+)?(?:entered|reached|start|date|time|on|at)(?:__c)?$",
    )
)


_ENTERING: Final = re.compile(r"entered|reached|moved (?:in)?to|进入", re.IGNORECASE)
_SAID: Final = re.compile(
    r"^(?:date|time)[ _](?:entered|reached)[ _]+(?:stage[ _]+)?(?!current)(\S.*?)$", re.IGNORECASE
)
"""Headers that say themselves that a stage was entered: where several do, their stages need not be known words."""


@dataclass(frozen=True)
class StageColumn:
    """A column with the moments deals entered `stage`; `pipeline` is null where the header names none."""

    column: str
    header: str
    stage: str
    pipeline: str | None


@dataclass(frozen=True)
class StageColumns:
    """The entry columns in file order, and the headers that only measure (exits, durations)."""

    entered: tuple[StageColumn, ...] = ()
    checks: frozenset[str] = frozenset()

    @property
    def told(self) -> bool:
        """Whether so many headers say themselves that a stage was entered that no column of the stage is needed."""
        return sum(_ENTERING.search(column.header) is not None for column in self.entered) >= _LEAST


def find_stage_columns(
    headers: Sequence[str],
    taken: Collection[int],
    stages: Collection[str],
    date_columns: Collection[int],
    filled: Collection[int] = (),
) -> StageColumns:
    """The stage columns of a sheet of deals.

    `taken` are the positions of columns that an alias explains; `stages` the stage names in the file;
    `date_columns` the positions whose samples are dates (or that are empty), `filled` those that are not empty.
    """
    spelled = {squash(stage): stage for stage in stages}
    entered: list[StageColumn] = []
    checks: set[str] = set()
    for at, header in enumerate(headers):
        found = _of_hubspot(header)
        if found is None:
            continue
        what, stage, pipeline = found
        if what in _ENTERED and stage != CURRENT:
            entered.append(StageColumn(f"c{at}", header, spelled.get(squash(stage), stage), pipeline))
        elif stage != CURRENT:
            checks.add(f"c{at}")
    if not entered:
        entered = _by_pattern(headers, taken, spelled, date_columns) or _by_name(
            headers, taken, spelled, date_columns, filled
        )
    return StageColumns(tuple(_with_opening(entered, headers, date_columns)), frozenset(checks))


def _with_opening(
    entered: Sequence[StageColumn], headers: Sequence[str], date_columns: Collection[int]
) -> Sequence[StageColumn]:
    """The columns; beside stages of leads the day on which the opportunity was created is that of a stage too."""
    if not any(squash(one.stage) in _OF_LEADS for one in entered):
        return entered
    known = {one.column for one in entered}
    opened = [
        StageColumn(f"c{at}", headers[at], "Opportunity", None)
        for at in date_columns
        if f"c{at}" not in known and _OPENED.match(clean(headers[at]))
    ]
    return sorted([*entered, *opened], key=lambda one: int(one.column[1:]))


def _of_hubspot(header: str) -> tuple[str, str, str | None] | None:
    text = clean(header)
    for pattern in (STAGE_LABEL, STAGE_LABEL_ZH):
        if found := pattern.match(text):
            return found.group(1).casefold(), found.group(2).strip(), found.group(3).strip()
    if found := STAGE_NAME.match(text):
        return found.group(1).casefold(), re.sub(r"_[0-9]{6,}$", "", found.group(2)), None
    return stage_label(text)


def _by_pattern(
    headers: Sequence[str], taken: Collection[int], spelled: dict[str, str], date_columns: Collection[int]
) -> list[StageColumn]:
    free = [at for at in range(len(headers)) if at not in taken and at in date_columns]
    said = {at: hit[1] for at in free if (hit := _SAID.match(clean(headers[at])))}
    family = said if len(said) >= _LEAST else {}
    found = []
    for at in free:
        stage = _within(headers[at], spelled) or family.get(at, "").replace("_", " ").strip()
        if stage:
            found.append(StageColumn(f"c{at}", headers[at], stage, None))
    return found if _enough(found) else []


def _by_name(
    headers: Sequence[str],
    taken: Collection[int],
    spelled: dict[str, str],
    date_columns: Collection[int],
    filled: Collection[int],
) -> list[StageColumn]:
    """Columns of days that are headed with nothing but the stage: `Lead`, `Demo`, `Offer`, `Won`, some with `… Date`.

    Beside them an empty column called `Lost` is no flag: nothing was lost yet.
    """
    found: list[StageColumn] = []
    ends: list[StageColumn] = []
    for at in sorted(date_columns):
        name = _within(headers[at], spelled) or clean(headers[at])
        closed = status_of_stage(name) in {"won", "lost"}
        column = StageColumn(f"c{at}", headers[at], spelled.get(squash(name), name), None)
        if at not in filled:
            ends += [column] if closed else []
        elif at not in taken and (closed or squash(name) in spelled or rank_of(name) is not None):
            found.append(column)
    return [*found, *ends] if _enough(found) else []


def _within(header: str, spelled: dict[str, str]) -> str | None:
    """The stage in a header that says more: `Date entered Demo`, `demo_date`."""
    hits = (pattern.match(clean(header)) for pattern in _PATTERNS)
    return next((stage for hit in hits if hit and (stage := _stage_of(hit.group(1), spelled))), None)


def _enough(found: Sequence[StageColumn]) -> bool:
    """Whether so many columns name stages, two open ones among them, that it is no chance."""
    return sum(status_of_stage(column.stage) is None for column in found) >= _LEAST - 1 and len(found) >= _LEAST


def _stage_of(text: str, spelled: dict[str, str]) -> str | None:
    name = text.replace("_", " ").strip(" -:：\"“”'")
    for form in (squash(name), squash(re.sub(r"(?i)\bstage\b|阶段$", "", name))):
        if form in spelled:
            return spelled[form]
    shorter = [
        stage
        for key, stage in spelled.items()
        if len(key) > 1 and (key.endswith(squash(name)) or key.startswith(squash(name)))
    ]
    if squash(name) and len(shorter) == 1:
        return shorter[0]
    return name if rank_of(name) is not None or status_of_stage(name) is not None else None
