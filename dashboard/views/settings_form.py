"""A form of settings: each with what it changes and its default; saved together, or refused with nothing lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from dashboard.language import Words
from dashboard.views import told
from dashboard.views.failure import Failure, sentence
from dashboard.views.literal import literal
from dashboard.views.review import Visit
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.decisions import Decision, decide, decided

_SAID: Final = "settings-{}"
_KEY: Final = "setting-{}"


@dataclass(frozen=True)
class Field:
    """One setting on the screen. `options`: the choices, None for a text; `several`: any number of them.

    `shown` and `changes`: how a value is written for a person, and what the setting changes, in the reader's language.
    """

    decision: Decision
    title: str
    changes: str
    options: Mapping[str, str] | None = None
    several: bool = False
    shown: Callable[[str], str] = str

    @property
    def key(self) -> str:
        """Key of its control."""
        return _KEY.format(self.decision.name)

    def state(self, text: str) -> object:
        """The value of its control for a kept text."""
        if self.several:
            return [part for part in text.split(", ") if part]
        return text if self.options is not None else self.shown(text)

    def text(self, state: Any) -> str:  # noqa: ANN401 - whatever the control holds
        """The text of what its control holds."""
        return ", ".join(state) if self.several else str(state or "")

    def said(self, text: str, words: Words) -> str:
        """A kept text as a person reads it."""
        parts = text.split(", ") if self.several else [text]
        named = [(self.options or {}).get(part) or self.shown(part) for part in parts]
        return words(", ").join(named) or words("nothing")


def form(visit: Visit, name: str, fields: Sequence[Field]) -> None:
    """Show the fields with one button to save them all, and one to take them back to their defaults."""
    words = visit.words
    kept = decided(visit.warehouse)
    with st.form(f"settings-form-{name}", border=False, enter_to_submit=False):
        for field in fields:
            _control(field, kept.get(field.decision.name, field.decision.default), words)
        st.form_submit_button(
            words("Save"), type="primary", on_click=_save, args=(visit.warehouse, name, fields, words)
        )
    said(name)
    if any(field.decision.name in kept for field in fields):
        st.button(
            words("Back to default"),
            key=f"settings-reset-{name}",
            type="tertiary",
            on_click=_reset,
            args=(visit.warehouse, name, fields, words),
        )


def note(name: str, text: str, *, refused: bool = False) -> None:
    """Tell a form what became of its button."""
    told.tell(_SAID.format(name), (refused, text))


def said(name: str) -> None:
    """Show what became of the last button, under the form it belongs to."""
    if (outcome := told.told(_SAID.format(name))) is not None:
        refused, text = outcome
        (st.error if refused else st.success)(literal(text))


def attempt(name: str, words: Words, action: Callable[[], None], done: str) -> bool:
    """Do what a button says and keep the sentence that says how it went; tells whether it was done."""
    try:
        action()
    except Failure as refused:
        note(name, sentence(refused, words), refused=True)
        return False
    note(name, done)
    return True


def _control(field: Field, text: str, words: Words) -> None:
    if field.key not in st.session_state:
        st.session_state[field.key] = field.state(text)
    options = field.options or {}
    if field.options is None:
        st.text_input(field.title, key=field.key, width=480)
    elif field.several:
        st.multiselect(field.title, list(options), key=field.key, format_func=lambda one: options[one], width=480)
    else:
        st.selectbox(field.title, list(options), key=field.key, format_func=lambda one: options[one], width=480)
    default = words("Default: {value}.", value=field.said(field.decision.default, words))
    st.caption(literal(f"{field.changes} {default}"))


def _save(warehouse: Warehouse, name: str, fields: Sequence[Field], words: Words) -> None:
    changes: dict[Decision, str | None] = {field.decision: field.text(st.session_state[field.key]) for field in fields}
    if attempt(name, words, lambda: decide(warehouse, changes), words("Saved.")):
        _show_kept(warehouse, fields)


def _reset(warehouse: Warehouse, name: str, fields: Sequence[Field], words: Words) -> None:
    changes: dict[Decision, str | None] = {field.decision: None for field in fields}
    if attempt(name, words, lambda: decide(warehouse, changes), words("Back to default.")):
        _show_kept(warehouse, fields)


def _show_kept(warehouse: Warehouse, fields: Sequence[Field]) -> None:
    """Write into the controls what is kept now, as it is kept."""
    kept = decided(warehouse)
    for field in fields:
        st.session_state[field.key] = field.state(kept.get(field.decision.name, field.decision.default))
