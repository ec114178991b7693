"""The definitions page: every number and every word, each with an anchor of its own."""

from __future__ import annotations

import streamlit as st

from dashboard import glossary
from dashboard.glossary import Entry
from dashboard.language import Words
from dashboard.views import definitions_compare
from dashboard.views.literal import literal
from dashboard.views.review import Visit


def page(visit: Visit) -> None:
    """All entries, the metrics first; a word typed narrows them down."""
    words = visit.words
    st.title(words("Definitions"), anchor=False)
    wanted = st.text_input(words("Find a word"), key="definitions-search", live=True, width=320).strip().casefold()
    definitions_compare.show(visit)
    for title, entries in (
        (words("Numbers"), glossary.METRIC_ENTRIES),
        (words("Words"), glossary.WORD_ENTRIES),
    ):
        found = [entry for entry in entries if wanted in matter(entry, words)]
        if found:
            st.header(title, anchor=False)
        for entry in found:
            _show(entry, words)


def matter(entry: Entry, words: Words) -> str:
    """All the text of an entry, in the reader's language and in English, for the search."""
    texts = (entry.term, entry.says, words(entry.term), words(entry.says), entry.key)
    return " ".join((*texts, *(text for _, text in glossary.parts(entry, words)))).casefold()


def _show(entry: Entry, words: Words) -> None:
    with st.container(gap="xsmall", key=f"definition-{entry.key}"):
        st.subheader(literal(words(entry.term)), anchor=entry.key)
        parts = [f"- **{literal(label)}**{words(': ')}{literal(text)}" for label, text in glossary.parts(entry, words)]
        st.markdown("\n".join((literal(words(entry.says)), "", *parts)))
