"""Where a file comes from and what each of its sheets is, by weighed evidence that the user can overrule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import duckdb

from data_loaders.aliases import read_header
from data_loaders.deal_lines import DealLines, deal_lines
from data_loaders.fields import known_field
from data_loaders.kinds import DEALS, KINDS, TARGETS, missing, points
from data_loaders.mapping import Mapped, map_sheet
from data_loaders.numbered_lines import as_records
from data_loaders.options import Options
from data_loaders.other_lists import other_list
from data_loaders.plausibility import plausible
from data_loaders.problems import mark, refused
from data_loaders.quotes import OUTCOMES, of_quotes
from data_loaders.records import has_lines, has_records
from data_loaders.report import Recognition, Said
from data_loaders.sales_words import doubtful, staged
from data_loaders.sheet import Sheet
from data_loaders.statements import run
from data_loaders.system_scores import ANY_FORM, CERTAIN, FALLBACKS, Score, scores
from data_loaders.systems import SYSTEMS, System, system_named
from data_loaders.turned import first_column, stands_on_its_side

_EXPLAINED: Final = 20
_DENIED: Final = 10
_NEAR: Final = 7.0
_KEYED_ROWS: Final = 50_000
_STAGES_A_DEAL: Final = 1.6
_STAGES_A_NAME: Final = 1.8
_LOG_BONUS: Final = 16
_FOLLOW_UP_BONUS: Final = 24
_HALF: Final = 0.5
_SHOWN: Final = 30
"""Letters of a header in a sentence."""

_WON_OR_LOST: Final = frozenset(
    {"wonlost", "winloss", "winlost", "winlose", "wonorlost", "winorlose", "wl", "赢输", "输赢"}
)


@dataclass(frozen=True)
class Known:
    """A sheet and what it was recognised as; `mapped` is null for a sheet that is none of ours.

    `ignored_as`: the sentence that says why such a sheet is left out. `lines`: those of its deals, where it has some.
    """

    sheet: Sheet
    mapped: Mapped | None
    ignored_as: str = "sheet_ignored"
    lines: DealLines | None = None

    @property
    def kind(self) -> str:
        """A table of `data_loaders.schema`, or 'ignored'."""
        return self.mapped.kind if self.mapped else "ignored"


@dataclass(frozen=True)
class Recognised:
    """The whole file."""

    system: System
    recognition: Recognition
    sheets: tuple[Known, ...]


def recognise(
    scratch: duckdb.DuckDBPyConnection, sheets: Sequence[Sheet], options: Options, *, file_name: str
) -> Recognised:
    """The system a file comes from and the kind of each sheet.

    Raises `Refused` when no sheet holds anything a pipeline review can use, when a sheet of deals lacks what names or
    places a deal, and when `options` name a system or a field that does not exist.
    """
    _check(options)
    ranked = scores(sheets, file_name)
    first = _with_words(_chosen(options) or ranked[0].system, sheets)
    known = tuple(_known(scratch, sheet, first, options, file_name) for sheet in sheets)
    if all(one.mapped is None for one in known):
        raise _nothing([sheet for sheet in sheets if not sheet.set_aside], first, options, file_name)
    recognition = _recognition(ranked, first, known, overruled=options.source is not None)
    return Recognised(first, recognition, known)


def _with_words(system: System, sheets: Sequence[Sheet]) -> System:
    """The system with W and L for won and lost where a column asks just that, and with the words of quotes."""
    headers = {read_header(text).squashed for sheet in sheets for text in sheet.headers}
    letters = {"w": "won", "l": "lost"} if headers & _WON_OR_LOST else {}
    quotes = OUTCOMES if any(of_quotes(sheet.headers) for sheet in sheets) else {}
    return replace(system, outcomes={**quotes, **system.outcomes, **letters}) if letters or quotes else system


def _known(scratch: duckdb.DuckDBPyConnection, sheet: Sheet, system: System, options: Options, file_name: str) -> Known:
    mapped = _renamed(_best_kind(scratch, sheet, system, options, file_name), options)
    whole = as_records(scratch, sheet) or sheet
    complete = has_records(whole) or not whole.merged_rows
    if mapped and complete and (told := deal_lines(scratch, whole, mapped.kind, system, options.columns, file_name)):
        listed, mapped, lines = told
        return Known(listed, _renamed(mapped, options), lines=lines)
    if mapped and sheet.merged_rows:
        sheet, mapped = _first_lines(scratch, sheet, mapped, system, options)
    if mapped and mapped.kind == "deals" and of_quotes(sheet.headers):
        sheet = replace(sheet, notes=(*sheet.notes, Said("rows_are_quotes", {"rows": sheet.rows})))
    turned = mapped is None and sheet.rows > 0 and stands_on_its_side(sheet, system)
    return Known(sheet, mapped, "sheet_ignored_turned") if turned else Known(sheet, mapped)


def _first_lines(
    scratch: duckdb.DuckDBPyConnection, sheet: Sheet, mapped: Mapped, system: System, options: Options
) -> tuple[Sheet, Mapped]:
    """A sheet with the first line of each record: neither all lines, nor their sum, nor what a deal is worth."""
    if mapped.kind == "line_items":
        deals = map_sheet(sheet, "deals", system, options.columns)
        mapped = mapped if missing(DEALS, deals) else deals
    amount = mapped.taken.get("amount")
    if mapped.kind != "deals" or amount is None or not has_lines(scratch, sheet, amount.column):
        return sheet, mapped
    header = sheet.headers[int(amount.column[1:])]
    if header in options.columns:
        return sheet, mapped
    said = Said("amount_of_lines", {"column": header})
    mapped = map_sheet(sheet, "deals", system, {**options.columns, header: ""})
    told = (replace(one, reason=Said("column_of_lines")) if one.header == header else one for one in mapped.columns)
    return replace(sheet, notes=(*sheet.notes, said)), replace(mapped, columns=tuple(told))


def _renamed(mapped: Mapped | None, options: Options) -> Mapped | None:
    """The sheet with the stages and pipelines that its headers name called as the user says."""
    if mapped is None or not mapped.stage_columns.entered:
        return mapped
    entered = tuple(
        replace(
            one,
            stage=options.stage_names.get(one.stage, one.stage),
            pipeline=options.pipelines.get(one.pipeline, one.pipeline) if one.pipeline else None,
        )
        for one in mapped.stage_columns.entered
    )
    return replace(mapped, stage_columns=replace(mapped.stage_columns, entered=entered))


def kinds_of(
    scratch: duckdb.DuckDBPyConnection, sheets: Sequence[Sheet], options: Options, *, file_name: str
) -> tuple[str, ...]:
    """The kind of each sheet, 'ignored' where it is none of ours; refuses nothing."""
    system = _chosen(options) or scores(sheets, file_name)[0].system
    return tuple(Known(sheet, _best_kind(scratch, sheet, system, options, file_name)).kind for sheet in sheets)


def _check(options: Options) -> None:
    if options.source is not None and _chosen(options) is None:
        raise refused("source_unknown", source=options.source, known=", ".join(system.name for system in SYSTEMS))
    for header, name in options.columns.items():
        if name and not known_field(name):
            raise refused("field_unknown", field=name, column=header)


def _chosen(options: Options) -> System | None:
    wanted = (options.source or "").strip().casefold().replace("-", "_").replace(" ", "_")
    return system_named(wanted) or next(
        (one for one in SYSTEMS if one.title.casefold() == (options.source or "").casefold()), None
    )


def _best_kind(
    scratch: duckdb.DuckDBPyConnection, sheet: Sheet, system: System, options: Options, file_name: str
) -> Mapped | None:
    """The kind with the most points among those whose needs are met."""
    if not sheet.rows:
        return None
    best: tuple[float, Mapped] | None = None
    dated, turned = False, stands_on_its_side(sheet, system)
    for kind in KINDS:
        mapped = map_sheet(sheet, kind.name, system, options.columns, propose=False)
        dated = dated or mapped.has("snapshot_at")
        if turned and kind.name != "stage_events":  # a history of fields names them in a column as well
            continue
        if missing(kind, mapped) or not plausible(mapped, sheet, system, file_name) or (dated and _only_states(mapped)):
            continue
        total = points(kind, mapped) + _bonus(scratch, sheet, mapped, system)
        if best is None or total > best[0]:
            best = (total, mapped)
    return map_sheet(sheet, best[1].kind, system, options.columns) if best else None


def _only_states(mapped: Mapped) -> bool:
    """Whether a log names no move, only stages: beside a day of the snapshot, such rows are a list, time after time."""
    return mapped.kind == "stage_events" and not mapped.has("from_stage", "field_name", "moved_to")


def _bonus(scratch: duckdb.DuckDBPyConnection, sheet: Sheet, mapped: Mapped, system: System) -> float:
    """Points beyond the columns: several stages a deal make a log, stages in a log of visits make both."""
    if mapped.kind == "activities":
        return (
            _FOLLOW_UP_BONUS
            if mapped.has("stage") and mapped.has("subject") and mapped.has("deal_id", "deal_name")
            else 0
        )
    if mapped.kind != "stage_events" or mapped.has("from_stage", "field_name", "moved_to"):
        return 0
    if system.name == "event_log":
        return _LOG_BONUS
    key = mapped.taken.get("deal_id") or mapped.taken["deal_name"]
    stage = mapped.taken.get("to_stage") or mapped.taken["new_value"]
    counted = (
        scratch.table(sheet.table)
        .limit(_KEYED_ROWS)
        .select(duckdb.ColumnExpression(key.column).alias("deal"), duckdb.ColumnExpression(stage.column).alias("stage"))
    )
    counted.create_view("keyed", replace=True)
    deals, pairs = run(scratch, "stages_a_deal")[0]
    enough = _STAGES_A_DEAL if mapped.has("deal_id") else _STAGES_A_NAME
    return _LOG_BONUS if deals and pairs / deals >= enough else -_LOG_BONUS


def _nothing(sheets: Sequence[Sheet], system: System, options: Options, file_name: str) -> Exception:
    """Why nothing can be used: deals on their side, without rows or a needed column, or a file of something else."""
    if any(not sheet.rows and not missing(DEALS, map_sheet(sheet, "deals", system, {})) for sheet in sheets):
        return refused("file_no_rows", file_name=file_name)
    others = [kind for sheet in sheets if sheet.rows and (kind := other_list(sheet.headers))]
    if len(others) == len(sheets) and system.name in FALLBACKS:
        headers = ", ".join(text[:_SHOWN] for text in sheets[0].headers[:8])
        return refused("file_other_list", file_name=file_name, kind=others[0], columns=headers)
    if refusal := _nearly_deals(sheets, system, options, file_name):
        return refusal
    for sheet in sheets:
        if sheet.rows and stands_on_its_side(sheet, system):
            headings = ", ".join(text[:_SHOWN] for text in first_column(sheet)[:8])
            code = "sheet_turned" if sheet.name else "file_turned"
            return refused(code, file_name=file_name, sheet=sheet.name, headings=headings)
    if all(not sheet.header_row for sheet in sheets):
        shown = ", ".join(values[0][:_SHOWN] for values in list(sheets[0].cells.values())[:6] if values)
        columns = ", ".join(sheets[0].headers[:12])
        return refused("file_headerless", file_name=file_name, cells=shown, columns=columns)
    figures = (map_sheet(sheet, "targets", system, {}) for sheet in sheets if sheet.rows)
    by_period = any(not missing(TARGETS, mapped) and mapped.has("owner_name", "team", "level") for mapped in figures)
    code = "figures_by_period" if by_period else "file_not_sales"
    headers = ", ".join(text[:_SHOWN] for sheet in sheets[:1] for text in sheet.headers[:8])
    return refused(code, file_name=file_name, columns=headers)


def _recognition(ranked: Sequence[Score], first: System, known: Sequence[Known], *, overruled: bool) -> Recognition:
    mine = next(one for one in ranked if one.system.name == first.name)
    sheets = [one.mapped for one in known if one.mapped]
    columns = [column for mapped in sheets for column in mapped.columns]
    explained = sum(column.target is not None for column in columns) / max(1, len(columns))
    denied = sum(mapped.contradictions for mapped in sheets)
    points = mine.points + (round(_EXPLAINED * explained) if first.name in FALLBACKS else 0)
    score = CERTAIN if overruled else max(1, min(CERTAIN, points - _DENIED * denied))
    others = sorted((one for one in ranked if one is not mine and one.points > 0), key=lambda one: -one.points)
    return Recognition(
        system=first.name,
        score=score,
        evidence=(mark("chosen by the user"), *mine.evidence) if overruled else mine.evidence,
        runner_up=others[0].system.name if others else None,
        runner_up_score=min(others[0].points, CERTAIN, score) if others else 0,
    )


def _nearly_deals(sheets: Sequence[Sheet], system: System, options: Options, file_name: str) -> Exception | None:
    """What deals lack in the first sheet that looks like some; else asks of the first that may be a list of them."""
    seen = [(sheet, map_sheet(sheet, "deals", system, options.columns)) for sheet in sheets if sheet.rows]
    for sheet, mapped in seen:
        gone = missing(DEALS, mapped)
        told = (mapped.has("stage") and mapped.has("account_name")) or staged(mapped, sheet)
        if gone and (told or points(DEALS, mapped) >= _NEAR):
            code = "deals_without_name" if gone[0] == DEALS.needs[0] else "deals_without_stage"
            return refused(code, file_name=file_name, columns=", ".join(text[:_SHOWN] for text in sheet.headers[:12]))
    doubts = (
        one for one in seen if system.name in ANY_FORM and not missing(DEALS, one[1]) and doubtful(one[1], one[0])
    )
    return next((_doubt(sheet, mapped, file_name) for sheet, mapped in doubts), None)


def _doubt(sheet: Sheet, mapped: Mapped, file_name: str) -> Exception:
    """Asks whether a list is one of deals: its columns allow it, its words do not say so."""
    column = mapped.taken.get("stage") or mapped.taken.get("status")
    words = sheet.cells.get(column.column, ())[:5] if column else ()
    columns = ", ".join(text[:_SHOWN] for text in sheet.headers[:12])
    return refused(
        "file_maybe_deals",
        file_name=file_name,
        columns=columns,
        stages=", ".join(word[:_SHOWN] for word in words),
    )
