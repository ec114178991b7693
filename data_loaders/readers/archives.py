"""Zip archives: checked before they are opened, and read table by table."""

from __future__ import annotations

import lzma
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Final

from data_loaders.problems import Refused, refused
from data_loaders.readers.content import TABLES
from data_loaders.report import Said
from data_loaders.sheet import Sheet

MB: Final = 1 << 20
MAX_UNPACKED_MB: Final = 2_048
MAX_MEMBERS: Final = 10_000
MAX_RATIO: Final = 150
HARMLESS_MB: Final = 64
MAX_TABLES: Final = 200
ENCRYPTED: Final = 1
BROKEN: Final = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, NotImplementedError, EOFError, OSError)


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

    What else lies in it is left out, and said with the first sheet; where no table can be read, the first refusal is
    the answer.
    """
    sheets: list[Sheet] = []
    first: Refused | None = None
    notes: list[Said] = []
    with tempfile.TemporaryDirectory(prefix="archive-") as folder, zipfile.ZipFile(path) as archive:
        tables, names = _tables(archive), _names(_tables(archive))
        notes += _left_out(archive, tables)
        for number, member in enumerate(tables):
            target = Path(folder) / f"{number}{PurePosixPath(member.filename).suffix.casefold()}"
            try:
                with archive.open(member) as source, target.open("wb") as copy:
                    shutil.copyfileobj(source, copy, MB)
                sheets += read(target, names[number])
            except Refused as error:
                first = first or error
                notes.append(error.said)
            except BROKEN as error:
                code = "workbook_password" if member.flag_bits & ENCRYPTED else "archive_damaged"
                first = first or refused(code, file_name=file_name)
                first.__cause__ = first.__cause__ or error
                notes.append(refused(code, file_name=names[number]).said)
            finally:
                target.unlink(missing_ok=True)
    if not sheets:
        raise first or refused("archive_no_table", file_name=file_name)
    sheets[0] = replace(sheets[0], notes=(*sheets[0].notes, *notes))
    return tuple(sheets)


def _tables(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Members that may be tables; not the shadow copies that macOS adds, and no archives in archives."""
    wanted = [member for member in archive.infolist() if _path(member).suffix.casefold() in TABLES]
    return [member for member in wanted if not _is_shadow(member)][:MAX_TABLES]


def _names(members: Sequence[zipfile.ZipInfo]) -> list[str]:
    """What each member is called: its file name, with its folders and a number where another is called the same."""
    names: list[str] = []
    for member in members:
        path = _path(member)
        name = path.name if path.name not in names else str(path).lstrip("./")
        while name in names:
            name = f"{name} (2)"
        names.append(name)
    return names


def _path(member: zipfile.ZipInfo) -> PurePosixPath:
    return PurePosixPath(member.filename.replace("\\", "/"))


def _is_shadow(member: zipfile.ZipInfo) -> bool:
    return "__MACOSX" in _path(member).parts or _path(member).name.startswith(("._", "~$"))


def _left_out(archive: zipfile.ZipFile, tables: Sequence[zipfile.ZipInfo]) -> list[Said]:
    """What is said about members that are not even tried."""
    read = {member.filename for member in tables}
    others = [
        member for member in archive.infolist()
        if not member.is_dir() and member.filename not in read and not _is_shadow(member)
    ]  # fmt: skip
    return [Said("members_skipped", {"count": len(others), "member": _path(others[0]).name})] if others else []
