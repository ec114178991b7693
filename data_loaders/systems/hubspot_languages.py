"""HubSpot's labels in the other languages of its exports; the first name of a field is the one of the portal."""

from __future__ import annotations

import re
from typing import Final

from data_loaders.aliases import KNOWN, Aliases
from data_loaders.systems.system import Mark, rx

# Words read better in filled lines. German, Spanish, French, Italian, Portuguese, Dutch, Swedish, Danish, Norwegian,
# Polish, Japanese, Korean, Chinese (Taiwan). Labels were written down from memory of the portals, not from files.
# fmt: off

DEALS: Final[Aliases] = {
    "deal_id": (
        "datensatz-id", "id del registro", "id de registro", "id de la fiche d'informations", "id d'enregistrement",
        "id de l'enregistrement", "id record", "id del record", "id do registro", "record-id", "post-id", "post-id:t",
        "identyfikator rekordu", "id rekordu", "レコードid", "レコード id", "레코드 id", "記錄 id", "記錄id",
    ),
    "deal_name": (
        "deal-name", "name des deals", "nombre del negocio", "nombre de negocio", "nom de la transaction",
        "nom de transaction", "nome trattativa", "nome della trattativa", "nome affare", "nome dell'affare",
        "nome do negócio", "dealnaam", "affärsnamn", "affärens namn",
        "aftalens navn", "avtalenavn", "nazwa transakcji",
        "nazwa dealu", "取引名", "거래 이름", "거래명", "交易名稱",
    ),
    "stage": (
        "deal-phase", "phase des deals", "etapa del negocio", "etapa de negocio", "phase de la transaction",
        "phase de transaction", "étape de la transaction", "fase trattativa", "fase della trattativa", "fase affare",
        "fase dell'affare", "etapa do negócio", "fase do negócio", "dealfase", "affärsfas", "affärens fas",
        "aftalefase", "avtalefase", "etap transakcji", "取引ステージ", "거래 단계", "交易階段",
    ),
    "pipeline": ("パイプライン", "파이프라인", "管線", "銷售管道", "銷售管線", "pijplijn", "lejek", "canalización"),
    "amount": (
        "betrag", "wert", "importe", "cantidad", "valor", "montant", "importo", "bedrag", "belopp", "beløb", "beløp",
        "kwota", "金額", "금액", "monto",
    ),
    "amount_base": (
        "betrag in unternehmenswährung", "betrag in der unternehmenswährung", "importe en moneda de la empresa",
        "valor en la moneda de la empresa", "montant dans la devise de l'entreprise",
        "importo nella valuta dell'azienda", "valor na moeda da empresa",
        "bedrag in bedrijfsvaluta", "会社通貨での金額",
        "公司貨幣金額",
    ),
    "currency": ("währung", "moneda", "divisa", "devise", "valuta",
            "moeda", "waluta", "通貨", "통화", "貨幣", "幣別"),
    "probability": (
        "deal-wahrscheinlichkeit", "probabilidad del negocio", "probabilité de la transaction",
        "probabilità trattativa", "probabilidade do negócio", "dealwaarschijnlijkheid", "取引の確度", "交易機率",
        "probabilità della trattativa",
    ),
    "close_date": (
        "abschlussdatum", "schlussdatum", "fecha de cierre",
        "date de fermeture", "date de clôture", "data di chiusura",
        "data chiusura", "data de fechamento", "sluitingsdatum", "sluitdatum", "stängningsdatum", "lukkedato",
        "afslutningsdato", "avslutningsdato", "data zamknięcia",
        "クローズ日", "クローズ予定日", "마감일", "종료 날짜",
        "關閉日期", "結束日期", "結案日期",
    ),
    "created_at": (
        "erstellungsdatum", "erstelldatum", "erstellt am", "fecha de creación", "date de création",
        "data di creazione", "data creazione", "data de criação", "aanmaakdatum", "aangemaakt op", "skapad",
        "skapandedatum", "oprettelsesdato", "opprettelsesdato", "data utworzenia", "作成日", "생성일", "만든 날짜",
        "建立日期",
    ),
    "owner_name": (
        "zuständiger mitarbeiter für deal", "für den deal zuständiger mitarbeiter", "zuständiger mitarbeiter",
        "deal-inhaber", "deal-zuständiger", "propietario del negocio", "propriétaire de la transaction",
        "proprietario trattativa", "proprietario della trattativa", "titolare della trattativa",
        "proprietário do negócio", "deal-eigenaar", "dealeigenaar", "affärsägare", "ägare av affär", "aftaleejer",
        "avtaleeier", "właściciel transakcji", "取引担当者", "거래 담당자", "거래 소유자", "交易擁有者", "交易負責人",
        "交易擁有人",
    ),
    "account_name": (
        "zugehöriges unternehmen", "zugeordnetes unternehmen", "empresa asociada", "entreprise associée",
        "azienda associata", "empresa associada", "gekoppeld bedrijf",
        "associated company", "関連する会社", "関連会社",
        "關聯公司", "연결된 회사",
    ),
    "contact_name": (
        "zugehöriger kontakt", "contacto asociado", "contact associé", "contatto associato", "contato associado",
        "gekoppelde contactpersoon", "関連するコンタクト", "關聯聯絡人",
    ),
    "lost_reason": (
        "grund für verlorenen deal", "grund für deal-verlust", "grund für abgeschlossen und verloren",
        "motivo de pérdida", "motivo de cierre perdido", "motivo de negocio perdido", "raison de la perte",
        "raison de la transaction perdue", "motif de perte", "motivo della perdita", "motivo di chiusura persa",
        "motivo da perda", "motivo de perda", "motivo do negócio perdido", "reden voor verlies",
        "reden voor gesloten en verloren", "失注理由", "失注の理由", "丟失原因", "輸單原因", "流失原因",
    ),
    "deal_type": (
        "deal-typ", "tipo de negocio", "type de transaction", "tipo trattativa", "tipo di trattativa", "dealtype",
        "tipo de negócio", "取引タイプ", "交易類型",
    ),
    "next_step": (
        "nächster schritt", "próximo paso", "siguiente paso", "étape suivante", "prochaine étape", "passo successivo",
        "próxima etapa", "próximo passo", "volgende stap", "次のステップ", "下一步",
    ),
    "last_activity_at": (
        "datum der letzten aktivität", "letzte aktivität", "fecha de la última actividad",
        "date de dernière activité", "date de la dernière activité", "data dell'ultima attività",
        "data da última atividade", "datum laatste activiteit", "前回のアクティビティー日", "最終アクティビティー日",
        "上次活動日期", "最後活動日期",
    ),
    "modified_at": (
        "datum der letzten änderung", "zuletzt geändert am", "fecha de la última modificación",
        "date de dernière modification", "date de la dernière modification", "data dell'ultima modifica",
        "data da última modificação", "datum laatst gewijzigd", "最終更新日", "上次修改日期",
    ),
    "source": (
        "ursprüngliche quelle", "ursprüngliche traffic-quelle", "fuente original", "fuente de tráfico original",
        "source d'origine", "fonte originale", "fonte original",
        "oorspronkelijke bron", "元のソース", "オリジナルソース",
        "原始來源",
    ),
    "team": ("hubspot-team", "equipo de hubspot", "équipe hubspot",
            "team hubspot", "equipe hubspot", "hubspotチーム"),
    KNOWN: (
        "tage bis zum abschluss", "días para cerrar", "jours avant fermeture", "giorni alla chiusura",
        "dias para fechar", "dagen tot sluiting", "クローズまでの日数",
        "priorität", "prioridad", "priorité", "priorità",
        "prioridade", "prioriteit", "優先度", "優先順序", "deal-beschreibung", "beschreibung",
    ),
}


def _labels(*fields: str) -> re.Pattern[str]:
    """A pattern of every label of these fields."""
    return rx("^(" + "|".join(re.escape(name) for field in fields for name in DEALS[field]) + ")$")


MARKS: Final = (
    Mark(35, "the label of “Deal Name” in another language", pattern=_labels("deal_name")),
    Mark(30, "the label of “Deal Stage” in another language", pattern=_labels("stage")),
    Mark(20, "the label of “Record ID” in another language", pattern=_labels("deal_id")),
    Mark(20, "the label of “Deal owner” in another language", pattern=_labels("owner_name")),
)

_STAGE_DATE: Final = re.compile(r"^(.*?)(?:(?<!\S)[\"']|\s*[“‘„«「『])\s*(.+?) ?\((.+)\)\s*[\"'”’“»」』](.*)$")
_MEASURES: Final = rx(
    r"kumul|cumul|acumul|累計|累计|合計|insgesamt|dauer|zeit in|durée|durata|duración|duração|temps|"
    r"tiempo|tempo|tijd in"
)
_EXITS: Final = rx(r"austritt|verlass|salida|salió|sortie|quitt|uscit|saíd|saiu|verlaten|退出|離開|离开|出た|終了")
_ENTRIES: Final = rx(
    r"eintritt|eingetret|eingang|entrad|entró|ingres|entré|entrat|entrou|ingevoerd|binnen|ingang|入った|進入|进入|開始"
)


def stage_label(text: str) -> tuple[str, str, str] | None:
    """What a column such as `Eintrittsdatum "Demo (Sales)"` holds ('entered' or 'other'), its stage and pipeline."""
    found = _STAGE_DATE.match(text)
    if found is None:
        return None
    around = f"{found.group(1)} {found.group(4)}"
    if _MEASURES.search(around) or _EXITS.search(around):
        what = "other"
    elif _ENTRIES.search(around):
        what = "entered"
    else:
        return None
    return what, found.group(2).strip(), found.group(3).strip()
