"""What the values of a file were taken for: stages with their status and order, pipelines, owners and currencies."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, Final, Literal

import streamlit as st

from dashboard.language import Words, mark
from dashboard.views.data_controls import showing
from dashboard.views.data_desk import Desk
from dashboard.views.data_fields import told
from dashboard.views.literal import literal
from data_loaders.options import Options
from data_loaders.report import LoadReport, ValueGuess
from data_loaders.schema import STATUSES

Part = Literal["pipelines", "owners", "currencies"]
STATUS_LABELS: Final = {"open": mark("Open"), "won": mark("Won"), "lost": mark("Lost"), "void": mark("Void")}
PARTS: Final[dict[str, Part]] = {"pipeline": "pipelines", "owner": "owners", "currency": "currencies"}
TITLES: Final = {"pipeline": mark("Pipelines"), "owner": mark("Owners"), "currency": mark("Currencies")}
CURRENCIES: Final = ("CNY", "USD", "EUR", "GBP", "JPY", "HKD", "TWD", "SGD", "KRW", "INR", "AUD", "CAD", "CHF")
SHOWN_AT_FIRST: Final = 8
MOST_SHOWN: Final = 60


def show(desk: Desk, key: str, report: LoadReport, words: Words, *, pending: bool) -> None:
    """Stages first, then every other value that was mapped; each change is stated and the file read again."""
    stages = [value for value in report.values if value.field == "stage"]
    others = [value for value in report.values if value.field in PARTS]
    if not stages and not others:
        st.caption(literal(words("This file holds no stages, pipelines, owners or currencies to map.")))
    for number, (pipeline, group) in enumerate(groupby(stages, key=lambda value: value.pipeline)):
        with st.container(gap="xxsmall"):
            _stages(desk, f"{key}-{number}", list(group), pipeline, words, pending=pending)
    for field in PARTS:
        found = [value for value in others if value.field == field]
        if found:
            with st.container(gap="xxsmall"):
                _others(desk, key, found, words, pending=pending)


def _stages(
    desk: Desk, place: str, stages: Sequence[ValueGuess], pipeline: str | None, words: Words, *, pending: bool
) -> None:
    title = words("Stages of {pipeline}", pipeline=pipeline) if pipeline else words("Stages")
    st.markdown(f"**{literal(title)}**")
    key = place.rpartition("-")[0]
    ordered = [stage.meant for stage in sorted(stages, key=_place) if stage.status == "open"]
    for number, stage in enumerate(sorted(stages, key=_place)):
        with st.container(key=f"row-stage-{place}-{number}"):
            head, status, position = st.columns([6, 3, 2], vertical_alignment="center", gap="small")
        _head(head, stage, words)
        widget = f"status-{place}-{number}"
        status.selectbox(
            literal(words("Status of {stage}", stage=stage.value)),
            STATUSES,
            index=None,
            key=showing(widget, stage.status, pending=pending),
            format_func=lambda name: words(STATUS_LABELS[name]),
            placeholder=words("as recognised"),
            label_visibility="collapsed",
            on_change=_restate,
            args=(desk, key, stage, widget),
        )
        if stage.status == "open" and len(ordered) > 1:
            widget = f"position-{place}-{number}"
            position.selectbox(
                literal(words("Place of {stage} in the order", stage=stage.value)),
                range(1, len(ordered) + 1),
                index=None,
                key=showing(widget, ordered.index(stage.meant) + 1, pending=pending),
                format_func=lambda at: words("No. {n}", n=at),
                placeholder=words("as recognised"),
                label_visibility="collapsed",
                on_change=_move,
                args=(desk, key, stage.meant, ordered, widget),
            )


def _place(stage: ValueGuess) -> tuple[int, int]:
    outcomes = {"open": 0, "won": 1, "lost": 2}
    return outcomes.get(stage.status or "", 3), stage.position or 10_000


def _head(place: st.delta_generator.DeltaGenerator, value: ValueGuess, words: Words) -> None:
    with place.container(gap=None):
        st.markdown(f"**{literal(value.value)}**")
        deals = words.plural("{n} row", "{n} rows", value.deals)
        st.caption(literal(f"{deals} · {told(value.reason, words)}"))


def _restate(desk: Desk, key: str, stage: ValueGuess, widget: str) -> None:
    status = st.session_state[widget]

    def change(options: Options) -> Options:
        others = {name: stated for name, stated in options.stages.items() if name != stage.meant}
        if status is None:
            return replace(options, stages=others)
        stated = (stage.position if status == "open" else None, status)
        return replace(options, stages={**others, stage.meant: stated})

    desk.state(key, change)


def _move(desk: Desk, key: str, stage: str, ordered: Sequence[str], widget: str) -> None:
    """State the whole order with the stage in its new place: one number alone would not say what it displaces."""
    wanted: int | None = st.session_state[widget]
    others = [name for name in ordered if name != stage]

    def change(options: Options) -> Options:
        if wanted is None:
            return replace(options, stages={n: said for n, said in options.stages.items() if n not in ordered})
        moved = [*others[: wanted - 1], stage, *others[wanted - 1 :]]
        stated = {name: (at, "open") for at, name in enumerate(moved, start=1)}
        return replace(options, stages={**options.stages, **stated})

    desk.state(key, change)


def _others(desk: Desk, key: str, values: Sequence[ValueGuess], words: Words, *, pending: bool) -> None:
    field = values[0].field
    st.markdown(f"**{literal(words(TITLES[field]))}**")
    # those that were taken for something else are to be looked at, the others speak for themselves
    ordered = sorted(values, key=lambda value: (value.meant == value.value, -value.deals))
    first = [value for value in ordered if value.meant != value.value][:MOST_SHOWN]
    first += [value for value in ordered if value not in first][: max(0, SHOWN_AT_FIRST - len(first))]
    for number, value in enumerate(first):
        _other(desk, key, f"{field}-{key}-{number}", value, values, words, pending=pending)
    rest = ordered[len(first) : MOST_SHOWN]
    if rest:
        more = words.plural("{n} more", "{n} more", len(ordered) - len(first))
        with st.expander(more, type="compact", on_change="rerun", key=f"more-{field}-{key}") as folded:
            if folded.open:
                for number, value in enumerate(rest, start=len(first)):
                    _other(desk, key, f"{field}-{key}-{number}", value, values, words, pending=pending)
                if len(ordered) > MOST_SHOWN:
                    left = len(ordered) - MOST_SHOWN
                    st.caption(literal(words("… and {n} more", n=words.number(left))))


def _other(
    desk: Desk, key: str, widget: str, value: ValueGuess, every: Sequence[ValueGuess], words: Words, *, pending: bool
) -> None:
    with st.container(key=f"row-{widget}"):
        head, meant = st.columns([6, 5], vertical_alignment="center", gap="small")
    _head(head, value, words)
    meant.selectbox(
        literal(words("What {value} means", value=value.value)),
        list(dict.fromkeys(_choices(value, every))),
        index=None,
        key=showing(widget, value.meant or None, pending=pending),
        accept_new_options=True,
        placeholder=words("as recognised"),
        label_visibility="collapsed",
        on_change=_mean,
        args=(desk, key, PARTS[value.field], value.value, widget),
    )


def _choices(value: ValueGuess, every: Sequence[ValueGuess]) -> Iterator[str]:
    if value.meant:
        yield value.meant
    if value.field == "currency":
        yield from CURRENCIES
        return
    yield value.value
    yield from sorted({one.meant for one in every if one.meant})


def _mean(desk: Desk, key: str, part: Part, value: str, widget: str) -> None:
    meant = (st.session_state[widget] or "").strip()
    if part == "currencies":
        meant = meant.upper()
        if meant and not re.fullmatch("[A-Z]{3}", meant):
            return
    desk.state(key, _meaning(part, value, meant))


def _meaning(part: Part, value: str, meant: str) -> Callable[[Options], Options]:
    def change(options: Options) -> Options:
        stated = dict(getattr(options, part))
        stated.pop(value, None)
        changed: Any = {part: {**stated, value: meant} if meant else stated}
        return replace(options, **changed)

    return change
