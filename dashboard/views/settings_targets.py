"""Targets: those in force, one to add or change, and those that people stated to take away."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard.formatting import money
from dashboard.language import Words, mark
from dashboard.views.literal import literal
from dashboard.views.review import Visit
from dashboard.views.settings_form import attempt, said
from dashboard.warehouse import known
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.own_targets import (
    LENGTHS,
    LEVELS,
    OwnTarget,
    amount_of,
    forget_target,
    own_targets,
    period_from,
    state_target,
    targets_in_force,
)

NAME: Final = "targets"
LEVEL_LABELS: Final = dict(zip(LEVELS, (mark("Company"), mark("Team"), mark("Owner")), strict=True))
LENGTH_LABELS: Final = dict(zip(LENGTHS, (mark("a month"), mark("a quarter"), mark("a year")), strict=True))
MOST_SHOWN: Final = 200


def show(visit: Visit) -> None:
    """The list, the form, and the stated ones with a way to take each away."""
    words = visit.words
    currency = known.holdings(visit.warehouse).currency
    lines = [_line(one, own=own, currency=currency, words=words) for one, own in targets_in_force(visit.warehouse)]
    if lines:
        st.dataframe(lines[:MOST_SHOWN], hide_index=True, alt=words("Targets"), key="targets-table")
    else:
        st.caption(literal(words("No target is stated yet, neither here nor in a loaded file.")))
    _form(visit)
    said(NAME)
    stated = own_targets(visit.warehouse)
    if stated:
        names = {str(at): _name(one, words, currency) for at, one in enumerate(stated)}
        st.selectbox(words("Take away"), list(names), format_func=names.__getitem__, key="target-gone", width=480)
        st.button(
            words("Take this target away"),
            key="target-forget",
            type="tertiary",
            on_click=_forget,
            args=(visit.warehouse, stated, words),
        )


def _form(visit: Visit) -> None:
    words = visit.words
    values = known.dimension_values(visit.warehouse)
    people = {"": words("the whole company")} | {
        f"{level}:{name}": f"{words(LEVEL_LABELS[level])}{words(': ')}{name}"
        for level in ("team", "owner")
        for name in values.get(level, ())
    }
    pipelines = {"": words("all pipelines")} | {name: name for name in values.get("pipeline", ())}
    with st.form("settings-form-targets", border=False, enter_to_submit=False):
        left, right = st.columns(2)
        left.selectbox(words("Target of"), list(people), key="target-of", format_func=people.__getitem__)
        right.selectbox(words("Pipeline"), list(pipelines), key="target-in", format_func=pipelines.__getitem__)
        left.text_input(words("First month"), key="target-from", placeholder="2026-10")
        right.selectbox(
            words("For"), LENGTHS, index=1, key="target-for", format_func=lambda one: words(LENGTH_LABELS[one])
        )
        st.text_input(words("Amount in the reporting currency"), key="target-amount", placeholder="1,200,000")
        st.caption(
            literal(
                words(
                    "Coverage, pace and the deals needed follow. It wins over a loaded file's for the same; another "
                    "amount for the same takes its place."
                )
            )
        )
        st.form_submit_button(words("Save"), type="primary", on_click=_save, args=(visit.warehouse, words))


def _save(warehouse: Warehouse, words: Words) -> None:
    told = st.session_state

    def state() -> None:
        level, _, name = (told["target-of"] or "company:").partition(":")
        period = period_from(told["target-from"], told["target-for"])
        amount = amount_of(told["target-amount"])
        if period.first is not None and period.before is not None:
            state_target(warehouse, OwnTarget(level, name, told["target-in"], period.first, period.before, amount))

    attempt(NAME, words, state, words("Saved."))


def _forget(warehouse: Warehouse, stated: tuple[OwnTarget, ...], words: Words) -> None:
    one = stated[int(st.session_state["target-gone"])]
    attempt(NAME, words, lambda: forget_target(warehouse, one), words("Taken away."))


def _whose(one: OwnTarget, words: Words) -> str:
    return words("the whole company") if one.level == "company" else f"{words(LEVEL_LABELS[one.level])} {one.name}"


def _name(one: OwnTarget, words: Words, currency: str) -> str:
    parts = (_whose(one, words), one.pipeline, words.day(one.period_start), money(one.amount, currency, words))
    return " · ".join(part for part in parts if part)


def _line(one: OwnTarget, *, own: bool, currency: str, words: Words) -> dict[str, str]:
    return {
        words("Target of"): _whose(one, words),
        words("Pipeline"): one.pipeline or words("all pipelines"),
        words("From"): words.day(one.period_start),
        words("Before"): words.day(one.period_end),
        words("Amount"): money(one.amount, one.currency or currency, words),
        words("Stated"): words("here") if own else words("in a file"),
    }
