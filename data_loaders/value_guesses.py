"""What each stage, pipeline, owner and currency of a file was taken for, how often it stands there, and why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import duckdb
from duckdb import ColumnExpression, ConstantExpression, Expression, FunctionExpression

from data_loaders.alikes import alikes
from data_loaders.found import currency_codes
from data_loaders.ledger import Ledger
from data_loaders.names import Names
from data_loaders.recognition import Known
from data_loaders.report import Said, ValueGuess
from data_loaders.shapes import is_nothing, nothing
from data_loaders.stage_facts import Facts
from data_loaders.stage_order import StageFact, StagePlace
from data_loaders.stage_reasons import REASON_CODES
from data_loaders.stage_words import rank_of
from data_loaders.statements import run
from data_loaders.typed import Hints

MOST: Final = 500
"""Values listed of a pipeline, owner or currency column, the most frequent first."""
_LOSSES: Final = 5
_COLUMNS: Final = {"pipeline": ("pipeline",), "owner": ("owner_name",), "currency": ("currency",)}
_STAGE_FIELDS: Final = ("stage", "to_stage", "from_stage")
_ID: Final = re.compile(r"^(?:\d{5,}|005[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?|zcrm_\d+)$")
_SEVERAL_COUNTRIES: Final = frozenset({"$", "¥", "￥", "kr", "fr", "元", "dollar", "dollars", "£"})


def value_guesses(
    scratch: duckdb.DuckDBPyConnection,
    known: Sequence[Known],
    places: Sequence[tuple[str | None, StagePlace]],
    facts: Facts,
    *,
    hints: Hints,
    ledger: Ledger,
) -> tuple[ValueGuess, ...]:
    """The values of a file: stages in order, then pipelines, owners and currencies. What looks alike is a finding."""
    stages = stage_guesses(
        places, facts, entered={stage: int(deals) for stage, deals in run(scratch, "entered_stages")}
    )
    renamed = renamed_stages(scratch, known, stages, hints=hints)
    order = list(dict.fromkeys(one.pipeline for one in stages))
    stages = sorted([*stages, *renamed], key=lambda one: order.index(one.pipeline))
    closed = Counter[str]()
    for one in stages:
        closed[one.status or "open"] += one.deals
    candidates = any(one.status == "open" and rank_of(one.value) is None for one in stages)
    stated = any(one.mapped and one.mapped.has("status", "is_won", "won_at") for one in known)
    if candidates and not stated and not closed["won"] and closed["lost"] >= _LOSSES:
        ledger.found("won_stage_unknown", closed["lost"])
    return tuple(_alike([*stages, *other_guesses(scratch, known, hints=hints)], ledger))


def stage_guesses(
    places: Iterable[tuple[str | None, StagePlace]], facts: Facts, entered: Mapping[str, int]
) -> list[ValueGuess]:
    """Every stage of every pipeline with its place, its status and what speaks for them.

    The rows are those of the deals; without deals, how many deals `entered` it.
    """
    counted = any(fact.deals for fact in facts.values())
    guesses = []
    for pipeline, place in places:
        fact = facts.get((pipeline, place.stage), StageFact(place.stage))
        guesses.append(
            ValueGuess(
                "stage",
                place.stage,
                place.stage,
                fact.deals if counted else entered.get(place.stage, 0),
                _stage_reason(place, fact),
                pipeline=pipeline,
                position=place.position,
                status=place.status,
            )
        )
    return guesses


def _stage_reason(place: StagePlace, fact: StageFact) -> Said:
    code = REASON_CODES[place.reason]
    stated = {status: int(getattr(fact, status)) for status in ("open", "won", "lost", "void")}
    values: dict[str, str | int | float] = {
        "stated": fact.stated,
        "count": stated.get(place.status, 0),
        "deals": fact.deals,
    }
    if code == "stage_words" and place.status != "open":
        return Said("stage_words_agreed" if values["count"] else "stage_words_closing", values)
    if code == "stage_probability":
        return Said(code, {"percent": round(100 * (fact.probability or 0.0))})
    return Said(code, values)


def renamed_stages(
    scratch: duckdb.DuckDBPyConnection, known: Sequence[Known], guesses: Sequence[ValueGuess], *, hints: Hints
) -> list[ValueGuess]:
    """The stages that the user gave another name, as the file writes them."""
    names = hints.names.get("stage", {})
    if not names:
        return []
    counts = _counts(scratch, known, _STAGE_FIELDS, hints=hints)
    found = []
    for value, meant in names.items():
        told = next((one for one in guesses if one.value == meant), None)
        if told is not None and value in counts:
            said = Said("value_by_hand")
            found.append(
                ValueGuess("stage", value, meant, counts[value], said, told.pipeline, told.position, told.status)
            )
    return found


def other_guesses(scratch: duckdb.DuckDBPyConnection, known: Sequence[Known], *, hints: Hints) -> Iterator[ValueGuess]:
    """Pipelines, owners and currencies: of the deals, else of whatever the file holds."""
    deals = [one for one in known if one.kind == "deals"]
    for what, fields in _COLUMNS.items():
        counts = _counts(scratch, deals or known, fields, hints=hints)
        kept = dict(sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:MOST])
        near = alikes(kept, typos=what == "pipeline") if what != "currency" else {}
        for value, rows in kept.items():
            meant, reason = _meant(what, value, near, hints.names)
            yield ValueGuess(what, value, meant, rows, reason)
    if deals and not any(one.mapped and one.mapped.has("currency") for one in deals):
        yield from _currencies_of_amounts(scratch, hints)


def _meant(what: str, value: str, near: Mapping[str, str], names: Names) -> tuple[str, Said]:
    stated = names.get(what, {}).get(value)
    if stated is not None:
        return stated, Said("value_by_hand")
    if what == "currency":
        return _currency(value)
    if value in near:
        return value, Said("value_alike", {"other": near[value]})
    if what == "owner" and _ID.match(value):
        return value, Said("owner_is_id")
    return value, Said("value_as_written")


def _currency(value: str) -> tuple[str, Said]:
    codes = dict(currency_codes([value]))
    if value not in codes:
        return value.upper(), Said("currency_unknown")
    if value.strip().casefold() in _SEVERAL_COUNTRIES:
        return codes[value], Said("currency_ambiguous", {"code": codes[value]})
    return codes[value], Said("currency_known", {"code": codes[value]})


def _currencies_of_amounts(scratch: duckdb.DuckDBPyConnection, hints: Hints) -> Iterator[ValueGuess]:
    """The currencies that amounts name in their cells or header, or that the user stated for all."""
    code = ColumnExpression("currency")
    counted = scratch.view("deals").filter(code.isnotnull()).aggregate([code, _count(code)], "currency")
    written = {meant: value for value, meant in hints.names.get("currency", {}).items()}
    for meant, rows in counted.order("rows DESC, currency").limit(MOST).fetchall():
        value = written.get(meant, meant)
        if meant in written:
            reason = Said("value_by_hand")
        elif meant == hints.currency:
            reason = Said("currency_stated")
        else:
            reason = Said("currency_of_amounts", {"code": meant})
        yield ValueGuess("currency", value, meant, rows, reason)


def _counts(
    scratch: duckdb.DuckDBPyConnection, known: Sequence[Known], fields: Sequence[str], *, hints: Hints
) -> Counter[str]:
    """How often each value stands in the columns taken for these fields, as the file writes it."""
    counts: Counter[str] = Counter()
    for one in known:
        for name in fields:
            taken = one.mapped.taken.get(name) if one.mapped else None
            if taken is None or one.mapped is None:
                continue
            joined = name == "pipeline" and "sub_pipeline" in one.mapped.taken
            if (tally := one.sheet.tally(taken.column)) and tally.is_whole and not joined:
                counts.update({text: cells for text, cells in tally.rows.items() if not is_nothing(text, hints)})
                continue
            value: Expression = ColumnExpression(taken.column)
            rows = scratch.table(one.sheet.table).filter(value.isnotnull())
            if joined:
                rows = rows.filter(~nothing(taken.column, hints))
                sub = ColumnExpression(one.mapped.taken["sub_pipeline"].column)
                value = FunctionExpression("concat_ws", ConstantExpression(" / "), value, sub)
            listed = rows.select(value.alias("value")).aggregate(
                [ColumnExpression("value"), _count(ColumnExpression("value"))], "value"
            )
            # Words for nothing are few: to drop them from the counts is quicker than to look for them in every row.
            told = ((str(text), int(number)) for text, number in listed.fetchall())
            counts.update({text: number for text, number in told if not is_nothing(text, hints)})
    return counts


def _count(column: Expression) -> Expression:
    return FunctionExpression("count", column).alias("rows")


def _alike(guesses: Sequence[ValueGuess], ledger: Ledger) -> list[ValueGuess]:
    """The guesses, where those that look like another value say so; each is a finding too."""
    rows: Counter[str] = Counter()
    for guess in guesses:
        if guess.field == "stage" and guess.value == guess.meant:
            rows[guess.value] += guess.deals
    near = alikes(rows, typos=True)
    told = []
    for guess in guesses:
        other = near.get(guess.value) if guess.field == "stage" else None
        if guess.reason.code == "value_alike":
            other = str(guess.reason.values["other"])
        elif other is not None and guess.reason.code != "stage_by_hand":
            guess = _saying(guess, other)  # noqa: PLW2901 - the same guess, with its reason
        told.append(guess)
        if other is not None:
            ledger.found("alike_values", max(1, guess.deals), value=guess.value, other=other)
    return told


def _saying(guess: ValueGuess, other: str) -> ValueGuess:
    return ValueGuess(
        guess.field,
        guess.value,
        guess.meant,
        guess.deals,
        Said("value_alike", {"other": other}),
        guess.pipeline,
        guess.position,
        guess.status,
    )
