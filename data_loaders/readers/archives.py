"""Zip archives: checked before they are opened, and read table by table."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Final

from data_loaders.problems import Refused, refused
from data_loaders.readers.content import TABLES
from data_loaders.sheet import Sheet

MB: Final = 1 << 20
MAX_UNPACKED_MB: Final = 2_048
MAX_MEMBERS: Final = 10_000
MAX_RATIO: Final = 150
HARMLESS_MB: Final = 64
MAX_TABLES: Final = 200


def check_archive(path: Path, *, file_name: str, unpacked_mb: int = MAX_UNPACKED_MB) -> None:
    """Refuse an archive (a workbook is one) with too many members or too much to unpack, by its directory."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise refused("workbook_damaged", file_name=file_name) from error
    unpacked = sum(member.file_size for member in members)
    ratio = unpacked // max(1, path.stat().st_size)
    if len(members) > MAX_MEMBERS:
        raise refused("archive_members", file_name=file_name, members=len(members), limit=MAX_MEMBERS)
    if ratio > MAX_RATIO and unpacked > HARMLESS_MB * MB:
        raise refused("archive_suspicious", file_name=file_name, ratio=ratio)
    if unpacked > unpacked_mb * MB:
        raise refused("archive_too_big", file_name=file_name, unpacked_mb=unpacked // MB, limit_mb=unpacked_mb)


def read_archive(path: Path, *, file_name: str, read: Callable[[Path, str], tuple[Sheet, ...]]) -> tuple[Sheet, ...]:
    """The sheets of every table in an archive, read by `read(path, member name)`.

    Members that are no tables are left out; where none can be read, the first refusal is the answer.
    """
    sheets: list[Sheet] = []
    first: Refused | None = None
    with tempfile.TemporaryDirectory(prefix="archive-") as folder, zipfile.ZipFile(path) as archive:
        for number, member in enumerate(_tables(archive)):
            target = Path(folder) / f"{number}{PurePosixPath(member.filename).suffix.casefold()}"
            try:
                with archive.open(member) as source, target.open("wb") as copy:
                    shutil.copyfileobj(source, copy, MB)
                sheets += read(target, PurePosixPath(member.filename).name)
            except Refused as error:
                first = first or error
            except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
                code = "workbook_password" if member.flag_bits & 1 else "workbook_damaged"
                first = first or refused(code, file_name=file_name)
                first.__cause__ = error
            finally:
                target.unlink(missing_ok=True)
    if not sheets:
        raise first or refused("archive_no_table", file_name=file_name)
    return tuple(sheets)


def _tables(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Members that may be tables; not the shadow copies that macOS adds, and no archives in archives."""
    wanted = [
        member
        for member in archive.infolist()
        if PurePosixPath(member.filename).suffix.casefold() in TABLES and not member.filename.startswith("__MACOSX/")
    ]
    return wanted[:MAX_TABLES]
