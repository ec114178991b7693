"""The filter: which deals, which period, as of when. One object with three faces.

`DealFilter` is the value; `read_link` and `to_link` are its URL; `describe` its sentence in words; the bound SQL
parameters are made in `dashboard.warehouse.scope`, the one place where a filter meets the data.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any, Final

from dashboard.language import Words, mark
from dashboard.periods import ALWAYS, Period

DIMENSIONS: Final = {
    "pipeline": mark("Pipeline"),
    "owner": mark("Owner"),
    "team": mark("Team"),
    "segment": mark("Segment"),
    "source": mark("Source"),
    "product": mark("Product"),
    "deal_type": mark("Deal type"),
    "region": mark("Region"),
    "industry": mark("Industry"),
    "customer_type": mark("Customer type"),
    "size_band": mark("Deal size"),
}
"""Filter and breakdown dimensions: name in links and on the command line → label."""

CUSTOM: Final = "x."
"""Begins the name of a dimension that is a column of the files: `x.Region Code`. No dimension of ours has a dot."""
NOW, THEN = "now", "then"
PARTS: Final = ("from", "before", "as_of", *DIMENSIONS, "amount_from", "amount_before", "active", "owners")
"""Parameters of a link that belong to the filter, beside those that begin with CUSTOM."""
EARLIEST_YEAR: Final = 1900
BLANK: Final = "-"
"""How a link and `--where` name the deals without a value in a dimension."""


@dataclass(frozen=True)
class DealFilter:
    """Everything a reader can choose. Empty tuples and None mean "all".

    Amounts in the reporting currency, `amount_from` inclusive, `amount_before` exclusive. `active_within_days`: last
    activity at most so many days before the as-of. `as_of` None: the newest date in the data. `custom`: values by
    column of the files (`x.HEADER`), sorted by name, no column without values. `owners` THEN: owner and team are those
    of the time of each visit, close or snapshot, where a history tells them; NOW: those of the deal today.
    """

    period: Period = ALWAYS
    as_of: datetime | None = None
    pipeline: tuple[str, ...] = ()
    owner: tuple[str, ...] = ()
    team: tuple[str, ...] = ()
    segment: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    product: tuple[str, ...] = ()
    deal_type: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    industry: tuple[str, ...] = ()
    customer_type: tuple[str, ...] = ()
    size_band: tuple[str, ...] = ()
    amount_from: float | None = None
    amount_before: float | None = None
    active_within_days: int | None = None
    custom: tuple[tuple[str, tuple[str, ...]], ...] = ()
    owners: str = NOW

    def chosen(self) -> dict[str, tuple[str, ...]]:
        """The dimensions that are narrowed, with their values."""
        return {name: values for name in DIMENSIONS if (values := self.values(name))} | dict(self.custom)

    def values(self, dimension: str) -> tuple[str, ...]:
        """The values chosen in one dimension."""
        if is_custom(dimension):
            return dict(self.custom).get(dimension, ())
        chosen: tuple[str, ...] = getattr(self, dimension)
        return chosen

    def choosing(self, dimension: str, values: Iterable[str]) -> DealFilter:
        """The same filter with these values in one dimension; none of them: all."""
        if not is_custom(dimension):
            part: dict[str, Any] = {dimension: tuple(values)}
            return replace(self, **part)
        columns = {name: kept for name, kept in {**dict(self.custom), dimension: tuple(values)}.items() if kept}
        return replace(self, custom=tuple(sorted(columns.items())))

    def without(self, name: str) -> DealFilter:
        """The same filter with one part back at its default; `name` a field, or a column of the files."""
        if is_custom(name):
            return self.choosing(name, ())
        kept = {part.name: getattr(self, part.name) for part in fields(self) if part.name != name}
        return DealFilter(**kept)


def is_custom(dimension: str) -> bool:
    """Whether this names a column of the files rather than a dimension of ours."""
    return dimension.startswith(CUSTOM) and len(dimension) > len(CUSTOM)


def label_of(dimension: str, words: Words) -> str:
    """What a dimension is called: ours in the reader's language, a column of the files by its header."""
    return dimension.removeprefix(CUSTOM) if is_custom(dimension) else words(DIMENSIONS.get(dimension, dimension))


def in_filter(parameter: str) -> bool:
    """Whether this parameter of a link belongs to the filter."""
    return parameter in PARTS or is_custom(parameter)


@dataclass(frozen=True)
class LinkRead:
    """What a link held: the filter that survives and a sentence for every part that does not."""

    chosen: DealFilter
    dropped: tuple[Dropped, ...] = ()


@dataclass(frozen=True)
class Dropped:
    """One part of a link that could not be used."""

    name: str
    value: str
    reason: str
    known: tuple[str, ...] = field(default=())

    def sentence(self, words: Words) -> str:
        """What was dropped and why, in the reader's language."""
        return words(self.reason, name=label_of(self.name, words), value=self.value)


NOT_A_DATE: Final = mark("The link's {name} “{value}” is not a date like 2026-03-31; it was left out.")
NOT_A_NUMBER: Final = mark("The link's {name} “{value}” is not a number; it was left out.")
NOT_KNOWN: Final = mark("The link names {name} “{value}”, which these deals do not have; it was left out.")
NO_COLUMN: Final = mark("The link names the column “{name}”, which the loaded files do not offer; it was left out.")
NOT_A_CHOICE: Final = mark("The link's {name} “{value}” is neither now nor then; it was left out.")
AMOUNT_FROM: Final = mark("Amount from {amount}")
AMOUNT_BELOW: Final = mark("Amount below {amount}")
PERIOD_REVERSED: Final = mark("The link's period ends before it starts ({value}); all dates are shown.")


def read_link(query: Mapping[str, list[str]], known: Mapping[str, tuple[str, ...]] | None = None) -> LinkRead:
    """Read URL parameters, each a list of values, into a filter; never raises.

    `known` lists the values that exist per dimension; None accepts any (the data decides later). Parameter names are
    the dimension names, `x.HEADER` for a column of the files, `from`, `before`, `as_of`, `amount_from`,
    `amount_before`, `active`, `owners`.
    """
    dropped: list[Dropped] = []
    period = _read_period(query, dropped)
    as_of_day = _read_day(query, "as_of", dropped)
    chosen = DealFilter(
        period=period,
        as_of=None if as_of_day is None else datetime(as_of_day.year, as_of_day.month, as_of_day.day, 23, 59, 59),
        amount_from=_read_number(query, "amount_from", dropped),
        amount_before=_read_number(query, "amount_before", dropped),
        active_within_days=_read_days(query, dropped),
        custom=_read_custom(query, known, dropped),
        owners=_read_owners(query, dropped),
        **{name: _read_values(query, name, known, dropped) for name in DIMENSIONS},
    )
    return LinkRead(chosen, tuple(dropped))


def to_link(chosen: DealFilter) -> dict[str, list[str]]:
    """The URL parameters of a filter; defaults are absent. `read_link` gives back an equal filter."""
    link: dict[str, list[str]] = {}
    if chosen.period.first is not None:
        link["from"] = [chosen.period.first.isoformat()]
    if chosen.period.before is not None:
        link["before"] = [chosen.period.before.isoformat()]
    if chosen.as_of is not None:
        link["as_of"] = [chosen.as_of.date().isoformat()]
    link.update({name: list(values) for name, values in chosen.chosen().items()})
    for name in ("amount_from", "amount_before"):
        amount = getattr(chosen, name)
        if amount is not None:
            link[name] = [f"{amount:g}" if float(f"{amount:g}") == amount else repr(amount)]
    if chosen.active_within_days is not None:
        link["active"] = [str(chosen.active_within_days)]
    link.update({"owners": [THEN]} if chosen.owners == THEN else {})
    return link


def describe(chosen: DealFilter, words: Words) -> tuple[str, ...]:
    """The filter in words, one phrase a part: what the chips above each page say."""
    phrases = [_period_phrase(chosen.period, words)]
    for name, values in chosen.chosen().items():
        shown = words(", ").join(words("(none)") if value == BLANK else value for value in values)
        phrases.append(label_of(name, words) + words(": ") + shown)
    for amount, phrase in ((chosen.amount_from, AMOUNT_FROM), (chosen.amount_before, AMOUNT_BELOW)):
        if amount is not None:
            phrases.append(words(phrase, amount=words.number(amount)))
    if chosen.active_within_days is not None:
        phrases.append(words("Active in the last {days} days", days=chosen.active_within_days))
    if chosen.owners == THEN:
        phrases.append(words("Owner at the time"))
    return tuple(phrases)


def _period_phrase(period: Period, words: Words) -> str:
    if period.first is not None and period.last is not None:
        return words("{first} to {last}", first=words.day(period.first), last=words.day(period.last))
    if period.first is not None:
        return words("Since {first}", first=words.day(period.first))
    if period.last is not None:
        return words("Up to {last}", last=words.day(period.last))
    return words("All dates")


def _last(query: Mapping[str, list[str]], name: str) -> str | None:
    values = [value.strip() for value in query.get(name, []) if value.strip()]
    return values[-1] if values else None


def _read_day(query: Mapping[str, list[str]], name: str, dropped: list[Dropped]) -> date | None:
    text = _last(query, name)
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if day.year < EARLIEST_YEAR:
        dropped.append(Dropped(name, text, NOT_A_DATE))
        return None
    return day


def _read_period(query: Mapping[str, list[str]], dropped: list[Dropped]) -> Period:
    first, before = _read_day(query, "from", dropped), _read_day(query, "before", dropped)
    try:
        return Period(first, before)
    except ValueError:
        dropped.append(Dropped("from", f"{first} … {before}", PERIOD_REVERSED))
        return ALWAYS


def _read_number(query: Mapping[str, list[str]], name: str, dropped: list[Dropped]) -> float | None:
    text = _last(query, name)
    if text is None:
        return None
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        dropped.append(Dropped(name, text, NOT_A_NUMBER))
        return None
    return number


def _read_days(query: Mapping[str, list[str]], dropped: list[Dropped]) -> int | None:
    text = _last(query, "active")
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 5):
        dropped.append(Dropped("active", text, NOT_A_NUMBER))
        return None
    return int(text)


def _read_owners(query: Mapping[str, list[str]], dropped: list[Dropped]) -> str:
    text = _last(query, "owners") or NOW
    if text not in {NOW, THEN}:
        dropped.append(Dropped("owners", text, NOT_A_CHOICE))
    return THEN if text == THEN else NOW


def _read_values(
    query: Mapping[str, list[str]], name: str, known: Mapping[str, tuple[str, ...]] | None, dropped: list[Dropped]
) -> tuple[str, ...]:
    kept: list[str] = []
    for value in dict.fromkeys(text.strip() for text in query.get(name, []) if text.strip()):
        if known is None or value == BLANK or value in known.get(name, ()):
            kept.append(value)
        else:
            dropped.append(Dropped(name, value, NOT_KNOWN, known.get(name, ())))
    return tuple(kept)


def _read_custom(
    query: Mapping[str, list[str]], known: Mapping[str, tuple[str, ...]] | None, dropped: list[Dropped]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The columns of the files that the link narrows, each with its values."""
    columns: dict[str, list[str]] = {}
    for parameter in filter(is_custom, query):
        columns.setdefault(unicodedata.normalize("NFC", parameter), []).extend(query[parameter])
    read: dict[str, tuple[str, ...]] = {}
    for name in sorted(columns):
        if known is not None and name not in known:
            dropped.append(Dropped(name, ", ".join(columns[name]), NO_COLUMN))
        elif values := _read_values(columns, name, known, dropped):
            read[name] = values
    return tuple(read.items())
