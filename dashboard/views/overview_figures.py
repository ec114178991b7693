"""The row of key figures: each with its comparison, its uncertainty, its course and its definition one click away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import streamlit as st

from dashboard import glossary
from dashboard.charts.open_stages import has_amounts
from dashboard.charts.sparkline import sparkline
from dashboard.formatting import (
    DASH,
    days,
    interval,
    points,
    share,
    short_money,
    signed_days,
    signed_money,
    signed_share,
    times,
)
from dashboard.language import Words
from dashboard.metrics import coverage, open_pipeline, sales_cycle, sales_velocity, win_rate
from dashboard.metrics.answers import Answer
from dashboard.metrics.coverage import Coverage
from dashboard.metrics.rows import OpenStage, SalesCycle, Velocity, WinRate
from dashboard.periods import ALWAYS, end_of_day, quarter_of
from dashboard.views import faults
from dashboard.views.asked import asked
from dashboard.views.literal import literal, written_in_html
from dashboard.views.overview_compare import PERIOD, YEAR, Comparison, at, closed_period, period_then
from dashboard.views.review import Review, Visit
from dashboard.warehouse.scope import Scope

FIGURE_WIDTH: Final = 160
"""Pixels of a figure: two side by side on a phone."""
POINTS: Final = 6
"""Points of a course before today's, a month apart."""
MONTH_DAYS: Final = 30
Course = tuple[float, ...]


@dataclass(frozen=True)
class KeyFigure:
    """One figure: its name, its value, the change against the comparison, and what else belongs to it, in words.

    `metric` names its definition; `course`: earlier values up to today's, empty where too few are known.
    """

    metric: str
    name: str
    value: str
    change: str = ""
    beside: str = ""
    course: Course = ()


@dataclass(frozen=True)
class Standing:
    """What the figures are made of at one instant; None where nothing closed is asked of that instant."""

    open_now: Answer[OpenStage]
    rate: Answer[WinRate] | None = None
    cycle: Answer[SalesCycle] | None = None


@faults.contained
def show(review: Review, comparison: Comparison, covered: Answer[Coverage], *, knows_then: bool) -> None:
    """Show the figures in one row; on a phone they wrap. `knows_then`: the files tell what was open at earlier days."""
    words = review.words
    with st.container(horizontal=True, gap="medium", key=f"key-figures-{review.under}"):
        for at_place, figure in enumerate(figures(review, comparison, covered, knows_then=knows_then)):
            show_figure(
                figure,
                words("since {then}", then=comparison.then(words)),
                review,
                key=f"figure-{review.under}{at_place}",
            )


def figures(
    review: Review, comparison: Comparison, covered: Answer[Coverage], *, knows_then: bool
) -> tuple[KeyFigure, ...]:
    """The figures of the row; no coverage without a target."""
    words = review.words
    now, then, course = _standings(review, comparison)
    velocity = asked(sales_velocity.ask, review.scope, step="month", points=13)
    found = (
        open_figure(
            now.open_now,
            then.open_now if knows_then else None,
            words,
            course=_course([open_value(one.open_now) for one in course]) if knows_then else (),
        ),
        won_figure(review, comparison, covered),
        rate_figure(now.rate, then.rate, words, course=_course([_rate(one.rate) for one in course])),
        velocity_figure(velocity, _velocity_then(review, comparison), words),
        cycle_figure(now.cycle, then.cycle, words, course=_course([_median(one.cycle) for one in course])),
        coverage_figure(covered, words),
    )
    asked_now = (now.open_now, now.rate, now.cycle, velocity, covered)
    failed = {one.metric: one.unavailable.fault for one in asked_now if one is not None and one.unavailable is not None}
    return tuple(_failed(figure, failed.get(figure.metric, ""), words) for figure in found if figure is not None)


def _failed(figure: KeyFigure, fault: str, words: Words) -> KeyFigure:
    """The figure without a value where a fault kept it from being worked out; nothing else is true of it then."""
    if not fault:
        return figure
    said = words("could not be worked out (number {number} of the server's log)", number=fault)
    return KeyFigure(figure.metric, figure.name, DASH, "", said)


def _velocity_then(review: Review, comparison: Comparison) -> Answer[Velocity] | None:
    chosen = review.filter.period
    period = chosen if chosen == ALWAYS else period_then(review, comparison)
    if period is None:
        return None
    return asked(sales_velocity.ask, at(review, comparison.since, period), step="month", points=1)


def _standings(review: Review, comparison: Comparison) -> tuple[Standing, Standing, list[Standing]]:
    """Now, then, and the course up to now."""
    now = standing(at(review, review.scope.as_of, closed_period(review.filter, review.scope.as_of.date())))
    period = period_then(review, comparison)
    then = standing(at(review, comparison.since, period or review.filter.period), closed=period is not None)
    before = [standing(at(review, day, closed_period(review.filter, day.date()))) for day in _months(review)]
    return now, then, [*before, now]


def show_figure(figure: KeyFigure, compared: str, review: Visit, *, key: str) -> None:
    """One figure: name, value, change and what it is held against, what else belongs to it, its course."""
    words = review.words
    with st.container(width=FIGURE_WIDTH, gap=None, key=key):
        st.metric(
            figure.name,
            figure.value,
            figure.change or None,
            delta_color="off",
            delta_arrow="off",
            delta_description=compared if figure.change else None,
            help=literal(words(glossary.entry(figure.metric).says)),
        )
        if beside := written_in_html(figure.beside) + _drawn(figure, review):
            st.html(f'<div class="beside">{beside}</div>')


def _drawn(figure: KeyFigure, review: Visit) -> str:
    """The course of a figure as an image, '' without one."""
    if not figure.course:
        return ""
    words = review.words
    told = words("{name}: its course over {n} months", name=figure.name, n=words.number(len(figure.course) - 1))
    return sparkline(figure.course, told, review.theme.muted)


def standing(scope: Scope, *, closed: bool = True) -> Standing:
    """Ask everything that the figures compare, of one scope; without `closed` only what is open."""
    open_now = asked(open_pipeline.ask, scope)
    return (
        Standing(open_now, asked(win_rate.ask, scope), asked(sales_cycle.ask, scope)) if closed else Standing(open_now)
    )


def open_value(open_now: Answer[OpenStage]) -> float | None:
    """The open value; None where nothing is open or nothing has an amount."""
    return sum(row.value for row in open_now.rows) if has_amounts(open_now) else None


def open_figure(
    open_now: Answer[OpenStage], then: Answer[OpenStage] | None, words: Words, *, course: Course = ()
) -> KeyFigure:
    """Open value with its change since the comparison."""
    value, before = open_value(open_now), open_value(then) if then is not None else None
    deals = words.plural("{n} deal", "{n} deals", sum(row.deals for row in open_now.rows))
    change = "" if value is None or not before else signed_share(value / before - 1, words)
    shown = short_money(value, open_now.currency, words)
    return KeyFigure("open_pipeline", words("Open pipeline"), shown, change, deals, course)


def won_figure(review: Review, comparison: Comparison, covered: Answer[Coverage]) -> KeyFigure:
    """Won in the quarter (or the chosen period) against its target and against what was won by the same day then."""
    words, currency = review.words, review.scope.currency
    period = coverage.period_of(review.scope)
    own = period == review.filter.period
    then = period_then(review, comparison) if own else quarter_of(comparison.since.date(), review.scope.fiscal_month)
    value = _won_value(at(review, review.scope.as_of, period))
    change = ""
    if then is not None and (then == period or comparison.kind in {PERIOD, YEAR}):
        change = signed_money(value - _won_value(at(review, comparison.since, then)), currency, words)
    target = covered.rows[0].target if covered.rows and covered.unavailable is None else None
    beside = ""
    if target:
        beside = words(
            "{share} of {target}", share=share(value / target, words), target=short_money(target, currency, words)
        )
    name = words("Won in the period") if own else words("Won this quarter")
    return KeyFigure("win_rate", name, short_money(value, currency, words), change, beside)


def _won_value(scope: Scope) -> float:
    return sum(row.won_value for row in asked(win_rate.ask, scope).rows)


def rate_figure(
    answer: Answer[WinRate] | None, then: Answer[WinRate] | None, words: Words, *, course: Course = ()
) -> KeyFigure:
    """Win rate of the closed period with its interval and n; a dash where nothing closed."""
    row = answer.rows[0] if answer and answer.rows else None
    name = words("Win rate")
    if row is None or row.win_rate is None:
        return KeyFigure("win_rate", name, DASH, "", words("nothing closed"))
    before = _rate(then)
    change = "" if before is None else points(row.win_rate - before, words)
    beside = words("{interval}, n {n}", interval=interval(row.low, row.high, words), n=words.number(row.won + row.lost))
    return KeyFigure("win_rate", name, share(row.win_rate, words), change, beside, course)


def velocity_figure(answer: Answer[Velocity], then: Answer[Velocity] | None, words: Words) -> KeyFigure:
    """Velocity now against that of the comparison; a dash below 20 closed deals."""
    rows = sorted(answer.rows, key=lambda row: row.period_start)
    name = words("Velocity a day")
    now = rows[-1].velocity_per_day if rows else None
    if now is None:
        return KeyFigure("sales_velocity", name, DASH, "", words("under 20 closed"))
    before = then.rows[-1].velocity_per_day if then and then.rows else None
    change = signed_share(now / before - 1, words) if before else ""
    beside = words("{n} closed in 180 days", n=words.number(rows[-1].closed))
    course = _course([row.velocity_per_day for row in rows])
    return KeyFigure("sales_velocity", name, short_money(now, answer.currency, words), change, beside, course)


def cycle_figure(
    answer: Answer[SalesCycle] | None, then: Answer[SalesCycle] | None, words: Words, *, course: Course = ()
) -> KeyFigure:
    """The median cycle of the deals won in the closed period; a dash where nothing was won."""
    row = answer.rows[0] if answer and answer.rows else None
    name = words("Sales cycle")
    if row is None or row.median_days is None:
        return KeyFigure("sales_cycle", name, DASH, "", words("nothing won"))
    before = _median(then)
    change = "" if before is None else signed_days(row.median_days - before, words)
    beside = words("mean {days}, n {n}", days=days(row.mean_days, words), n=words.number(row.won))
    return KeyFigure("sales_cycle", name, days(row.median_days, words), change, beside, course)


def coverage_figure(covered: Answer[Coverage], words: Words) -> KeyFigure | None:
    """Open and due against what the target still asks for; None without a target."""
    row = covered.rows[0] if covered.rows and covered.unavailable is None else None
    if row is None or row.target is None:
        return None
    name = words("Coverage")
    if row.reached:
        return KeyFigure("coverage", name, words("reached"), "", words("the target is won"))
    needs = words("needs {times}", times=times(row.needed_coverage, words)) if row.needed_coverage else ""
    return KeyFigure("coverage", name, times(row.coverage, words), "", needs)


def _months(review: Review) -> list[datetime]:
    """The instants of a course before today, oldest first; none where the reader looks at a fixed period."""
    if review.filter.period.first is not None or review.filter.period.before is not None:
        return []
    today = review.scope.as_of.date()
    return [end_of_day(today - timedelta(days=MONTH_DAYS * back)) for back in range(POINTS, 0, -1)]


def _course(values: list[float | None]) -> Course:
    known = tuple(value for value in values if value is not None)
    return known if len(known) == len(values) > 2 else ()


def _rate(answer: Answer[WinRate] | None) -> float | None:
    return answer.rows[0].win_rate if answer and answer.rows else None


def _median(answer: Answer[SalesCycle] | None) -> float | None:
    return answer.rows[0].median_days if answer and answer.rows else None
