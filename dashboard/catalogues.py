"""The messages in the code and the catalogues that translate them: found, compared, brought together.

A message is the literal text in `words("…")`, `words.plural("…", "…", n)`, `mark("…")` or a system's
`Mark(weight, "…")`.
``python -m dashboard.catalogues`` brings the catalogues in step with the code and says what is left to translate.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from babel.messages import Catalog, Message
from babel.messages.pofile import read_po, write_po

from dashboard.language import CATALOGUES

PROJECT: Final = Path(__file__).resolve().parent.parent
ROOMS: Final = ("dashboard", "data_loaders", "pages", "sample_data")
KEYWORDS: Final = {"words": (0,), "mark": (0,), "plural": (0, 1), "Mark": (1,)}
"""Name of a call → which of its arguments make the message; `Mark` is the evidence of `data_loaders.systems`."""
PLACE: Final = re.compile(r"\{(\w*)[^}]*\}")
TRANSLATED: Final = ("zh",)


def path_of(language: str) -> Path:
    """The catalogue file of a language."""
    return CATALOGUES / language / "LC_MESSAGES" / "dashboard.po"


def found(root: Path = PROJECT) -> Catalog:
    """Every message in the code, with the files that say it."""
    catalog = Catalog(project="pipeline dashboard", charset="utf-8", fuzzy=False)
    for room in ROOMS:
        for path in sorted((root / room).rglob("*.py")):
            for message in messages_of(path.read_text(encoding="utf-8")):
                catalog.add(message, locations=[(path.relative_to(root).as_posix(), 0)])
    return catalog


def messages_of(code: str) -> Iterator[str | tuple[str, str]]:
    """The messages in one module; those of `words("a" if … else "b")` are two."""
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        texts = [list(_literals(node.args[at])) for at in KEYWORDS.get(name, ()) if at < len(node.args)]
        if len(texts) == 1:
            yield from (text for text in texts[0] if text)
        elif len(texts) == 2 and all(texts):
            yield texts[0][0], texts[1][0]


def _literals(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


def catalogue(language: str) -> Catalog:
    """The catalogue of a language as it lies on disk."""
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language)


def update(language: str) -> None:
    """Bring the catalogue in step with the code: new messages untranslated, unused ones gone, no guesses."""
    kept = catalogue(language)
    fresh = Catalog(locale=language, project="pipeline dashboard", charset="utf-8", fuzzy=False)
    for message in sorted(_messages(found()), key=_name):
        old = kept.get(message.id)
        files = sorted({file for file, _line in message.locations})
        fresh.add(message.id, old.string if old is not None else None, locations=[(file, 0) for file in files])
    text = io.BytesIO()
    write_po(text, fresh, width=120, omit_header=True, include_lineno=False)
    path_of(language).write_bytes(_header(fresh).encode("utf-8") + text.getvalue().lstrip(b"\n"))


def _header(catalog: Catalog) -> str:
    """Only what a reader of the catalogue needs: dates and names would change the file with every update."""
    lines = (
        f"Language: {catalog.locale_identifier}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {catalog.plural_forms}",
    )
    return "\n".join(('msgid ""', 'msgstr ""', *(f'"{line}\\n"' for line in lines))) + "\n\n"


def problems(language: str) -> Iterator[str]:
    """What is wrong with a catalogue, one sentence a message: missing, untranslated, unused, places broken."""
    kept, used = catalogue(language), found()
    for message in _messages(used):
        translated = kept.get(message.id)
        if translated is None:
            yield f"missing: {_name(message)!r} of {message.locations[0][0]}"
        elif not all(_texts(translated.string)):
            yield f"untranslated: {_name(message)!r} of {message.locations[0][0]}"
        elif translated.fuzzy:
            yield f"fuzzy: {_name(message)!r}"
        elif {_places(text) for text in _texts(translated.string)} - {_places(text) for text in _texts(message.id)}:
            yield f"places differ: {_name(message)!r} → {translated.string!r}"
    for message in _messages(kept):
        if message.id not in used:
            yield f"unused: {_name(message)!r}"


def _messages(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def _texts(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text or "",) if text is None or isinstance(text, str) else tuple(text)


def _name(message: Message) -> str:
    return _texts(message.id)[0]


def _places(text: str) -> frozenset[str]:
    return frozenset(PLACE.findall(text.replace("{{", "").replace("}}", "")))


def main() -> int:
    """Update every catalogue; 1 where something is left to do."""
    left = []
    for language in TRANSLATED:
        update(language)
        left += [f"{language}: {problem}" for problem in problems(language)]
    sys.stdout.write("".join(f"{problem}\n" for problem in left))
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
