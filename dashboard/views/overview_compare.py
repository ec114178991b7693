"""What the review compares with: a week ago, the period before, the same period last year, or a loaded snapshot."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from dashboard.filters import DealFilter
from dashboard.language import Words, mark
from dashboard.periods import Period, end_of_day, quarter_of
from dashboard.views.choice import choose
from dashboard.views.review import Review
from dashboard.warehouse.imports import list_imports
from dashboard.warehouse.scope import Scope, scope_of

WEEK, PERIOD, YEAR = "week", "period", "year"
LABELS: Final = {
    WEEK: mark("a week ago"),
    PERIOD: mark("the period before"),
    YEAR: mark("last year"),
}
DAYS_CLOSED: Final = 180
"""Days of closed deals that rates and cycles rest on where the reader has chosen no period."""
MOST_SNAPSHOTS: Final = 12
SNAPSHOT_KINDS: Final = frozenset({"deals", "stage_events"})


@dataclass(frozen=True)
class Comparison:
    """One comparison: `since` is the instant then. `kind`: WEEK, PERIOD, YEAR or the ISO day of a snapshot."""

    kind: str
    since: datetime

    @property
    def day(self) -> str:
        """The day then, as a selection of changes names it."""
        return self.since.date().isoformat()

    def then(self, words: Words) -> str:
        """The instant as a part of a sentence: "last week", "8 Nov 2026"."""
        return words("last week") if self.kind == WEEK else words.day(self.since)


def chosen(review: Review) -> Comparison:
    """Offer the comparisons and give the one of the link (`vs`); a week ago is the default."""
    words = review.words
    files = snapshots(review)
    days = instants(review.filter, review.scope.as_of.date(), tuple(files), review.scope.fiscal_month)
    labels = {
        kind: words(LABELS[kind]) if kind in LABELS else named(day, files[day], words) for kind, day in days.items()
    }
    kind = choose(review, "vs", words("Compare with"), labels)
    return Comparison(kind, end_of_day(days[kind]))


def snapshots(review: Review) -> dict[date, tuple[str, ...]]:
    """The days before the as-of on which a loaded list of deals was true, newest first, each with its files."""
    today = review.scope.as_of.date()
    files: dict[date, tuple[str, ...]] = {}
    for row in list_imports(review.warehouse):
        if SNAPSHOT_KINDS & set(row.kinds) and row.as_of.date() < today:
            files[row.as_of.date()] = (*files.get(row.as_of.date(), ()), row.file_name)
    return {day: files[day] for day in sorted(files, reverse=True)[:MOST_SNAPSHOTS]}


def named(day: date, files: tuple[str, ...], words: Words) -> str:
    """A snapshot by its day and the name of its file; of several files by their number."""
    if len(files) == 1:
        return words("{day}: {file}", day=words.day(day), file=files[0])
    return words.plural("{day}: {n} file", "{day}: {n} files", len(files), day=words.day(day))


def instants(chosen: DealFilter, today: date, snapshots: tuple[date, ...], fiscal_month: int = 1) -> dict[str, date]:
    """Kind of comparison → the day then.

    The period before: as far back as the chosen period is long; without one, the same day of the quarter before.
    """
    found = {WEEK: today - timedelta(days=7)}
    period = chosen.period
    if period.first is not None and period.before is not None:
        found[PERIOD] = today - (period.before - period.first)
    elif period.first is None and period.before is None:
        found[PERIOD] = day_of_quarter_before(today, fiscal_month)
    found[YEAR] = year_before(today)
    found.update((day.isoformat(), day) for day in snapshots)
    return found


def day_of_quarter_before(today: date, fiscal_month: int = 1) -> date:
    """The day as far into the quarter before as today is into its own; at most that quarter's last day."""
    first = quarter_of(today, fiscal_month).first or today
    before = quarter_of(first - timedelta(days=1), fiscal_month)
    start = before.first or first
    return min(start + (today - first), first - timedelta(days=1))


def year_before(today: date) -> date:
    """The same day of the year before; 28 February for a leap day."""
    year = today.year - 1
    return today.replace(year=year, day=min(today.day, monthrange(year, today.month)[1]))


def closed_period(chosen: DealFilter, day: date) -> Period:
    """The days whose closed deals count: the chosen period, else the last 180 days up to a day."""
    if chosen.period.first is not None or chosen.period.before is not None:
        return chosen.period
    before = day + timedelta(days=1)
    return Period(before - timedelta(days=DAYS_CLOSED), before)


def period_then(review: Review, comparison: Comparison) -> Period | None:
    """The closed period to compare with; None where the chosen period had not begun by then."""
    period = closed_period(review.filter, comparison.since.date())
    if comparison.kind == PERIOD and period == review.filter.period:
        return period.previous
    if comparison.kind == YEAR and period == review.filter.period:
        first, before = period.first, period.before
        return Period(first and year_before(first), before and year_before(before))
    begun = period.first is None or period.first <= comparison.since.date()
    return period if begun else None


def at(review: Review, day: datetime, period: Period) -> Scope:
    """The scope of the page with another as-of and period."""
    return scope_of(review.warehouse, replace(review.filter, as_of=day, period=period))
