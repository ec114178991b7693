"""The thresholds of the flags that open deals carry, each with its rule."""

from __future__ import annotations

import streamlit as st

from dashboard.language import Words
from dashboard.metrics.deal_flags_rules import FLAGS, SETTING, Flag, rule_of
from dashboard.metrics.settings import THRESHOLDS
from dashboard.views.literal import literal
from dashboard.views.review import Visit
from dashboard.views.settings_form import Field, form


def show(visit: Visit) -> None:
    """The form, and the flags that have no threshold."""
    words = visit.words
    by_name = {SETTING + flag.name: flag for flag in FLAGS}
    form(visit, "flags", [_field(by_name[one.name], words) for one in THRESHOLDS])
    fixed = [f"{words(flag.title)}{words(': ')}{words(flag.rule)}" for flag in FLAGS if flag.threshold is None]
    st.caption(literal(words("Flags without a threshold: {flags}.", flags=words("; ").join(fixed))))


def _field(flag: Flag, words: Words) -> Field:
    decision = next(one for one in THRESHOLDS if one.name == SETTING + flag.name)
    rule = words("{rule}.", rule=rule_of(flag, {}, words))
    return Field(decision, words(flag.title), rule, shown=_percent if flag.is_share else str)


def _percent(text: str) -> str:
    return f"{float(text) * 100:g} %"
