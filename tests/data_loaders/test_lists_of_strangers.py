"""Shapes of lists found in public that were read wrongly once: their pairs of columns, their keys, their languages."""

from __future__ import annotations

from pathlib import Path

import pytest

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


def test_a_filled_column_of_names_goes_before_an_empty_one(tmp_path: Path) -> None:
    head = ("id", "Deal_Name", "Stage", "Amount", "Account_Name", "Account_Name__name", "Account_Name__id")
    read = read_rows(tmp_path, head, ("1", "Alfa", "Proposal", "100", "", "Acme", "77"))
    assert [row["account_name"] for row in read.rows("deals")] == ["Acme"]
