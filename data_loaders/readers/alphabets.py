"""Which encoding makes sense of bytes: the share of characters that its languages use, where they use them.

Every single-byte encoding decodes almost anything; what tells them apart is whether the result looks written: letters
of one alphabet to a word, capitals at its beginning, signs of money beside numbers.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from functools import cache
from typing import Final

from data_loaders.readers.euro_sign import STRICT

SAMPLE: Final = 1 << 16
WORD: Final = re.compile(r"[^\W\d_]+")
WIDE: Final = "，。、；：？！（）《》【】“”‘’￥％～—…·「」　０１２３４５６７８９"
PUNCTUATION: Final = "€£©®°’‘“”–—…·§´«»ªº\xa0"
BESIDE_NUMBERS: Final = frozenset("€£©®°§´ªº")
CENTRAL: Final = "áéíóúýčďěňřšťůžąćęłńśźżôľĺŕäöüßőűâăđëîşţșțç„"
LATIN: Final = {
    "cp1252": "àâäáãåæçéèêëíìîïñóòôöõøœßúùûüÿ¿¡",
    "iso8859_15": "àâäáãåæçéèêëíìîïñóòôöõøœßúùûüÿ¿¡",
    "cp1254": "çğıöşüâîûİ",
    "cp1250": CENTRAL,
    "iso8859_2": CENTRAL,
    "cp1257": "āčēģīķļņšūžąęėįųõäöü",
    "mac_roman": "àâäáãåæçéèêëíìîïñóòôöõøœßúùûüÿ¿¡",
    "cp850": "àâäáãåæçéèêëíìîïñóòôöõøßúùûüÿ¿¡",
}
"""Letters of the languages that are written in an encoding, the likelier encoding first."""
SCRIPTS: Final = {
    "cp1251": "абвгдежзийклмнопрстуфхцчшщъыьэюяёєіїґў№",
    "koi8_r": "абвгдежзийклмнопрстуфхцчшщъыьэюяё",
    "cp866": "абвгдежзийклмнопрстуфхцчшщъыьэюяё№",
    "cp1253": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋ",
    "iso8859_7": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋ",
    "cp1255": "אבגדהוזחטיךכלםמןנסעףפץצקרשת",
    "cp1256": "ءآأؤإئابةتثجحخدذرزسشصضطظعغـفقكلمنهوىيً",
    "cp874": "".join(map(chr, (*range(0x0E01, 0x0E3B), *range(0x0E3F, 0x0E5C)))),
}
CYRILLIC: Final = re.compile("[\u0400-\u04ff]+")
VOWEL: Final = re.compile("[аеиоуыэюяёєіїαεηιουωάέήίόύώ]", re.IGNORECASE)
USUAL_VOWELS: Final = 0.45
SHORT: Final = 2
NAMES: Final = (
    "鑫淼焱垚昊琪琳璐婷薇雯妍梓涵宸睿煜晟烨炜玮琦瑾璇璟珂珺琨茜芮芸荟菁萱蕙馨麒骁昕旻昱晗暄曦钰锟闫覃佟俞冼卞阚滕濮瞿翟臧"
    "晏馥甄粤潇淇沁泓泽湛漪澜瀚绮绫翊翎翀岚岑峥嵘娅娟娉婧媛嫣嫒怡恺恬惠晖晔斐彬榕桦桢梵棣槿樊祺禧稷赟轶逸邵郝郦郅铄铠镕霏靖韬韵颖骅鹭黛"
)
"""Characters of people's and companies' names that stand outside level 1 of GB 2312, or late in it."""
UNSPOKEN_THAI: Final = re.compile(
    "(?<![\u0e01-\u0e2e\u0e30-\u0e3a\u0e47-\u0e4e])[\u0e30-\u0e3a\u0e47-\u0e4e]|[\u0e40-\u0e44](?![\u0e01-\u0e2e])"
)
"""Thai vowels and tones without the consonant before or after them that carries them."""
AMID_LETTERS: Final = re.compile(r"(?<=[A-Za-z])[^\x00-\x7f](?=[a-z])")
HANGUL: Final = range(0xAC00, 0xD7A4)
KANA: Final = range(0x3041, 0x30FF)
ENOUGH: Final = 12
"""Characters from which on a text of Hangul alone is no chance reading of Chinese."""


def likeliest(sample: bytes) -> tuple[str, float]:
    """The encoding that makes the most of the bytes, and the share (0–1) of characters beyond ASCII that are usual.

    Among equals Chinese comes first, then Western, then the others; Latin-1, which fits anything, is never tried.
    """
    sample = sample[:SAMPLE]
    scores = {name: usual(sample, name) for name in ("gb18030", "big5", *LATIN, *SCRIPTS, "shift_jis", "euc_jp")}
    korean = usual(sample, "euc_kr")
    hangul = len(_beyond(sample, "euc_kr") or "")
    scores["euc_kr"] = korean
    best = max(scores, key=lambda name: scores[name])
    if best == "gb18030" and korean >= scores[best] and hangul >= ENOUGH:
        return "euc_kr", korean
    return best, scores[best]


def usual(sample: bytes, encoding: str) -> float:
    """Share (0–1) of the characters beyond ASCII that the languages of an encoding use, where they would use them."""
    text = _decoded(sample, encoding)
    if text is None:
        return 0.0
    beyond = [character for character in text if character > "\x7f"]
    if encoding == "gb18030":  # the sign is one byte here as in Western encodings: it speaks for neither
        beyond = [character for character in beyond if character != "€"]
    if not beyond:
        return 0.0
    if encoding in SCRIPTS:
        unspoken = len(UNSPOKEN_THAI.findall(text)) if encoding == "cp874" else 0
        return (_in_words(text, common_characters(encoding), _own_script) - unspoken) / len(beyond) - _odd_sound(beyond)
    if encoding in LATIN:
        return min(1.0, _in_words(text, common_characters(encoding), _among_latin) / len(beyond))
    common = common_characters(encoding)
    usual_ones = sum(character in common for character in beyond)
    if encoding == "big5":  # whose second bytes can be Latin letters: `ł` and the `a` after it are one character
        usual_ones -= len(AMID_LETTERS.findall(text))
    share = usual_ones / len(beyond)
    if encoding in ("shift_jis", "euc_jp"):
        kana = sum(ord(character) in KANA for character in beyond)
        return share if kana * 10 >= len(beyond) else share / 2
    return share


@cache
def common_characters(encoding: str) -> frozenset[str]:
    """The characters of everyday text in an encoding: level 1 of GB 2312, Big5 and JIS, kana, Hangul, letters."""
    letters = LATIN.get(encoding) or SCRIPTS.get(encoding)
    if letters is not None:
        return frozenset(letters + letters.upper() + PUNCTUATION)
    if encoding == "gb18030":
        return frozenset(WIDE + NAMES + _block("gb2312", (0xB0, 0xD7), (0xA1, 0xFE)))
    if encoding == "big5":
        return frozenset(WIDE + _block("big5", (0xA4, 0xC6), (0x40, 0x7E)) + _block("big5", (0xA4, 0xC6), (0xA1, 0xFE)))
    if encoding in ("shift_jis", "euc_jp"):
        return frozenset(WIDE + "".join(map(chr, KANA)) + _block("euc_jp", (0xB0, 0xCF), (0xA1, 0xFE)))
    return frozenset(map(chr, HANGUL))


def _block(encoding: str, leads: tuple[int, int], trails: tuple[int, int]) -> str:
    return "".join(
        bytes((lead, trail)).decode(encoding, "ignore")
        for lead in range(leads[0], leads[1] + 1)
        for trail in range(trails[0], trails[1] + 1)
    )


def _decoded(sample: bytes, encoding: str) -> str | None:
    try:
        return codecs.getincrementaldecoder(encoding)(STRICT if encoding == "gb18030" else "strict").decode(sample)
    except UnicodeDecodeError:
        return None


def _beyond(sample: bytes, encoding: str) -> str | None:
    text = _decoded(sample, encoding)
    return text and "".join(character for character in text if character > "\x7f")


def _odd_sound(letters: list[str]) -> float:
    """A small doubt where vowels are rarer or more frequent than in speech; it decides between equals only."""
    vowels = sum(bool(VOWEL.match(letter)) for letter in letters)
    return 0.05 * abs(vowels / len(letters) - USUAL_VOWELS)


def _in_words(text: str, common: frozenset[str], sane: Callable[[str], bool]) -> int:
    """How many characters are common and stand in a word that somebody would write, or beside a number."""
    found = 0
    for match in WORD.finditer(text):
        word = match.group()
        if not word.isascii() and _capitals_lead(word) and sane(word):
            found += sum(character in common for character in word if character > "\x7f")
    signs = common - BESIDE_NUMBERS
    found += sum(character in signs and not character.isalpha() for character in text if character > "\x7f")
    for match in re.finditer(f"[{''.join(BESIDE_NUMBERS & common)}]", text):
        found += not text[match.end() : match.end() + 1].islower()
    return found


def _capitals_lead(word: str) -> bool:
    """Whether a word is in small letters, in capitals, or has capitals at its beginning: `İstanbul`, `McDonald`."""
    rest = word[1:]
    changes = sum(a.islower() and b.isupper() and b > "\x7f" for a, b in zip(word, rest, strict=False))
    shouted = sum(a.isupper() and b.isupper() for a, b in zip(word, rest, strict=False))
    return changes == 0 and (word.isupper() or shouted == 0 or word.isascii())


def _own_script(word: str) -> bool:
    """Whether a word has no Latin letters among those of another alphabet, and can be spoken where it is Cyrillic."""
    if any(character.isascii() for character in word):
        return False
    return len(word) <= SHORT or not CYRILLIC.fullmatch(word) or bool(VOWEL.search(word))


def _among_latin(word: str) -> bool:
    """Whether accented letters stand among plain ones, as they do in every Latin language."""
    runs = re.findall(r"[^a-zA-Z]+", word)
    return max(map(len, runs)) <= 2 or sum(map(len, runs)) * 2 < len(word)
