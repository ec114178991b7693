"""Which characters the bytes of a text file stand for, and the same file in UTF-8."""

from __future__ import annotations

import codecs
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from charset_normalizer import from_bytes

from data_loaders.problems import refused
from data_loaders.report import Said

BLANKS: Final = ("\t", "\u00a0", "\u3000", "\u200b", "\ufeff")
CHUNK: Final = 4 << 20
SAMPLE: Final = 1 << 20
BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
NAMES: Final = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16", "utf-32": "utf-32"}
WESTERN_LETTERS: Final = frozenset(
    "àâäáãåæçéèêëíìîïñóòôöõøœßúùûüýÿÀÂÄÁÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØŒÚÙÛÜÝ€£©®°’‘“”–—…·§´«»¿¡ºª\xa0"
)
MULTIBYTE: Final = ("gb18030", "big5", "shift_jis", "euc_kr")


@dataclass(frozen=True)
class Text:
    """A text file in UTF-8: `path` is the file itself, or its copy; `lines` counts its physical lines.

    `blanks`: the blanks other than spaces that occur in it, to be trimmed as well.
    """

    path: Path
    encoding: str
    lines: int
    notes: tuple[Said, ...] = ()
    blanks: frozenset[str] = frozenset()


def as_utf8(path: Path, folder: Path, *, file_name: str) -> Text:
    """The text of `path` in UTF-8, copied to `folder` only where the bytes have to change.

    Raises Refused where no encoding fits.
    """
    encoding = encoding_of(path, file_name=file_name)
    text = _as_it_is(path) if encoding in ("utf-8", "utf-8-sig") else None
    if text is not None:
        return text
    return _copy(path, folder, encoding)


def encoding_of(path: Path, *, file_name: str) -> str:
    """Name of the codec that reads the file: by byte-order mark, by strict UTF-8, then by evidence."""
    with path.open("rb") as file:
        sample = file.read(SAMPLE)
    for mark, name in BYTE_ORDER_MARKS:
        if sample.startswith(mark):
            return name
    if wide := without_mark(sample):
        return wide
    if _mostly_utf8(path):
        return "utf-8"
    return _by_evidence(_telling_bytes(path), file_name=file_name)


def without_mark(sample: bytes) -> str | None:
    """UTF-16 that lost its mark: zero bytes on one side of the pairs, and text when it is decoded."""
    pairs = sample[: len(sample) // 2 * 2]
    even, odd = pairs[0::2].count(0), pairs[1::2].count(0)
    if even + odd < max(2, len(pairs) // 50):
        return None
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    text = codecs.getincrementaldecoder(encoding)("replace").decode(pairs)
    strange = sum(
        unicodedata.category(character) in ("Cc", "Co", "Cn") or character == "\ufffd" for character in text[:4096]
    )
    breaks = sum(text[:4096].count(blank) for blank in "\t\r\n")
    return encoding if (strange - breaks) * 100 <= min(len(text), 4096) else None


def _mostly_utf8(path: Path) -> bool:
    """Strict UTF-8, or UTF-8 with less than one damaged sequence in two hundred beyond ASCII."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in _chunks(path):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        sample = _telling_bytes(path)
        text = sample.decode("utf-8", "replace")
        beyond = sum(character > "\x7f" for character in text)
        return text.count("\ufffd") * 200 < beyond
    return True


def _telling_bytes(path: Path) -> bytes:
    """Up to a sample's worth of lines that hold bytes beyond ASCII: the others say nothing."""
    lines: list[bytes] = []
    size = 0
    with path.open("rb") as file:
        for line in file:
            if not line.isascii():
                lines.append(line[:100_000])
                size += len(lines[-1])
            if size > SAMPLE:
                break
    return b"".join(lines)


def _by_evidence(sample: bytes, *, file_name: str) -> str:
    """The encoding whose characters are the likeliest; Latin-1, which fits anything, is never tried."""
    scores = {name: likelihood(sample, name) for name in (*MULTIBYTE, "cp1252")}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] >= 0.6:
        return best
    guess = from_bytes(sample[:65_536]).best()
    if guess is not None and guess.encoding not in ("latin_1", "ascii") and _decodes(sample, guess.encoding):
        return guess.encoding
    if scores[best] > 0.3:
        return best
    raise refused("file_encoding", file_name=file_name)


def likelihood(sample: bytes, encoding: str) -> float:
    """Share (0–1) of the characters beyond ASCII that are common ones in the languages of `encoding`."""
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return 0.0
    beyond = [character for character in text if character > "\x7f"]
    common = common_characters(encoding)
    share = sum(character in common for character in beyond) / len(beyond) if beyond else 0.0
    return share / 2 if encoding == "cp1252" and _in_runs(text) else share


def _in_runs(text: str) -> bool:
    """Whether letters beyond ASCII mostly stand in words of their own, as Greek and Cyrillic do and accents do not."""
    letters = re.findall(r"[^\W\d_a-zA-Z]+", text)
    return sum(len(run) for run in letters if len(run) > 2) * 2 > sum(map(len, letters))


@cache
def common_characters(encoding: str) -> frozenset[str]:
    """The characters of everyday text: level 1 of GB 2312 and of Big5, kana, Hangul, Western letters."""
    wide = "，。、；：？！（）《》【】“”‘’￥％～—…·「」　"
    digits = "０１２３４５６７８９"
    if encoding == "cp1252":
        return WESTERN_LETTERS
    if encoding == "gb18030":
        return frozenset(wide + digits + _block("gb2312", (0xB0, 0xD7), (0xA1, 0xFE)))
    if encoding == "big5":
        return frozenset(
            wide + digits + _block("big5", (0xA4, 0xC6), (0x40, 0x7E)) + _block("big5", (0xA4, 0xC6), (0xA1, 0xFE))
        )
    if encoding == "shift_jis":
        return frozenset("".join(map(chr, range(0x3041, 0x30FF))) + "、。・ー")
    return frozenset(map(chr, range(0xAC00, 0xD7A4)))


def _block(encoding: str, leads: tuple[int, int], trails: tuple[int, int]) -> str:
    return "".join(
        bytes((lead, trail)).decode(encoding, "ignore")
        for lead in range(leads[0], leads[1] + 1)
        for trail in range(trails[0], trails[1] + 1)
    )


def _decodes(sample: bytes, encoding: str) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(sample)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _as_it_is(path: Path) -> Text | None:
    """The file as it is; None where bytes have to change (nulls, damaged sequences, lone carriage returns)."""
    lines = 0
    last = b""
    blanks: set[str] = set()
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in _chunks(path):
            plain = chunk.isascii()
            if not plain or decoder.getstate()[0]:
                decoder.decode(chunk)
            if b"\x00" in chunk:
                return None
            blanks |= {blank for blank in (BLANKS[:1] if plain else BLANKS) if blank.encode() in chunk}
            lines += chunk.count(b"\n")
            last = chunk[-1:]
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    if lines == 0 and _lone_returns(path, "utf-8"):
        return None
    return Text(path, "utf-8", lines + (last not in (b"\n", b"")), blanks=frozenset(blanks))


def _copy(path: Path, folder: Path, encoding: str) -> Text:
    """A copy in UTF-8 with the line ends of today, without null characters."""
    handle, name = tempfile.mkstemp(suffix=".txt", dir=folder)
    lines = damaged = nulls = 0
    last = ""
    blanks: set[str] = set()
    lone = _lone_returns(path, encoding)
    with os.fdopen(handle, "wb") as target:
        for text in _decoded(path, encoding):
            piece = text
            if "\x00" in piece:
                nulls += piece.count("\x00")
                piece = piece.replace("\x00", "")
            if lone:
                piece = piece.replace("\r", "\n")
            blanks |= {blank for blank in BLANKS if blank in piece}
            damaged += piece.count("\ufffd")
            lines += piece.count("\n")
            last = piece[-1:] or last
            target.write(piece.encode("utf-8", "replace"))
    name_shown = NAMES.get(encoding, encoding)
    notes = [] if name_shown.startswith("utf") else [Said("encoding_guessed", {"encoding": name_shown})]
    notes += [Said("encoding_repaired", {"count": damaged})] if damaged else []
    notes += [Said("null_bytes_removed", {"count": nulls})] if nulls else []
    return Text(Path(name), name_shown, lines + (last not in ("\n", "")), tuple(notes), frozenset(blanks))


def _decoded(path: Path, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    for chunk in _chunks(path):
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def _lone_returns(path: Path, encoding: str) -> bool:
    """Whether lines end in a bare carriage return, as old Macs wrote them."""
    with path.open("rb") as file:
        text = codecs.getincrementaldecoder(encoding)(errors="replace").decode(file.read(SAMPLE))
    return "\n" not in text and re.search("\r.", text) is not None


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
