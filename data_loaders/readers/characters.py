"""Which characters the bytes of a text file stand for, and the same file in UTF-8."""

from __future__ import annotations

import codecs
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from data_loaders.bytewise import BLANKS, Seen, line_feeds, look_through
from data_loaders.problems import refused
from data_loaders.readers.alphabets import likeliest
from data_loaders.readers.euro_sign import LENIENT
from data_loaders.report import Said

CHUNK: Final = 1 << 18
"""Bytes decoded at a time: what comes of more is no longer near the processor when it is looked at and encoded."""
SAMPLE: Final = 1 << 20
BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
NAMES: Final = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16", "utf-32": "utf-32"}
LIKELY: Final = 0.6
POSSIBLE: Final = 0.3


@dataclass(frozen=True)
class Text:
    """A text file in UTF-8: `path` is the file itself, or its copy; `lines` counts its physical lines.

    `blanks`: the blanks other than spaces that occur in it, to be trimmed as well, where any may end a cell.
    """

    path: Path
    encoding: str
    lines: int
    notes: tuple[Said, ...] = ()
    blanks: frozenset[str] = frozenset()


def as_utf8(path: Path, folder: Path, *, file_name: str, begun: Future[Seen] | None = None) -> Text:
    """The text of `path` in UTF-8, copied to `folder` only where the bytes have to change.

    `begun`: a look at its bytes that goes on already. Raises Refused where no encoding fits.
    """
    seen = begun.result() if begun is not None else look_through(path)
    encoding = encoding_of(path, seen, file_name=file_name)
    text = _as_it_is(path, seen) if encoding in ("utf-8", "utf-8-sig") else None
    if text is not None:
        return text
    return _copy(path, folder, encoding)


def seems_utf8(path: Path) -> Text | None:
    """The text of `path` if all of it is like its first megabyte: UTF-8 as it is, without odd blanks; else None.

    Its `lines` are not counted.
    """
    with path.open("rb") as file:
        sample = file.read(SAMPLE)
    if sample.startswith(tuple(mark for mark, _ in BYTE_ORDER_MARKS)) or b"\n" not in sample or b"\x00" in sample:
        return None
    return Text(path, "utf-8", 0) if _decodes(sample, "utf-8") else None


def encoding_of(path: Path, seen: Seen, *, file_name: str) -> str:
    """Name of the codec that reads the file: by byte-order mark, by strict UTF-8, then by evidence."""
    with path.open("rb") as file:
        sample = file.read(SAMPLE)
    for mark, name in BYTE_ORDER_MARKS:
        if sample.startswith(mark):
            return name
    if wide := without_mark(sample):
        return wide
    if seen.is_utf8 or _mostly_utf8(path):
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
    """UTF-8 with less than one damaged sequence in two hundred beyond ASCII."""
    text = _telling_bytes(path).decode("utf-8", "replace")
    beyond = sum(character > "\x7f" for character in text)
    return text.count("\ufffd") * 200 < beyond


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
    best, score = likeliest(sample)
    if score >= LIKELY:
        return best
    from charset_normalizer import from_bytes  # noqa: PLC0415 - tables of every alphabet, for the rare file

    guess = from_bytes(sample[:65_536]).best()
    if guess is not None and guess.encoding not in ("latin_1", "ascii") and _decodes(sample, guess.encoding):
        return guess.encoding
    if score > POSSIBLE:
        return best
    raise refused("file_encoding", file_name=file_name)


def _decodes(sample: bytes, encoding: str) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(sample)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _as_it_is(path: Path, seen: Seen) -> Text | None:
    """The file as it is; None where bytes have to change (nulls, damaged sequences, lone carriage returns)."""
    if not seen.is_utf8 or seen.nulls or (seen.breaks == 0 and _lone_returns(path, "utf-8")):
        return None
    blanks = seen.blanks if seen.outer else frozenset[str]()
    return Text(path, "utf-8", seen.breaks + seen.open_end, blanks=blanks)


def _copy(path: Path, folder: Path, encoding: str) -> Text:
    """A copy in UTF-8 with the line ends of today, without null characters."""
    handle, name = tempfile.mkstemp(suffix=".txt", dir=folder)
    lines = damaged = nulls = 0
    last = b""
    blanks: set[str] = set()
    lone = _lone_returns(path, encoding)
    with os.fdopen(handle, "wb") as target:
        for text in _decoded(path, encoding):
            piece = (text.replace("\r", "\n") if lone else text).encode("utf-8", "replace")
            # Looked for in the bytes: in a text of two bytes a character each look takes many times as long.
            if b"\x00" in piece:
                nulls += piece.count(b"\x00")
                piece = piece.replace(b"\x00", b"")
            blanks |= {blank for blank in BLANKS if _count(piece, blank)}
            damaged += _count(piece, "\ufffd")
            lines += line_feeds(piece)
            last = piece[-1:] or last
            target.write(piece)
    name_shown = NAMES.get(encoding, encoding)
    notes = [] if name_shown.startswith("utf") else [Said("encoding_guessed", {"encoding": name_shown})]
    notes += [Said("encoding_repaired", {"count": damaged})] if damaged else []
    notes += [Said("null_bytes_removed", {"count": nulls})] if nulls else []
    return Text(Path(name), name_shown, lines + (last not in (b"\n", b"")), tuple(notes), frozenset(blanks))


def _count(piece: bytes, sign: str) -> int:
    """How often a character occurs; to look for one byte is quick, and the first of these is seldom there."""
    code = sign.encode()
    return piece.count(code) if code[:1] in piece else 0


def _decoded(path: Path, encoding: str) -> Iterator[str]:
    errors = LENIENT if encoding == "gb18030" else "replace"
    decoder = codecs.getincrementaldecoder(encoding)(errors=errors)
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
