"""The hash that names a kept original."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from data_loaders.file_hash import PIECE, begin_hash


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE + 7])
def test_the_hash_is_that_of_the_whole_file(tmp_path: Path, size: int) -> None:
    content = bytes(at % 251 for at in range(1_000)) * (size // 1_000 + 1)
    path = tmp_path / "export.csv"
    path.write_bytes(content[:size])

    assert begin_hash(path).result() == hashlib.sha256(content[:size]).hexdigest()


def test_a_file_that_cannot_be_read_fails_where_its_hash_is_asked_for(tmp_path: Path) -> None:
    hashed = begin_hash(tmp_path / "nothing.csv")

    with pytest.raises(FileNotFoundError):
        hashed.result()
