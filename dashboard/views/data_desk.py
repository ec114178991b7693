"""The desk of one visit: what was uploaded and not yet loaded, what was stated about it, and what was just loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import streamlit as st

from dashboard.errors import DashboardError
from dashboard.views.data_folder import UploadFolder
from dashboard.views.data_loading import Loading
from dashboard.views.data_reading import Outcome, Readings
from dashboard.warehouse.imports import LoadResult
from data_loaders.options import Options
from data_loaders.problems import Refused

DATED: Final = frozenset({"deals", "stage_events"})
_DESK: Final = "upload-desk"


@dataclass(frozen=True)
class Upload:
    """A file on the desk; `key` tells its content apart, `name` is shown and never a path."""

    key: str
    name: str
    path: Path
    size: int


class Desk:
    """What lies on the desk; goes away with the visit."""

    def __init__(self) -> None:
        self.folder = UploadFolder()
        self.readings = Readings()
        self.uploads: dict[str, Upload] = {}
        self.stated: dict[str, Options] = {}
        self.mapping_names: dict[str, str] = {}
        self.loading: Loading | None = None
        self.loaded: tuple[LoadResult, ...] = ()
        self.left_out: tuple[str, ...] = ()
        self.cancelled = False
        self.refused: DashboardError | Refused | None = None

    def take(self, name: str, content: memoryview | bytes) -> Upload:
        """Put a file on the desk; the same content again takes the place of the one that lies there."""
        shown = name.replace("\\", "/").rpartition("/")[2] or name
        path = self.folder.store(shown, content)
        upload = Upload(path.name[:16], shown, path, len(content))
        known = self.uploads.get(upload.key)
        if known is None or known.name != shown:
            self.uploads[upload.key] = upload
            self.stated[upload.key] = Options(file_name=shown)
        return upload

    def options(self, key: str) -> Options:
        """What was stated about a file so far."""
        return self.stated.get(key, Options())

    def corrected(self, key: str) -> bool:
        """Whether anything was stated that a mapping can remember."""
        return self.options(key).of_any_file() != Options()

    def state(self, key: str, change: Callable[[Options], Options]) -> None:
        """State something about a file; it is read again under the changed options."""
        self.stated[key] = change(self.options(key))
        self.readings.resume(key)

    def start_over(self, key: str) -> None:
        """Take back everything that was stated about a file."""
        self.state(key, lambda options: Options(file_name=options.file_name))

    def outcome(self, key: str) -> Outcome | None:
        """What the file comes to as it is stated now, None while that is being read."""
        return self.readings.outcome(key, self.options(key))

    @property
    def ready(self) -> Sequence[Upload]:
        """The files that can be loaded now."""
        return [
            one
            for one in self.uploads.values()
            if (found := self.outcome(one.key)) and found.report is not None and not self.undated(one.key)
        ]

    def undated(self, key: str) -> bool:
        """Whether nothing says when a file was true, and it holds what needs a day: deals or stage changes."""
        outcome = self.outcome(key)
        report = outcome.report if outcome else None
        if report is None or report.as_of is not None or self.options(key).as_of is not None:
            return False
        return any(sheet.kind in DATED and sheet.rows_loaded for sheet in report.sheets)

    def asks(self, key: str) -> bool:
        """Whether something about a file that was read only a person can decide."""
        outcome = self.outcome(key)
        return bool(outcome and outcome.report and outcome.report.questions)

    def by_need(self) -> Sequence[Upload]:
        """The files, those that need somebody first: refused, with a question, the rest; as they came while reading."""
        every = list(self.uploads.values())
        return every if self.readings.busy else sorted(every, key=lambda one: self._need(one.key))

    def _need(self, key: str) -> int:
        outcome = self.outcome(key)
        if outcome is not None and outcome.report is None:
            return 0
        return 1 if outcome and outcome.report and (outcome.report.questions or self.undated(key)) else 2

    def remove(self, keys: Iterable[str]) -> None:
        """Take files off the desk."""
        keys = list(keys)
        self.readings.drop(keys)
        for key in keys:
            self.stated.pop(key, None)
            self.mapping_names.pop(key, None)
            if (upload := self.uploads.pop(key, None)) is not None:
                upload.path.unlink(missing_ok=True)


def desk() -> Desk:
    """The desk of this visit."""
    if _DESK not in st.session_state:
        st.session_state[_DESK] = Desk()
    found: Desk = st.session_state[_DESK]
    return found


def with_column(header: str, field: str | None) -> Callable[[Options], Options]:
    """State what a column is taken for: a field, '' to keep it beside the deal, None for the guess."""

    def change(options: Options) -> Options:
        others = {name: taken for name, taken in options.columns.items() if name != header}
        if field:
            others = {name: taken for name, taken in others.items() if taken != field}
        return replace(options, columns=others if field is None else {**others, header: field})

    return change
