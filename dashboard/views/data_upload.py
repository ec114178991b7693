"""Uploading: files to the desk of this visit, each read in a child process, and loading on confirmation.

Nothing reaches the warehouse before the reader presses "Load". Uploads lie under names of our own: a file's name is
shown and read for dates, never used as a path.
"""

from __future__ import annotations

from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.language import Words
from dashboard.views import data_file, data_summary
from dashboard.views.data_desk import Desk
from dashboard.views.data_folder import wanted
from dashboard.views.data_loading import Loading, ToLoad
from dashboard.views.literal import literal
from dashboard.views.review import Visit
from data_loaders import reader_processes

_ROUND: Final = "upload-round"
TICK_SECONDS: Final = 0.25


def show(visit: Visit, desk: Desk) -> DeltaGenerator:
    """The uploader, the files on the desk and the button that loads them; gives the place for progress."""
    words = visit.words
    _inbox(desk, words)
    progress = st.container()
    if not desk.uploads:
        return progress
    desk.readings.collect()
    for upload in desk.uploads.values():
        desk.readings.want(visit.warehouse, upload.key, upload.path, desk.options(upload.key))
    alone = len(desk.uploads) == 1
    if not alone:
        data_summary.show(desk, words)
    _buttons(visit, desk)
    with st.container(gap="medium" if alone else "xxsmall", key="files"):
        for upload in desk.by_need():
            data_file.show(visit, desk, upload, alone=alone)
    return progress


def watch(visit: Visit, desk: Desk, place: DeltaGenerator) -> None:
    """While files are being read: how far they are, a way to stop, and the page anew with each that has been read."""
    if desk.readings.collect():
        st.rerun()
    if not desk.readings.busy:
        reader_processes.stand_by()  # for the next file, or for one of these when something else is stated about it
        return
    words = visit.words
    with place, st.container(horizontal=True, vertical_alignment="center", key="reading"):
        bar = st.progress(0.0)
        st.button(words("Stop reading"), key="stop-reading", on_click=desk.readings.stop)
    while True:
        share, text = _progress(desk, words)
        bar.progress(share, text)
        if desk.readings.wait(TICK_SECONDS):
            st.rerun()


def _progress(desk: Desk, words: Words) -> tuple[float, str]:
    busy = desk.readings.busy
    done = len(desk.uploads) - len(busy)
    share = (done + sum(job.share for job in busy)) / max(1, len(desk.uploads))
    begun = [job for job in busy if job.stage] or list(busy)
    name = begun[0].options.file_name or ""
    said = words("Reading {file}", file=name)
    if begun[0].stage:
        said = words("{what}: {stage}", what=said, stage=words(begun[0].stage))
    if len(desk.uploads) > 1:
        said += " · " + words("{done} of {every} files read", done=done, every=len(desk.uploads))
    return min(1.0, share), literal(said)


def _inbox(desk: Desk, words: Words) -> None:
    """The uploader: what is dropped goes to the desk, and the uploader is empty again."""
    turn = st.session_state.get(_ROUND, 0)
    folder = st.session_state.get("whole-folder", False)
    with st.container(key=f"uploader-{'folder' if folder else 'files'}-{words.language}"):
        uploaded = st.file_uploader(
            words("Exports of your CRM: CSV, TSV, Excel, ODS, Parquet or ZIP; several at once if they belong together"),
            accept_multiple_files="directory" if folder else True,
            key=f"upload-{turn}-{folder}",
        )
    with st.container(horizontal=True, vertical_alignment="center", key="uploader-notes"):
        st.toggle(words("Choose a whole folder"), key="whole-folder")
        st.caption(literal(words("Nothing is written before you press “Load”. Files stay on this computer.")))
    if desk.left_out:
        left = words(", ").join(desk.left_out[:5]) + (" …" if len(desk.left_out) > 5 else "")
        st.caption(literal(words("Not tables, left out: {files}", files=left)))
    if not uploaded:
        return
    desk.left_out = tuple(file.name for file in uploaded if not wanted(file.name, folder=folder))
    for file in sorted(uploaded, key=lambda file: file.name):
        if wanted(file.name, folder=folder):
            desk.take(file.name, file.getbuffer())
    desk.loaded = ()
    st.session_state[_ROUND] = turn + 1
    st.rerun()


def _buttons(visit: Visit, desk: Desk) -> None:
    words, ready = visit.words, desk.ready
    asking = [one.name for one in ready if len(desk.uploads) > 1 and desk.asks(one.key)]
    if asking:
        said = words.plural(
            "{files} has an open question; unanswered, the values that it is about stay empty or undecided.",
            "{files} have open questions; unanswered, the values that they are about stay empty or undecided.",
            len(asking),
            files=words(", ").join(asking[:3]) + (" …" if len(asking) > 3 else ""),
        )
        st.caption(literal(said))
    with st.container(horizontal=True, vertical_alignment="center", key="load-row"):
        if ready:
            st.button(
                words.plural("Load this file", "Load these {n} files", len(ready)),
                type="primary",
                key="load-files",
                disabled=bool(desk.readings.busy),
                on_click=_load,
                args=(visit, desk),
            )
        several = len(desk.uploads) > 1
        st.button(
            words("Remove all from the list") if several else words("Cancel"),
            type="tertiary",
            key="clear-desk",
            on_click=desk.remove,
            args=(list(desk.uploads),),
        )


def _load(visit: Visit, desk: Desk) -> None:
    desk.loaded = ()
    desk.loading = Loading(
        visit.warehouse,
        [ToLoad(one.key, one.path, desk.options(one.key), desk.mapping_names.get(one.key, "")) for one in desk.ready],
    )
