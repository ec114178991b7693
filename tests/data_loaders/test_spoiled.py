"""Good exports, spoiled: cut, garbled, ragged, turned, opened and saved by something else. Each ends as every file must.

Which file is spoiled how is drawn from a seed; `SPOILED_SEED=7 pytest …` draws others.
"""

from __future__ import annotations

import io
import json
import os
import random
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import openpyxl
import pytest

from sample_data import FILES

LINES: Final = 120
TEXTS: Final = (
    "salesforce_opportunities.csv",
    "salesforce_opportunity_history.csv",
    "hubspot_property_history.csv",
    "pipedrive_deals.csv",
    "zoho_crm_deals.csv",
    "zhidao_opportunities_gbk.csv",
    "quotas_by_month.csv",
    "salesforce_leads.csv",
)
Spoil = Callable[[bytes, random.Random], bytes]


def _lines(text: bytes, change: Callable[[list[bytes]], list[bytes]]) -> bytes:
    return b"\n".join(change(text.split(b"\n")))


def cut(content: bytes, chance: random.Random) -> bytes:
    """The download broke off."""
    return content[: chance.randrange(len(content))]


def garbled(content: bytes, chance: random.Random) -> bytes:
    """Every 500th byte is another one."""
    spoiled = bytearray(content)
    for _ in range(max(1, len(spoiled) // 500)):
        spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
    return bytes(spoiled)


def gappy(text: bytes, chance: random.Random) -> bytes:
    """A tenth of the lines is gone, the header perhaps."""
    return _lines(text, lambda lines: [line for line in lines if chance.random() > 0.1])


def headed_again(text: bytes, chance: random.Random) -> bytes:
    """The header stands between the rows too."""

    def change(lines: list[bytes]) -> list[bytes]:
        at = chance.randrange(len(lines))
        return [*lines[:at], lines[0], *lines[at:], lines[0]]

    return _lines(text, change)


def ragged(text: bytes, chance: random.Random) -> bytes:
    """Some lines are too long, some too short."""

    def change(line: bytes) -> bytes:
        return chance.choice([line, line, line + b",,x", line.rsplit(b",", 2)[0]])

    return _lines(text, lambda lines: [change(line) for line in lines])


def misquoted(text: bytes, chance: random.Random) -> bytes:
    """Quotation marks that open or close nothing."""
    return _lines(text, lambda lines: [line.replace(b",", b'","', chance.randrange(2)) for line in lines])


def delimited_otherwise(text: bytes, chance: random.Random) -> bytes:
    """Another mark in place of every comma, also inside the cells."""
    return text.replace(b",", chance.choice([b";", b"\t", b"|", b"^"]))


def recoded(text: bytes, chance: random.Random) -> bytes:
    """Saved in another encoding, which lacks some of the letters."""
    encodings = ["utf-16", "utf-16-le", "utf-32", "gb18030", "cp1252", "big5", "shift_jis", "mac_roman"]
    return text.decode("utf-8", "replace").encode(chance.choice(encodings), "replace")


def turned(text: bytes, _: random.Random) -> bytes:
    """Rows and columns have changed places."""

    def change(lines: list[bytes]) -> list[bytes]:
        rows = [line.split(b",") for line in lines[:40]]
        width = max(map(len, rows))
        return [b",".join(row[at] if at < len(row) else b"" for row in rows) for at in range(width)]

    return _lines(text, change)


def twice(text: bytes, _: random.Random) -> bytes:
    """The same once more below."""
    return text + b"\n\n\n" + text


def without_a_part(workbook: bytes, chance: random.Random) -> bytes:
    """One of the files inside is missing."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as packed:
        lost = chance.choice(packed.namelist())
        return _packed({name: packed.read(name) for name in packed.namelist() if name != lost})


def with_a_garbled_part(workbook: bytes, chance: random.Random) -> bytes:
    """The text inside is damaged, its packing is not."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    name = chance.choice([name for name in parts if name.endswith(".xml")])
    parts[name] = re.sub(rb't="s"', b't="n"', parts[name]) if chance.random() < 0.5 else garbled(parts[name], chance)
    return _packed(parts)


def edited(workbook: bytes, chance: random.Random) -> bytes:
    """Rows above, cells merged, errors and sums between, rows hidden."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    for sheet in book.worksheets:
        sheet.insert_rows(1, chance.randrange(1, 40))
        sheet.merge_cells(start_row=1, start_column=1, end_row=2, end_column=3)
        for _ in range(20):
            place = sheet.cell(chance.randrange(1, sheet.max_row + 1), chance.randrange(1, sheet.max_column + 1))
            if isinstance(place, openpyxl.cell.Cell):
                place.value = chance.choice(["#N/A", "=1/0", None, "-", 1e300, -5, "2026-13-45", True, "合计"])
        sheet.append(["Total", None, None, 12345])
        sheet.row_dimensions[sheet.max_row // 2].hidden = True
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _packed(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


OF_TEXTS: Final[tuple[Spoil, ...]] = (
    cut, garbled, gappy, headed_again, ragged, misquoted, delimited_otherwise, recoded, turned, twice,
)  # fmt: skip
OF_WORKBOOKS: Final[tuple[Spoil, ...]] = (cut, garbled, without_a_part, with_a_garbled_part, edited)


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory, project: Path) -> dict[str, dict[str, Any]]:
    """Name → how reading it ended."""
    chance = random.Random(int(os.environ.get("SPOILED_SEED", "20")))
    folder = tmp_path_factory.mktemp("spoiled")
    for name in TEXTS:
        start = b"".join((FILES / name).read_bytes().splitlines(keepends=True)[:LINES])
        for spoil in OF_TEXTS if name == TEXTS[0] else chance.sample(OF_TEXTS, 3):
            (folder / f"{spoil.__name__} {name}").write_bytes(spoil(start, chance))
    for path in sorted(FILES.glob("*.xlsx")):
        spoil = chance.choice(OF_WORKBOOKS)
        (folder / f"{spoil.__name__} {path.name}").write_bytes(spoil(path.read_bytes(), chance))
    done = subprocess.run(
        [sys.executable, "-m", "tests.data_loaders.forked"],
        input="\n".join(map(str, sorted(folder.iterdir()))),
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
        cwd=project,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return {Path(one["file"]).name: one for one in map(json.loads, done.stdout.splitlines())}


def test_a_spoiled_file_ends_in_a_load_a_question_or_one_sentence(outcomes: dict[str, dict[str, Any]]) -> None:
    assert {one["kind"] for one in outcomes.values()} <= {"loaded", "question", "refused"}, outcomes
    for name, one in outcomes.items():
        if one["kind"] == "refused":
            assert "Traceback" not in one["sentence"], name
            assert len(one["sentence"]) < 600, name


def test_every_row_of_a_spoiled_file_that_loads_is_accounted_for(outcomes: dict[str, dict[str, Any]]) -> None:
    for name, one in outcomes.items():
        if "rows" in one:
            read, *others = one["rows"]
            assert read == sum(others), name


@pytest.mark.parametrize("spoil", [headed_again, recoded, ragged])
def test_what_is_merely_untidy_still_loads(outcomes: dict[str, dict[str, Any]], spoil: Spoil) -> None:
    name = f"{spoil.__name__} {TEXTS[0]}"
    assert "rows" in outcomes[name], outcomes[name]
    assert outcomes[name]["rows"][1] > LINES * 0.4
