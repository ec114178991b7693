"""Coverage against targets: what is won, what is open and due, and the target as a mark; and the pace of the period.

A part's customdata is `[by, value, part]`, with part won or due. Of the pace, only what is won stands for deals.
"""

from __future__ import annotations

from typing import Final

from dashboard.charts.bars import BarRow, Part, bars_figure
from dashboard.charts.figure import Chart
from dashboard.charts.labels import deals_line
from dashboard.charts.theme import Theme
from dashboard.formatting import share, short_money, times
from dashboard.language import Words
from dashboard.metrics.answers import Answer
from dashboard.metrics.outlook_rows import Coverage

ROWS: Final = 20
"""Values drawn; the table behind has all."""
SHARE_ROOM: Final = 1.5


def coverage_chart(answer: Answer[Coverage], *, words: Words, theme: Theme) -> Chart:
    """Draw the whole, or one row a value of the dimension, the largest target first."""
    drawn = tuple(_row(row, answer, words, theme) for row in answer.rows[:ROWS])
    return Chart(bars_figure(drawn, theme=theme), _says(answer, words))


def pace_chart(whole: Coverage, *, words: Words, theme: Theme) -> Chart:
    """Draw the time that is over, the part of the target that is won, and what was usual on this day."""
    won = Part(whole.won_share or 0.0, theme.won, deals_line(whole.won, words), ("", "", "won"))
    rows = [
        (words("Time over"), Part(whole.elapsed_share, theme.open, share(whole.elapsed_share, words))),
        (words("Won of the target"), won),
    ]
    if whole.usual_share is not None:
        usual = Part(whole.usual_share, theme.previous(theme.won), share(whole.usual_share, words))
        rows.insert(1, (words("Usual by this day"), usual))
    drawn = tuple(BarRow(name, (part,), f"<b>{share(part.size, words)}</b>") for name, part in rows)
    return Chart(bars_figure(drawn, theme=theme, room=SHARE_ROOM), pace_says(whole, words))


def pace_says(whole: Coverage, words: Words) -> str:
    """How far the wins are, against the time and against earlier periods."""
    told = {"won": share(whole.won_share, words), "elapsed": share(whole.elapsed_share, words)}
    if whole.usual_share is None:
        return words("{won} of the target is won with {elapsed} of the time over.", **told)
    usual = share(whole.usual_share, words)
    if whole.past_periods == 1:
        return words(
            "{won} of the target is won with {elapsed} of the time over; in the period before, {usual} of all wins "
            "were in by then.",
            usual=usual,
            **told,
        )
    return words(
        "{won} of the target is won with {elapsed} of the time over; in the {n} periods before, {usual} of all wins "
        "were in by then.",
        usual=usual,
        n=words.number(whole.past_periods),
        **told,
    )


def covered(row: Coverage, words: Words) -> str:
    """Coverage in words: 2.7 × of 5.0 × needed, reached, or – without a target."""
    if row.target is None:
        return words("no target")
    if row.reached:
        return words("reached")
    if row.needed_coverage is None:
        return times(row.coverage, words)
    return words(
        "{coverage} of {needed}", coverage=times(row.coverage, words), needed=times(row.needed_coverage, words)
    )


def _row(row: Coverage, answer: Answer[Coverage], words: Words, theme: Theme) -> BarRow:
    name = words("All deals") if row.value is None else row.value or words("(none)")
    key = (answer.by or "", row.value or "")
    won, due = (short_money(value, answer.currency, words) for value in (row.won_value, row.due_value))
    deals = [words.plural("{n} deal", "{n} deals", count) for count in (row.won, row.due)]
    parts = (
        Part(row.won_value, theme.won, words("{value} won in {deals}", value=won, deals=deals[0]), (*key, "won")),
        Part(
            row.due_value,
            theme.accent,
            words("{value} open and due in {deals}", value=due, deals=deals[1]),
            (*key, "due"),
        ),
    )
    return BarRow(name, parts, f"<b>{covered(row, words)}</b>", tick=row.target, pale=row.target is None)


def _says(answer: Answer[Coverage], words: Words) -> str:
    rows = [row for row in answer.rows if row.target is not None]
    if answer.by is None:
        return _whole_says(rows[0], answer.currency, words)
    reached = sum(row.reached for row in rows)
    short = [row for row in rows if row.coverage is not None and row.coverage < (row.needed_coverage or 1.0)]
    said = words.plural(
        "{short} of {n} target has less open than it takes.",
        "{short} of {n} targets have less open than it takes.",
        len(rows),
        short=words.number(len(short)),
    )
    if not reached:
        return said
    more = words.plural("{n} is reached already.", "{n} are reached already.", reached)
    return f"{said} {more}"


def _whole_says(row: Coverage, currency: str, words: Words) -> str:
    target = short_money(row.target, currency, words)
    won = short_money(row.won_value, currency, words)
    if row.reached:
        return words("The target of {target} is reached: {won} is won.", target=target, won=won)
    told = {
        "target": target,
        "won": won,
        "due": short_money(row.due_value, currency, words),
        "coverage": times(row.coverage, words),
        "remaining": short_money(row.remaining, currency, words),
    }
    if row.needed_coverage is None:
        return words(
            "{won} of {target} is won; {due} is open and due for the {remaining} that remains: {coverage}.", **told
        )
    needed = times(row.needed_coverage, words)
    if (row.coverage or 0.0) < row.needed_coverage:
        return words(
            "{won} of {target} is won; {due} is open and due for the {remaining} that remains: {coverage}, "
            "less than the {needed} that earlier periods took.",
            needed=needed,
            **told,
        )
    return words(
        "{won} of {target} is won; {due} is open and due for the {remaining} that remains: {coverage}, "
        "as much as earlier periods took ({needed}) or more.",
        needed=needed,
        **told,
    )
