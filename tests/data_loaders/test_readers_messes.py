"""What people do to tables before they export them: groups, sums, second tables, archives, rare dialects."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_loaders.problems import Refused
from data_loaders.readers import read_sheets
from data_loaders.readers.parted_numbers import kinds_of, put_together
from data_loaders.scratch import open_scratch
from data_loaders.sheet import Sheet

DEALS = "Deal ID,Deal Name,Stage,Amount,Close Date\n"
ROWS = "1,Pumps,Won,100,2026-01-05\n2,Valves,Lost,200,2026-01-06\n3,Pipes,Open,300,2026-01-07\n"


@pytest.fixture(scope="module")
def scratch() -> duckdb.DuckDBPyConnection:
    return open_scratch()


@pytest.fixture
def sheets(scratch: duckdb.DuckDBPyConnection, tmp_path: Path) -> Any:
    def read(content: bytes | str, name: str = "deals.csv") -> tuple[Sheet, ...]:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_sheets(scratch, path, file_name=name)

    return read


@pytest.fixture
def rows(scratch: duckdb.DuckDBPyConnection) -> Any:
    return lambda sheet: scratch.table(sheet.table).order("row").fetchall()


def workbook(path: Path, cells: Sequence[Sequence[object]], *, hidden: Sequence[int] = (), **options: object) -> bytes:
    book = xlsxwriter.Workbook(str(path), options)
    page = book.add_worksheet("Deals")
    for number, row in enumerate(cells):
        page.write_row(number, 0, row)
    for number in hidden:
        page.set_row(number, None, None, {"hidden": True})
    book.close()
    return path.read_bytes()


def packed(members: Mapping[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def rejected(sheet: Sheet) -> list[tuple[int, str]]:
    return [(reject.row, reject.reason.code) for reject in sheet.rejects]


def noted(sheet: Sheet) -> dict[str, dict[str, str | int | float]]:
    return {note.code: note.values for note in sheet.notes}


def test_a_second_and_a_third_table_below_are_sheets_of_their_own(sheets: Any, rows: Any) -> None:
    below = "\nTeam list\nOwner,Team,Quota\nAnn,East,100\nBob,West,200\n\nCurrency,Rate\nEUR,1.1\nUSD,1.0\n"
    deals, owners, rates = sheets(DEALS + ROWS + below)
    assert (deals.rows, owners.rows, rates.rows) == (3, 2, 2)
    assert [sheet.name for sheet in (deals, owners, rates)] == ["", "(2)", "(3)"]
    assert (owners.headers, owners.header_row, owners.preamble) == (("Owner", "Team", "Quota"), 7, ("Team list",))
    assert rows(owners) == [(8, "Ann", "East", "100"), (9, "Bob", "West", "200")]
    assert (rates.headers, rows(rates)[0]) == (("Currency", "Rate"), (12, "EUR", "1.1"))
    assert noted(deals)["table_below"] == {"row": 7}


@pytest.mark.parametrize(
    "below",
    [
        "\n4,Tanks,Won,400,2026-01-08\n5,Taps,Won,500,2026-01-09\n",
        "\nDeal ID,Deal Name,Stage,Amount,Close Date\n4,Tanks,Won,400,2026-01-08\n",
        "\n\n\n,Tanks,Won,,\n5,Taps,Won,,\n",
    ],
)
def test_a_gap_alone_does_not_divide_a_table(sheets: Any, below: str) -> None:
    assert len(sheets(DEALS + ROWS + below)) == 1


def test_a_line_break_in_a_cell_is_no_gap(sheets: Any) -> None:
    (sheet,) = sheets('Deal ID,Deal Name,Stage\n1,"two\n\nlines",Won\nName,Team,Place\nAnn,East,x\n')
    assert sheet.rows == 3


def test_a_shorter_table_beside_the_first_is_a_sheet_of_its_own(sheets: Any, rows: Any, tmp_path: Path) -> None:
    cells: list[list[object]] = [
        ["Deal ID", "Deal Name", "Stage", None, "Owner", "Team"],
        [1, "Pumps", "Won", None, "Ann", "East"],
        [2, "Valves", "Lost", None, "Bob", "West"],
        [3, "Pipes", "Open"],
    ]
    text = "\n".join(",".join("" if cell is None else str(cell) for cell in row) for row in cells)
    for content, name in ((text, "deals.csv"), (workbook(tmp_path / "made.xlsx", cells), "deals.xlsx")):
        deals, owners = sheets(content, name)
        assert (deals.headers, deals.rows) == (("Deal ID", "Deal Name", "Stage"), 3)
        assert (owners.headers, rows(owners)) == (("Owner", "Team"), [(2, "Ann", "East"), (3, "Bob", "West")])
        assert noted(deals)["table_beside"] == {"column": "Owner"}


def test_an_empty_column_alone_does_not_divide_a_table(sheets: Any) -> None:
    (sheet,) = sheets("Deal ID,Deal Name,,Stage,Owner\n1,Pumps,,Won,Ann\n2,Valves,,,\n3,Pipes,,Open,Bob\n")
    assert sheet.rows == 3


def test_the_names_of_groups_are_written_into_their_rows_and_their_sums_rejected(sheets: Any, rows: Any) -> None:
    (sheet,) = sheets(
        "Stage,Opportunity Name,Amount,Close Date\nWon,Pumps,100,2026-01-05\n,Valves,200,2026-01-06\nSubtotal,,300,\nCount,2,,\n"
        "Lost,Pipes,50,2026-01-07\n,Tanks,60,2026-01-08\nSubtotal,,110,\nTotal,,410,\n"
    )
    assert [row[1:3] for row in rows(sheet)] == [
        ("Won", "Pumps"), ("Won", "Valves"), ("Lost", "Pipes"), ("Lost", "Tanks")]  # fmt: skip
    assert rejected(sheet) == [(row, "row_total") for row in (4, 5, 8, 9)]
    assert noted(sheet)["groups_filled"] == {"rows": 2, "column": "Stage"}


def test_rows_that_only_name_a_group_are_rejected_and_their_name_kept(sheets: Any, rows: Any) -> None:
    (sheet,) = sheets(
        "Stage,Opportunity Name,Amount\nWon (2 records),,\n,Pumps,100\n,Valves,200\n,Subtotal,300\n"
        "Lost (1 record),,\n,Pipes,50\n,Subtotal,50\nTotal (3 records),,350\n"
    )
    assert [row[1:3] for row in rows(sheet)] == [("Won", "Pumps"), ("Won", "Valves"), ("Lost", "Pipes")]
    assert [row for row, code in rejected(sheet) if code == "row_group"] == [2, 6]


@pytest.mark.parametrize("total", ["", "Total,,350\n", "Subtotal,,350\nWon,Tanks,1\nLost,Taps,2\n,,5\nTotal,,3\n"])
def test_gaps_in_the_first_column_of_a_plain_list_stay_gaps(sheets: Any, rows: Any, total: str) -> None:
    (sheet,) = sheets("Stage,Deal Name,Amount\nWon,Pumps,100\n,Valves,200\nLost,Pipes,50\n" + total)
    assert [row[1] for row in rows(sheet)][:3] == ["Won", None, "Lost"]


@pytest.mark.parametrize(
    "line",
    [
        "Ann Total,,,300,",
        "Grand Count,,,2,",
        "Average,,,150,",
        "东区 小计,,,300,",
        "东区汇总,,,300,",
        "Ann,Subtotal,,300,",
    ],
)
def test_a_sum_amid_the_table_is_no_record(sheets: Any, line: str) -> None:
    (sheet,) = sheets(DEALS + ROWS + line + "\n" + ROWS)
    assert rejected(sheet) == [(5, "row_total")]


@pytest.mark.parametrize("line", ["9,Grand Total,Won,300,2026-01-05", "Ann Total,Pumps,Won,300,", "Average Joe,,Won,300,2026-01-05"])  # fmt: skip
def test_a_record_that_is_called_like_a_sum_is_a_record(sheets: Any, line: str) -> None:
    (sheet,) = sheets(DEALS + ROWS + line + "\n" + ROWS)
    assert (sheet.rows, rejected(sheet)) == (7, [])


def test_hidden_rows_are_read_and_counted(sheets: Any, tmp_path: Path) -> None:
    cells: list[list[object]] = [["Deal ID", "Deal Name", "Stage"], *([n, f"Deal {n}", "Won"] for n in range(5))]
    (sheet,) = sheets(workbook(tmp_path / "made.xlsx", cells, hidden=[2, 3]), "deals.xlsx")
    assert (sheet.rows, noted(sheet)["rows_hidden"]) == (5, {"rows": 2})


def test_a_workbook_whose_days_count_from_1904_says_so(sheets: Any, tmp_path: Path) -> None:
    cells: list[list[object]] = [["Deal Name", "Closed"], ["Pumps", 44_619]]
    assert sheets(workbook(tmp_path / "old.xlsx", cells, date_1904=True), "old.xlsx")[0].since_1904
    assert not sheets(workbook(tmp_path / "new.xlsx", cells), "new.xlsx")[0].since_1904


def test_an_archive_gives_its_tables_and_says_what_it_left_out(sheets: Any) -> None:
    members: dict[str, bytes | str] = {
        "/data/deals.csv": DEALS + ROWS, "old/deals.csv": DEALS + ROWS, "../owners.csv": "Owner,Team\nAnn,East\n",
        "bad.xlsx": b"PK\x03\x04 nothing", "inner.zip": packed({"x.csv": DEALS + ROWS}), "read me.md": "hello",
        "__MACOSX/._deals.csv": b"\x00\x05\x16\x07", "._owners.csv": b"\x00\x05\x16\x07",
    }  # fmt: skip
    deals, old, owners = sheets(packed(members), "export.zip")
    assert [sheet.name for sheet in (deals, old, owners)] == ["deals.csv", "old/deals.csv", "owners.csv"]
    assert noted(deals)["members_skipped"] == {"count": 2, "member": "inner.zip"}
    assert noted(deals)["workbook_damaged"] == {"file_name": "bad.xlsx"}


def test_a_password_or_damage_in_an_archive_is_one_sentence(sheets: Any) -> None:
    content = bytearray(packed({"deals.csv": DEALS + ROWS}))
    locked = bytes(content).replace(b"PK\x03\x04\x14\x00\x00\x00", b"PK\x03\x04\x14\x00\x01\x00")
    locked = locked.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")
    with pytest.raises(Refused) as refusal:
        sheets(locked, "export.zip")
    assert refusal.value.said.code == "workbook_password"
    content[45:55] = b"\xff" * 10
    with pytest.raises(Refused) as refusal:
        sheets(bytes(content), "export.zip")
    assert refusal.value.said.code == "archive_damaged"
    with pytest.raises(Refused) as refusal:
        sheets(packed({"inner.zip": packed({"x.csv": DEALS})}), "export.zip")
    assert refusal.value.said.code == "archive_no_table"


@pytest.mark.parametrize("delimiter", ["~", "^", " ", ", ", "; "])
def test_a_rare_delimiter_is_found(sheets: Any, rows: Any, delimiter: str) -> None:
    lines = [["Id", "Name", "Stage"], ["1", '"Big pumps, 2"', "Won"], ["2", '"Valves"', "Lost"], ["3", '"x y"', "Won"]]
    (sheet,) = sheets("\n".join(delimiter.join(line) for line in lines))
    assert sheet.headers == ("Id", "Name", "Stage")
    assert rows(sheet)[0] == (2, "1", "Big pumps, 2", "Won")


def test_headers_are_found_below_49_lines_of_two_cells(sheets: Any) -> None:
    (sheet,) = sheets("".join(f"Filter {n},x\n" for n in range(49)) + DEALS + ROWS * 20)
    assert (sheet.headers[0], sheet.header_row, sheet.rows) == ("Deal ID", 50, 60)


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp1251", ["Поставка оборудования", "Услуги связи"]), ("koi8_r", ["Поставка оборудования", "Услуги"]),
        ("cp866", ["Поставка оборудования", "Услуги"]), ("cp1251", ["Иванов"]), ("cp1253", ["Πώληση λογισμικού"]),
        ("cp1253", ["Νίκος"]), ("iso8859_7", ["Πώληση λογισμικού", "Υπηρεσίες"]), ("cp1250", ["Žluťoučký kůň", "Wrocław"]),
        ("cp1250", ["Łukasz"]), ("iso8859_2", ["Žluťoučký kůň", "Příliš"]), ("cp1254", ["Satış görüşmesi", "İstanbul"]),
        ("cp1252", ["Müller", "Crème brûlée", "Señor"]), ("cp1252", ["5 € – “x”"]), ("euc_kr", ["서버 교체 프로젝트 계약", "클라우드 전환"]),
        ("shift_jis", ["サーバー更新", "クラウド"]), ("euc_jp", ["サーバー更新", "クラウド"]), ("gb18030", ["张三"]),
        ("gb18030", ["服务器采购", "𠮷野家"]), ("gb18030", ["吴昊"]), ("gb18030", ["郭煜", "老客户"]), ("gb18030", ["鑫淼"]),
        ("gb18030", ["彭于晏", "试点"]), ("gb18030", ["韩雪"]), ("cp1250", ["Wrocław"]), ("big5", ["伺服器更新", "雲端服務"]), ("utf-16-le", ["服务器"]), ("utf-16-be", ["Pumps"]),
    ],
)  # fmt: skip
def test_the_encoding_is_told_by_the_words(sheets: Any, rows: Any, encoding: str, words: list[str]) -> None:
    plain = "".join(f"{n},Ann Smith,{n}\n" for n in range(50))
    text = "Id,Owner,Amount\n" + plain + "".join(f"9,{word},5\n" for word in words)
    (sheet,) = sheets(text.encode(encoding))
    assert [row[2] for row in rows(sheet)][50:] == words


@pytest.mark.parametrize("amount", ["€1,200.50", "1200.50 €", "€"])
@pytest.mark.parametrize("name", ["扩容项目", "Pumps"])
def test_the_euro_sign_of_chinese_windows_is_read(sheets: Any, rows: Any, amount: str, name: str) -> None:
    text = f'编号,商机名称,金额\n1,{name},"{amount}"\n2,续约,"5"\n'
    content = text.replace("€", "\x00").encode("gb18030").replace(b"\x00", b"\x80")
    (sheet,) = sheets(content)
    assert sheet.encoding == "gb18030"
    assert rows(sheet) == [(2, "1", name, amount), (3, "2", "续约", "5")]


CELLS = st.text(alphabet="abz019 ,;|'\"商机.-/\n", max_size=8).map(lambda text: " ".join(text.split(" ")).strip(" \n'"))
NAMES = ("Deal id", "Deal name", "Stage", "Amount", "Note")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    records=st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=3, max_size=15),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"]),
    newline=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    preamble=st.integers(0, 6),
    footer=st.booleans(),
)
def test_a_table_in_any_dialect_is_read_back_cell_for_cell(  # noqa: PLR0917 - one parameter a freedom
    sheets: Any, rows: Any, records: list[list[str]], delimiter: str, encoding: str, newline: str, quoting: Any,
    preamble: int, footer: bool,
) -> None:  # fmt: skip
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=newline, quoting=quoting)
    for number in range(preamble):
        writer.writerow([f"Report line {number}: 商机 list"])
    records = [[str(number), f"Deal {number}", *cells] for number, cells in enumerate(records, start=1)]
    writer.writerows([NAMES, *records])
    text = out.getvalue() + (f"{newline}Exported by Ann on Monday{newline}" if footer else "")
    (sheet,) = sheets(text.encode(encoding))
    assert sheet.headers == NAMES
    assert [row[1:] for row in rows(sheet)] == [tuple(cell or None for cell in record) for record in records]
    assert (sheet.rows, sheet.rejects) == (len(records), ())


def test_the_marks_of_files_that_were_joined_are_no_part_of_a_cell(sheets: Any, rows: Any) -> None:
    parts = [f"\ufeff{DEALS}{line}\n" for line in ROWS.splitlines()]
    (sheet,) = sheets("".join(parts))
    assert [row[1] for row in rows(sheet)] == ["1", "2", "3"]
    assert {reject.reason.code for reject in sheet.rejects} == {"row_repeated_header"}


def test_a_short_text_with_null_characters_is_a_table(sheets: Any, rows: Any) -> None:
    (sheet,) = sheets((DEALS + ROWS.replace("Pumps", "Pu\0mps") + "\0\0\0\0").encode())
    assert [row[2] for row in rows(sheet)] == ["Pumps", "Valves", "Pipes"]


def test_rows_that_go_on_beyond_the_headers_are_told(sheets: Any) -> None:
    (sheet,) = sheets(
        "Deal,Stage,Amount,Close\n0,a,Won,120,2026-01-01\n1,b,Lost,250,2026-02-01\n2,c,Won,9,2026-03-01\n"
    )
    said = next(note for note in sheet.notes if note.code == "rows_beyond_headers")
    assert said.values == {"rows": 3, "columns": 4}


def test_numbers_that_lost_their_quotation_marks_are_put_together(sheets: Any, rows: Any) -> None:
    head, plain = "Deal,Stage,Amount,Close\n", "c,Won,9,2026-03-01\n"
    (sheet,) = sheets(f"{head}a,Won,1,200,2026-01-01\nb,Lost,$1,234,567.50,2026-02-01\n{plain}")
    assert [row[3] for row in rows(sheet)] == ["1200", "$1234567.50", "9"]
    assert sheet.headers == ("Deal", "Stage", "Amount", "Close")
    assert {note.code: note.values for note in sheet.notes} == {"rows_put_together": {"rows": 2}}


@pytest.mark.parametrize(
    ("head", "long"),
    [
        ("Deal,Quantity,Price,Close,Remark", "b,5,100,2026-01-02,see, later"),
        ("Deal,Quantity,Price,Close,Remark", "b,1,200,300,2026-01-02,late"),
    ],
)
def test_rows_that_are_too_long_for_another_reason_are_rejected(sheets: Any, head: str, long: str) -> None:
    plain = "".join(f"a{at},{at + 1},{at * 10},2026-01-0{at + 1},none\n" for at in range(6))
    (sheet,) = sheets(f"{head}\n{plain}{long}\n")
    assert [reject.reason.code for reject in sheet.rejects] == ["row_too_long"]


@given(st.lists(st.integers(0, 99_999_999), min_size=1, max_size=3))
def test_what_is_put_together_is_what_was_parted_or_is_left_alone(numbers: list[int]) -> None:
    plain = ["a", *map(str, numbers), "2026-01-01"]
    parted = ",".join(["a", *(f"{number:,}" for number in numbers), "2026-01-01"]).split(",")
    found = put_together(parted, kinds_of([plain], len(plain)))
    assert found in (None, plain)
    assert found or len(numbers) > 1 or len(parted) == len(plain), "one number can be put together in one way only"


def lines_with(strays: Mapping[int, str]) -> str:
    """Sixty deals, one a line, some with a name of their own."""
    lines = (f"{at},{strays.get(at, f'Deal {at}')},Won,{at * 10},2026-01-{at % 28 + 1:02d}\n" for at in range(1, 61))
    return DEALS + "".join(lines)


@pytest.mark.parametrize(
    ("strays", "lost"),
    [
        ({5: '5" pipe', 45: '6" pipe'}, []),
        ({5: '"5 pipe', 45: '6" pipe'}, [6]),
        ({5: '"5 pipe', 45: 'pipe 6"'}, [6]),
        ({5: '"5 pipe', 6: 'pipe 6"'}, [6]),
        ({5: '"5 pipe', 45: '"Acme, Inc."'}, [6]),
        ({5: '"5 pipe', 6: '"Acme, Inc."'}, [6]),
        ({5: '"5 pipe', 45: '"6 pipe'}, [6, 46]),
        ({1: '"1 pipe', 59: 'pipe 6"'}, [2]),
    ],
)
def test_two_stray_quotation_marks_do_not_swallow_the_lines_between(
    sheets: Any, rows: Any, strays: Mapping[int, str], lost: list[int]
) -> None:
    (sheet,) = sheets(lines_with(strays))
    assert rejected(sheet) == [(line, "row_broken_quote") for line in lost]
    assert [row[0] for row in rows(sheet)] == [line for line in range(2, 62) if line not in lost]


@pytest.mark.parametrize(
    "remark",
    [
        "call back, ask for price, terms, delivery\nand tell Ann, Bob, Cy, Di",
        "agreed:\n1, Pumps, Won, soon, maybe\nand the rest",
        "Acme, 5 Main St, \nTown, UK",
        "a\nb, c, d, e, f\ng",
    ],
)
def test_a_remark_of_several_lines_stays_one_cell(sheets: Any, rows: Any, remark: str) -> None:
    (sheet,) = sheets(lines_with({5: f'"{remark}"'}))
    assert sheet.rejects == ()
    assert rows(sheet)[4][2] == remark
    assert sheet.rows == 60


@pytest.mark.parametrize(
    ("head", "lines", "cells"),
    [
        ("Deal,Amount,Probability", ("a,1,200,50", "b,13,400,20"), [("a", "1200", "50"), ("b", "13400", "20")]),
        ("Deal,Stage,Amount", ("a,Won,$1,200", "b,Won,$1,200,000.50"),
         [("a", "Won", "$1200"), ("b", "Won", "$1200000.50")]),
    ],
)  # fmt: skip
def test_numbers_parted_in_every_row_are_put_together_where_one_column_can_hold_them(
    sheets: Any, rows: Any, head: str, lines: tuple[str, ...], cells: list[tuple[str, ...]]
) -> None:
    (sheet,) = sheets("\n".join((head, *lines)))
    assert sheet.headers == tuple(head.split(","))
    assert [row[1:] for row in rows(sheet)] == cells
    assert {note.code: note.values for note in sheet.notes} == {"rows_put_together": {"rows": 2}}


@pytest.mark.parametrize(
    ("head", "lines"),
    [
        ("Deal,Amount,Quantity", ("a,1,200,300", "b,1,400,500")),  # either column may hold them
        ("No,Score", ("1,100,late", "2,150,early")),  # a header is missing
        ("Deal,Amount,Quantity", ("a,5,123,", "b,3,400,")),  # each line ends with a comma
        ("Deal,Amount,Probability", ("a,1.200,50,20", "b,13.400,75,20")),  # decimals, not thousands
    ],
)
def test_rows_that_are_all_too_long_stay_as_they_are_where_it_is_not_certain(
    sheets: Any, rows: Any, head: str, lines: tuple[str, ...]
) -> None:
    (sheet,) = sheets("\n".join((head, *lines)))
    assert [",".join(cell or "" for cell in row[1:]).rstrip(",") for row in rows(sheet)] == [
        line.rstrip(",") for line in lines
    ]
    assert "rows_put_together" not in {note.code for note in sheet.notes}
