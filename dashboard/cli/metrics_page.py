"""docs/metrics.md and its Chinese twin: every metric with its definition, modes, breakdowns and row keys.

``python -m dashboard.cli.metrics_page`` writes them; a test fails where they are out of date.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from dashboard import glossary
from dashboard.cli.rows import BROKEN_DOWN, DRAWN_ONLY
from dashboard.filters import CUSTOM
from dashboard.glossary.own_keys import MODE_MEANINGS, row_key
from dashboard.language import Language, Words, mark
from dashboard.metrics import METRICS, Metric

DOCS: Final = Path(__file__).resolve().parents[2] / "docs"
PAGES: Final[dict[Language, Path]] = {"en": DOCS / "metrics.md", "zh": DOCS / "metrics.zh-CN.md"}
KINDS: Final = {
    str: mark("text"),
    int: mark("whole number"),
    float: mark("number"),
    bool: mark("true or false"),
    date: mark("date"),
    tuple: mark("list"),
}


def page(words: Words) -> str:
    """The page in the reader's language, as Markdown."""
    lines = [
        "# " + words("Every metric"),
        "",
        words(
            "Written by `make docs` from the code: do not edit. `python -m dashboard metric NAME` answers one, "
            "`--json` with the keys below, `--explain` with its SQL and what was bound to it."
        ),
        words(
            "Shares are 0 to 1, days are of 24 hours, money is in the reporting currency unless said otherwise. "
            "`null` is “not defined here”, never 0."
        ),
        "",
        *(f"- [{words(metric.title)}](#{metric.name})" for metric in METRICS),
    ]
    for metric in METRICS:
        lines += _section(metric, words)
    return "\n".join(lines) + "\n"


def _section(metric: Metric, words: Words) -> Iterator[str]:
    entry = glossary.entry(metric.name)
    yield from ("", f'<a id="{metric.name}"></a>', "", f"## {words(metric.title)} (`{metric.name}`)", "")
    yield from (words(entry.says), "")
    for label, text in glossary.parts(entry, words):
        yield f"- **{label}**: {text}"
    if metric.dimensions:
        yield _breakdowns(metric, words)
    for mode in metric.modes:
        default = " " + words("(default)") if mode == metric.modes[0] else ""
        yield f"- `--mode {mode}`{default}: {words(MODE_MEANINGS[metric.name, mode])}"
    for at, row in enumerate(metric.rows):
        yield ""
        if len(metric.rows) > 1:
            yield from (f"`--mode {metric.modes[at]}`", "")
        yield from (f"| {words('key')} | {words('holds')} | {words('meaning')} |", "|---|---|---|")
        yield from _keys(row, words)


def _breakdowns(metric: Metric, words: Words) -> str:
    names = ", ".join(f"`{name}`" for name in metric.dimensions)
    return f"- **{words('Breakdowns')}** `--by`: {names}, `{CUSTOM}HEADER`"


def _keys(row: type, words: Words) -> Iterator[str]:
    hints = get_type_hints(row)
    for field in dataclasses.fields(row):
        if field.name in DRAWN_ONLY:
            continue
        meaning = words(row_key(row.__name__, field.name)).replace("|", r"\|")
        shown = f"`{field.name}`"
        if field.name == "value" and issubclass(row, BROKEN_DOWN):
            shown = words("the name of `--by`")
        yield f"| {shown} | {_kind(hints[field.name], words)} | {meaning} |"


def _kind(hint: Any, words: Words) -> str:  # noqa: ANN401 - any annotation
    """What a key holds, in words; a union with None says so."""
    of = get_args(hint) if get_origin(hint) in (types.UnionType, Union) else (hint,)
    known = [KINDS.get(get_origin(one) or one, KINDS[str]) for one in of if one is not type(None)]
    named = words(known[0])
    return words("{kind} or null", kind=named) if type(None) in of else named


def main() -> None:
    """Write both pages."""
    for language, path in PAGES.items():
        path.write_text(page(Words(language)), encoding="utf-8")


if __name__ == "__main__":
    main()
