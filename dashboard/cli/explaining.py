"""What stands behind an answer: its definition, what its keys mean, its SQL and what was bound to it."""

from __future__ import annotations

import json
from typing import Any, Final

import click

from dashboard import glossary
from dashboard.cli.output import harmless, plain, width
from dashboard.cli.rows import keys_of
from dashboard.glossary.own_keys import MODE_MEANINGS, row_key
from dashboard.language import Words
from dashboard.metrics import Metric
from dashboard.metrics.answers import Answer

DEFINITION: Final = ("says", "counts", "leaves_out", "unit", "formula", "source")
"""Parts of a glossary entry, in the order in which they are told."""


def explanation(asked: Metric, answer: Answer[Any], words: Words) -> dict[str, Any]:
    """Definition, mode, meaning of the row keys, SQL and bound parameters; n, exclusions and evidence are the answer's.

    Parts of the definition that do not apply are left out.
    """
    entry = glossary.entry(asked.name)
    definition = {part: words(text) for part in DEFINITION if (text := getattr(entry, part))}
    mode = answer.mode or next(iter(asked.modes), None)
    return {
        "term": words(entry.term),
        "definition": definition,
        "mode": None if mode is None else {"name": mode, "counts": words(MODE_MEANINGS[asked.name, mode])},
        "row_keys": row_keys(asked.row(mode), answer.by, words),
        "sql": answer.sql,
        "parameters": plain(answer.parameters),
    }


def row_keys(row: type, by: str | None, words: Words) -> dict[str, str]:
    """Key → meaning, in the order of the document."""
    return {shown: words(row_key(row.__name__, key)) for shown, key in keys_of(row, by)}


def print_explanation(asked: Metric, answer: Answer[Any], words: Words) -> None:
    """The same for a person."""
    told = explanation(asked, answer, words)
    entry = glossary.entry(asked.name)
    click.echo(f"\n{told['term']}: {words(entry.says)}")
    for label, text in glossary.parts(entry, words):
        click.echo(f"{label}: {text}")
    if told["mode"] is not None:
        click.echo(f"--mode {told['mode']['name']}: {told['mode']['counts']}")
    click.echo("\n" + words("Row keys"))
    widest = max(width(key) for key in told["row_keys"])
    for key, meaning in told["row_keys"].items():
        click.echo(f"  {harmless(key)}{' ' * (widest - width(key))}  {meaning}")
    click.echo(f"\nSQL\n{told['sql']}")
    click.echo("\n" + words("Bound parameters"))
    click.echo(harmless(json.dumps(told["parameters"], ensure_ascii=False, allow_nan=False)))
