"""Headers of plain sheets in languages other than English and Chinese, for lists of deals.

German, Spanish, French, Italian, Portuguese, Dutch, Japanese and Russian; the labels of HubSpot and Salesforce in these
languages come first.
"""

from __future__ import annotations

from typing import Final

from data_loaders.aliases import Aliases, merged
from data_loaders.systems import hubspot_languages, salesforce_languages

# Words read better in filled lines.
# fmt: off

_PLAIN: Final[Aliases] = {
    "deal_id": ("deal-id", "vorgangsnummer", "angebotsnummer", "id oportunidad", "identifiant", "id opportunité",
                "案件番号", "案件id", "商談番号",
        "id сделки", "номер сделки",
    ),
    "deal_name": (
        "verkaufschance", "deal", "projekt", "projektname", "vorgang", "chance", "oportunidad", "negocio", "proyecto",
        "opportunité", "affaire", "projet", "opportunità", "trattativa", "progetto", "oportunidade", "negócio",
        "projeto", "verkoopkans", "project", "案件名", "案件", "商談",
        "сделка", "название сделки", "название",
    ),
    "account_name": (
        "kunde", "firma", "unternehmen", "kundenname", "firmenname", "cliente", "empresa", "client", "société",
        "entreprise", "compte", "azienda", "klant", "bedrijf", "organisatie", "conta", "顧客名", "会社名", "取引先",
        "顧客", "企業名",
        "клиент", "компания", "контрагент",
    ),
    "owner_name": (
        "vertriebler", "vertriebsmitarbeiter", "verantwortlich", "verantwortlicher", "zuständig", "bearbeiter",
        "verkäufer", "inhaber", "vendedor", "comercial", "propietario", "responsable", "vendeur", "commercial",
        "propriétaire", "venditore", "responsabile", "proprietario", "proprietário", "responsável", "verkoper",
        "eigenaar", "accountmanager", "担当者", "営業担当", "営業担当者", "担当",
        "ответственный", "менеджер",
    ),
    "stage": (
        "phase", "stufe", "vertriebsphase", "verkaufsphase", "etapa", "fase", "étape", "stade", "phase de vente",
        "fase di vendita", "estágio", "verkoopfase", "ステージ", "フェーズ", "商談フェーズ", "段階",
        "этап", "этап сделки", "стадия", "стадия сделки",
    ),
    "status": ("status", "ergebnis", "estado", "resultado", "statut",
            "résultat", "stato", "esito", "situação", "状態",
               "ステータス", "結果",
        "статус",
    ),
    "amount": (
        "betrag", "wert", "umsatz", "volumen", "auftragswert", "summe", "importe", "monto", "valor", "montant",
        "valeur", "importo", "valore", "bedrag", "waarde", "金額", "受注金額", "見込金額",
        "сумма", "сумма сделки", "бюджет",
    ),
    "probability": (
        "wahrscheinlichkeit", "probabilidad", "probabilité", "probabilità", "probabilidade", "waarschijnlijkheid",
        "受注確度", "確度",
        "вероятность",
    ),
    "created_at": (
        "erstellt", "angelegt am", "anlagedatum", "erfasst am", "creado", "fecha de alta", "créé le", "créée le",
        "creato il", "criado em", "aangemaakt", "登録日", "作成日時",
        "дата создания", "создано", "создана",
    ),
    "close_date": ("abschluss", "cierre", "clôture", "chiusura", "fechamento", "sluiting", "完了日", "クローズ日"),
    "expected_close": (
        "voraussichtlicher abschluss", "erwartetes abschlussdatum", "geplanter abschluss",
        "fecha de cierre prevista", "fecha prevista de cierre", "date de clôture prévue", "clôture prévue",
        "data di chiusura prevista", "previsão de fechamento", "data prevista de fechamento",
        "verwachte sluitdatum", "verwachte sluitingsdatum", "受注予定日", "完了予定日",
        "ожидаемая дата закрытия", "предполагаемая дата закрытия",
    ),
    "won_at": ("gewonnen am", "fecha de ganado", "date de gain", "data vincita", "ganho em", "gewonnen op", "受注日"),
    "lost_at": ("verloren am", "fecha de pérdida", "date de perte", "perdido em", "verloren op", "失注日"),
    "lost_reason": ("verlustgrund", "absagegrund", "motivo de pérdida", "raison de perte", "motif de perte",
                    "motivo perdita", "motivo da perda", "reden van verlies", "verliesreden", "失注理由",
        "причина отказа", "причина проигрыша",
    ),
    "source": ("quelle", "herkunft", "fuente", "origen", "origine", "provenance", "fonte", "origem", "bron",
               "流入元", "ソース",
        "источник",
    ),
    "region": ("gebiet", "land", "región", "país", "région", "pays", "regione", "paese", "região", "regio", "地域"),
    "industry": ("branche", "sector", "secteur", "settore", "setor", "業種", "業界"),
    "product": ("produkt", "producto", "produit", "prodotto", "produto", "製品", "商品"),
    "team": ("vertriebsteam", "abteilung", "equipo", "équipe", "squadra", "equipe", "部署", "チーム"),
}


VOCABULARY: Final[dict[str, Aliases]] = {
    "deals": merged(_PLAIN, hubspot_languages.DEALS, salesforce_languages.DEALS)
}
