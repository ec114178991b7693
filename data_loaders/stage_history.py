"""Stage history from whatever a file has: a log of moves, a history of fields, or a column with a date per stage."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final

import duckdb
from duckdb import ColumnExpression, ConstantExpression, Expression

from data_loaders.aliases import squash
from data_loaders.durations import check_durations
from data_loaders.found import found, read_column
from data_loaders.ledger import Ledger
from data_loaders.log_steps import steps_of
from data_loaders.mapping import Mapped
from data_loaders.names import meant
from data_loaders.problems import refused
from data_loaders.ragged_history import samples_of
from data_loaders.report import Reject, Said
from data_loaders.scratch import new_table
from data_loaders.sheet import Sheet
from data_loaders.statements import distinct, run, store_pairs
from data_loaders.typed import Hints

_PROPERTIES: Final[dict[str, tuple[str, ...]]] = {
    "stage": ("stage", "dealstage", "stagename", "阶段", "商机阶段", "销售阶段", "交易阶段", "opportunitystage"),
    "created": ("created", "已创建", "创建", "opportunitycreated"),
    "amount": ("amount", "金额", "value", "dealvalue", "商机金额", "预计金额"),
    "expected_close": ("closedate", "结束日期", "closingdate", "expectedclosedate", "预计成交日期", "预计结单日期"),
    "owner_name": ("owner", "opportunityowner", "dealowner", "hubspotownerid", "负责人", "所有人", "业务机会所有人"),
    "probability": ("probability", "dealprobability", "概率", "赢率"),
    "forecast_category": ("forecastcategory", "forecastcategoryname", "预测类别"),
    "next_step": ("nextstep", "下一步"),
    "pipeline": ("pipeline", "销售流程"),
}
_FIELD_OF: Final = {word: name for name, words in _PROPERTIES.items() for word in words}
_SAMPLED_DEALS: Final = 20_000
MOST_STEPS: Final = 500
_DATE_COLUMNS: Final = {
    "date_column": "VARCHAR",
    "stage": "VARCHAR",
    "pipeline": "VARCHAR",
    "precision": "VARCHAR",
    "position": "BIGINT",
}


@dataclass(frozen=True)
class LogRead:
    """How the rows of a log were used."""

    loaded: int
    rejected: int


def wide_dates(
    scratch: duckdb.DuckDBPyConnection, sheet: Sheet, mapped: Mapped, *, hints: Hints, ledger: Ledger
) -> None:
    """Events from columns that hold one date per stage (level B), added to `stage_events`."""
    dates: list[Expression] = []
    columns = []
    for at, column in enumerate(mapped.stage_columns.entered):
        read = read_column(scratch, sheet, column.column, "timestamp", hints=hints, ledger=ledger)
        dates.append(read.expression.cast("TIMESTAMP").alias(f"d{at}"))
        columns.append((f"d{at}", column.stage, column.pipeline, read.precision or "second", at))
    name = ConstantExpression(sheet.name).alias("sheet")
    view = scratch.table(sheet.table).select(name, ColumnExpression("row"), *_keys(mapped, hints), *dates)
    view.create_view("stage_dates", replace=True)
    scratch.execute("DROP TABLE IF EXISTS date_columns")
    store_pairs(scratch, "date_columns", _DATE_COLUMNS, columns)
    run(scratch, "wide_dates")
    run(scratch, "dated_events")
    run(scratch, "closing_dates")
    elsewhere = (
        scratch.table("dated_events").filter(ColumnExpression("elsewhere")).select("row").order("row").fetchall()
    )
    ledger.found("other_pipeline_dates", len(elsewhere), tuple(row for (row,) in elsewhere[:100]))


def _keys(mapped: Mapped, hints: Hints) -> list[Expression]:
    """What tells a deal from others: texts of the file, null where it has none."""
    nothing = ConstantExpression(None).cast("VARCHAR")
    columns = {name: one.column for name, one in mapped.taken.items()}
    return [
        (meant(ColumnExpression(columns[name]), name, hints.names) if name in columns else nothing).alias(name)
        for name in ("deal_id", "deal_name", "account_name", "pipeline")
    ]


def read_log(
    scratch: duckdb.DuckDBPyConnection,
    sheet: Sheet,
    mapped: Mapped,
    *,
    hints: Hints,
    ledger: Ledger,
    chosen: Collection[str] | None = None,
) -> LogRead:
    """Events and changes of a log or a history of fields (level A), added to `stage_events` and `deal_changes`.

    `chosen`: the activities of an event log that are stages; by default they are guessed.
    """
    view = found(scratch, sheet, mapped, hints=hints, ledger=ledger)
    if mapped.has("field_name"):
        view.create_view("found_history", replace=True)
        _history(scratch, sheet, mapped, hints=hints, ledger=ledger)
    else:
        view.create_view("found_events", replace=True)
    moves_named = mapped.has("field_name", "from_stage", "moved_to")
    _steps(scratch, chosen, guess=not moves_named, ledger=ledger)
    read = _moves(scratch, changes=not mapped.has("field_name"), rows=sheet.rows, ledger=ledger)
    check_durations(scratch, sheet, mapped, hints=hints, ledger=ledger)
    return read


def read_follow_ups(scratch: duckdb.DuckDBPyConnection, sheet: Sheet) -> None:
    """Events of a log of visits that states the stage; `found_activities` holds it."""
    run(scratch, "follow_ups")
    _steps(scratch, None, guess=False, ledger=Ledger())
    _moves(scratch, changes=False, rows=sheet.rows, ledger=Ledger())


def _history(scratch: duckdb.DuckDBPyConnection, sheet: Sheet, mapped: Mapped, *, hints: Hints, ledger: Ledger) -> None:
    """A history of fields: stage rows become `found_events`, the others changes."""
    texts = distinct(scratch, "found_history", "field_name")
    if not any(_FIELD_OF.get(squash(text)) == "stage" for text in texts):
        raise refused("history_without_stage", sheet=sheet.name, properties=", ".join(texts[:5]))
    fields = [(text, _FIELD_OF[squash(text)]) for text in texts if squash(text) in _FIELD_OF]
    scratch.execute("DROP TABLE IF EXISTS property_fields")
    store_pairs(scratch, "property_fields", {"text": "VARCHAR", "field": "VARCHAR"}, fields)
    _history_values(scratch, sheet, mapped, fields, hints=hints, ledger=ledger)
    run(scratch, "history_changes")
    run(scratch, "history_events")
    ledger.found("history_rows_not_stage", int(run(scratch, "history_rest")[0][0]))


def _history_values(
    scratch: duckdb.DuckDBPyConnection,
    sheet: Sheet,
    mapped: Mapped,
    fields: list[tuple[str, str]],
    *,
    hints: Hints,
    ledger: Ledger,
) -> None:
    """`history_values`: old and new amounts and days of the history as ISO text."""
    store = "history_values"
    scratch.execute("DROP TABLE IF EXISTS history_values")
    store_pairs(
        scratch, store, {"row": "BIGINT", "field": "VARCHAR", "old_value": "VARCHAR", "new_value": "VARCHAR"}, []
    )
    name = ColumnExpression(mapped.taken["field_name"].column)
    old = mapped.taken.get("old_value")
    before = ColumnExpression(old.column) if old else ConstantExpression(None).cast("VARCHAR")
    for field, kind in (("amount", "number"), ("expected_close", "date")):
        words = [text for text, target in fields if target == field]
        if not words:
            continue
        part = new_table(scratch)
        rows = scratch.table(sheet.table).filter(name.isin(*map(ConstantExpression, words)))
        rows.select("row", before.alias("c0"), ColumnExpression(mapped.taken["new_value"].column).alias("c1")).create(
            part
        )
        beside = {f"beside {column}": cells for column, cells in sheet.cells.items()}
        cells = {**beside, **samples_of(scratch, part, 2)}
        piece = replace(sheet, table=part, headers=(f"{words[0]} (old)", words[0]), cells=cells)
        values = [
            read_column(scratch, piece, column, kind, hints=hints, ledger=ledger).expression.cast("VARCHAR")  # type: ignore[arg-type]
            for column in ("c0", "c1")
        ]
        scratch.table(part).select("row", ConstantExpression(field), *values).insert_into(store)


def _moves(scratch: duckdb.DuckDBPyConnection, *, changes: bool, rows: int, ledger: Ledger) -> LogRead:
    """From `found_events` to rows of `stage_events`, and of `deal_changes` where the log tells amounts and dates."""
    newest_first = bool(run(scratch, "log_order", nth=max(1, rows // _SAMPLED_DEALS))[0][0])
    scratch.execute("DROP TABLE IF EXISTS log_facts")
    store_pairs(scratch, "log_facts", {"newest_first": "BOOLEAN"}, [(newest_first,)])
    rejects = run(scratch, "event_rejects")
    ledger.rejects.extend(Reject(sheet_name, row, "", "", Said(code)) for sheet_name, row, code in rejects)
    run(scratch, "log_moves")
    run(scratch, "log_events")
    if changes:
        run(scratch, "log_changes")
    return LogRead(rows - len(rejects), len(rejects))


def _steps(scratch: duckdb.DuckDBPyConnection, chosen: Collection[str] | None, *, guess: bool, ledger: Ledger) -> None:
    """`work_steps`: the activities of `found_events` that are no stages; what was judged of each goes to the ledger."""
    scratch.execute("DROP TABLE IF EXISTS work_steps")
    counts = run(scratch, "log_activities") if guess or chosen is not None else []
    steps = steps_of([(str(name), int(rows)) for name, rows in counts], chosen)
    work = [step for step in steps if not step.is_stage]
    store_pairs(scratch, "work_steps", {"activity": "VARCHAR"}, [(step.activity,) for step in work])
    if work or chosen is not None:
        ledger.values.extend(step.guess() for step in steps[:MOST_STEPS])
    left = sum(step.rows for step in work)
    if chosen is not None:
        ledger.found("activities_chosen", left)
    elif any(step.reason.code == "activity_of_group" for step in steps):
        ledger.found("activities_not_stages", left, prefix="A_")
    else:
        ledger.found("activities_work", left)
