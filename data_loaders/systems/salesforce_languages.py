"""Salesforce's report labels in other languages; the first name of a field is the standard label."""

from __future__ import annotations

import re
from typing import Final

from data_loaders.aliases import KNOWN, Aliases
from data_loaders.systems.system import Mark, rx

# Words read better in filled lines. Chinese (Taiwan), German, Spanish, French, Italian, Portuguese, Dutch, Japanese.
# fmt: off

DEALS: Final[Aliases] = {
    "deal_id": (
        "商機 id", "業務機會 id", "機會 id", "opportunity-id", "id de la oportunidad", "id oportunidad",
        "id de l'opportunité", "id opportunité", "id opportunità", "id da oportunidade", "opportunity id",
        "商談 id", "商談id",
    ),
    "deal_name": (
        "商機名稱", "業務機會名稱", "機會名稱", "opportunity-name",
        "name der opportunity", "nombre de la oportunidad",
        "nombre de oportunidad", "nom de l'opportunité", "nom de l’opportunité", "nome opportunità",
        "nome dell'opportunità", "nome da oportunidade", "naam opportunity", "opportunitynaam", "商談名",
    ),
    "account_name": (
        "帳戶名稱", "客戶名稱", "客戶名", "account-name", "accountname", "nombre de la cuenta", "nombre de cuenta",
        "nom du compte", "nome account", "nome dell'account",
        "nome da conta", "naam account", "accountnaam", "取引先名",
    ),
    "owner_name": (
        "商機擁有人", "業務機會擁有人", "機會擁有人", "商機所有人", "業務機會所有人", "opportunity-inhaber",
        "propietario de la oportunidad", "propietario de oportunidad", "propriétaire de l'opportunité",
        "propriétaire de l’opportunité", "titolare opportunità", "proprietario opportunità",
        "proprietário da oportunidade", "eigenaar opportunity", "opportunity-eigenaar", "商談 所有者", "商談所有者",
        "商談の所有者",
    ),
    "team": ("擁有人角色", "所有人角色", "inhaberrolle",
            "función de propietario", "rôle du propriétaire", "所有者 ロール"),
    "stage": (
        "階段", "phase", "etapa", "étape", "fase", "フェーズ",
    ),
    "amount": ("金額", "betrag", "importe", "montant", "importo", "valor", "quantia", "bedrag"),
    "currency": ("金額 貨幣", "betrag währung", "importe divisa", "montant devise", "金額 通貨"),
    "amount_base": ("金額 (已轉換)", "betrag (konvertiert)",
            "importe (convertido)", "montant (converti)", "金額 (換算値)"),
    "probability": (
        "機率 (%)", "可能性 (%)", "wahrscheinlichkeit (%)", "probabilidad (%)", "probabilité (%)", "probabilità (%)",
        "probabilidade (%)", "waarschijnlijkheid (%)", "確度 (%)", "機率", "確度",
    ),
    "forecast_category": (
        "預測類別", "prognosekategorie", "categoría de previsión", "catégorie de prévision",
        "categoria previsione", "categoria de previsão", "売上予測分類",
    ),
    "created_at": (
        "建立日期", "erstelldatum", "fecha de creación", "date de création", "data di creazione", "data creazione",
        "data de criação", "gemaakt op", "aanmaakdatum", "作成日",
    ),
    "close_date": (
        "結束日期", "schlusstermin", "abschlussdatum", "fecha de cierre", "date de clôture", "data chiusura",
        "data di chiusura", "data de fechamento", "sluitdatum", "sluitingsdatum", "完了予定日",
    ),
    "lost_reason": (
        "輸單原因", "丟單原因", "verlustgrund", "grund für verlust", "motivo de pérdida", "motif de perte",
        "motivo della perdita", "motivo da perda", "reden verlies", "失注理由",
    ),
    "source": (
        "潛在客戶來源", "leadquelle", "lead-quelle", "origen del prospecto", "origen de candidato",
        "origine de la piste", "origine du lead", "provenienza lead", "fonte lead", "origem do lead", "leadbron",
        "リードソース",
    ),
    "deal_type": ("類型", "typ", "tipo", "種別"),
    "next_step": ("下一步", "nächster schritt", "paso siguiente",
            "étape suivante", "fase successiva", "próxima etapa",
                  "volgende stap", "次のステップ"),
    "last_activity_at": ("上次活動", "上次活動日期", "letzte aktivität", "última actividad", "dernière activité",
                         "ultima attività", "última atividade", "laatste activiteit", "最終活動日", "最終活動"),
    "modified_at": (
        "上次修改日期", "datum der letzten änderung", "fecha de última modificación",
        "date de dernière modification", "data ultima modifica", "data da última modificação", "最終更新日",
    ),
    "is_won": ("已贏得", "gewonnen", "ganada", "gagnée", "成立"),
    "is_closed": ("已結束", "geschlossen", "cerrada", "fermée", "完了"),
    KNOWN: (
        "帳齡", "會計期間", "預期收入", "alter", "geschäftszeitraum", "geschäftsperiode", "erwarteter umsatz",
        "antigüedad", "periodo fiscal", "ingresos esperados", "ancienneté", "période fiscale", "revenu attendu",
        "revenu escompté", "età", "periodo fiscale", "entrate previste", "idade", "período fiscal",
        "receita esperada", "期待収益", "会計期間", "経過日数", "phasendauer", "phasen-dauer",
    ),
}


def _labels(*fields: str) -> re.Pattern[str]:
    """A pattern of every label of these fields."""
    return rx("^(" + "|".join(re.escape(name) for field in fields for name in DEALS[field]) + ")$")


MARKS: Final = (
    Mark(45, "the label of “Opportunity Name” in another language", pattern=_labels("deal_name")),
    Mark(30, "the label of “Opportunity Owner” in another language", pattern=_labels("owner_name")),
    Mark(15, "the label of “Account Name” in another language", pattern=_labels("account_name")),
    Mark(10, "the label of “Probability (%)” in another language", pattern=_labels("probability")),
)
