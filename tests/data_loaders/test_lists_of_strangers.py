"""Shapes of lists found in public that were read wrongly once: their pairs of columns, their keys, their languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from data_loaders.problems import Refused
from tests.data_loaders.reading_exports import read_rows


def test_an_amount_has_the_currency_of_the_column_before_it(tmp_path: Path) -> None:
    head = ("Opportunity Name", "Account Name", "Stage", "Amount (Net) Currency", "Amount (Net)", "Close Date")
    rows = [("a", "A", "Pitch", "EUR", "5000", "2026-02-16"), ("b", "B", "Pitch", "ZAR", "2927280", "2026-02-17")]
    read = read_rows(tmp_path, head, *rows)
    assert [(row["amount"], row["currency"]) for row in read.rows("deals")] == [(5000, "EUR"), (2927280, "ZAR")]
    assert "amount_without_currency" not in read.codes()


def test_an_amount_named_by_its_currency_has_no_other(tmp_path: Path) -> None:
    head = ("deal_id", "deal_name", "amount_usd", "currency", "stage")
    read = read_rows(tmp_path, head, ("1", "a", "100", "None", "Proposal"), ("2", "b", "200", "COP", "Proposal"))
    assert [row["currency"] for row in read.rows("deals")] == ["USD", "USD"]
    by_hand = read_rows(tmp_path, head, ("2", "b", "200", "COP", "Proposal"), columns={"currency": "currency"})
    assert [row["currency"] for row in by_hand.rows("deals")] == ["COP"]


def test_deals_of_one_name_and_day_are_two_where_their_customers_have_two_ids(tmp_path: Path) -> None:
    head = ("Deal Name", "Client Code", "Amount", "Stage", "Created Date")
    rows = [("Rukia", code, amount, "Demo", "2025-11-26") for code, amount in (("C87", "300"), ("C95", "200"))]
    assert [row["amount"] for row in read_rows(tmp_path, head, *rows).rows("deals")] == [300, 200]


@pytest.mark.parametrize(
    ("created", "amounts", "kept"),
    [
        ("2025-11-26", ("300", "200"), [300, 200]),  # two renewals of one day
        ("2025-11-26", ("300", "300"), [300]),
        ("2025-11-26 10:07:00", ("300", "200"), [200]),  # one deal, changed
    ],
)
def test_deals_of_one_name_and_moment_are_one_unless_only_the_day_is_known_and_the_amounts_differ(
    tmp_path: Path, created: str, amounts: tuple[str, str], kept: list[float]
) -> None:
    head = ("Deal Name", "Amount", "Stage", "Created Date")
    rows = [("Renewal", amount, "Demo", created) for amount in amounts]
    assert [row["amount"] for row in read_rows(tmp_path, head, *rows).rows("deals")] == kept


def test_of_dates_of_entering_all_stages_are_taken_or_none(tmp_path: Path) -> None:
    stages = ("pre_pitch", "pitching", "product_testing", "price_offering")
    head = ("deal_id", "deal_name", "amount", *(f"date_entered_{stage}" for stage in stages))
    rows = [
        ("1", "a", "10", "2025-01-01", "2025-01-05", "2025-02-01", "2025-02-10"),
        ("2", "b", "20", "2025-01-03", "2025-01-09", "", ""),
    ]
    events = read_rows(tmp_path, head, *rows).rows("stage_events")
    assert [(row["deal_id"], row["to_stage"]) for row in events if row["deal_id"] == "2"] == [
        ("2", "pre pitch"),
        ("2", "pitching"),
    ]
    assert len(events) == 6


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        (
            ("id", "name", "email", "phone", "company", "source", "status", "created_at"),
            [("1", "Ann Lee", "a@x.com", "1", "ACME", "web", "contacted", "2025-10-07"),
             ("2", "Bo Kim", "b@x.com", "2", "Beta", "event", "converted", "2025-10-08")],
        ),
        (
            ("First Name", "Last Name", "Email", "Phone", "Company", "Title", "Lead Source", "Status"),
            [("Ann", "Lee", "a@x.com", "1", "ACME", "CEO", "Web", "Open"),
             ("Bo", "Kim", "b@x.com", "2", "Beta", "CTO", "Event", "Qualified")],
        ),
        (
            ("First_Name", "Last_Name", "Email", "Course", "Language", "Location", "Metadata", "Status", "Created_On"),
            [("Ann", "L", "a@x.com", "Skin Care", "English", "NJ", "", "Nurturing", "2025-10-07T05:22:00.5796877Z"),
             ("Bo", "K", "b@x.com", "Nails", "English", "NJ", "", "Contacted", "2025-10-08T11:47:00.2765597Z")],
        ),
    ],
    ids=["statuses of leads", "names and a source", "many columns of their own"],
)  # fmt: skip
def test_people_who_may_become_customers_are_leads(
    tmp_path: Path, head: tuple[str, ...], rows: list[tuple[str, ...]]
) -> None:
    read = read_rows(tmp_path, head, *rows)
    assert [sheet.kind for sheet in read.report.sheets] == ["leads"]
    assert len(read.rows("leads")) == 2


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (
            ("Negócio - ID", "Negócio - Título", "Negócio - Organização", "Negócio - Valor", "Negócio - Etapa",
             "Negócio - Status", "Negócio - Negócio criado em", "Negócio - Data de perda"),
            ("1", "Alfa", "Acme", "1000", "Proposta", "Perdido", "2026-03-01 10:00:00", "2026-04-02 11:00:00"),
        ),
        (
            ("Trato - ID", "Trato - Título", "Trato - Organización", "Trato - Valor", "Trato - Etapa",
             "Trato - Estado", "Trato - Trato creado", "Trato - Fecha de la pérdida"),
            ("1", "Alfa", "Acme", "1000", "Propuesta", "Perdido", "2026-03-01 10:00:00", "2026-04-02 11:00:00"),
        ),
        (
            ("Deal - ID", "Deal - Titel", "Deal - Organisation", "Deal - Wert", "Deal - Phase", "Deal - Status",
             "Deal - Deal erstellt", "Deal - Datum des verlorenen Deals"),
            ("1", "Alfa", "Acme", "1000", "Angebot", "Verloren", "2026-03-01 10:00:00", "2026-04-02 11:00:00"),
        ),
        (
            ("Affaire - ID", "Affaire - Titre", "Affaire - Organisation", "Affaire - Valeur", "Affaire - Étape",
             "Affaire - Statut", "Affaire - Affaire créée", "Affaire - Heure de l'échec"),
            ("1", "Alfa", "Acme", "1000", "Proposition", "Perdu", "2026-03-01 10:00:00", "2026-04-02 11:00:00"),
        ),
    ],
    ids=["Portuguese", "Spanish", "German", "French"],
)  # fmt: skip
def test_pipedrive_is_known_in_the_language_of_whoever_exports(
    tmp_path: Path, head: tuple[str, ...], row: tuple[str, ...]
) -> None:
    read = read_rows(tmp_path, head, row)
    assert read.report.recognition.system == "pipedrive"
    (deal,) = read.rows("deals")
    assert (deal["account_name"], deal["status"], str(deal["created_at"]), str(deal["closed_at"])) == (
        "Acme",
        "lost",
        "2026-03-01 10:00:00",
        "2026-04-02 11:00:00",
    )


def test_turkish_headers_may_lack_their_dots_and_tails(tmp_path: Path) -> None:
    head = ("firsat_id", "musteri", "satis_temsilcisi", "bolge", "asama", "tutar", "olusturma_tarihi")
    read = read_rows(tmp_path, head, ("OPP-1", "Acme", "Elif", "Marmara", "Proposal", "43000", "2025-01-27"))
    (deal,) = read.rows("deals")
    assert [deal[name] for name in ("deal_id", "account_name", "owner_name", "region", "stage", "amount")] == [
        "OPP-1", "Acme", "Elif", "Marmara", "Proposal", 43000,
    ]  # fmt: skip


def test_a_filled_column_of_names_goes_before_an_empty_one(tmp_path: Path) -> None:
    head = ("id", "Deal_Name", "Stage", "Amount", "Account_Name", "Account_Name__name", "Account_Name__id")
    read = read_rows(tmp_path, head, ("1", "Alfa", "Proposal", "100", "", "Acme", "77"))
    assert [row["account_name"] for row in read.rows("deals")] == ["Acme"]


def test_a_code_behind_an_amount_says_whose_dollars_they_are(tmp_path: Path) -> None:
    head = ("Oportunidad", "Cliente", "Etapa", "Monto", "Fecha de creación")
    read = read_rows(tmp_path, head, ("P1", "A", "Propuesta", "$12,000 MXN", "2026-01-01"))
    assert [(row["amount"], row["currency"]) for row in read.rows("deals")] == [(12000, "MXN")]


def test_statistics_under_a_list_are_no_deals(tmp_path: Path) -> None:
    head = ("商机名称", "客户名称", "金额", "阶段", "创建日期")
    rows = [(f"商机{at}", "王大明", "50000", "方案", f"2026-01-0{at}") for at in range(1, 4)]
    block = [("统计", *("",) * 4), ("总商机数", "3", "", "", ""), ("胜率", "50%", "", "", "")]
    read = read_rows(tmp_path, head, *rows, *block)
    assert [row["deal_name"] for row in read.rows("deals")] == ["商机1", "商机2", "商机3"]
    assert read.codes()["footer_skipped"] == 3


def test_the_year_of_targets_may_stand_above_them(tmp_path: Path) -> None:
    head = ("姓名", "1月", "2月", "3月")
    read = read_rows(tmp_path, ("2025年度销售目标分解表", "", "", ""), head, ("张三", "10", "20", "30"))
    assert {str(row["period_start"])[:4] for row in read.rows("targets")} == {"2025"}
    assert "target_year_assumed" not in read.codes()


@pytest.mark.parametrize(
    "head",
    [
        ("姓名", "手机号", "线索来源", "跟进状态", "创建时间"),
        ("客户姓名", "联系电话", "客户来源", "意向程度", "录入时间"),
        ("线索名称", "联系人", "联系电话", "来源", "创建时间"),
    ],
)
def test_chinese_lists_of_people_with_a_telephone_are_leads(tmp_path: Path, head: tuple[str, ...]) -> None:
    rows = [
        ("张三", "13800000000", "抖音", "未联系", "2026-01-01"),
        ("李四", "13900000000", "官网", "已加微信", "2026-01-02"),
    ]
    read = read_rows(tmp_path, head, *rows)
    assert [sheet.kind for sheet in read.report.sheets] == ["leads"]


def test_a_list_of_leads_was_true_when_the_last_was_made(tmp_path: Path) -> None:
    head = ("Name", "Email", "Company", "Source", "Status", "Created")
    read = read_rows(
        tmp_path,
        head,
        ("Ann", "a@x.com", "X", "web", "new", "2026-01-05"),
        ("Bo", "b@x.com", "Y", "web", "contacted", "2026-01-07"),
    )
    assert read.report.as_of == "2026-01-07T23:59:59"


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (("商机名称", "客户主体", "销售经理", "当前进展", "金额", "预计成交日"), ("甲", "A", "张三", "方案报价", "5", "2026-03-01")),
        (("案件名", "得意先", "担当営業", "進捗状況", "金額", "受注予定日"), ("甲", "A", "佐藤", "提案", "5", "2026-03-01")),
        (("Сделка", "Заказчик", "Ответственный", "Этап продаж", "Сумма, руб.", "Ожидаемая дата закрытия"),
         ("甲", "A", "Иван", "Переговоры", "5", "01.03.2026")),
        (("Oportunidad", "Razón social", "Asesor", "Etapa de ventas", "Importe", "Cierre previsto"),
         ("甲", "A", "Ana", "Propuesta", "5", "2026-03-01")),
    ],
)  # fmt: skip
def test_the_usual_headers_of_a_country_are_known(tmp_path: Path, head: tuple[str, ...], row: tuple[str, ...]) -> None:
    (deal,) = read_rows(tmp_path, head, row).rows("deals")
    assert (deal["deal_name"], deal["account_name"], deal["amount"]) == ("甲", "A", 5)
    assert deal["owner_name"] == row[2]
    assert deal["stage"] == row[3]
    assert str(deal["expected_close"]) == "2026-03-01"


def test_dates_of_a_contract_are_no_stages_of_a_deal(tmp_path: Path) -> None:
    head = ("合同编号", "合同名称", "客户名称", "商机名称", "合同金额", "下单时间", "合同开始时间", "合同结束时间")
    with pytest.raises(Refused):
        read_rows(tmp_path, head, ("1", "a", "A", "甲", "5", "2026-02-01", "2026-02-02", "2027-02-02"))


def test_of_two_columns_of_statuses_that_of_words_beyond_outcomes_is_the_stage(tmp_path: Path) -> None:
    head = ("案件名", "顧客名", "受注可否", "ステータス", "金額")
    (deal,) = read_rows(tmp_path, head, ("甲", "A", "受注", "提案", "5")).rows("deals")
    assert (deal["status"], deal["stage"]) == ("won", "提案")


def test_the_dollar_of_taiwan_is_not_taken_for_yuan(tmp_path: Path) -> None:
    head = ("案件名稱", "客戶名稱", "銷售階段", "預估金額(仟元)")
    (deal,) = read_rows(tmp_path, head, ("甲", "A", "洽談中", "5")).rows("deals")
    assert (deal["amount"], deal["currency"]) == (5000, None)
