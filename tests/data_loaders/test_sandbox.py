"""A child process that misbehaves never takes its caller along, and each way of failing has one sentence."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import pytest

from data_loaders.options import Options
from data_loaders.problems import Refused
from data_loaders.sandbox import Limits, read_in_child
from data_loaders.table_files import table_file
from tests.processes import gone

DEALS = "Deal ID,Deal Name,Deal Stage,Amount,Create Date,Close Date\n1,A,Won,5,2026-01-05,2026-02-05\n2,B,Lost,6,2026-01-06,2026-02-06\n"
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.fixture
def deals(tmp_path: Path) -> Path:
    path = tmp_path / "deals.csv"
    path.write_text(DEALS)
    return path


def refusal(path: Path, **options: object) -> Refused:
    with pytest.raises(Refused) as error:
        read_in_child(path, path.parent / "out", **options)  # type: ignore[arg-type]
    return error.value


def child(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_a_good_file_gives_its_report_and_its_progress(deals: Path) -> None:
    told: list[float] = []
    report = read_in_child(
        deals, deals.parent / "out", Options(file_name="mine.csv"), progress=lambda share, _: told.append(share)
    )
    assert (report.file_name, report.rows_read) == ("mine.csv", 2)
    assert table_file(deals.parent / "out", "deals").exists()
    assert told == sorted(told)
    assert told[-1] == 1.0


@pytest.mark.parametrize("largest_file", [0, 600, 2_000])
def test_a_full_disk_is_told_though_nothing_can_be_written_about_it(deals: Path, largest_file: int) -> None:
    limited = (
        "import resource, runpy\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({largest_file}, resource.RLIM_INFINITY))\n"
        "runpy.run_module('data_loaders.child', run_name='__main__')"
    )
    assert refusal(deals, command=child(limited)).said.code == "disk_full"
    assert not (deals.parent / "out").exists()


def test_the_readers_own_sentence_comes_through(tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.touch()
    assert str(refusal(path)).startswith("empty.csv is empty.")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import os; os.abort()", "child_killed"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "child_killed"),
        ("raise SystemExit(7)", "child_crashed"),
        ("print('no answer')", "child_crashed"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "child_memory"),
        (
            "import os, sys; sys.stderr.write('memory allocation of 99 bytes failed'); sys.stderr.flush(); os.abort()",
            "child_memory",
        ),
        ("raise MemoryError", "child_memory"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "child_slow"),
    ],
)
def test_each_way_to_die_has_its_sentence(deals: Path, code: str, said: str) -> None:
    assert refusal(deals, command=child(code)).said.code == said


def test_a_child_that_hangs_is_ended_with_all_that_it_started(deals: Path, tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    code = f"import subprocess, time; p = subprocess.Popen(['sleep', '60']); open({str(pid)!r}, 'w').write(str(p.pid)); time.sleep(60)"
    started = time.monotonic()
    assert refusal(deals, command=child(code), limits=Limits(seconds=1.5)).said.code == "child_slow"
    assert time.monotonic() - started < 15
    assert gone(int(pid.read_text()))


def test_a_caller_that_gives_up_midway_leaves_no_child(deals: Path, tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    code = f"import os, time; open({str(pid)!r}, 'w').write(str(os.getpid())); print('{{\"share\": 0.1}}', flush=True); time.sleep(60)"

    def give_up(_share: float, _stage: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_in_child(deals, tmp_path / "out", progress=give_up, command=child(code))
    assert gone(int(pid.read_text()))


@pytest.mark.parametrize("waits_for", ["nothing", "its first word"])
def test_a_reading_that_is_cancelled_ends_at_once_and_leaves_nothing_behind(
    deals: Path, tmp_path: Path, waits_for: str
) -> None:
    pid, out = tmp_path / "pid", tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("was here before")
    code = (
        f"import os, time; open({str(table_file(out, 'deals'))!r}, 'w').write('half'); open({str(pid)!r}, 'w').write(str(os.getpid()));"
        " print('{\"share\": 0.1}', flush=True); time.sleep(60)"
    )
    heard: list[float] = []
    started = time.monotonic()
    with pytest.raises(Refused) as error:
        read_in_child(
            deals,
            out,
            command=child(code),
            progress=lambda share, _: heard.append(share),
            cancelled=lambda: bool(heard) if waits_for == "its first word" else pid.exists(),
        )
    assert error.value.said.code == "cancelled"
    assert time.monotonic() - started < 10
    assert gone(int(pid.read_text()))
    assert [path.name for path in out.iterdir()] == ["mine.txt"]


def test_a_reading_that_nobody_cancels_is_asked_about_and_finishes(deals: Path) -> None:
    asked: list[bool] = []
    report = read_in_child(deals, deals.parent / "out", cancelled=lambda: bool(asked.append(True)))  # type: ignore[func-returns-value]
    assert report.rows_loaded == 2
    assert len(asked) > 1


def test_interrupting_the_terminal_gives_one_sentence_and_leaves_nothing_behind(tmp_path: Path) -> None:
    path, place = tmp_path / "many.csv", tmp_path / "tmp"
    place.mkdir()
    row = "{0},Deal {0},Won,5,2026-01-05,2026-02-05\n"
    path.write_text(DEALS + "".join(row.format(number) for number in range(3, 400_000)))
    process = subprocess.Popen(
        [sys.executable, "-m", "data_loaders", str(path), "--out", str(tmp_path / "out")],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(place)},
        cwd=Path(__file__).parents[2],
        # A shell that runs the tests in the background has them, and what they start, ignore the interrupt.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509 - one call
    )
    deadline = time.monotonic() + 20
    while not list(place.glob("pipeline-reading-*")) and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    said, complaint = process.communicate(timeout=20)
    assert (process.returncode, said) == (130, "")
    assert complaint.strip().splitlines() == [
        "The reading of many.csv was stopped; nothing of it was kept. Load it again whenever you like."
    ]
    assert list(place.iterdir()) == []
    assert not (tmp_path / "out").exists()


def test_temporary_files_are_removed_even_after_a_crash(
    deals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "tmp"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    refusal(deals, command=child("import os, tempfile; tempfile.mkstemp(); os.abort()"))
    assert list(place.iterdir()) == []


def test_a_workbook_with_a_cell_in_the_last_corner_costs_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "corner.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr(
            "[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
        )
        book.writestr(
            "_rels/.rels",
            f"<Relationships xmlns='{RELATIONS}'><Relationship Id='r' Type='{OFFICE}/officeDocument' Target='xl/workbook.xml'/></Relationships>",
        )
        book.writestr(
            "xl/workbook.xml",
            f"<workbook xmlns='{MAIN}' xmlns:r='{OFFICE}'><sheets><sheet name='S' sheetId='1' r:id='rId1'/></sheets></workbook>",
        )
        book.writestr(
            "xl/_rels/workbook.xml.rels",
            f"<Relationships xmlns='{RELATIONS}'><Relationship Id='rId1' Type='{OFFICE}/worksheet' Target='worksheets/sheet1.xml'/></Relationships>",
        )
        book.writestr("xl/worksheets/sheet1.xml", SHEET)
    assert path.stat().st_size < 5_000
    assert refusal(path, limits=Limits(memory_mb=2_048)).said.code in {"child_memory", "child_killed"}


def test_what_an_archive_unpacks_to_is_limited_by_the_caller(tmp_path: Path) -> None:
    path = tmp_path / "deals.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("deals.csv", DEALS + "9" * (2 << 20))
    assert refusal(path, limits=Limits(unpacked_mb=1)).said.code == "archive_too_big"
