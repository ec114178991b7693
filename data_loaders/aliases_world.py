"""Headers of plain sheets in languages other than English and Chinese, for lists of deals.

German, Spanish, French, Italian, Portuguese, Dutch, Japanese, Russian, Polish, Turkish, Swedish, Korean and Vietnamese;
the labels of HubSpot and Salesforce in these languages come first.
"""

from __future__ import annotations

from typing import Final

from data_loaders.aliases import Aliases, merged
from data_loaders.systems import hubspot_languages, salesforce_languages

# Words read better in filled lines.
# fmt: off

_PLAIN: Final[Aliases] = {
    "deal_id": (
        "id de fiche d'informations",
        "deal-id", "vorgangsnummer", "angebotsnummer", "id oportunidad", "identifiant", "id opportunité",
                "id oportunidade", "oportunidade id", "id negócio", "id do negócio", "id negocio", "id opportunità",
                "案件番号", "案件id", "商談番号",
        "id сделки", "номер сделки",
        "id registro", "numer szansy", "fırsat id", "fırsat no", "거래번호", "거래 id", "기회번호",
    ),
    "deal_name": (
        "nazwa szansy sprzedaży", "наименование сделки", "nome do negócio",
        "verkaufschance", "angebot", "deal", "projekt", "projektname", "vorgang", "chance", "oportunidad", "negocio",
        "proyecto",
        "opportunité", "affaire", "projet", "opportunità", "trattativa", "progetto", "oportunidade", "negócio",
        "projeto", "verkoopkans", "kans", "project", "案件名", "案件", "商談",
        "сделка", "название сделки", "название",
        "geschäftsname", "abschlussname", "name der verkaufschance", "nom de l'affaire", "nombre del trato",
        "nombre de trato", "trato", "naam verkoopkans", "título", "titel", "titre", "titolo", "tytuł",
        "szansa sprzedaży", "nazwa szansy", "fırsat", "fırsat adı",
        "anlaşma adı", "affär", "tên cơ hội", "cơ hội", "영업기회", "영업기회명", "기회명", "프로젝트명", "안건명",
    ),
    "account_id": ("id empresa", "id cliente", "id client", "id klient", "kunden-id", "kundennummer", "id клиента"),
    "owner_id": ("id vendedor", "id responsable", "id responsável", "id commercial", "id venditore"),
    "contact_name": (
        "pessoa de contato", "pessoa de contacto", "personne à contacter", "persona di contatto",
        "ansprechpartner", "kontakt", "kontaktperson", "contacto", "persona de contacto", "contato", "interlocuteur",
        "contatto", "referente", "contactpersoon", "контакт", "контактное лицо", "osoba kontaktowa", "担当者名",
    ),
    "pipeline": ("воронка", "embudo", "funil", "funil de vendas", "embudo de ventas", "vertriebspipeline"),
    "account_name": (
        "得意先", "заказчик", "razón social", "raison sociale", "매출처",
        "organização", "organización", "organisation", "organizzazione", "organizacja", "организация",
        "kunde", "firma", "unternehmen", "kundenname", "firmenname", "cliente", "empresa", "client", "société",
        "entreprise", "compte", "azienda", "klant", "bedrijf", "organisatie", "conta", "顧客名", "会社名", "取引先",
        "顧客", "企業名",
        "клиент", "компания", "контрагент",
        "name des unternehmens", "unternehmensname", "kontoname", "nom de l'entreprise", "nom du client",
        "nombre de la empresa", "cuenta", "nome azienda", "nome da empresa", "klient", "nazwa klienta", "müşteri",
        "müşteri adı", "şirket", "kund", "kundnamn", "företag", "khách hàng", "công ty", "고객사", "고객명",
        "회사명", "거래처", "업체명",
    ),
    "owner_name": (
        "担当営業", "責任者", "außendienst", "asesor", "ejecutivo de ventas", "consultor",
        "vertriebler", "vertriebsmitarbeiter", "verantwortlich", "verantwortlicher", "zuständig", "bearbeiter",
        "verkäufer", "inhaber", "vendedor", "comercial", "propietario", "responsable", "vendeur", "commercial",
        "propriétaire", "venditore", "responsabile", "proprietario", "proprietário", "responsável", "verkoper",
        "eigenaar", "accountmanager", "担当者", "営業担当", "営業担当者", "担当",
        "ответственный", "менеджер",
        "deal-besitzer", "deal-eigentümer", "geschäftsinhaber", "besitzer", "eigentümer",
        "propriétaire de l'affaire", "propietario del trato", "agente", "commerciale", "handlowiec", "opiekun",
        "właściciel", "satış temsilcisi", "sorumlu", "säljare", "ansvarig", "người phụ trách",
        "nhân viên kinh doanh", "담당자", "영업담당자", "영업대표",
    ),
    "stage": (
        "状況", "進捗", "進捗状況", "商談ステージ", "営業フェーズ", "진행상황", "딜 단계", "статус сделки",
        "этап продаж",
        "этап воронки", "fase de venta", "fase de ventas", "etapa de ventas", "etapa da venda",
        "étape de vente", "avancement", "stato trattativa", "etap sprzedaży", "faza", "satış aşaması",
        "nome da etapa", "étape pipeline",
        "phase", "stufe",
        "etapa do funil", "fase do funil", "etapa de venta", "vertriebsphase", "verkaufsphase",
        "etapa", "fase", "étape", "stade", "phase de vente",
        "fase di vendita", "estágio", "verkoopfase", "ステージ", "フェーズ", "商談フェーズ", "段階",
        "этап", "этап сделки", "стадия", "стадия сделки",
        "etap", "aşama", "steg", "giai đoạn", "단계", "영업단계", "진행단계",
    ),
    "status": (
        "estatus", "etat", "受注可否",
        "status", "ergebnis", "estado", "resultado", "statut",
            "résultat", "stato", "esito", "situação", "状態",
               "ステータス", "結果",
        "статус",
        "durum", "trạng thái", "tình trạng", "상태", "진행상태",
    ),
    "amount": (
        "стоимость", "объем сделки", "ca prévisionnel", "ingreso esperado", "değer", "omzet", "예상매출액", "合計売上",
        "betrag", "montant ht", "importe neto",
        "valor estimado", "valor est", "valor previsto", "importe estimado", "montant estimé", "valore stimato",
        "wert", "umsatz", "volumen", "auftragswert", "summe", "importe", "monto", "valor", "montant",
        "valeur", "importo", "valore", "bedrag", "waarde", "金額", "受注金額", "見込金額",
        "сумма", "сумма сделки", "бюджет",
        "dealwert", "auftragsvolumen", "wartość", "tutar", "värde", "giá trị", "số tiền", "예상금액", "예상매출",
        "수주금액", "계약금액",
    ),
    "probability": (
        "受注確率", "proba", "slagingskans",
        "wahrsch.", "wahrsch. in %", "abschlusschance", "prob. cierre", "probabilidad de cierre",
        "wahrscheinlichkeit", "abschlusswahrscheinlichkeit",
        "probabilidad", "probabilité", "probabilità", "probabilidade", "waarschijnlijkheid",
        "受注確度", "確度",
        "вероятность",
        "prawdopodobieństwo", "olasılık", "kazanma olasılığı", "kazanma olasılığı yüzde", "sannolikhet",
        "xác suất", "확률", "성공확률", "수주확률",
    ),
    "created_at": (
        "дата создания сделки", "商談開始日", "등록일자", "date création", "creado el", "data da proposta",
        "data de cadastro",
        "negócio criado em", "deal erstellt", "affaire créée", "affaire créée le", "trato creado", "trato creado el",
        "affare creato",
        "erstellt", "angelegt am", "anlagedatum", "erfasst am", "creado", "fecha de alta", "créé le", "créée le",
        "data de abertura", "data abertura", "fecha de apertura", "data di apertura",
        "data de criação", "data criação", "data_criacao", "fecha de creación", "fecha creación", "date de création",
        "data creazione", "erstelldatum", "erstellungsdatum", "aanmaakdatum",
        "creato il", "criado em", "aangemaakt", "登録日", "作成日時",
        "дата создания", "создано", "создана",
        "erstellungszeit", "erstellt um", "heure de création", "hora de creación", "ora creazione",
        "hora de criação", "utworzono", "oluşturma tarihi", "ngày tạo", "등록일", "작성일",
    ),
    "close_date": ("abschluss", "cierre", "clôture", "chiusura", "fechamento", "sluiting", "完了日", "クローズ日"),
    "stage_entered_at": (
        "última alteração de etapa", "último cambio de etapa", "dernier changement d'étape", "letzte phasenänderung",
        "ultimo cambio di fase", "laatste fasewijziging",
    ),
    "expected_close": (
        "entscheidung bis", "przewidywana data zamknięcia",
        "data de fechamento esperada", "erwartetes schließdatum", "date de clôture attendue", "data di chiusura attesa",
        "abschluss voraus.", "voraus. abschluss", "abschluss (voraussichtlich)", "voraussichtlicher abschlusstermin",
        "voraussichtlicher abschluss", "erwartetes abschlussdatum", "geplanter abschluss", "erwarteter abschluss",
        "abschluss erwartet",
        "fecha de cierre prevista", "fecha prevista de cierre", "cierre previsto", "cierre estimado",
        "fecha estimada de cierre", "fecha cierre estimada", "fecha cierre prevista", "previsão fechamento",
        "previsão de fecho", "data prevista", "data prevista fechamento", "fechamento previsto", "chiusura prevista",
        "verwachte sluiting", "geplanter abschlusstermin", "date de clôture prévue", "clôture prévue",
        "date de signature prévue", "signature prévue", "fecha prevista de firma",
        "data di chiusura prevista", "previsão de fechamento", "data prevista de fechamento",
        "verwachte sluitdatum", "verwachte sluitingsdatum", "受注予定日", "受注予定月", "完了予定日",
        "ожидаемая дата закрытия", "предполагаемая дата закрытия",
        "kapanış tarihi", "avslutsdatum", "ngày đóng", "종료일",
        "data chiusura prevista", "planowana data zamknięcia", "tahmini kapanış tarihi", "förväntat avslut",
        "ngày dự kiến đóng", "예상마감일", "수주예정일", "예상수주일",
    ),
    "closed_at": ("дата закрытия", "abgeschlossen am", "deal abgeschlossen am"),
    "won_at": (
        "datum des gewonnenen deals",
        "data de ganho", "heure de gain", "gewonnen um", "fecha de ganancia",
        "gewonnen am", "fecha de ganado", "date de gain", "data vincita", "ganho em", "gewonnen op", "受注日"),
    "lost_at": (
        "data de perda", "datum des verlorenen deals", "verlustdatum", "heure de l'échec", "fecha de la pérdida",
        "verloren am", "fecha de pérdida", "date de perte", "perdido em", "verloren op", "失注日"),
    "lost_reason": (
        "失注原因", "motivo de fechamento perdido",
        "verlustgrund", "absagegrund", "motivo de pérdida", "motivo pérdida", "raison de perte",
                    "motif de perte", "motivo perdita",
                    "motivo da perda", "reden van verlies", "verliesreden", "失注理由",
        "причина отказа", "причина проигрыша",
        "powód przegranej", "kayıp nedeni", "förlustorsak", "실주사유",
    ),
    "source": (
        "流入経路",
        "fonte do lead", "origem do lead", "leadquelle", "source du lead", "fuente del lead",
        "quelle", "herkunft", "fuente", "origen", "origine", "provenance", "fonte", "origem", "bron",
               "流入元", "ソース",
        "источник",
        "source du prospect", "fuente de posible cliente", "źródło", "kaynak", "유입경로",
    ),
    "region": (
        "bölge", "gebiet", "land", "región", "país", "région", "pays", "regione", "paese", "região", "regio", "地域"
    ),
    "industry": ("branche", "sector", "secteur", "settore", "setor", "業種", "業界"),
    "product": ("ürün", "produkt", "producto", "produit", "prodotto", "produto", "製品", "商品"),
    "currency": (
        "валюта",
        "para birimi", "währung des wertes", "moneda del valor", "devise de la valeur", "moeda do valor",
        "valuta del valore", "valuta van waarde",
    ),
    "modified_at": (
        "дата редактирования", "дата изменения", "更新日",
        "änderungszeit", "geändert am", "zuletzt geändert", "aktualisiert am", "modifié le", "date de modification",
        "heure de modification", "fecha de modificación", "data modifica", "data di modifica", "data de modificação",
        "수정일",
    ),
    "last_activity_at": ("último contacto", "último contato", "dernier contact", "letzter kontakt", "ultimo contatto",
                         "laatste contact", "последний контакт", "последняя активность"),
    "next_activity_at": ("próximo contacto", "próximo contato", "prochain contact", "nächster kontakt",
                         "fecha próximo contacto", "prossimo contatto", "дата следующего контакта"),
    "next_step": ("próxima acción", "próxima ação", "prochaine action", "nächste aktion", "prossima azione",
                  "следующий шаг", "następny krok"),
    "team": ("vertriebsteam", "abteilung", "equipo", "équipe", "squadra", "equipe", "部署", "チーム"),
}


VOCABULARY: Final[dict[str, Aliases]] = {
    "deals": merged(_PLAIN, hubspot_languages.DEALS, salesforce_languages.DEALS)
}
