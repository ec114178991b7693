"""The desk: one entry a content, statements per file, and nothing left behind of what is removed."""

from __future__ import annotations

import pytest

from dashboard.views.data_desk import Desk, with_column
from dashboard.views.data_folder import wanted
from dashboard.views.data_values import _meaning
from data_loaders.options import Options


def test_the_same_content_lies_on_the_desk_once() -> None:
    desk = Desk()
    first = desk.take("C:\\exports\\deals.csv", b"a,b\n1,2\n")
    again = desk.take("deals.csv", b"a,b\n1,2\n")
    assert first.name == "deals.csv"
    assert again.key == first.key
    assert list(desk.uploads) == [first.key]


def test_a_name_is_shown_and_never_a_path() -> None:
    desk = Desk()
    upload = desk.take("../../etc/passwd.csv", b"x\n")
    assert upload.name == "passwd.csv"
    assert upload.path.parent == desk.folder.path
    assert desk.options(upload.key) == Options(file_name="passwd.csv")


def test_removing_a_file_removes_its_copy_and_what_was_stated() -> None:
    desk = Desk()
    upload = desk.take("deals.csv", b"x\n")
    desk.state(upload.key, with_column("Betrag", "amount"))
    assert desk.corrected(upload.key)
    desk.remove([upload.key])
    assert not upload.path.exists()
    assert desk.uploads == {}
    assert desk.options(upload.key) == Options()


def test_starting_over_takes_back_every_statement_but_the_name() -> None:
    desk = Desk()
    upload = desk.take("deals.csv", b"x\n")
    desk.state(upload.key, with_column("Betrag", "amount"))
    desk.start_over(upload.key)
    assert desk.options(upload.key) == Options(file_name="deals.csv")
    assert not desk.corrected(upload.key)


def test_a_field_goes_to_one_column_only() -> None:
    options = with_column("Net", "amount")(with_column("Gross", "amount")(Options()))
    assert options.columns == {"Net": "amount"}


def test_a_column_goes_back_to_the_guess_or_beside_the_deal() -> None:
    stated = with_column("Net", "amount")(Options())
    assert with_column("Net", None)(stated).columns == {}
    assert with_column("Net", "")(stated).columns == {"Net": ""}
    two = with_column("B", "")(with_column("A", "")(Options()))
    assert two.columns == {"A": "", "B": ""}


def test_a_value_is_stated_and_taken_back() -> None:
    stated = _meaning("owners", "ana", "Ana")(Options())
    assert stated.owners == {"ana": "Ana"}
    assert _meaning("owners", "ana", "")(stated) == Options()


@pytest.mark.parametrize(
    ("name", "folder", "expected"),
    [
        ("exports/deals.csv", True, True),
        ("exports/notes.docx", True, False),
        ("notes.docx", False, True),
        (".DS_Store", False, False),
        ("exports/~$deals.xlsx", False, False),
        ("Thumbs.db", True, False),
        ("noending", True, False),
    ],
)
def test_a_whole_folder_gives_its_tables_only(name: str, folder: bool, expected: bool) -> None:
    assert wanted(name, folder=folder) is expected
