"""Amounts, shares, dates and flags as people write them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_loaders.schema import FieldType
from tests.data_loaders.column import read


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("45000", 45_000, None),
        ("$45,000", 45_000, "USD"),
        ("€ 2.900,00", 2_900, "EUR"),
        ("€ 11398,00", 11_398, "EUR"),
        ("45k", 45_000, None),
        ("1.2M", 1_200_000, None),
        ("58.8k", 58_800, None),
        ("12.5万", 125_000, None),
        ("3亿", 300_000_000, None),
        ("¥12.5万元", 125_000, "CNY"),
        ("(1,200)", -1_200, None),
        ("($1,200.50)", -1_200.5, "USD"),
        ("-5", -5, None),
        ("-$5", -5, "USD"),
        ("￥1,000", 1_000, "CNY"),
        ("RMB 500", 500, "CNY"),
        ("500 CNY", 500, "CNY"),
        ("USD 1,234.50", 1_234.5, "USD"),
        ("HK$ 20", 20, "HKD"),
        ("1 234,5", 1_234.5, None),
        ("1'234.50", 1_234.5, None),
        ("12,34,567", 1_234_567, None),
        ("１２３．５", 123.5, None),
        ("1e5", 100_000, None),
        (".5", 0.5, None),
        ("1’200.–", 1_200, None),
        ("1.200,-", 1_200, None),
        ("1 200 kr", 1_200, None),
        ("1 200 тыс. руб.", 1_200_000, "RUB"),
    ],
)
def test_an_amount_is_read_in_whatever_manner_it_is_written(text: str, amount: float, currency: str | None) -> None:
    column = read("number", [text])
    assert column.values == [pytest.approx(amount)]
    assert (column.currencies or [None]) == [currency]
    assert column.typed.unreadable_count == 0


@pytest.mark.parametrize("text", ["TBD", "nan", "inf", "1_0_0", "1.2.3", "12/3", "5 apples", "1,2,3", "--5x"])
def test_what_is_no_number_is_never_read_as_one(text: str) -> None:
    assert read("number", [text, "5"]).values == [None, 5]


def test_unreadable_amounts_are_counted_and_listed_with_their_rows() -> None:
    column = read("number", ["5", "TBD", "N/A", "6"])
    assert column.typed.unreadable == ((3, "TBD"),)
    assert column.rules["null_words"] == 1


def test_the_unit_of_the_header_multiplies_every_amount_and_is_reported() -> None:
    column = read("number", ["12", "3.5", None], header="预计金额（万元）")
    assert column.values == [120_000, 35_000, None]
    assert (column.typed.unit.currency, column.typed.unit.factor) == ("CNY", 10_000)
    assert column.rules == {"header_unit": 2}
    assert column.typed.changes[0].examples[0] == ("12", "120000")


def test_a_cell_with_a_unit_of_its_own_is_not_multiplied_by_that_of_the_header() -> None:
    column = read("number", ["12", "12万", "3亿"], header="金额（万元）")
    assert column.values == [120_000, 120_000, 300_000_000]
    assert column.rules["header_unit"] == 1


@pytest.mark.parametrize(
    ("header", "factor", "currency"),
    [
        ("Amount (K USD)", 1_000, "USD"),
        ("Deal value [€]", 1, "EUR"),
        ("金额(元)", 1, "CNY"),
        ("金额/万元", 10_000, "CNY"),
        ("预计金额_千元", 1_000, "CNY"),
        ("合同额百万", 1_000_000, None),
        ("金额（单位：万元）", 10_000, "CNY"),
        ("Amount in thousands", 1_000, None),
        ("Amount (in millions of USD)", 1_000_000, "USD"),
        ("Amount $K", 1_000, "USD"),
        ("Amount USD", 1, "USD"),
        ("deal_value_eur_m", 1_000_000, "EUR"),
        ("amount_usd_k", 1_000, "USD"),
        ("value_in_millions", 1_000_000, None),
        ("Value in Crores", 10_000_000, None),
        ("Valor (R$ mil)", 1_000, "BRL"),
        ("Amount (EUR mil)", 1_000_000, "EUR"),
        ("Importe (miles de €)", 1_000, "EUR"),
        ("amount_cents", 0.01, None),
        ("金额/万", 10_000, None),
        ("金额（w）", 10_000, None),
        ("金額(仟元)", 1_000, None),
        ("금액(백만원)", 1_000_000, "KRW"),
        ("Kwota (tys. zł)", 1_000, "PLN"),
        ("Сумма, тыс. руб.", 1_000, "RUB"),
        ("Importe en miles", 1_000, None),
        ("amount_k", 1, None),
        ("Amount in all", 1, None),
        ("Sales to top", 1, None),
        ("Vitamin K", 1, None),
        ("AMOUNT ALL", 1, None),
        ("Amount (net)", 1, None),
        ("Amount", 1, None),
    ],
)
def test_only_known_units_are_units(header: str, factor: float, currency: str | None) -> None:
    column = read("number", ["2"], header=header)
    assert column.values == [2 * factor]
    assert column.typed.unit.currency == currency


def test_a_unit_is_told_in_the_words_of_the_header() -> None:
    (change,) = read("number", ["2"], header="Valor (mil)").typed.changes
    assert (change.rule.values["unit"], change.rule.values["factor"]) == ("mil", "1,000")
    (change,) = read("number", ["2"], header="amount_cents").typed.changes
    assert change.rule.values["factor"] == "0.01"


@pytest.mark.parametrize(
    ("cells", "amounts"),
    [
        (["1.234", "2.900,00"], [1_234, 2_900]),
        (["1,234", "2,900.50"], [1_234, 2_900.5]),
        (["1.234", "2000"], [1.234, 2_000]),
        (["12.500", "3.000", "1.234"], [12_500, 3_000, 1_234]),
        (["1,234", "2,5"], [1.234, 2.5]),
        (["1.234.567", "2.345"], [1_234_567, 2_345]),
    ],
)
def test_one_separator_before_three_digits_is_read_as_the_rest_of_the_column_says(
    cells: list[str], amounts: list[float]
) -> None:
    assert read("number", cells).values == [pytest.approx(amount) for amount in amounts]


@settings(max_examples=12, deadline=None)
@given(st.lists(st.integers(-(10**9), 10**9).map(lambda cents: cents / 100), min_size=1, max_size=20))
def test_an_amount_written_with_commas_or_in_the_european_way_is_the_amount(amounts: list[float]) -> None:
    american = [f"{amount:,.2f}" for amount in amounts]
    european = [text.translate(str.maketrans(",.", ".,")) for text in american]
    expected = [pytest.approx(amount, abs=1e-6) for amount in amounts]
    assert read("number", american).values == expected
    assert read("number", european).values == expected


@pytest.mark.parametrize(
    ("cells", "shares"),
    [
        (["20", "50", "100", "0"], [0.2, 0.5, 1, 0]),
        (["0.2", "1", "0"], [0.2, 1, 0]),
        (["20%", "5.5%", "100 %"], [0.2, 0.055, 1]),
        (["20.00", "7.50"], [0.2, 0.075]),
        (["0.2", "150", "-1"], [0.2, None, None]),
    ],
)
def test_probabilities_become_shares_of_one(cells: list[str], shares: list[float | None]) -> None:
    assert read("share", cells).values == [share if share is None else pytest.approx(share) for share in shares]


def test_a_probability_column_of_nothing_but_0_and_1_follows_the_system_or_its_header_or_is_asked_about() -> None:
    assert read("share", ["0", "1"], share="unit").values == [0, 1]
    assert read("share", ["0", "1"], share="percent").values == [0, pytest.approx(0.01)]
    assert read("share", ["0", "1"], header="Probability (%)").values == [0, pytest.approx(0.01)]
    column = read("share", ["0", "1", None])
    assert column.values == [0, None, None]
    assert [(one.said.code, one.option) for one in column.typed.questions] == [("share_unknown", "share")]
    assert column.typed.unreadable_count == 0


def test_days_that_begin_with_the_year_are_read_so_where_that_is_the_custom_or_the_only_way() -> None:
    east = ["26/4/1", "26/4/15", "25/12/3"]
    days = [datetime(2026, 4, 1), datetime(2026, 4, 15), datetime(2025, 12, 3)]
    assert read("timestamp", east, header="创建日期").values == days
    assert read("timestamp", east, header="Created").values == days  # no year has one digit
    for cells in (["26.05.01", "26.06.30"], ["26. 5. 1.", "26. 6. 30."]):
        assert read("timestamp", cells, header="예상마감일").values == [datetime(2026, 5, 1), datetime(2026, 6, 30)]
    assert read("timestamp", ["25/12/25", "24/12/25"], header="Created").values == [
        datetime(2025, 12, 25),
        datetime(2025, 12, 24),
    ]
    many = [f"26/0{month}/{day}" for month in (1, 2, 3) for day in range(10, 29)]
    assert read("timestamp", many, header="Created").values[0] == datetime(2026, 1, 10)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-05", datetime(2026, 3, 5)),
        ("2026-03-05 10:22", datetime(2026, 3, 5, 10, 22)),
        ("2026-03-05T10:22:30", datetime(2026, 3, 5, 10, 22, 30)),
        ("2026-03-05T10:22:30Z", datetime(2026, 3, 5, 10, 22, 30)),
        ("2026-03-05T10:22:30.000+0000", datetime(2026, 3, 5, 10, 22, 30)),
        ("2026-03-05T10:22:30.5796877Z", datetime(2026, 3, 5, 10, 22, 30, 579687)),
        ("2026-03-05 10:22:00+05:30", datetime(2026, 3, 5, 4, 52)),
        ("2026/3/5", datetime(2026, 3, 5)),
        ("2026/3/5 1:02", datetime(2026, 3, 5, 1, 2)),
        ("27.06.2023 11:28", datetime(2023, 6, 27, 11, 28)),
        ("05.06.2023", datetime(2023, 6, 5)),
        ("12/25/2025, 1:22 PM", datetime(2025, 12, 25, 13, 22)),
        ("25/12/2025", datetime(2025, 12, 25)),
        ("25/12/25", datetime(2025, 12, 25)),
        ("05-Mar-2026", datetime(2026, 3, 5)),
        ("5 Sept 2026", datetime(2026, 9, 5)),
        ("March 5, 2026", datetime(2026, 3, 5)),
        ("Thu, 5 Mar 2026 10:00", datetime(2026, 3, 5, 10)),
        ("2026年3月5日", datetime(2026, 3, 5)),
        ("26年3月5日", datetime(2026, 3, 5)),
        ("2026년 3월 5일", datetime(2026, 3, 5)),
        ("2026. 3. 5.", datetime(2026, 3, 5)),
        ("2026. 12. 15.", datetime(2026, 12, 15)),
        ("2026年3月5日 下午3:05", datetime(2026, 3, 5, 15, 5)),
        ("２０２６－０３－０５", datetime(2026, 3, 5)),
        ("20260305", datetime(2026, 3, 5)),
        ("45631", datetime(2024, 12, 5)),
        ("45631.5", datetime(2024, 12, 5, 12)),
        ("1672531200000", datetime(2023, 1, 1)),
        ("2026-03-05 1:02 PM", datetime(2026, 3, 5, 13, 2)),
    ],
)
def test_a_date_is_read_in_whatever_manner_it_is_written(text: str, moment: datetime) -> None:
    assert read("timestamp", [text]).values == [moment]


@pytest.mark.parametrize("text", ["TBD", "31/02/2026", "2026-13-01", "12", "0205-01-01", "99999", "Q1 2026", "10:22"])
def test_what_is_no_date_is_unreadable_and_listed(text: str) -> None:
    column = read("timestamp", [text, "2026-03-05"])
    assert column.values == [None, datetime(2026, 3, 5)]
    assert column.typed.unreadable == ((2, text),)


def test_one_clear_date_decides_the_order_of_the_column() -> None:
    assert read("date", ["3/4/2026", "13/4/2026"]).values == [date(2026, 4, 3), date(2026, 4, 13)]
    assert read("date", ["3/4/2026", "4/13/2026"]).values == [date(2026, 3, 4), date(2026, 4, 13)]


def test_ambiguous_dates_are_asked_about_with_the_column_and_samples_and_stay_empty() -> None:
    column = read("timestamp", ["3/4/2026", "5/6/2026", "2026-03-05", "soon"], header="Close Date")
    assert column.values == [None, None, datetime(2026, 3, 5), None]
    assert column.typed.unreadable == ((5, "soon"),)
    (question,) = column.typed.questions
    assert (question.said.code, question.option, question.choices) == (
        "date_order_unknown", "date_order", ("DMY", "MDY"))  # fmt: skip
    assert (question.column, question.samples) == ("Close Date", ("3/4/2026", "5/6/2026"))
    assert question.said.values["count"] == 2
    assert read("date", ["3/4/2026", "13/4/2026", "4/13/2026"]).typed.questions


def test_a_question_is_not_asked_where_the_answer_does_not_matter() -> None:
    assert read("date", ["13/4/2026", "2026-03-05", "n/a"]).typed.questions == ()
    assert read("number", ["1.234,5", "2.000", "3"]).typed.questions == ()
    assert read("share", ["0", "0", None]).typed.questions == ()


def test_a_dot_before_three_digits_with_no_other_evidence_is_asked_about() -> None:
    column = read("number", ["1.234", "12.517", "5"], header="Amount")
    assert column.values == [None, None, 5]
    assert column.typed.unreadable_count == 0
    (question,) = column.typed.questions
    assert (question.said.code, question.option, question.samples) == (
        "decimal_mark_unknown", "decimal", ("1.234", "12.517"))  # fmt: skip
    assert read("number", ["1.234", "12.517"], decimal=".").values == [1.234, 12.517]
    assert read("number", ["1.234", "12.517"], decimal=",").values == [1_234, 12_517]
    assert read("number", ["1.234", "7,125"], small=True).values == [1.234, 7.125]


def test_three_digits_after_a_comma_are_asked_about_where_all_cents_have_two() -> None:
    column = read("number", ["€ 2.900,00", "RMB 5,000", "€ 1.234"], header="Amount")
    assert column.values == [2_900, None, 1_234]
    assert [question.samples for question in column.typed.questions] == [("RMB 5,000",)]
    assert read("number", ["€ 2.900,00", "RMB 5,000", "€ 1.234"], decimal=".").values == [2_900, 5_000, 1_234]
    assert read("number", ["€ 2.900,00", "5,000"], decimal=",").values == [2_900, 5]


def test_days_written_with_dots_prove_nothing_about_days_written_with_slashes() -> None:
    column = read("timestamp", ["27.06.2023 11:28", "3/4/2025, 10:22 AM"], header="Close Date")
    assert column.values == [datetime(2023, 6, 27, 11, 28), None]
    assert [question.samples for question in column.typed.questions] == [("3/4/2025, 10:22 AM",)]
    assert read("date", ["27.06.2023", "3/4/2025", "4/13/2025"]).values == [
        date(2023, 6, 27), date(2025, 3, 4), date(2025, 4, 13)]  # fmt: skip
    assert read("date", ["3/4/2026"], beside="27.06.2023").values == [None]


def test_a_hint_or_another_column_settles_ambiguous_dates() -> None:
    assert read("date", ["3/4/2026"], date_order="DMY").values == [date(2026, 4, 3)]
    assert read("date", ["3/4/2026"], date_order="MDY").values == [date(2026, 3, 4)]
    assert read("date", ["3/4/2026"], beside="5/28/2026").values == [date(2026, 3, 4)]


def test_times_with_a_zone_are_converted_to_the_reporting_zone() -> None:
    column = read("timestamp", ["2026-03-05 10:22:00+05:30", "2026-03-05 10:22:00Z"], zone="Asia/Shanghai")
    assert column.values == [datetime(2026, 3, 5, 12, 52), datetime(2026, 3, 5, 18, 22)]
    assert column.rules["date_zone"] == 2


@pytest.mark.parametrize(
    ("cells", "precision"),
    [
        (["2026-03-05 00:00:00", "2026-03-06 00:00:00"], "day"),
        (["2026-03-05", "2026/3/6"], "day"),
        (["2026-03-05 10:22:00", "2026-03-06 00:00:00"], "minute"),
        (["2026-03-05 10:22:01"], "second"),
    ],
)
def test_the_precision_is_the_finest_part_that_any_cell_uses(cells: list[str], precision: str) -> None:
    assert read("timestamp", cells).typed.precision == precision


FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%Y年%m月%d日", "%d-%b-%Y", "%B %d, %Y", "%Y%m%d"]


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(FORMATS), st.lists(st.integers(0, 12_000), min_size=1, max_size=15))
def test_dates_of_any_unambiguous_format_come_back_as_they_were(form: str, days: list[int]) -> None:
    dates = [date(2000, 1, 1) + timedelta(days=day) for day in days]
    assert read("date", [day.strftime(form) for day in dates]).values == dates


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(["number", "share", "timestamp", "date", "flag", "integer"]),
    st.lists(st.text(alphabet="0123456789.,-/: %$€¥万kMTZ年月日(ae", max_size=12), max_size=8),
)
def test_no_text_breaks_a_reader_and_each_is_read_or_empty_or_listed(kind: FieldType, cells: list[str]) -> None:
    column = read(kind, cells)
    filled = sum(bool(cell.strip()) for cell in cells)
    read_or_nothing = sum(value is not None for value in column.values) + column.rules.get("null_words", 0)
    asked = sum(int(one.said.values["count"]) for one in column.typed.questions)
    assert column.typed.unreadable_count + asked == filled - read_or_nothing


def test_flags_are_read_in_both_languages() -> None:
    column = read("flag", ["true", "FALSE", "1", "0", "yes", "否", "是", "maybe", "N/A"])
    assert column.values == [True, False, True, False, True, False, True, None, None]
    assert column.typed.unreadable == ((9, "maybe"),)


def test_words_for_nothing_are_left_empty_and_counted() -> None:
    column = read("text", ["a", "--None--", "无", "NA", "000000000000000AAA", "n/a"])
    assert column.values == ["a", None, None, "NA", None, None]
    assert column.rules == {"null_words": 4}
    assert read("text", ["keiner", "b"], null_words=frozenset({"Keiner"})).values == [None, "b"]


def test_ids_that_a_spreadsheet_has_harmed_are_mended_or_left_empty_and_told() -> None:
    column = read("text", ["5.80503E+18", "1001.0", "zcrm_5805028000043900124"], header="Record Id")
    assert column.values == [None, "1001", "zcrm_5805028000043900124"]
    assert (column.rules["id_lost"], column.rules["id_fraction"]) == (1, 1)
    rounded = read("text", ["5805028000043899904", "zcrm_5805028000043900124"], header="Record Id")
    assert (rounded.values[0], rounded.rules) == ("5805028000043899904", {"id_rounded": 1})
    assert read("text", ["5805028000043900123", "5805028000043900125"], header="Record Id").rules == {}
    assert read("text", ["1001.0"], header="Note").values == ["1001.0"]


def test_day_numbers_of_a_workbook_that_counts_from_1904_are_four_years_later() -> None:
    assert read("date", ["44619"]).values == [date(2022, 2, 27)]
    assert read("date", ["44619"], since_1904=True).values == [date(2026, 2, 28)]


@pytest.mark.parametrize(
    ("cells", "last_days"),
    [
        (("Mar-26", "Apr-26"), (date(2026, 3, 31), date(2026, 4, 30))),
        (("Dec-25", "Feb-28"), (date(2025, 12, 31), date(2028, 2, 29))),
        (("Mar 26", "April 27"), (date(2026, 3, 31), date(2027, 4, 30))),
        (("Mar'26", "Apr’26"), (date(2026, 3, 31), date(2026, 4, 30))),
        (("March 2026", "2026-04"), (date(2026, 3, 31), date(2026, 4, 30))),
        (("Mar-26", "2026-04-02"), (date(2026, 3, 31), date(2026, 4, 2))),
        (("Mar-35", "Apr-26"), (date(2035, 3, 31), date(2026, 4, 30))),
    ],
)
def test_a_month_of_an_expected_close_is_its_last_day(cells: tuple[str, ...], last_days: tuple[date, ...]) -> None:
    found = read("date", cells, month_end=True)
    assert tuple(found.values) == last_days
    assert found.rules["date_month_end"] == sum("-02" not in cell for cell in cells)


@pytest.mark.parametrize(
    "cells",
    [
        ("Mar-26", "Apr-12"),  # numbers as far apart as days are
        ("Mar-26", "Apr-5"),  # no year has one digit
        ("Mar-26", "12-Apr"),
        ("Mar-03", "Apr-04"),
    ],
)
def test_days_of_no_year_are_no_months(cells: tuple[str, ...]) -> None:
    found = read("date", cells, month_end=True)
    assert found.values == [None, None]
    assert found.typed.unreadable_count == 2


def test_other_months_are_their_first_day() -> None:
    found = read("timestamp", ("Mar-26", "Apr-26"))
    assert found.values == [datetime(2026, 3, 1), datetime(2026, 4, 1)]
    assert found.rules == {"date_month": 2}
