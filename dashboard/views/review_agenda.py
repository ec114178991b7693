"""The agenda: the items with room for a note and a decision, and what was decided at the reviews before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

import streamlit as st

from dashboard.formatting import DASH
from dashboard.language import Words
from dashboard.views import links
from dashboard.views.literal import literal
from dashboard.views.review import Review
from dashboard.views.review_followup import became
from dashboard.views.review_items import Item
from dashboard.warehouse import review_notes
from dashboard.warehouse.review_notes import LONGEST_LINE, LONGEST_NOTE, Note

MOST_BEFORE: Final = 12


@st.fragment
def show(review: Review, items: tuple[Item, ...]) -> None:
    """Show what was decided before, and every item with what is written beside it."""
    words, today = review.words, review.scope.as_of.date()
    notes = review_notes.written(review.warehouse, today)
    _before(review, to_follow_up(notes, today))
    mine = {(note.kind, note.subject): note for note in notes if note.review_day == today}
    for number, item in enumerate(items, start=1):
        blank = Note(item.kind, item.subject, today, item.title)
        _item(review, item, mine.get((item.kind, item.subject), blank), number)
    gone = [note for place, note in mine.items() if place not in {(item.kind, item.subject) for item in items}]
    for note in gone:  # written today beside an item that another filter shows
        st.markdown("\n\n".join((f"**{literal(note.title)}**", *_written(note, words))))


def to_follow_up(notes: tuple[Note, ...], today: date) -> tuple[Note, ...]:
    """The decisions of earlier reviews that are not done, and everything of the last review; newest first."""
    earlier = [note for note in notes if note.review_day < today]
    last = max((note.review_day for note in earlier), default=None)
    return tuple(
        note
        for note in earlier
        if note.review_day == last or (note.what and (note.done_on is None or note.done_on >= today))
    )


def decision(note: Note, words: Words) -> str:
    """What was decided, who does it and by when; '' without a decision."""
    if not (note.what or note.who or note.by_when):
        return ""
    parts = [note.what or DASH]
    if note.who:
        parts.append(note.who)
    if note.by_when is not None:
        parts.append(words("by {day}", day=words.day(note.by_when)))
    return " · ".join(parts)


def _before(review: Review, notes: tuple[Note, ...]) -> None:
    if not notes:
        return
    words, today = review.words, review.scope.as_of.date()
    with st.container(key="decided-before"):
        st.markdown(f"**{literal(words('Decided before'))}**")
        for note, happened in became(review, notes[:MOST_BEFORE], words).items():
            with st.container(gap=None, key=_key("before", note)):
                parts = [words.day(note.review_day), note.title, happened]
                if note.done_on is None and note.by_when is not None and note.by_when < today:
                    parts.append(words("was due on {day}", day=words.day(note.by_when)))
                said = literal(" · ".join(part for part in parts if part))
                st.markdown("\n\n".join((said, *_written(note, words))))
                if note.what:
                    _done(review, note)
        if len(notes) > MOST_BEFORE:
            st.caption(literal(words("{n} older ones are not shown.", n=words.number(len(notes) - MOST_BEFORE))))
    st.markdown(f"**{literal(words('At this review'))}**")


def _done(review: Review, note: Note) -> None:
    key = _key("done", note)
    st.checkbox(
        review.words("Done"),
        value=note.done_on is not None and note.done_on <= review.scope.as_of.date(),
        key=key,
        on_change=_tick,
        args=(review, note, key),
    )


def _tick(review: Review, note: Note, key: str) -> None:
    done_on = review.scope.as_of.date() if st.session_state[key] else None
    review_notes.write(review.warehouse, replace(note, done_on=done_on))


def _item(review: Review, item: Item, note: Note, number: int) -> None:
    words = review.words
    said = f"{number}\\. **{literal(item.title)}**  \n{literal(item.says)}"
    with st.container(horizontal=True, gap="medium", key=f"item-{number}"):
        st.markdown("\n\n".join((said, *_written(note, words))))
        if item.link:
            label = words("Open the deal") if item.kind == "deal" else words("Open the deals")
            links.page_link("deals", label, **item.link)
        _close_if_kept(note)
        room = st.expander(words("Note and decision"), type="compact", on_change="rerun", key=_key("write", note))
        if room.open:
            with room:
                _form(review, note)


def _close_if_kept(note: Note) -> None:
    """The room for a note closes once what was written is kept."""
    if st.session_state.pop(_key("kept", note), False):
        st.session_state[_key("write", note)] = False


def _written(note: Note, words: Words) -> Iterator[str]:
    """What is written beside an item, in paragraphs."""
    if note.note:
        yield f"{literal(words('Note'))}{words(': ')}{literal(note.note)}"
    if said := decision(note, words):
        yield f"{literal(words('Decided'))}{words(': ')}{literal(said)}"


def _form(review: Review, note: Note) -> None:
    words = review.words
    with st.form(_key("form", note), border=False, enter_to_submit=False):
        text = st.text_area(words("Note"), note.note, height=72, max_chars=LONGEST_NOTE, key=_key("note", note))
        what = st.text_input(words("What was decided"), note.what, max_chars=LONGEST_LINE, key=_key("what", note))
        left, right = st.columns(2)
        who = left.text_input(words("Who"), note.who, max_chars=LONGEST_LINE, key=_key("who", note))
        by_when = right.date_input(words("By when"), note.by_when, format="YYYY-MM-DD", key=_key("when", note))
        kept = st.form_submit_button(words("Keep"))
    if kept:
        day = by_when if isinstance(by_when, date) else None
        review_notes.write(
            review.warehouse, replace(note, note=text or "", what=what or "", who=who or "", by_when=day)
        )
        st.session_state[_key("kept", note)] = True
        st.rerun(scope="fragment")


def _key(use: str, note: Note) -> str:
    """The key of a widget: of one item at one review, so that no text wanders to another."""
    return f"{use}-{note.review_day}-{note.kind}-{note.subject}"
