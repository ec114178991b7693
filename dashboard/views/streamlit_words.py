"""The words that Streamlit says itself, in the reader's language: it follows the browser's, or speaks English only.

A script of our own puts the words below in the place of Streamlit's, in its own parts of the page and nowhere else, and
lets calendars and grouped numbers follow the page's language.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from dashboard.language import Words, mark
from dashboard.views import sent

SCRIPT: Final = sent.script(Path(__file__).with_name("streamlit_words.js"))
SAID: Final = (
    mark("Choose an option"),
    mark("Choose options"),
    mark("No results"),
    mark("No options"),
    mark("No options to select"),
    mark("Select all"),
    mark("Clear all"),
    mark("Clear value"),
    mark("Clear selection"),
    mark("Dismiss"),
    mark("Search"),
    mark("Fullscreen"),
    mark("Close fullscreen"),
    mark("Show/hide columns"),
    mark("Download as CSV"),
    mark("Sort ascending"),
    mark("Sort descending"),
    mark("Format"),
    mark("Autosize"),
    mark("Pin column"),
    mark("Unpin column"),
    mark("Hide column"),
    mark("Copy column name"),
    mark("Copy to clipboard"),
    mark("Copied"),
    mark("Copy version to clipboard"),
    mark("Link to heading"),
    mark("Help for"),
    mark("Vega visualization"),
    mark("Increment"),
    mark("Decrement"),
    mark("Choose date"),
    mark("Next month"),
    mark("Previous month"),
    mark("day"),
    mark("month"),
    mark("year"),
    mark("dd"),
    mark("mm"),
    mark("yyyy"),
    mark("Upload"),
    mark("file upload"),
    mark("Remove file"),
    mark("per file"),
    mark("Main menu"),
    mark("App pages"),
    mark("Skip to main content"),
    mark("Theme"),
    mark("System"),
    mark("Light"),
    mark("Dark"),
    mark("Print"),
    mark("Record screen"),
    mark("Rerun"),
    mark("Press Enter to apply"),
    mark("Press Enter to submit form"),
)
"""Texts and accessible names, as Streamlit writes them."""
MEANT: Final = {"Open": mark("Open the list"), "Close": mark("Close the box")}
"""Words of Streamlit that mean something else elsewhere in the product."""


def call(words: Words) -> str:
    """What lets Streamlit speak as the page does, after `SCRIPT`."""
    told = (
        {}
        if words.language == "en"
        else {**{text: words(text) for text in SAID}, **{text: words(meant) for text, meant in MEANT.items()}}
    )
    return f"window.pipelineWords({json.dumps(words.language)}, {json.dumps(told, ensure_ascii=False)});"
