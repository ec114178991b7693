"""A large text is read before all of its bytes were looked at; what they turn out to be is what counts."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from data_loaders.bytewise import Seen, look_through
from data_loaders.problems import Refused
from data_loaders.readers import characters, text
from data_loaders.readers.text import read_text
from data_loaders.scratch import open_scratch
from data_loaders.sheet import Sheet

HEADER = "Deal ID,Deal Name,Stage,Amount,Created Date\n"
ROWS = "".join(f"D{number},Deal {number},Won,{number}.5,2026-01-{number % 28 + 1:02}\n" for number in range(60))
LATER = {
    "nothing else": b"",
    "letters of another encoding": "D99,Café crème,Won,5,2026-02-01\n".encode("cp1252"),
    "Chinese of another encoding": "".join(f"D{n},华东区域智能制造升级项目,已赢单,5,2026-02-01\n" for n in range(70, 90)).encode("gb18030"),
    "a blank at the end of a cell": "D99,\u3000商机\u3000,Won,5,2026-02-01\n".encode(),
    "a blank between letters": "D99,华东\u3000商机,Won,5,2026-02-01\n".encode(),
    "a null character": b"D99,De\x00al,Won,5,2026-02-01\n",
    "a row that is too long": b"D99,Deal,Won,5,2026-02-01,more,and more\n",
    "a row that is too short": b"D99,Deal\n",
    "a line break in a cell": b'D99,"Deal\n99",Won,5,2026-02-01\n',
    "a quotation mark gone astray": b'D99,"Deal,Won,5,2026-02-01\nD100,Deal,Lost,6,2026-02-02\n',
    "no line end": b"D99,Deal,Won,5,2026-02-01",
    "an empty row and a total": b"\n,Total,,999,\n",
}  # fmt: skip
WHOLE = {
    "separated by tabs": (HEADER + ROWS).replace(",", "\t").encode(),
    "with a byte-order mark": b"\xef\xbb\xbf" + (HEADER + ROWS).encode(),
    "of one column": b"Deal ID\n" + b"D1\n" * 50,
    "of lines in quotation marks": b"".join(b'"' + line.encode() + b'"\n' for line in (HEADER + ROWS).splitlines()),
    "of no table": b"\n" * 300,
}


class Looking(Future[Seen]):
    """A look at a file that is not over before somebody waits for it."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def result(self, timeout: float | None = None) -> Seen:  # noqa: ARG002 - as a future has it
        return look_through(self._path)


def told(path: Path, begun: Future[Seen] | None) -> tuple[Sheet, list[tuple[Any, ...]]] | str:
    with open_scratch() as scratch:
        try:
            sheet = read_text(scratch, path, file_name=path.name, begun=begun)
        except Refused as refusal:
            return str(refusal)
        return sheet, scratch.table(sheet.table).order("row").fetchall()


@pytest.mark.parametrize("content", [*LATER, *WHOLE])
def test_a_text_is_read_as_if_all_had_been_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str) -> None:
    monkeypatch.setattr(text, "LARGE", 0)
    monkeypatch.setattr(text, "SAMPLE", 700)
    monkeypatch.setattr(characters, "SAMPLE", 700)
    path = tmp_path / "deals.csv"
    path.write_bytes(WHOLE[content] if content in WHOLE else (HEADER + ROWS).encode() + LATER[content])
    ahead, after = told(path, Looking(path)), told(path, None)
    if isinstance(ahead, str) or isinstance(after, str):
        assert ahead == after
        return
    assert ahead[1] == after[1]
    assert _without_names(ahead[0]) == _without_names(after[0])


@pytest.mark.parametrize(
    ("content", "reads"), [("nothing else", 1), ("a blank at the end of a cell", 2), ("a row that is too short", 1)]
)
def test_it_is_read_again_only_where_it_is_not_what_it_seemed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, reads: int
) -> None:
    monkeypatch.setattr(text, "LARGE", 0)
    path = tmp_path / "deals.csv"
    path.write_bytes((HEADER + ROWS).encode() + LATER[content])
    with mock.patch.object(text, "_strict", side_effect=text._strict) as strict:
        told(path, Looking(path))
    assert strict.call_count == reads


def _without_names(sheet: Sheet) -> dict[str, Any]:
    return {name: value for name, value in vars(sheet).items() if name != "table"}
