"""A progress bar for work that reports a share and a stage, gone when the work is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from dashboard.language import Words
from dashboard.views.literal import literal


@contextmanager
def progress_shown(title: str, words: Words) -> Iterator[Callable[[float, str], None]]:
    """Show a bar while the block runs; yields the function to report with: share 0 to 1, stage as a template."""
    bar = st.progress(0.0, literal(title))

    def progress(share: float, stage: str) -> None:
        bar.progress(min(1.0, max(0.0, share)), literal(f"{title}: {words(stage)}" if stage else title))

    try:
        yield progress
    finally:
        bar.empty()
