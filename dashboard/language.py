"""Words and numbers in the reader's language: gettext catalogues and Babel, behind one small object.

A `Words` is passed to whatever writes for a reader; nothing global holds the language. Messages are English
templates with `{name}` places; `pybabel extract -k words -k plural:1,2 -k mark` finds them.
"""

from __future__ import annotations

import gettext
import io
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Final, Literal

from babel import Locale, dates, numbers
from babel.messages import mofile, pofile

Language = Literal["en", "zh"]
LANGUAGES: Final[dict[Language, str]] = {"en": "EN", "zh": "中文"}
CATALOGUES: Final = Path(__file__).parent / "locale"
_LOCALES: Final[dict[Language, str]] = {"en": "en_US", "zh": "zh_Hans_CN"}


def mark(message: str) -> str:
    """Mark a message for translation where it is defined before a reader is known."""
    return message


@cache
def catalogue(language: Language) -> gettext.NullTranslations:
    """The catalogue of one language, compiled from its .po file; English is its own."""
    if language == "en":
        return gettext.NullTranslations()
    path = CATALOGUES / language / "LC_MESSAGES" / "dashboard.po"
    compiled = io.BytesIO()
    with path.open("rb") as file:
        mofile.write_mo(compiled, pofile.read_po(file, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@dataclass(frozen=True)
class Words:
    """How one reader is spoken to."""

    language: Language = "en"

    @property
    def locale(self) -> Locale:
        """The Babel locale of the language."""
        return Locale.parse(_LOCALES[self.language])

    def __call__(self, message: str, **values: object) -> str:
        """Translate a template, then fill its places."""
        text = catalogue(self.language).gettext(message) if message else ""
        return text.format(**values) if values else text

    def plural(self, one: str, many: str, n: int, **values: object) -> str:
        """Translate by number; `{n}` is filled with the formatted number."""
        text = catalogue(self.language).ngettext(one, many, n)
        return text.format(n=self.number(n), **values)

    def number(self, value: float, decimals: int = 0) -> str:
        """A plain number with grouping: 12,345 · 12,345.6."""
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        return str(numbers.format_decimal(value, pattern, locale=self.locale))

    def day(self, day: date | datetime) -> str:
        """A day: 21 Nov 2026 · 2026年11月21日."""
        pattern = "d MMM y" if self.language == "en" else "y年M月d日"
        return str(dates.format_date(day, pattern, locale=self.locale))

    def month(self, day: date) -> str:
        """A month: Nov 2026 · 2026年11月."""
        pattern = "MMM y" if self.language == "en" else "y年M月"
        return str(dates.format_date(day, pattern, locale=self.locale))
