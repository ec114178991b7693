"""Months and weekdays in other languages than English, put into English before a date is read: `12. März 2026`.

A word that means two months in two languages is none of these, and stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from duckdb import ConstantExpression, Expression, FunctionExpression

ENGLISH: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS: Final = (
    "januar jänner janvier janv enero ene janeiro gennaio gen januari styczeń stycznia sty январь января янв",
    "februar februari février févr fév febrero fevereiro fev febbraio febr luty lutego lut февраль февраля февр фев",
    "märz mär maerz mars marzo março maart mrt marts marzec marca март марта мар",
    "avril avr abril abr aprile kwiecień kwietnia kwi апрель апреля апр",
    "mai mayo maio maggio mag mei maj maja май мая",
    "juni juin junio junho giugno giu czerwiec czerwca cze июнь июня июн",
    "juli juillet juil julio julho luglio lug lipiec lipca lip июль июля июл",
    "août agosto ago augustus augusti sierpień sierpnia sie август августа авг",
    "septembre septiembre setembro settembre set wrzesień września wrz сентябрь сентября сент сен",
    "oktober okt octobre octubre outubro out ottobre ott październik października paź октябрь октября окт",
    "novembre noviembre novembro listopad listopada lis ноябрь ноября нояб ноя",
    "dezember dez décembre déc diciembre dic dezembro dicembre desember des grudzień grudnia gru декабрь декабря дек",
)
_DAYS: Final = (
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so "
    "lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim "
    "lunes martes miércoles jueves viernes sábado domingo lunedì martedì mercoledì giovedì venerdì sabato domenica "
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag segunda terça quarta quinta sexta feira"
)
_BETWEEN: Final = "de del do di der er le г"
"""Words around the parts of a date: `3 de enero de 2026`, `1er janvier 2026`."""
_WORD: Final = re.compile(r"[^\W\d_]+\.?")


def _plain(word: str) -> str:
    """The word without accents, as many type it."""
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


def _spellings(words: str) -> frozenset[str]:
    return frozenset(words.split()) | frozenset(map(_plain, words.split()))


MONTHS: Final[Mapping[str, str]] = MappingProxyType(
    {word: english for english, words in zip(ENGLISH, _MONTHS, strict=True) for word in _spellings(words)}
)
"""A word in small letters → the month's short English name."""
IN_ENGLISH: Final = frozenset(
    {*ENGLISH, "sept", "january", "february", "march", "april", "june", "july", "august", "september", "october",
     "november", "december"}
)  # fmt: skip
_KNOWN: Final = IN_ENGLISH | MONTHS.keys()
_LEFT_OUT: Final = _spellings(_DAYS) | _spellings(_BETWEEN)


def in_english(text: str) -> tuple[str, Mapping[str, str]]:
    """A text in small letters with its months in English, and what became of each word.

    A text without a month, and one in English, is as it was; a dot behind a short month goes, as no format knows it.
    """
    words = _WORD.findall(text)
    swaps = {word: new for word in words if (new := _english(word)) != word}
    if not swaps or not any(word.rstrip(".") in _KNOWN for word in words):
        return text, {}
    found = _WORD.sub(lambda word: swaps.get(word[0], word[0]), text)
    return " ".join(found.split()).lstrip("-., "), swaps


def _english(word: str) -> str:
    """What stands for a word: the month, nothing for a weekday or `de`, itself for any other word."""
    bare = word.rstrip(".")
    if bare in IN_ENGLISH:
        return bare[:3] if word != bare and len(bare) <= len("sept") else word
    return MONTHS.get(bare, "" if bare in _LEFT_OUT else word)


def spelled_in_english(text: Expression, swaps: Mapping[str, str]) -> Expression:
    """The cells with the same words put into English, whatever the size of their letters."""
    text = FunctionExpression("nfc_normalize", text)
    for word, english in sorted(swaps.items(), key=lambda swap: (-len(swap[0]), swap[0])):
        # the engine's \b knows the letters of English only
        pattern = rf"(?i)(^|[^\pL]){re.escape(word)}($|[^\pL.])"
        text = _replaced(text, pattern, rf"\1{english}\2")
    return _replaced(_replaced(text, r"\s+", " "), "^[-., ]+| $", "")


def _replaced(text: Expression, pattern: str, by: str) -> Expression:
    return FunctionExpression("regexp_replace", text, *map(ConstantExpression, (pattern, by, "g")))
