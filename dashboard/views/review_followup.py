"""What became of what was decided: the deal moved on, was won or lost, or is still there; a place still stands out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from dashboard.filters import DealFilter
from dashboard.language import Words, mark
from dashboard.metrics import bottlenecks, deals_then
from dashboard.metrics.deals_then import DealThen
from dashboard.periods import end_of_day
from dashboard.views.asked import asked
from dashboard.views.review import Review
from dashboard.views.review_items import place_named
from dashboard.warehouse import known
from dashboard.warehouse.review_notes import Note
from dashboard.warehouse.scope import Scope, scope_of

ENDED: Final = {
    "won": mark("won since"),
    "lost": mark("lost since"),
    "void": mark("void since"),
    "missing": mark("missing from its list since"),
}
WAS: Final = {
    "won": mark("was won already"),
    "lost": mark("was lost already"),
    "void": mark("was void already"),
    "missing": mark("was missing from its list already"),
}
Then = dict[str, DealThen]


def became(review: Review, notes: Iterable[Note], words: Words) -> dict[Note, str]:
    """Note → what the history tells of it since; '' where it tells nothing. Asked of all deals, not of the filter."""
    notes = tuple(notes)
    scope = scope_of(review.warehouse, DealFilter(as_of=review.scope.as_of))
    ids = sorted({note.subject for note in notes if note.kind == "deal"})
    now = deals_then.ask(scope, ids, since=scope.as_of) if ids else {}
    then = {day: deals_then.ask(scope, ids, since=end_of_day(day)) for day in _days(notes)}
    found = {}
    for note in notes:
        if note.kind == "deal":
            found[note] = deal_became(then[note.review_day].get(note.subject), now.get(note.subject), words)
        else:
            found[note] = _place_became(scope, note, words) if note.kind == "signal" else ""
    return found


def deal_became(then: DealThen | None, now: DealThen | None, words: Words) -> str:
    """What became of one deal."""
    if now is None:
        return words("no longer among the loaded deals")
    if now.status != "open":
        before = WAS if then is not None and then.status == now.status else ENDED
        return words(before[now.status])
    if then is not None and then.status != "open":
        return words("open again, in {stage}", stage=now.stage)
    if then is None or then.stage == now.stage:
        return words("still in {stage}", stage=now.stage)
    return words("moved from {before} to {stage}", before=then.stage, stage=now.stage)


def _place_became(scope: Scope, note: Note, words: Words) -> str:
    pipeline, stage, by, value = place_named(note.subject)
    if by is not None and by not in known.dimension_values(scope.warehouse):
        return ""
    answer = asked(bottlenecks.widened, scope, by=by)
    found = next((row for row in answer.rows if (row.pipeline, row.stage, row.value) == (pipeline, stage, value)), None)
    if found is None:
        return words("no longer there")
    if found.deals_needed:
        return words("too few deals to judge now")
    return words("still stands out") if found.pattern else words("no longer stands out")


def _days(notes: tuple[Note, ...]) -> set[date]:
    return {note.review_day for note in notes if note.kind == "deal"}
