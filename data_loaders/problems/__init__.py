"""Everything a loader may have to say about a file: a catalogue of sentences, as data.

A `Said` names a sentence and its values; `say` writes it in the reader's language. Sentences are English
templates with `{name}` places, marked for the translation catalogue.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from data_loaders.problems.around import AROUND
from data_loaders.problems.columns import COLUMNS
from data_loaders.problems.files import CHILD, FILES, WHOLE_FILE
from data_loaders.problems.findings import AS_OF, FINDINGS, UNLOCKS
from data_loaders.problems.history import HISTORY
from data_loaders.problems.meanings import MEANINGS
from data_loaders.problems.options import OPTIONS
from data_loaders.problems.rows import NOTES, ROWS, VALUES
from data_loaders.problems.sentence import Sentence, mark
from data_loaders.report import Said

__all__ = ["SENTENCES", "UNLOCKS", "Refused", "Sentence", "mark", "refused", "said_parts", "say"]

SENTENCES: Final[dict[str, Sentence]] = {
    **FILES, **CHILD, **ROWS, **NOTES, **VALUES, **COLUMNS, **WHOLE_FILE, **FINDINGS, **AS_OF, **UNLOCKS, **OPTIONS,
    **MEANINGS,
    **AROUND, **HISTORY,
}  # fmt: skip
TERMS: Final = {
    "timestamp": mark("time"),
    "date": mark("date"),
    "number": mark("number"),
    "integer": mark("whole number"),
    "share": mark("percentage"),
    "flag": mark("yes or no"),
    "modified_at": mark("last change of a deal"),
    "created_at": mark("creation of a deal"),
    "closed_at": mark("close of a deal"),
    "stage_entered_at": mark("start of a stage"),
    "last_activity_at": mark("last activity of a deal"),
    "snapshot_at": mark("snapshot of the list"),
    "stage events": mark("stage change"),
    "leads": mark("creation of a lead"),
    "changes": mark("change of a field"),
    "activities": mark("activity"),
    "payments": mark("payments, invoices or orders"),
    "projects": mark("projects or tasks"),
    "tickets": mark("tickets or cases"),
    "cases": mark("legal cases"),
    "applications": mark("candidates or applications"),
    "crowdfunding": mark("crowdfunding campaigns"),
}
"""Types of `data_loaders.schema`, other lists (the value `kind`), moments of a deal (the value `moment`) in words."""


class Refused(Exception):  # noqa: N818 - what happened is a refusal, not an error
    """A file, or a part of it, that cannot be read without help; `said` tells what and what to do."""

    def __init__(self, said: Said) -> None:
        self.said = said
        super().__init__(say(said, _english))


def refused(code: str, **values: str | float) -> Refused:
    """The refusal with the sentence `code` of the catalogue."""
    return Refused(Said(code, values))


def say(said: Said, words: Callable[..., str]) -> str:
    """The sentence in the reader's language; `words` takes a template and its values."""
    what, remedy = said_parts(said, words)
    # Chinese sentences follow each other without a blank
    return f"{what}{'' if not remedy or what.endswith('。') else ' '}{remedy}"


def said_parts(said: Said, words: Callable[..., str]) -> tuple[str, str]:
    """What happened and what to do about it ('' where nothing is), in the reader's language."""
    sentence = SENTENCES[said.code]
    values = {**said.values, **{name: words(term) for name, term in terms_in(said)}}
    return words(sentence.what, **values), words(sentence.remedy, **values) if sentence.remedy else ""


def terms_in(said: Said) -> Iterator[tuple[str, str]]:
    """The values that are words of ours, by name, as the catalogue has them."""
    for name in ("kind", "moment"):
        if name in said.values:
            value = str(said.values[name])
            yield name, TERMS.get(value, value)


def _english(template: str, **values: object) -> str:
    return template.format(**values)
