"""Two definitions of one thing in words: what each says, and which deals make the difference."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dashboard import formatting
from dashboard.language import Words, mark
from dashboard.metrics.reconciled import BOTH, A, Group, Reconciled

FAMILIES: Final = {
    "win_rate": mark("Win rate"),
    "funnel": mark("Deals in a stage of the funnel"),
    "dwell": mark("Time in a stage"),
}
DEFINITIONS: Final = {
    "count": mark("by count"),
    "value": mark("by value"),
    "cohort": mark("of the deals that entered in the period"),
    "from_stage": mark("of the deals that reached the stage"),
    "overdue": mark("with deals overdue by more than 90 days as lost"),
    "void": mark("with void deals as lost"),
    "reached": mark("reached the stage or a later one"),
    "entered": mark("entered the stage itself"),
    "in_order": mark("came through every stage in order"),
    "now": mark("open in the stage now"),
    "mean": mark("mean of the completed stays"),
    "median": mark("median of the completed stays"),
    "kaplan_meier": mark("Kaplan–Meier median, deals still there included"),
}
REASONS: Final[Mapping[str, str]] = {
    "still_open": mark("still open"),
    "void": mark("void"),
    "entered_outside": mark("did not enter the pipeline in the period"),
    "closed_outside": mark("not closed in the period"),
    "due_outside": mark("not due in the period"),
    "no_value": mark("without a positive amount or an exchange rate"),
    "no_history": mark("without a stage history"),
    "not_reached": mark("did not come as far as the stage"),
    "skipped": mark("skipped the stage"),
    "out_of_order": mark("came to it, but not through every stage before"),
    "won": mark("won"),
    "lost": mark("lost"),
    "missing": mark("missing from the newest file"),
    "further_now": mark("in a later stage now"),
    "before_now": mark("in an earlier stage now"),
    "still_there": mark("still in the stage: counted as at least so long"),
    "weighted": mark("counted by its amount in one, as one deal in the other"),
    "longer_than_mean": mark("stayed longer than the mean, which they pull up"),
}
NEITHER: Final = mark("By neither definition is there a number here.")
SAME: Final = mark("Both say {value}: {a} · {b}.")
APART: Final = mark("{value_a} {a} (n = {n_a}), {value_b} {b} (n = {n_b}): a difference of {difference}.")
ONLY: Final = mark("Only “{definition}”: {deals}, {reason}")
IN_BOTH: Final = mark("In both: {deals}, {reason}")


def definition(name: str, words: Words) -> str:
    """What a definition is called."""
    return words(DEFINITIONS.get(name, name))


def says(row: Reconciled, family: str, words: Words) -> str:
    """Both numbers with what they rest on, and how far they are apart."""
    if row.value_a is None and row.value_b is None:
        return words(NEITHER)
    a, b = definition(row.definition_a, words), definition(row.definition_b, words)
    first, second = figure(family, row.value_a, words), figure(family, row.value_b, words)
    if row.difference == 0:
        return words(SAME, value=first, a=a, b=b)
    n_a, n_b = words.number(row.n_a), words.number(row.n_b)
    apart = difference(family, row.difference, words)
    return words(APART, value_a=first, a=a, n_a=n_a, value_b=second, b=b, n_b=n_b, difference=apart)


def group_says(row: Reconciled, group: Group, words: Words) -> str:
    """One group of deals: in which of the numbers it is, how many, and why not in the other."""
    deals = words.plural("{n} deal", "{n} deals", group.deals)
    reason = words(REASONS.get(group.reason, group.reason))
    if group.side == BOTH:
        return words(IN_BOTH, deals=deals, reason=reason)
    name = row.definition_a if group.side == A else row.definition_b
    return words(ONLY, definition=definition(name, words), deals=deals, reason=reason)


def which_group(mode: str, part: str, deals: str, words: Words) -> str:
    """The deals of one group that a link names; what it does not know stays as it is."""
    _, _, both = mode.partition(":")
    a, _, b = both.partition(",")
    side, _, reason = part.partition(".")
    told = words(REASONS.get(reason, reason))
    if side == BOTH:
        return words(IN_BOTH, deals=deals, reason=told)
    return words(ONLY, definition=definition(a if side == A else b, words), deals=deals, reason=told)


def figure(family: str, value: float | None, words: Words) -> str:
    """One number of a family: a share, a count of deals or days."""
    if value is None:
        return formatting.DASH
    if family == "win_rate":
        return formatting.share(value, words, n=1000)
    return words.plural("{n} deal", "{n} deals", round(value)) if family == "funnel" else formatting.days(value, words)


def difference(family: str, value: float | None, words: Words) -> str:
    """How far two numbers are apart, with its sign."""
    if value is None:
        return formatting.DASH
    if family == "win_rate":
        size = words.number(abs(value) * 100, 1)
        sign = "+" if value > 0 else formatting.MINUS
        return words("{points} pts", points=f"{sign}{size}").replace(" ", formatting.UNIT_SPACE)
    return formatting.signed(value, words) if family == "funnel" else formatting.signed_days(value, words)
