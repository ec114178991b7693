"""What an XLSX says beside its cells: rows that it hides, and whether its days count from 1904."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Final

PIECE: Final = 1 << 20
MOST: Final = 64 << 20
"""Bytes of a sheet, unpacked, beyond which nobody looks for hidden rows."""
ROW: Final = re.compile(rb"<(?:\w+:)?row\b[^>]*\bhidden=[\"'](?:1|true)[\"']")
SHEET: Final = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
SINCE_1904: Final = re.compile(rb"<(?:\w+:)?workbookPr\b[^>]*\bdate1904=[\"'](?:1|true)[\"']")
ATTRIBUTE: Final = re.compile(rb"([\w:]+)=\"([^\"]*)\"|([\w:]+)='([^']*)'")
BROKEN: Final = (zipfile.BadZipFile, OSError, ValueError, KeyError, EOFError, NotImplementedError, RuntimeError)
BOOK: Final = "xl/workbook.xml"
RELATIONS: Final = "xl/_rels/workbook.xml.rels"


@dataclass(frozen=True)
class Package:
    """`hidden`: sheet name → hidden rows, where there are some; `since_1904`: day 0 is 1 January 1904."""

    hidden: dict[str, int] = field(default_factory=dict)
    since_1904: bool = False


def package_of(path: Path) -> Package:
    """What a workbook says; nothing for other kinds of workbooks and for broken ones."""
    try:
        with zipfile.ZipFile(path) as archive:
            if not {BOOK, RELATIONS} <= set(archive.namelist()):
                return Package()
            hidden = {name: rows for name, part in _parts(archive).items() if (rows := _hidden(archive, part))}
            return Package(hidden, bool(SINCE_1904.search(_start(archive, BOOK))))
    except BROKEN:
        return Package()


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → member of the archive."""
    names = set(archive.namelist())
    targets = {
        tag["Id"]: tag["Target"] for tag in _tags(archive, RELATIONS, RELATION) if {"Id", "Target"} <= tag.keys()
    }
    parts = {}
    for sheet in _tags(archive, BOOK, SHEET):
        target = targets.get(sheet.get("r:id", ""), "")
        part = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
        if part in names:
            parts[sheet.get("name", "")] = part
    return parts


def _start(archive: zipfile.ZipFile, member: str) -> bytes:
    with archive.open(member) as file:
        return file.read(PIECE)


def _tags(archive: zipfile.ZipFile, member: str, pattern: re.Pattern[bytes]) -> Iterator[dict[str, str]]:
    for tag in pattern.findall(_start(archive, member)):
        pairs = (match.groups() for match in ATTRIBUTE.finditer(tag))
        yield {(a or c).decode(): html.unescape((b or d or b"").decode("utf-8", "replace")) for a, b, c, d in pairs}


def _hidden(archive: zipfile.ZipFile, member: str) -> int:
    if archive.getinfo(member).file_size > MOST:
        return 0
    with archive.open(member) as file:
        return sum(len(ROW.findall(piece)) for piece in _whole_tags(file))


def _whole_tags(file: IO[bytes]) -> Iterator[bytes]:
    """Pieces of the text that end with a tag."""
    left = b""
    while piece := file.read(PIECE):
        left += piece
        end = left.rfind(b">") + 1
        yield left[:end]
        left = left[end:] if len(left) - end < PIECE else b""
    yield left
