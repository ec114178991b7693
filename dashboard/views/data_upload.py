"""Uploading: files to a folder of this visit, a preview of each in a child process, and loading on confirmation.

Nothing reaches the warehouse before the reader presses "Load". Uploads lie under names of our own: a file's name is
shown and read for dates, never used as a path.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.typing import UploadedFile

from dashboard.errors import DashboardError
from dashboard.language import Words
from dashboard.views import data_corrections, data_report, failure
from dashboard.views.data_folder import UploadFolder
from dashboard.views.data_progress import progress_shown
from dashboard.views.literal import literal
from dashboard.views.review import Visit
from dashboard.warehouse import imports
from data_loaders.options import Options
from data_loaders.problems import Refused
from data_loaders.report import LoadReport

_FOLDER: Final = "upload-folder"
_PREVIEWS: Final = "upload-previews"
_ROUND: Final = "upload-round"
LOADED: Final = "upload-loaded"


@dataclass(frozen=True)
class Previewed:
    """An uploaded file and what it would give, or why it was refused."""

    file_id: str
    path: Path
    options: Options
    report: LoadReport | None
    refused: DashboardError | Refused | None


def show(visit: Visit) -> None:
    """The uploader, the button that loads what can be read, and a preview of each file."""
    words = visit.words
    uploaded = st.file_uploader(
        words("Exports of your CRM: CSV, TSV, Excel, ODS or Parquet; several at once if they belong together"),
        accept_multiple_files=True,
        key=f"upload-{st.session_state.get(_ROUND, 0)}",
    )
    above = st.container()
    previews = [_preview(visit, file) for file in uploaded]
    for previewed in previews:
        _show(previewed, words)
    ready = [previewed for previewed in previews if previewed.report is not None]
    if ready and above.button(
        words.plural("Load this file", "Load these {n} files", len(ready)), type="primary", key="load-files"
    ):
        _load(visit, ready, above)


def _preview(visit: Visit, file: UploadedFile) -> Previewed:
    """The preview of a file under the options stated for it; read once, remembered for the visit."""
    remembered: dict[tuple[str, str], Previewed] = st.session_state.setdefault(_PREVIEWS, {})
    options = replace(data_corrections.stated(file.file_id), file_name=file.name)
    key = (file.file_id, options.to_json())
    if key not in remembered:
        if _FOLDER not in st.session_state:
            st.session_state[_FOLDER] = UploadFolder()
        path = st.session_state[_FOLDER].store(file.name, file.getbuffer())
        with progress_shown(visit.words("Reading {file}", file=file.name), visit.words) as progress:
            try:
                remembered[key] = Previewed(
                    file.file_id, path, options, imports.preview_file(path, options, progress), None
                )
            except failure.Failure as refused:
                remembered[key] = Previewed(file.file_id, path, options, None, refused)
    return remembered[key]


def _show(previewed: Previewed, words: Words) -> None:
    file_id = previewed.file_id
    with st.container(border=True, key=f"preview-{file_id}"):
        st.subheader(literal(previewed.options.file_name or ""), anchor=False)
        if previewed.refused is not None:
            failure.show(previewed.refused, words)
        if previewed.report is not None:
            data_report.show(previewed.report, words, key=f"preview-{file_id}")
        with st.expander(words("Correct what was understood")):
            data_corrections.offer(file_id, previewed.report, words)


def _load(visit: Visit, ready: Sequence[Previewed], place: DeltaGenerator) -> None:
    files = [(previewed.path, previewed.options) for previewed in ready]
    with place, progress_shown(visit.words("Loading"), visit.words) as progress:
        try:
            results = imports.load_files(visit.warehouse, files, progress)
        except failure.Failure as refused:
            failure.show(refused, visit.words)
            return
    st.session_state[LOADED] = results
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    for name in (_PREVIEWS, _FOLDER):
        st.session_state.pop(name, None)
    st.rerun()
