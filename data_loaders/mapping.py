"""Which column is which field: alias tables first, likeness only as a proposal, values as a check."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from rapidfuzz import fuzz, process

from data_loaders.alias_tables import likely_names, tables_of
from data_loaders.aliases import KNOWN, Header, Hit, Index, in_each_language, read_header
from data_loaders.column_guess import ACCEPTED, CHOSEN, Guess
from data_loaders.contradictions import DATE, DATED, are_dates, contradicted
from data_loaders.fields import FIELDS
from data_loaders.report import Column, Said
from data_loaders.sheet import Sheet
from data_loaders.stage_columns import StageColumns, find_stage_columns
from data_loaders.stage_words import status_of_stage
from data_loaders.stand_ins import named_by_dates, of_deals
from data_loaders.systems import System
from data_loaders.target_periods import period_of

_CONTRADICTED: Final = 45
_RENAMED: Final = 85
_ALIKE: Final = 84
_SAMPLES: Final = 3
_HALF: Final = 0.5
_MARKS: Final = (" - ", ":", ".", "/")
"""What stands between a table and its field: `Negócio - Valor`, `Deal__c:Amount__c`, `properties.amount`."""
_LEAST_PREFIXED: Final = 3
_UNDER_A_TITLE: Final = 5
"""How much less a name below a title says than the same name as a whole header."""
_MORE: Final = re.compile(r"(?<=\S)(?:\s*\([^()\d]{2,}\)|(?:__|\.)(?:name|value|label))$", re.IGNORECASE)
"""What explains a header (`Company (client)`, `负责人（销售）`), or is left of nested data: `Account_Name__name`."""
_NAMES: Final = frozenset({"deal_name", "account_name", "contact_name", "owner_name", "stage", "lost_reason"})
"""Fields for which a filled column is believed before an empty one with the better header."""
_OF_STAGES: Final = frozenset({"won_at", "lost_at", "closed_at", "created_at"})
"""Fields whose day may be that of a stage as well."""


@dataclass(frozen=True)
class Taken:
    """A column taken for a field."""

    field: str
    column: str
    header: Header
    confidence: int


@dataclass(frozen=True)
class Mapped:
    """One sheet read as one kind: field → column, what the report says of every column, and its stage columns.

    `left` are the columns without a field, kept as extra; `periods` the columns of a table of targets;
    `contradictions` counts headers whose values deny them.
    """

    kind: str
    taken: Mapping[str, Taken]
    columns: tuple[Column, ...]
    stage_columns: StageColumns
    left: tuple[str, ...]
    periods: Mapping[str, str] = field(default_factory=dict)
    contradictions: int = 0

    def has(self, *names: str) -> bool:
        """Whether any of these fields was found."""
        return any(name in self.taken for name in names)


@dataclass(frozen=True)
class _Tables:
    """The alias tables of a kind, each with the confidence of a hit; `likely`: squashed aliases, and alias → field."""

    indexes: tuple[tuple[int, Index], ...]
    likely: tuple[Sequence[str], Mapping[str, str]]

    def hits(self, header: Header) -> list[tuple[int, Hit]]:
        """What the tables say of a header."""
        return [(weight, hit) for weight, index in self.indexes if (hit := index.look_up(header))]


def map_sheet(sheet: Sheet, kind: str, system: System, chosen: Mapping[str, str], *, propose: bool = True) -> Mapped:
    """The columns of a sheet read as `kind`; `chosen` are the user's header → field, '' to keep as extra.

    Without `propose` no field is proposed for a header that is merely like one: nothing is taken by a proposal.
    """
    samples = [sheet.cells.get(f"c{at}", ()) for at in range(len(sheet.headers))]
    wanted = {read_header(header).key: name for header, name in chosen.items()}
    shorter = _shorter(sheet)
    tables = _Tables(tables_of(system.name, kind), likely_names(system.name, kind) if propose else ((), {}))
    guesses = [
        _guess(at, text, samples[at], kind=kind, tables=tables, wanted=wanted, system=system, shorter=shorter)
        for at, text in enumerate(sheet.headers)
    ]
    winners = _winners(guesses, kind, samples)
    winners = of_deals(winners, guesses, samples, system) if kind == "deals" else winners
    if kind == "stage_events" and not {"field_name", "to_stage"} & winners.keys() and "new_value" in winners:
        winners["to_stage"] = winners.pop("new_value")
    stage_columns = _stage_columns(sheet, kind, winners, samples, guesses)
    winners = _named(winners, guesses, stage_columns) if stage_columns.entered else winners
    dates = {column.column: column.header for column in stage_columns.entered}
    periods = {
        f"c{at}": text
        for at, text in enumerate(sheet.headers)
        if kind == "targets" and period_of(text) and at not in {guess.at for guess in winners.values()}
    }
    taken = {
        name: Taken(name, f"c{guess.at}", guess.header, guess.confidence)
        for name, guess in winners.items()
        if f"c{guess.at}" not in dates or name in _OF_STAGES
    }
    used = {one.column for one in taken.values()} | set(dates) | set(periods) | stage_columns.checks
    return Mapped(
        kind=kind,
        taken=taken,
        columns=tuple(_columns(sheet, kind, guesses, taken, dates, periods, stage_columns)),
        stage_columns=stage_columns,
        left=tuple(f"c{at}" for at in range(len(sheet.headers)) if f"c{at}" not in used),
        periods=periods,
        contradictions=sum(guess.reason.code == "column_contradicted" for guess in guesses),
    )


def _guess(
    at: int,
    text: str,
    samples: Sequence[str],
    *,
    kind: str,
    tables: _Tables,
    wanted: Mapping[str, str],
    system: System,
    shorter: Callable[[str], str] | None,
) -> Guess:
    header = read_header(text)
    if header.key in wanted:
        name = wanted[header.key]
        usable = name if name in FIELDS[kind] else None
        return Guess(at, header, usable, CHOSEN, Said("column_chosen", {"field": name or "extra"}))
    hits = tables.hits(header)
    if not hits and shorter:
        hits = [(weight - _UNDER_A_TITLE, hit) for weight, hit in tables.hits(read_header(shorter(text)))]
    if not hits and (more := _MORE.search(header.text)):
        hits = [(weight - _UNDER_A_TITLE, hit) for weight, hit in tables.hits(read_header(header.text[: more.start()]))]
    if not hits:
        parts = (tables.hits(read_header(part)) for part in in_each_language(header.text))
        hits = [(weight - _UNDER_A_TITLE, hit) for part in parts for weight, hit in part]
    if not hits:
        return (_renamed(at, header, system) if kind == "deals" else None) or _proposal(at, header, tables)
    return _of_hits(at, header, hits, kind=kind, samples=samples, system=system)


def _of_hits(
    at: int, header: Header, hits: Sequence[tuple[int, Hit]], *, kind: str, samples: Sequence[str], system: System
) -> Guess:
    """The field that the alias tables name, unless the values deny it."""
    weight, hit = next(((weight, hit) for weight, hit in hits if hit.exact), hits[0])
    if hit.field == KNOWN:
        return Guess(at, header, None, weight, Said("column_known", {}))
    confidence = weight - min(hit.rank, 6) - (0 if hit.exact else 3)
    dated = DATED.get(hit.field)
    if dated in FIELDS[kind] and are_dates(samples):
        return Guess(at, header, dated, confidence, Said("column_usual_name", {"field": dated}))
    if contradicted(hit.field, kind, samples, system):
        said = Said("column_contradicted", {"field": hit.field, "value": next(iter(samples), "")[:60]})
        return Guess(at, header, hit.field, confidence - _CONTRADICTED, said)
    code = "column_of_system" if weight > 92 else "column_usual_name"
    return Guess(at, header, hit.field, confidence, Said(code, {"field": hit.field, "system": system.title}))


def _shorter(sheet: Sheet) -> Callable[[str], str] | None:
    """What is left of a header that names the same thing as most others, such as a title over them or their table.

    A row of titles spans most columns (基本信息 | 商机进展), or some (客户信息 over 客户名称, 负责人): the names are in
    the row below. Not so where titles stand over the lines of a sub-form, whose names are those of a line. Pipedrive
    writes the table before each name (`Negócio - Valor`).
    """
    if sheet.records is not None and sheet.records.table == sheet.table:  # every line is at hand: theirs are names too
        return lambda text: text.rpartition(".")[2]
    joined = any(note.code == "header_joined" for note in sheet.notes)
    titled = sum("." in header for header in sheet.headers)
    if joined and (titled >= len(sheet.headers) * _HALF or not sheet.merged_rows):
        return lambda text: text.rpartition(".")[2]
    for mark in _MARKS:
        before = Counter(header.partition(mark)[0] for header in sheet.headers if mark in header)
        prefix, times = before.most_common(1)[0] if before else ("", 0)
        if prefix and times >= max(_LEAST_PREFIXED, len(sheet.headers) * _HALF):
            return partial(_without, prefix + mark)
    return None


def _without(prefix: str, text: str) -> str:
    return text.removeprefix(prefix)


def _renamed(at: int, header: Header, system: System) -> Guess | None:
    """A header with the user's own word in it, where the system's habit tells its field."""
    name = next((name for name, pattern in system.patterns.items() if pattern.search(header.key)), None)
    if name is None:
        return None
    return Guess(at, header, name, _RENAMED, Said("column_of_system", {"field": name, "system": system.title}))


def _proposal(at: int, header: Header, tables: _Tables) -> Guess:
    """The field whose name is written nearly so."""
    aliases, names = tables.likely
    found = (
        process.extractOne(header.squashed, aliases, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if len(header.squashed) > 1 and aliases
        else None
    )
    if found is None:
        return Guess(at, header, None, 0, Said("column_unknown", {}))
    return Guess(
        at, header, None, int(found[1] * 0.79), Said("column_alike", {"field": names[found[0]], "alias": found[0]})
    )


def _winners(guesses: Sequence[Guess], kind: str, samples: Sequence[Sequence[str]]) -> dict[str, Guess]:
    """Each field's best column, of equals the first; of columns with names one that has some."""

    def worth(guess: Guess) -> tuple[bool, int]:
        return guess.field not in _NAMES or bool(samples[guess.at]) or guess.confidence == CHOSEN, guess.confidence

    best: dict[str, Guess] = {}
    for guess in guesses:
        if guess.field is None or guess.confidence < ACCEPTED or guess.field not in FIELDS[kind]:
            continue
        if guess.field not in best or worth(guess) > worth(best[guess.field]):
            best[guess.field] = guess
    return best


def _stage_columns(
    sheet: Sheet, kind: str, winners: Mapping[str, Guess], samples: Sequence[Sequence[str]], guesses: Sequence[Guess]
) -> StageColumns:
    if kind != "deals":
        return StageColumns()
    stage = winners.get("stage")
    dated = [
        at for at, values in enumerate(samples) if sum(bool(DATE.search(v)) for v in values) >= len(values) * _HALF
    ]
    firm = {"created_at", "expected_close", "modified_at", "last_activity_at", "next_activity_at", "stage_entered_at"}
    explained = {guess.at for name, guess in winners.items() if name in firm or FIELDS[kind][name] != "timestamp"}
    explained |= {guess.at for guess in guesses if guess.reason.code == "column_chosen"}
    filled = [at for at, values in enumerate(samples) if values]
    return find_stage_columns(sheet.headers, explained, samples[stage.at] if stage else (), dated, filled)


def _named(winners: dict[str, Guess], guesses: Sequence[Guess], stage_columns: StageColumns) -> dict[str, Guess]:
    """The columns of a list with a day a stage, one of which names the deals."""
    won = "won_at" in winners or any(status_of_stage(one.stage) == "won" for one in stage_columns.entered)
    return named_by_dates(winners, guesses, won=won)


def _columns(
    sheet: Sheet,
    kind: str,
    guesses: Sequence[Guess],
    taken: Mapping[str, Taken],
    dates: Mapping[str, str],
    periods: Mapping[str, str],
    stage_columns: StageColumns,
) -> Iterator[Column]:
    fields = {one.column: name for name, one in taken.items()}
    stages = {column.column: column.stage for column in stage_columns.entered}
    for guess in guesses:
        column = f"c{guess.at}"
        target: str | None = fields.get(column)
        reason, confidence, table = guess.reason, guess.confidence, kind
        if column in dates:
            target, table, confidence = "at", "stage_events", max(confidence, 90)
            reason = Said("column_stage_date", {"stage": stages[column]})
        elif column in periods:
            target, confidence, reason = (
                "amount",
                max(confidence, 90),
                Said("column_period", {"period": periods[column]}),
            )
        elif column in stage_columns.checks:
            confidence, reason = 95, Said("column_known", {})
        elif target is None and guess.field is not None and reason.code not in {"column_contradicted", "column_chosen"}:
            reason = Said(
                "column_taken",
                {"field": guess.field, "header": taken[guess.field].header.text if guess.field in taken else ""},
            )
        elif target == "stage" and guess.field == "status":
            reason = Said("column_status_as_stage", {})
        elif target == "amount" and guess.field is None:
            reason, confidence = Said("column_stands_in", {"field": "amount"}), ACCEPTED
        elif target == "account_name" and "deal_name" in taken and taken["deal_name"].column == column:
            reason = Said("column_names_deal", {})
        shown = sheet.cells.get(column, ())[:_SAMPLES]
        yield Column(sheet.name, sheet.headers[guess.at], table, target, confidence, reason, tuple(shown))
