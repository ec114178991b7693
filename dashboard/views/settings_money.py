"""Currencies: the reporting currency, dated rates, and the deals that are in no total for want of a rate."""

from __future__ import annotations

from datetime import date
from typing import Final

import streamlit as st

from dashboard.language import Words
from dashboard.views.literal import literal
from dashboard.views.review import Visit
from dashboard.views.settings_form import Field, attempt, form, said
from dashboard.warehouse import known
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.decisions import CURRENCY
from dashboard.warehouse.own_rates import (
    OwnRate,
    base_of,
    currencies,
    forget_rate,
    own_rates,
    rate_of,
    state_rate,
)

NAME: Final = "rates"


def show(visit: Visit) -> None:
    """The reporting currency, what lacks a rate, and the rates."""
    words = visit.words
    changes = f"{words(CURRENCY.changes)} {words('Empty: the currency of the loaded rates, else that of most deals.')}"
    form(visit, "currency", [Field(CURRENCY, words(CURRENCY.title), changes)])
    for said_line in missing(visit, words):
        st.warning(literal(said_line))
    _rates(visit)


def missing(visit: Visit, words: Words) -> list[str]:
    """One sentence a currency whose deals are in no total."""
    return [
        words.plural(
            "{n} deal in {currency} has no exchange rate: it is in no money total.",
            "{n} deals in {currency} have no exchange rate: they are in no money total.",
            one.without_rate,
            currency=one.currency,
        )
        for one in currencies(visit.warehouse)
        if one.without_rate and one.currency
    ]


def _rates(visit: Visit) -> None:
    words = visit.words
    base = base_of(visit.warehouse)
    offered = [one.currency for one in currencies(visit.warehouse) if one.currency not in {"", base}]
    stated = own_rates(visit.warehouse)
    if stated:
        st.dataframe([_line(one, words) for one in stated], hide_index=True, alt=words("Rates"), key="rates-table")
    if not base or not (offered or stated):
        st.caption(literal(words("All deals are in one currency: no rate is needed.")))
        said(NAME)
        return
    newest = known.newest(visit.warehouse)
    st.session_state.setdefault("rate-day", newest.date().replace(day=1) if newest else date(2026, 1, 1))
    with st.form("settings-form-rates", border=False, enter_to_submit=False):
        left, middle, right = st.columns(3)
        left.selectbox(words("Currency"), offered or [one.currency for one in stated], key="rate-currency")
        middle.date_input(words("From"), key="rate-day", format="YYYY-MM-DD")
        right.text_input(words("One unit in {base}", base=base), key="rate-value", placeholder="7.12")
        st.caption(
            literal(words("Holds from that day until the next rate, and wins over a loaded file's of the same day."))
        )
        st.form_submit_button(words("Save"), type="primary", on_click=_save, args=(visit.warehouse, words))
    said(NAME)
    if stated:
        names = {str(at): f"{one.currency} · {words.day(one.day)} · {one.rate:g}" for at, one in enumerate(stated)}
        st.selectbox(words("Take away"), list(names), format_func=names.__getitem__, key="rate-gone", width=480)
        st.button(
            words("Take this rate away"),
            key="rate-forget",
            type="tertiary",
            on_click=_forget,
            args=(visit.warehouse, stated, words),
        )


def _line(one: OwnRate, words: Words) -> dict[str, str]:
    return {
        words("Currency"): one.currency,
        words("From"): words.day(one.day),
        words("One unit in {base}", base=one.base): f"{one.rate:g}",
    }


def _save(warehouse: Warehouse, words: Words) -> None:
    told = st.session_state
    attempt(
        NAME,
        words,
        lambda: state_rate(warehouse, told["rate-currency"], told["rate-day"], rate_of(told["rate-value"])),
        words("Saved."),
    )


def _forget(warehouse: Warehouse, stated: tuple[OwnRate, ...], words: Words) -> None:
    one = stated[int(st.session_state["rate-gone"])]
    attempt(NAME, words, lambda: forget_rate(warehouse, one), words("Taken away."))
