"""What only a person can decide about a file, asked with the values it is about and what each answer makes of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import Any, Final, get_args

import streamlit as st

from dashboard.language import Words, mark
from dashboard.periods import end_of_day
from dashboard.views.data_controls import showing
from dashboard.views.data_desk import Desk
from dashboard.views.data_fields import parts, told
from dashboard.views.literal import literal
from data_loaders.date_shapes import date_shape
from data_loaders.options import Options
from data_loaders.report import LoadReport, Question
from data_loaders.typed import DateOrder

ORDERS: Final = {
    "DMY": mark("Day first (3/4 is 3 April)"),
    "MDY": mark("Month first (3/4 is March 4)"),
}
ANSWERS: Final = {
    "date_order": ORDERS,
    "decimal": {
        ".": mark("The dot is the decimal mark"),
        ",": mark("The comma is the decimal mark, the dot parts the thousands"),
    },
    "share": {"percent": mark("1 is 1 %"), "unit": mark("1 is 100 %")},
    "closed": {
        "won": mark("They are won"),
        "lost": mark("They are lost"),
        "void": mark("Neither: leave them out of win rates"),
    },
    "series": {"": mark("No, it stands alone")},
}
"""Part of the options → answer → how it is put to a reader; every other answer is a text of the file."""
SEVERAL: Final = frozenset({"activities"})
SAMPLES: Final = 3


def show(desk: Desk, key: str, report: LoadReport, words: Words, *, pending: bool) -> None:
    """Every open question; an answer is stated on the desk and the file read again."""
    if desk.undated(key):
        _day(desk, key, words)
    asked: set[str] = set()
    for number, question in enumerate(report.questions):
        # one answer serves every column that asks the same
        if question.option in asked or question.option not in {part.name for part in fields(Options)}:
            continue
        asked.add(question.option)
        with st.container(key=f"question-{key}-{number}", gap="xsmall"):
            st.markdown(f"**{literal(parts(question.said, words)[0])}**")
            if question.option in SEVERAL:
                _several(desk, key, question, words, pending=pending)
            else:
                _one(desk, key, question, words, pending=pending)


def _day(desk: Desk, key: str, words: Words) -> None:
    """Ask for the day of a file that holds no date: without it, it cannot be loaded."""
    widget = f"answer-day-{key}"
    with st.container(key=f"question-{key}-day", gap="xsmall"):
        st.markdown(f"**{literal(words('When was this file exported? It holds no date that tells, and needs one.'))}**")
        st.date_input(
            words("The file was true on"),
            value=None,
            format="YYYY-MM-DD",
            key=showing(widget, None, pending=False),
            width=220,
            on_change=_answer_day,
            args=(desk, key, widget),
        )


def _answer_day(desk: Desk, key: str, widget: str) -> None:
    day = st.session_state[widget]
    if day is not None:
        desk.state(key, stating("as_of", end_of_day(day)))


def _one(desk: Desk, key: str, question: Question, words: Words, *, pending: bool) -> None:
    widget = f"answer-{question.option}-{key}"
    captions = [literal(_under(question, choice, words)) for choice in question.choices]
    st.radio(
        literal(told(question.said, words)),
        question.choices,
        index=None,
        key=showing(widget, getattr(desk.options(key), question.option), pending=pending),
        format_func=lambda choice: literal(_put(question.option, choice, words)),
        captions=captions if any(captions) else None,
        label_visibility="collapsed",
        on_change=_answer,
        args=(desk, key, question.option, widget),
    )


def _put(option: str, choice: str, words: Words) -> str:
    known = ANSWERS.get(option, {})
    return words(known[choice]) if choice in known else choice


def _several(desk: Desk, key: str, question: Question, words: Words, *, pending: bool) -> None:
    widget = f"answer-{question.option}-{key}"
    stated: Sequence[str] = getattr(desk.options(key), question.option) or ()
    st.multiselect(
        literal(told(question.said, words)),
        question.choices,
        key=showing(widget, list(stated), pending=pending),
        placeholder=words("as recognised"),
        label_visibility="collapsed",
        on_change=_answer,
        args=(desk, key, question.option, widget),
    )


def _answer(desk: Desk, key: str, option: str, widget: str) -> None:
    picked = st.session_state[widget]
    desk.state(key, stating(option, (tuple(picked) or None) if option in SEVERAL else picked))


def stating(option: str, value: object) -> Callable[[Options], Options]:
    """State one part of the options."""
    changed: Any = {option: value}
    return lambda options: replace(options, **changed)


def _under(question: Question, choice: str, words: Words) -> str:
    """What the samples would be read as under an answer; '' where an answer makes nothing of them."""
    samples = question.samples[:SAMPLES]
    order = next((order for order in get_args(DateOrder) if order == choice), None)
    if question.option == "date_order" and order is not None:
        read = [(sample, read_as(sample, order)) for sample in samples]
        return " · ".join(f"{sample} → {words.day(day)}" for sample, day in read if day)
    if question.option == "decimal":
        return " · ".join(f"{sample} → {amount}" for sample in samples if (amount := _amount(sample, choice, words)))
    return ""


def _amount(sample: str, decimal: str, words: Words) -> str:
    """A number written with this decimal mark, as the reader writes it; '' where it cannot be one."""
    plain = re.sub(r"[^\d.,]", "", sample)
    whole, _, part = plain.partition(decimal)
    digits = re.sub(r"[.,]", "", whole)
    if not digits.isdigit() or (part and not part.isdigit()):
        return ""
    return words.number(float(f"{digits}.{part or 0}"), len(part))


def read_as(sample: str, order: DateOrder) -> datetime | None:
    """A date written with day and month in this order, None where it cannot be one."""
    shape = date_shape(re.sub("[1-9]", "9", sample).casefold())
    if shape is None or shape.kind != "format":
        return None
    try:
        return datetime.strptime(sample.strip(), shape.for_order(order))
    except ValueError:
        return None
