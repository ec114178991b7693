"""Words and numbers in the reader's language: gettext catalogues and Babel, behind one small object.

A `Words` is passed to whatever writes for a reader; nothing global holds the language. Messages are English
templates with `{name}` places; `pybabel extract -k words -k plural:1,2 -k mark` finds them.
"""

from __future__ import annotations

import gettext
import io
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Literal

from babel import Locale, dates, numbers
from babel.messages import mofile, pofile

Language = Literal["en", "zh"]
LANGUAGES: Final[dict[Language, str]] = {"en": "EN", "zh": "中文"}
CATALOGUES: Final = Path(__file__).parent / "locale"
WRITTEN: Final = 8192
"""Numbers and days that are kept as written: a page writes some three hundred, much the same from run to run."""
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


@lru_cache(maxsize=WRITTEN)
def _decimal(value: float, decimals: int, language: Language) -> str:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(numbers.format_decimal(value, pattern, locale=_LOCALES[language]))


@lru_cache(maxsize=WRITTEN)
def _date(day: date | datetime, pattern: str, language: Language) -> str:
    return str(dates.format_date(day, pattern, locale=_LOCALES[language]))


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
        return _decimal(value or 0, decimals, self.language)

    def day(self, day: date | datetime) -> str:
        """A day: 21 Nov 2026 · 2026年11月21日."""
        return _date(day, "d MMM y" if self.language == "en" else "y年M月d日", self.language)

    def month(self, day: date) -> str:
        """A month: Nov 2026 · 2026年11月."""
        return _date(day, "MMM y" if self.language == "en" else "y年M月", self.language)
