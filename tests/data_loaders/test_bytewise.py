"""What is told from the bytes alone is what Python tells from the text."""

from __future__ import annotations

from unittest import mock

import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from data_loaders import bytewise
from data_loaders.readers.edges import BLANKS, needs_trimming

TEXTS = st.text(alphabet="ab\t\n\x00é商。\u3000\u00a0\u200b\ufeff😀", max_size=40)
BYTES = st.one_of(TEXTS.map(str.encode), st.binary(max_size=40), st.tuples(TEXTS, st.binary(max_size=4)).map(
    lambda pair: pair[0].encode() + pair[1]
))  # fmt: skip


def is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def outer(text: str) -> bool:
    """Whether a blank stands elsewhere than between two letters or digits."""
    inner = [character.isalnum() or character > "\x7f" for character in text]
    return any(
        not (0 < at < len(text) - 1 and inner[at - 1] and inner[at + 1])
        for at, character in enumerate(text)
        if character in bytewise.BLANKS
    )


@settings(max_examples=300, deadline=None)
@given(BYTES, st.integers(4, 9))
@example("商商商商".encode()[:-1], 4)
@example(b"\x80" * 9, 4)
@example(b"abcd\x80\x80\x80\x80", 4)
@example(b"\xed\xa0\x80", 4)
def test_a_file_is_utf8_where_python_says_so_wherever_it_is_cut_into_pieces(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, piece: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes.txt"
    path.write_bytes(content)
    with mock.patch.object(bytewise, "PIECE", piece):
        seen = bytewise.look_through(path)
        assert bytewise.begin_look(path).result() == seen
    assert seen.is_utf8 == is_utf8(content)
    if seen.is_utf8:
        text = content.decode()
        assert seen.breaks == text.count("\n")
        assert seen.nulls == ("\x00" in text)
        assert seen.blanks == {blank for blank in bytewise.BLANKS if blank in text}
        assert seen.outer or not outer(text)
        assert bytewise.look_through(path).outer == outer(text)
        assert seen.open_end == (bool(content) and not content.endswith(b"\n"))


CELLS = st.lists(st.one_of(st.none(), st.text(alphabet="ab " + BLANKS + "商。é„", max_size=4)), max_size=8)


@settings(max_examples=300, deadline=None)
@given(CELLS, st.integers(0, 8), st.integers(0, 8))
@example(["商"], 0, 1)
@example(["。", None], 0, 2)
@example([""], 0, 1)
def test_a_column_needs_trimming_where_python_would_strip_a_cell(
    cells: list[str | None], begin: int, length: int
) -> None:
    part = pa.array(cells, pa.string())[begin : begin + length]
    wanted = any(cell is not None and (cell == "" or cell.strip(BLANKS) != cell) for cell in part.to_pylist())
    assert needs_trimming(pa.chunked_array([part], pa.string())) == wanted


def test_what_is_no_text_is_left_to_the_database() -> None:
    assert needs_trimming(pa.chunked_array([pa.array(["a"], pa.large_string())]))
