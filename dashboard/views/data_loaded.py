"""While files are loaded, and after: progress with a way to cancel, then what became of each file and the next step."""

from __future__ import annotations

import time
from typing import Final

import streamlit as st

from dashboard.language import Words
from dashboard.views import data_report, failure, links
from dashboard.views.data_desk import Desk
from dashboard.views.data_loading import Loading
from dashboard.views.literal import literal
from dashboard.views.review import Visit
from dashboard.warehouse import imports
from dashboard.warehouse.imports import LoadResult

TICK_SECONDS: Final = 0.2


def wait(visit: Visit, desk: Desk, loading: Loading) -> None:
    """Progress until the load has ended; leaving the page does not end it, Cancel does."""
    words = visit.words
    st.header(words.plural("Loading {n} file", "Loading {n} files", len(loading.files)), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center", key="loading"):
        bar = st.progress(0.0)
        st.button(words("Cancel"), key="cancel-load", on_click=loading.cancel)
    st.caption(literal(words("Until the last step, storing, nothing is written; cancelling leaves all as it was.")))
    while not loading.done:
        bar.progress(min(1.0, loading.share), literal(words(loading.stage) if loading.stage else words("reading")))
        time.sleep(TICK_SECONDS)
    _finish(desk, loading)
    st.rerun()


def _finish(desk: Desk, loading: Loading) -> None:
    """Note the end on the desk alone: the state of the visit may interrupt between two lines."""
    desk.loading = None
    try:
        desk.loaded = loading.results()
    except failure.Failure as refused:
        desk.cancelled, desk.refused = loading.cancelled, None if loading.cancelled else refused
        return
    desk.remove([one.key for one in loading.files])
    desk.readings.again()


def show(visit: Visit, desk: Desk) -> None:
    """What was just loaded, each with its report, and where to go from here."""
    words = visit.words
    if desk.cancelled:
        st.info(literal(words("The load was cancelled; nothing was written.")))
    if desk.refused is not None:
        failure.show(desk.refused, words)
    desk.cancelled, desk.refused = False, None
    if not desk.loaded:
        return
    if len(desk.loaded) > 1:
        _together(desk.loaded, words)
    else:
        _tell(desk.loaded[0], words)
    _next_step(desk.loaded, words)
    with st.container(gap="xxsmall", key="just-loaded"):
        for result in desk.loaded:
            _one(visit, result, alone=len(desk.loaded) == 1)


def _next_step(results: tuple[LoadResult, ...], words: Words) -> None:
    """Where to go from here: to the first page that these files can fill."""
    evidence = {result.report.preview.evidence for result in results if result.report.preview.deals}
    if evidence & {"A", "B", "C"}:
        links.page_link("funnel", words("See the funnel"))
    elif evidence:
        links.page_link("funnel", words("See which stages the deals are in"), mode="now")
    else:
        links.page_link("overview", words("See the overview"))


def _together(results: tuple[LoadResult, ...], words: Words) -> None:
    new = [result for result in results if not result.already]
    read, loaded, merged, rejected = (
        sum(getattr(result.report, part) for result in new)
        for part in ("rows_read", "rows_loaded", "rows_merged", "rows_rejected")
    )
    said = words.plural("{n} file is loaded.", "{n} files are loaded.", len(new))
    sums = words(
        "{read} rows read = {loaded} loaded + {merged} merged + {rejected} rejected",
        read=words.number(read),
        loaded=words.number(loaded),
        merged=words.number(merged),
        rejected=words.number(rejected),
    )
    st.success(literal(f"{said} {sums}"))


def _tell(result: LoadResult, words: Words) -> None:
    tell = st.info if result.already else st.success
    tell(literal(_became(result, words)))


def _one(visit: Visit, result: LoadResult, *, alone: bool) -> None:
    """The stored report of a file behind one line; of a file that changed nothing the line alone."""
    words, name = visit.words, result.report.file_name
    if result.already:
        if not alone:
            st.caption(literal(_became(result, words)))
        return
    label = (
        words("Load report of {file}", file=name) if alone else f"{name} · {data_report.account(result.report, words)}"
    )
    report = st.expander(literal(label), type="compact", on_change="rerun", key=f"loaded-{result.import_id}")
    if report.open:
        with report:
            stored = imports.report_of(visit.warehouse, result.import_id)
            data_report.show(stored, words, key=f"loaded-{result.import_id}")


def _became(result: LoadResult, words: Words) -> str:
    """What became of one file, in a sentence or three."""
    name = result.report.file_name
    if result.already:
        return words("{file} was loaded before; nothing was changed.", file=name)
    loaded = result.report.rows_loaded
    said = [
        words("{file} was loaded before and is now read as you said.", file=name)
        if result.read_anew
        else words.plural("{file} is loaded: {n} row in use.", "{file} is loaded: {n} rows in use.", loaded, file=name),
        words("{sums}.", sums=data_report.account(result.report, words)),
        words("The sample data was removed.") if result.replaced_sample else "",
    ]
    return " ".join(part for part in said if part)
