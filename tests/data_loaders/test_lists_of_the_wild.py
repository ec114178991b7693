"""Lists as programs and small firms write them: names without accents, ids in the place of names, closed by a flag."""

from __future__ import annotations

from pathlib import Path

import pytest

from data_loaders.aliases import squash
from data_loaders.problems import Refused
from data_loaders.stage_words import numbered, rank_of, status_of_stage
from tests.data_loaders.reading_exports import read_rows

SPANISH = (
    ("id", "empresa", "contacto", "etapa", "importe_eur", "responsable", "ultima_actividad", "cierre_previsto"),
    ("1", "Norte SL", "Ana", "Prospección", "900", "Luz", "2026-05-12", "2026-06-15"),
    ("2", "Sur SA", "Eva", "Propuesta enviada", "1800", "Luz", "2026-06-09", "2026-06-20"),
    ("3", "Este SL", "Iván", "Cerrado ganado", "3300", "Luz", "2026-06-06", "2026-06-06"),
)
FLAGGED = (
    ("deal id", "deal name", "stage", "amount", "created date", "close date", "closed"),
    ("1", "Press", "Handed over", "100", "2026-01-05", "2026-03-02", "Y"),
    ("2", "Lathe", "Proposal", "200", "2026-01-06", "", "N"),
    ("3", "Crane", "Closed Lost", "300", "2026-01-07", "2026-02-02", "Y"),
)


@pytest.mark.parametrize(
    ("plain", "accented"),
    [("ultima_actividad", "última actividad"), ("estagio", "Estágio"), ("Previsao_Fechamento", "previsão fechamento")],
)
def test_accents_make_no_other_header(plain: str, accented: str) -> None:
    assert squash(plain) == squash(accented)


@pytest.mark.parametrize(("one", "other"), [("が", "か"), ("й", "и"), ("ё", "е")])
def test_marks_of_other_scripts_make_other_letters(one: str, other: str) -> None:
    assert squash(one) != squash(other)


def test_spanish_names_without_accents_are_read(tmp_path: Path) -> None:
    read = read_rows(tmp_path, *SPANISH)
    assert read.targets() == {
        "id": "deal_id",
        "empresa": "account_name",
        "contacto": "contact_name",
        "etapa": "stage",
        "importe_eur": "amount",
        "responsable": "owner_name",
        "ultima_actividad": "last_activity_at",
        "cierre_previsto": "expected_close",
    }


def test_the_names_of_an_api_with_underscores_and_id_first_are_read(tmp_path: Path) -> None:
    read = read_rows(
        tmp_path,
        ("id_oportunidade", "id_vendedor", "id_empresa", "estagio", "valor"),
        ("1", "7", "19", "Commit", "100.5"),
        ("2", "7", "5", "Lead", "200"),
        ("3", "8", "5", "Pipeline", "300"),
    )
    assert [deal["owner_id"] for deal in read.rows("deals")] == ["7", "7", "8"]
    assert [deal["account_id"] for deal in read.rows("deals")] == ["19", "5", "5"]
    assert [stage["stage"] for stage in read.rows("stages")] == ["Lead", "Pipeline", "Commit"]


def test_a_flag_that_only_says_closed_is_a_question_and_leaves_no_deal_open(tmp_path: Path) -> None:
    read = read_rows(tmp_path, *FLAGGED)
    assert [deal["status"] for deal in read.rows("deals")] == ["void", "open", "lost"]
    assert [(one.option, one.samples) for one in read.report.questions] == [("closed", ("Handed over",))]


def test_the_answer_says_how_the_flagged_deals_ended(tmp_path: Path) -> None:
    read = read_rows(tmp_path, *FLAGGED, closed="won")
    assert [deal["status"] for deal in read.rows("deals")] == ["won", "open", "lost"]


def test_a_customer_with_the_number_nought_is_none(tmp_path: Path) -> None:
    read = read_rows(
        tmp_path,
        ("deal id", "deal name", "stage", "amount", "account id"),
        ("1", "Press", "Lead", "100", "0"),
        ("2", "Lathe", "Proposal", "200", "12"),
    )
    assert [deal["account_id"] for deal in read.rows("deals")] == [None, "12"]


def test_money_in_the_currency_of_the_company_alone_is_the_amount(tmp_path: Path) -> None:
    read = read_rows(
        tmp_path,
        ("Record ID", "Deal Name", "Amount in company currency", "Deal Stage"),
        ("1", "Press", "$1,200.00", "closedwon"),
        ("2", "Lathe", "$300.00", "contractsent"),
    )
    assert [(deal["amount"], deal["currency"]) for deal in read.rows("deals")] == [(1200.0, "USD"), (300.0, "USD")]


def test_a_log_of_stage_ids_is_a_history(tmp_path: Path) -> None:
    read = read_rows(
        tmp_path,
        ("event_id", "deal_id", "old_stage_id", "new_stage_id", "changed_at", "changed_by_id"),
        ("E1", "D1", "", "NEW", "2026-06-01T09:14:58+05:00", "U1"),
        ("E2", "D1", "NEW", "PREPARATION", "2026-06-02T11:30:00+05:00", "U1"),
        ("E3", "D1", "PREPARATION", "WON", "2026-06-07T12:30:00+05:00", "U2"),
    )
    assert [(move["from_stage"], move["to_stage"]) for move in read.rows("stage_events")] == [
        (None, "NEW"),
        ("NEW", "PREPARATION"),
        ("PREPARATION", "WON"),
    ]


def test_quotas_of_sellers_by_id_are_theirs_and_not_the_companys(tmp_path: Path) -> None:
    read = read_rows(
        tmp_path,
        ("rep_id", "fiscal_quarter", "quota_start_date", "quota_eur"),
        ("R1", "2026-Q1", "2026-01-01", "100000"),
        ("R2", "2026-Q1", "2026-01-01", "200000"),
        name="quotas.csv",
    )
    assert [(one["level"], one["name"], one["amount"]) for one in read.rows("targets")] == [
        ("owner", "R1", 100_000.0),
        ("owner", "R2", 200_000.0),
    ]


def test_a_list_that_calls_its_rows_leads_is_one_among_many_columns_of_its_own(tmp_path: Path) -> None:
    own = tuple(f"Policy {letter}" for letter in "ABCDEFG")
    read = read_rows(
        tmp_path,
        ("Lead ID", "Lead Create Date", "Lead Status", "Sales Agent", *own),
        ("L1", "2026-06-03", "Enrolled", "Amy", *own),
        ("L2", "2026-06-04", "Lost", "Bo", *own),
        ("L3", "2026-06-05", "No Response", "", *own),
        name="leads.csv",
    )
    assert [(lead["lead_id"], lead["outcome"], lead["owner_name"]) for lead in read.rows("leads")] == [
        ("L1", "converted", "Amy"),
        ("L2", "disqualified", "Bo"),
        ("L3", "open", None),
    ]


def test_people_in_touch_without_money_are_leads_and_no_deals(tmp_path: Path) -> None:
    read = read_rows(
        tmp_path,
        ("name", "email", "phone", "source", "status"),
        ("Ann Lee", "ann@x.example", "1", "website", "new"),
        ("Bo Ray", "bo@x.example", "2", "referral", "contacted"),
        ("Cy Fox", "cy@x.example", "3", "event", "qualified"),
    )
    assert not read.rows("deals")
    assert [(lead["lead_name"], lead["status"]) for lead in read.rows("leads")] == [
        ("Ann Lee", "new"),
        ("Bo Ray", "contacted"),
        ("Cy Fox", "qualified"),
    ]


def test_people_with_money_and_a_stage_stay_deals(tmp_path: Path) -> None:
    read = read_rows(
        tmp_path,
        ("name", "email", "stage", "value", "close date"),
        ("Ann Lee", "ann@x.example", "Proposal", "100", "2026-05-01"),
        ("Bo Ray", "bo@x.example", "Negotiation", "200", "2026-06-01"),
    )
    assert len(read.rows("deals")) == 2


def test_requests_in_russian_are_no_deals(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        read_rows(
            tmp_path,
            ("id", "тема", "статус", "автор"),
            ("1", "Не печатает", "Новая", "Ия"),
            ("2", "Нет сети", "В работе", "Ия"),
            ("3", "Пароль", "Закрыта", "Ян"),
        )


def test_stages_of_sales_without_a_name_for_the_deals_are_refused_for_that(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        read_rows(
            tmp_path,
            ("AQL date", "Source", "Client CRM", "Sales reps", "PPC budget", "Stage", "Closing Date"),
            ("Apr 3, 2026", "Demo", "None", "2", "0-500", "Negotiations", ""),
            ("Apr 3, 2026", "Call", "None", "3", "0-500", "Trial", ""),
            ("Apr 2, 2026", "Call", "None", "8", "0", "Closed Won", "Apr 3, 2026"),
        )
    assert refusal.value.said.code == "deals_without_name"


def test_calls_to_leads_are_no_leads(tmp_path: Path) -> None:
    calls = [(str(at), str(at // 3), "call", f"2026-06-{at + 1:02}") for at in range(9)]
    with pytest.raises(Refused):
        read_rows(tmp_path, ("id", "lead_id", "kind", "created_on"), *calls)


def test_stages_with_a_letter_before_their_number_are_in_its_order() -> None:
    assert numbered("S3 - Deep dive") == (3, "Deep dive")
    assert numbered("Start") is None
    assert status_of_stage("S6 - Closed Won") == "won"


@pytest.mark.parametrize(
    "stages",
    [
        ("Новый лид", "В работе", "Квалификация", "Презентация", "Предложение отправлено", "Переговоры", "Договор"),
        ("Novo", "Prospecção", "Qualificação", "Demonstração", "Proposta enviada", "Em negociação", "Contrato"),
        ("Yeni", "İlk temas", "Sunum", "Teklif", "Müzakere", "Sözleşme"),
        ("Lead", "Pipeline", "Best Case", "Commit"),
    ],
)
def test_the_stages_of_other_languages_are_in_their_order(stages: tuple[str, ...]) -> None:
    ranks = [rank_of(stage) for stage in stages]
    assert None not in ranks
    assert ranks == sorted(ranks, key=lambda rank: rank or 0)


@pytest.mark.parametrize(
    ("stage", "status"),
    [("C2:LOSE", "lost"), ("C2:WON", "won"), ("APOLOGY", "lost"), ("Отложенные", "void"), ("Провал", "lost")],
)
def test_the_ends_of_bitrix_pipelines_are_known(stage: str, status: str) -> None:
    assert status_of_stage(stage) == status
