"""The shapes of a column's texts: every digit but 0 as 9.

A million amounts have a few dozen shapes, so that rules are decided shape by shape and carried out by the database
row by row.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from os.path import commonprefix
from typing import Final

import duckdb
from duckdb import CaseExpression, ColumnExpression, ConstantExpression, Expression, FunctionExpression

from data_loaders.initials import begins_like, only_where
from data_loaders.report import Change, Question, Said
from data_loaders.typed import EXAMPLES, NOTHING, UNREADABLE, Hints

MOST: Final = 5_000
SAMPLES: Final = 5
WIDE: Final = "０１２３４５６７８９．，（）％￥－：／＋　"
NARROW: Final = "0123456789.,()%¥-:/+ "


@dataclass(frozen=True)
class Shape:
    """A shape, how many cells have it, and the greatest of them."""

    text: str
    cells: int
    sample: str

    @property
    def plain(self) -> str:
        """The shape in half-width characters and small letters, without outer blanks."""
        return unicodedata.normalize("NFKC", self.text).replace("\u2212", "-").casefold().strip()


def narrow(column: str, shapes: Iterable[str]) -> Expression:
    """The column's text with full-width digits and signs made half-width, where any shape has some."""
    if not any(set(text) & set(WIDE) for text in shapes):
        return ColumnExpression(column)
    return FunctionExpression("translate", ColumnExpression(column), *map(ConstantExpression, (WIDE, NARROW)))


def shape(text: Expression) -> Expression:
    """Shape of a text."""
    return FunctionExpression("translate", text, ConstantExpression("123456789"), ConstantExpression("999999999"))


def shapes_of(table: duckdb.DuckDBPyRelation, column: str) -> tuple[Shape, ...]:
    """The shapes of a column, the most frequent first, at most 5,000."""
    text = ColumnExpression(column)
    listed = table.filter(text.isnotnull()).select(shape(text).alias("shape"), text.alias("text"))
    counted = listed.aggregate(
        [
            ColumnExpression("shape"),
            FunctionExpression("count", ColumnExpression("text")).alias("cells"),
            FunctionExpression("max", ColumnExpression("text")).alias("sample"),
        ],
        "shape",
    )
    return tuple(Shape(*row) for row in counted.order("cells DESC, shape").limit(MOST).fetchall())


def is_nothing(text: str, hints: Hints) -> bool:
    """Whether a text stands for an empty cell."""
    folded = text.strip().casefold()
    return folded in NOTHING or folded in {word.casefold() for word in hints.null_words}


def nothing_words(hints: Hints) -> tuple[str, ...]:
    """All words that stand for an empty cell, casefolded, in a fixed order."""
    return tuple(sorted(NOTHING | {word.casefold() for word in hints.null_words}))


def nothing(column: str, hints: Hints) -> Expression:
    """Whether a cell holds a word that stands for an empty one; it does not where it is empty itself."""
    words = nothing_words(hints)
    text = ColumnExpression(column)
    # Long texts need no small letters. Of signs that do shrink: Kelvin, Ångström and Ohm have three bytes.
    longest = max(len(word.encode()) + 2 * sum(letter in "kåω" for letter in word) for word in words)
    short = FunctionExpression("strlen", text) <= ConstantExpression(longest)
    # Each text is held against the words of its first letter alone: the ids of a system may all begin like one of them.
    alike = [tuple(same) for _, same in groupby(sorted(words, key=_initial, reverse=True), key=_initial)]
    told = chosen([(begins_like(text, same), _is_one_of(text, same)) for same in alike])
    return only_where(short, only_where(begins_like(text, words), told))


def _initial(word: str) -> str:
    """With which letter or digit a word begins; all that begin otherwise are few enough to be looked at together."""
    return word[:1] if word[:1].isascii() and word[:1].isalnum() else ""


def _is_one_of(text: Expression, words: Sequence[str]) -> Expression:
    """Whether a text is, in small letters, one of these words, which begin alike."""
    told = FunctionExpression("lower", text).isin(*map(ConstantExpression, words))
    prefix = commonprefix(words)  # noqa: RUF071 - letter by letter is what is meant
    if not prefix or prefix.upper() != prefix.lower():  # letters could be written otherwise
        return told
    return only_where(FunctionExpression("starts_with", text, ConstantExpression(prefix)), told)


def samples_in(column: str, shapes: Iterable[Shape]) -> Expression:
    """Whether a cell is one of the samples of the shapes, which hold the greatest value of each."""
    return ColumnExpression(column).isin(*(ConstantExpression(item.sample) for item in shapes))


def shape_in(text: Expression, shapes: Iterable[str]) -> Expression:
    """Whether a text has one of the shapes."""
    return shape(text).isin(*map(ConstantExpression, shapes))


def chosen(cases: Sequence[tuple[Expression, Expression]]) -> Expression:
    """CASE WHEN … THEN … for each pair; null otherwise."""
    (condition, value), *others = cases
    expression = CaseExpression(condition, value)
    for condition, value in others:
        expression = expression.when(condition, value)
    return expression


def unreadable(
    table: duckdb.DuckDBPyRelation, column: str, value: Expression, hints: Hints
) -> tuple[int, tuple[tuple[int, str], ...]]:
    """How many cells hold something that became no value, and (row, text) of the first thousand."""
    text = ColumnExpression(column)
    lost = table.filter(text.isnotnull()).filter(value.isnull() & ~nothing(column, hints))
    rows = lost.select(ColumnExpression("row"), text).limit(UNREADABLE).fetchall()
    count = len(rows)
    if count == UNREADABLE:
        count = lost.aggregate([FunctionExpression("count_star")]).fetchall()[0][0]
    return int(count), tuple((int(row), str(cell)) for row, cell in rows)


def change(
    table: duckdb.DuckDBPyRelation, column: str, said: Said, *, cells: int, where: Expression, value: Expression
) -> Change:
    """A change with up to three examples from the rows `where`: the biggest values, each with its text before."""
    listed = table.filter(where).select(ColumnExpression(column).alias("before"), value.alias("value"))
    rows = listed.distinct().order("value DESC NULLS LAST, before").limit(EXAMPLES)
    shown = rows.select(ColumnExpression("before"), ColumnExpression("value").cast("VARCHAR")).fetchall()
    return Change(said, cells, tuple((str(before), _short(after)) for before, after in shown))


def asked_about(
    code: str,
    table: duckdb.DuckDBPyRelation,
    column: str,
    shapes: Iterable[str],
    *,
    header: str,
    option: str,
    choices: tuple[str, ...],
) -> Question:
    """The question `code` about the cells of these shapes, with up to five of them."""
    text = ColumnExpression(column)
    where = table.filter(shape_in(text, shapes))
    cells = int(where.aggregate([FunctionExpression("count", text)]).fetchall()[0][0])
    samples = tuple(str(cell) for (cell,) in where.select(text).distinct().order(column).limit(SAMPLES).fetchall())
    values: dict[str, str | int | float] = {"column": header, "first": samples[0] if samples else "", "count": cells}
    return Question(Said(code, values), option, choices, header, samples)


def _short(text: object) -> str:
    """The value as text, without the decimals of a whole number."""
    return "" if text is None else str(text).removesuffix(".0")


def nothings(shapes: Sequence[Shape], header: str, hints: Hints) -> list[Change]:
    """Words for nothing that were left empty."""
    words = [item for item in shapes if is_nothing(item.text, hints)]
    if not words:
        return []
    examples = tuple((item.sample, "") for item in words[:3])
    return [Change(Said("null_words", {"column": header}), sum(item.cells for item in words), examples)]
