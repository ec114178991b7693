"""Confirmed mappings: announced where one was applied, named when a file is loaded, exported, brought in, forgotten."""

from __future__ import annotations

import re
from typing import Final

import streamlit as st

from dashboard.errors import DashboardError
from dashboard.language import Words
from dashboard.views import data_desk, failure
from dashboard.views.data_desk import Desk
from dashboard.views.data_report import system_title
from dashboard.views.literal import literal
from dashboard.views.review import Visit
from dashboard.warehouse import mappings
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.mappings import Mapping
from data_loaders.report import LoadReport

_ROUND: Final = "mapping-round"
APPLIED: Final = "mapping_remembered"
LONGEST: Final = 256 * 1024


def announce(visit: Visit, report: LoadReport) -> None:
    """Say which remembered mapping was applied to a file, with the way to forget it."""
    words = visit.words
    for finding in report.findings:
        if finding.said.code != APPLIED:
            continue
        name = str(finding.said.values["name"])
        with st.container(horizontal=True, vertical_alignment="center", key=f"mapped-{report.sha256[:16]}"):
            said = words("The mapping “{name}”, confirmed for files with these headers, is applied.", name=name)
            st.markdown(literal(said), width="content")
            st.button(
                words("Forget it"),
                type="tertiary",
                key=f"forget-here-{report.sha256[:16]}",
                on_click=failure.noting,
                args=(_forget, visit.warehouse, name),
            )


def name_it(desk: Desk, key: str, report: LoadReport, words: Words) -> None:
    """Offer to remember what was stated about a file, under a name, once it is loaded."""
    if not desk.corrected(key) or not report.fingerprint:
        desk.mapping_names.pop(key, None)
        return
    with st.container(key=f"remember-row-{key}"):
        wish, name = st.columns([5, 6], vertical_alignment="center", gap="small")
    wanted = wish.checkbox(
        words("Remember these corrections for files with the same headers"), value=True, key=f"remember-{key}"
    )
    named = name.text_input(
        words("Name of the mapping"),
        value=_known_name(report) or _proposal(report, words),
        key=f"mapping-name-{key}",
        max_chars=mappings.LONGEST_NAME,
        disabled=not wanted,
        label_visibility="collapsed",
        placeholder=words("Name of the mapping"),
    )
    desk.mapping_names[key] = named.strip() if wanted else ""


def show(visit: Visit) -> None:
    """Every remembered mapping, with export and forgetting; a file of one can be brought in."""
    words, known = visit.words, mappings.list_mappings(visit.warehouse)
    title = words("Remembered mappings")
    if known:
        title = words.plural("{n} remembered mapping", "{n} remembered mappings", len(known))
    with st.expander(title, type="compact", on_change="rerun", key="mappings") as folded:
        if not folded.open:
            return
        for number, mapping in enumerate(known):
            _one(visit, mapping, number)
        _bring_in(visit)


def _one(visit: Visit, mapping: Mapping, number: int) -> None:
    words = visit.words
    with st.container(horizontal=True, vertical_alignment="center", key=f"mapping-{number}"):
        with st.container(gap=None):
            st.markdown(f"**{literal(mapping.name)}**")
            st.caption(literal(_facts(mapping, words)))
        st.download_button(
            words("Export"),
            data=lambda: mappings.to_file(mapping).encode(),
            file_name="mapping.json",
            mime="application/json",
            on_click="ignore",
            type="tertiary",
            key=f"export-mapping-{number}",
        )
        with st.popover(words("Forget"), type="tertiary", key=f"forget-{number}"):
            st.markdown(literal(words("What was loaded with it stays as it is.")))
            st.button(
                words("Forget it"),
                type="primary",
                key=f"forget-now-{number}",
                on_click=failure.noting,
                args=(_forget, visit.warehouse, mapping.name),
            )


def _facts(mapping: Mapping, words: Words) -> str:
    headers = words(", ").join(mapping.headers[:6]) + (" …" if len(mapping.headers) > 6 else "")
    parts = [
        system_title(mapping.system, words),
        words.plural("used once", "used {n} times", mapping.used) if mapping.used else "",
        words("saved {day}", day=words.day(mapping.saved_at)),
        headers,
    ]
    return " · ".join(part for part in parts if part)


def _bring_in(visit: Visit) -> None:
    words = visit.words
    turn = st.session_state.get(_ROUND, 0)
    with st.container(key=f"mapping-uploader-{words.language}"):
        file = st.file_uploader(
            words("Bring in a mapping that was exported"), type="json", key=f"mapping-upload-{turn}", max_upload_size=1
        )
    if file is None:
        return
    try:
        adopted = mappings.adopt(visit.warehouse, mappings.from_file(_text(file.getvalue())))
    except failure.Failure as refused:
        failure.show(refused, words)
        return
    data_desk.desk().readings.again()
    st.session_state[_ROUND] = turn + 1
    st.toast(literal(words("The mapping “{name}” is remembered now.", name=adopted.name)))
    st.rerun()


def _text(content: bytes) -> str:
    try:
        return content[:LONGEST].decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise DashboardError(mappings.NO_MAPPING_FILE, mappings.EXPORT_ONE) from problem


def _forget(warehouse: Warehouse, name: str) -> None:
    mappings.forget_mapping(warehouse, name)
    data_desk.desk().readings.again()


def _known_name(report: LoadReport) -> str:
    return next((str(one.said.values["name"]) for one in report.findings if one.said.code == APPLIED), "")


def _proposal(report: LoadReport, words: Words) -> str:
    """System and file name, without the day that next week's file will not have."""
    stem = re.sub(r"[\s_-]*\d{4}[-_.年]?\d{1,2}[-_.月]?\d{0,2}日?", "", report.file_name.rpartition(".")[0])
    return f"{system_title(report.recognition.system, words)} · {stem}".strip(" ·")[: mappings.LONGEST_NAME]
