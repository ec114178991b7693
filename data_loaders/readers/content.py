"""What a file really is: told by its first bytes, whatever its name says."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Final, Literal

from data_loaders.problems import refused
from data_loaders.readers.characters import without_mark
from data_loaders.readers.xes import is_xes

Content = Literal["text", "workbook", "parquet", "archive", "xes"]

SAMPLE: Final = 65_536
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MARKUP: Final = re.compile(rb"\s*<(\?xml|!doctype|html|head|body|table|meta|style|div|workbook|svg)\b", re.IGNORECASE)
JSON: Final = re.compile(rb"\s*(\{\s*\"|\[\s*[{\[])")
NOT_TEXT: Final = (
    b"%PDF",
    b"\x1f\x8b",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"SQLite format 3",
    b"\x7fELF",
    b"MZ\x90",
)
CONTROL: Final = bytes(set(range(1, 32)) - {9, 10, 11, 12, 13, 26, 27})
WORKBOOK_NAMES: Final = frozenset({".xlsx", ".xlsm", ".xlsb", ".ods", ".parquet"})
TABLES: Final = frozenset({".csv", ".tsv", ".txt", ".tab", ".xlsx", ".xls", ".xlsb", ".ods", ".parquet", ".xes"})


def content_of(path: Path, *, file_name: str) -> Content:
    """The kind of a file. Raises Refused for what holds no table that can be read here."""
    with path.open("rb") as file:
        start = file.read(SAMPLE)
    if start[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _zipped(path, file_name=file_name)
    if start.startswith(OLE):
        return _compound(path, file_name=file_name)
    if start.startswith(b"PAR1"):
        return "parquet"
    if start[:2] in (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08") and start[2:4] in (
        b"\x04\x00",
        b"\x06\x00",
        b"\x08\x00",
        b"\x10\x00",
    ):
        return "workbook"
    if is_xes(start):
        return "xes"
    _refuse_other_text(start, file_name=file_name)
    if Path(file_name).suffix.casefold() in WORKBOOK_NAMES:
        raise refused("text_named_workbook", file_name=file_name)
    return "text"


def _zipped(path: Path, *, file_name: str) -> Content:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise refused("workbook_damaged", file_name=file_name) from error
    if any(name.replace("\\", "/").casefold().startswith("xl/") for name in names):
        return "workbook"
    if "content.xml" in names:
        return "workbook"
    if any(Path(name).suffix.casefold() in TABLES for name in names):
        return "archive"
    raise refused(
        "archive_no_table" if Path(file_name).suffix.casefold() == ".zip" else "file_unknown", file_name=file_name
    )


def _compound(path: Path, *, file_name: str) -> Content:
    """An old Office file: a workbook, an encrypted package, or a document of another kind."""
    data = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data or "EncryptionInfo".encode("utf-16-le") in data:
        raise refused("workbook_password", file_name=file_name)
    if any(name.encode("utf-16-le") in data for name in ("Workbook", "WORKBOOK", "Book", "BOOK")):
        return "workbook"
    raise refused("file_unknown", file_name=file_name)


def _refuse_other_text(start: bytes, *, file_name: str) -> None:
    """Refuse what is no text, or text of another kind: markup, JSON, pictures, programs."""
    plain = (
        start.replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    )
    if start.startswith(NOT_TEXT):
        raise refused("file_unknown", file_name=file_name)
    if MARKUP.match(plain):
        raise refused("file_web_page", file_name=file_name)
    if JSON.match(plain):
        raise refused("file_json", file_name=file_name)
    if not plain.strip():
        raise refused("file_empty", file_name=file_name)
    if _looks_binary(start):
        raise refused("file_unknown", file_name=file_name)


def _looks_binary(start: bytes) -> bool:
    """Whether more than one byte in fifty is a control character or one in ten is zero, and the text is no UTF-16.

    Zeros at the end say nothing: so a file looks that was cut off while it was written.
    """
    if start[:2] in (b"\xff\xfe", b"\xfe\xff") or start[:4] == b"\x00\x00\xfe\xff" or without_mark(start):
        return False
    written = start.rstrip(b"\x00")
    controls = len(written) - len(written.translate(None, CONTROL))
    return controls * 50 > len(written) or written.count(0) * 10 > len(written)
