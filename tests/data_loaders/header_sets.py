"""Headers of exports as the systems write them, and those of plain sheets that only look alike."""

from __future__ import annotations

from typing import Final

HEADERS: Final[dict[str, tuple[str, str]]] = {
    "HubSpot, labels": (
        "hubspot",
        (
            "Record ID|Deal Name|Deal Stage|Pipeline|Amount|Amount in company currency|Currency|Deal probability|"
            "Close Date|Create Date|Deal owner|HubSpot Team|Is Closed Won|Closed Lost Reason|Deal Type|Next step|"
            "Last Activity Date|Associated Company|Associated Contact|Priority|Forecast amount"
        ),
    ),
    "HubSpot, internal names": (
        "hubspot",
        (
            "hs_object_id|dealname|dealstage|pipeline|amount|deal_currency_code|hs_deal_stage_probability|closedate|"
            "createdate|hubspot_owner_id|hubspot_team_id|hs_is_closed_won|closed_lost_reason|dealtype|notes_last_updated|"
            "hs_lastmodifieddate"
        ),
    ),
    "HubSpot, German": (
        "hubspot",
        (
            "Datensatz-ID|Deal-Name|Deal-Phase|Pipeline|Betrag|Währung|Abschlussdatum|Erstellungsdatum|"
            "Zuständiger Mitarbeiter für Deal|Deal-Typ|Nächster Schritt|Zugehöriges Unternehmen"
        ),
    ),
    "HubSpot, Spanish": (
        "hubspot",
        (
            "ID del registro|Nombre del negocio|Etapa del negocio|Pipeline|Importe|Moneda|Fecha de cierre|"
            "Fecha de creación|Propietario del negocio|Tipo de negocio|Motivo de pérdida|Empresa asociada"
        ),
    ),
    "HubSpot, French": (
        "hubspot",
        (
            "ID de la fiche d'informations|Nom de la transaction|Phase de la transaction|Pipeline|Montant|Devise|"
            "Date de fermeture|Date de création|Propriétaire de la transaction|Type de transaction|Entreprise associée"
        ),
    ),
    "HubSpot, Italian": (
        "hubspot",
        (
            "ID record|Nome trattativa|Fase trattativa|Pipeline|Importo|Valuta|Data di chiusura|Data di creazione|"
            "Proprietario trattativa|Tipo trattativa|Azienda associata"
        ),
    ),
    "HubSpot, Portuguese": (
        "hubspot",
        (
            "ID do registro|Nome do negócio|Etapa do negócio|Pipeline|Valor|Moeda|Data de fechamento|Data de criação|"
            "Proprietário do negócio|Tipo de negócio|Empresa associada"
        ),
    ),
    "HubSpot, Dutch": (
        "hubspot",
        (
            "Record-ID|Dealnaam|Dealfase|Pipeline|Bedrag|Valuta|Sluitingsdatum|Aanmaakdatum|Deal-eigenaar|Dealtype|"
            "Gekoppeld bedrijf"
        ),
    ),
    "HubSpot, Japanese": (
        "hubspot",
        "レコードID|取引名|取引ステージ|パイプライン|金額|通貨|クローズ日|作成日|取引担当者|取引タイプ|失注理由|関連会社",
    ),
    "HubSpot, Chinese": (
        "hubspot",
        "记录 ID|交易名称|管道|交易阶段|金额|币种|交易负责人|创建日期|关闭日期|交易类型|交易概率|关联公司",
    ),
    "HubSpot, Chinese (Taiwan)": (
        "hubspot",
        "記錄 ID|交易名稱|交易階段|管線|金額|貨幣|關閉日期|建立日期|交易擁有者|交易類型|關聯公司|流失原因",
    ),
    "Zoho CRM": (
        "zoho_crm",
        (
            "Record Id|Deal Owner.id|Deal Owner|Amount|Deal Name|Closing Date|Account Name.id|Account Name|Stage|Type|"
            "Probability (%)|Lead Source|Created By.id|Created By|Modified By.id|Modified By|Created Time|Modified Time|"
            "Description|Contact Name.id|Contact Name|Expected Revenue|Last Activity Time|Lead Conversion Time|"
            "Sales Cycle Duration|Overall Sales Duration|Pipeline|Change Log Time|Locked|Reason For Loss"
        ),
    ),
    "Zoho CRM, renamed module": (
        "zoho_crm",
        (
            "Record Id|Students Pipeline Owner.id|Students Pipeline Owner|Opportunity / Project Name|Closing Date|"
            "Account Name.id|Account Name|Stage|Amount|Created Time|Modified Time|Created By.id|Created By|Lead Source|"
            "Reason For Loss|Change Log Time|Locked|Sales Cycle Duration"
        ),
    ),
    "Zoho CRM, Chinese": (
        "zoho_crm",
        (
            "记录 ID|商机名称|商机所有者|客户名称|阶段|金额|预计成交日期|可能性|预期收益|创建时间|修改时间|最近操作时间|"
            "线索来源|宣传来源|类型|下一步"
        ),
    ),
    "Zoho Bigin": (
        "zoho_bigin",
        (
            "Deal Id|Deal Owner.id|Deal Owner|Deal Name|Company Name.id|Company Name|Contact Name.id|Contact Name|"
            "Sub-Pipeline|Amount|Stage|Closing Date|Description|Created By.id|Created By|Modified By.id|Modified By|"
            "Created Time|Modified Time|Last Activity Time|Pipeline.id|Pipeline"
        ),
    ),
    "Salesforce report": (
        "salesforce",
        (
            "Opportunity ID|Opportunity Name|Account Name|Opportunity Owner|Owner Role|Stage|Amount Currency|Amount|"
            "Expected Revenue|Probability (%)|Close Date|Created Date|Age|Stage Duration|Fiscal Period|"
            "Forecast Category|Type|Lead Source|Next Step|Last Activity|Last Modified Date"
        ),
    ),
    "Salesforce API": (
        "salesforce",
        (
            "Id|Name|StageName|Amount|Probability|ExpectedRevenue|CloseDate|Type|LeadSource|IsClosed|IsWon|"
            "ForecastCategoryName|CurrencyIsoCode|OwnerId|AccountId|CreatedDate|LastActivityDate|LastStageChangeDate|"
            "NextStep|FiscalYear|FiscalQuarter"
        ),
    ),
    "Salesforce, Chinese": (
        "salesforce",
        "业务机会名称|客户名|业务机会所有人|阶段|金额|概率（%）|结束日期|创建日期|类型|潜在客户来源|下一步|预测类别|账龄|财政期间",
    ),
    "Salesforce, Chinese (Taiwan)": (
        "salesforce",
        "商機名稱|帳戶名稱|商機擁有人|階段|金額|機率 (%)|結束日期|建立日期|類型|潛在客戶來源|下一步|預測類別|會計期間",
    ),
    "Salesforce, German": (
        "salesforce",
        (
            "Opportunity-Name|Phase|Betrag|Schlusstermin|Account-Name|Opportunity-Inhaber|Wahrscheinlichkeit (%)|"
            "Erstelldatum|Leadquelle|Typ"
        ),
    ),
    "Pipedrive": (
        "pipedrive",
        (
            "Deal - ID|Deal - Title|Deal - Organization|Deal - Contact person|Deal - Owner|Deal - Pipeline|Deal - Stage|"
            "Deal - Status|Deal - Value|Deal - Currency of Value|Deal - Deal created|Deal - Update time|"
            "Deal - Last stage change|Deal - Expected close date|Deal - Won time|Deal - Lost time|Deal - Lost reason|"
            "Deal - Label"
        ),
    ),
    "Pipedrive without prefix": (
        "pipedrive",
        (
            "ID|Title|Organization|Contact person|Owner|Pipeline|Stage|Status|Value|Currency of Value|Deal created|"
            "Update time|Last stage change|Expected close date|Won time|Lost time|Lost reason|Next activity date|"
            "Done activities|Visible to"
        ),
    ),
    "folk": (
        "folk",
        (
            "Name|Companies|Assignee|Status|Deal value|Currency|Close date|Created at|Groups|Emails|Phone numbers|"
            "Last interaction"
        ),
    ),
    "简道云": (
        "jiandaoyun",
        (
            "流水号|商机名称|客户名称|负责人|商机阶段|商机状态|流程状态|预计金额（万元）|预计成交日期|成交日期|输单原因|商机来源|"
            "提交人|提交时间|更新时间|数据ID|扩展字段"
        ),
    ),
    "悟空": (
        "wukong",
        (
            "商机名称|客户名称|商机状态组|商机阶段|商机金额（元）|赢单率|预计成交日期|负责人|创建时间|阶段推进时间|下次联系时间|"
            "is_end|产品总金额|整单折扣"
        ),
    ),
    "芋道": (
        "yudao",
        (
            "商机名称|客户名称|商机状态组|商机状态|结束状态|商机总金额|产品总金额|整单折扣|预计成交日期|负责人名字|负责人部门|"
            "创建时间|结束时的备注"
        ),
    ),
    "纷享销客": (
        "fxiaoke",
        (
            "商机名称|客户名称|销售流程|商机阶段|商机状态|商机金额|预计结单日期|赢率|负责人|负责人主属部门|生命状态|"
            "进入当前阶段时间|创建时间|输单原因"
        ),
    ),
    "销售易": (
        "xiaoshouyi",
        "销售机会名称|客户名称|业务类型|销售阶段|销售金额|结单日期|赢率|销售机会所有人|创建日期|阶段更新时间|输单原因",
    ),
    "卫瓴": (
        "weiling",
        (
            "商机名称|企业|商机阶段|流程|预计赢单金额|赢单金额|预计赢单日期|赢单日期|归属人|商机协作人|商机丢单原因|"
            "丢单原因描述|创建时间"
        ),
    ),
    "Maven": ("maven", "opportunity_id|sales_agent|product|account|deal_stage|engage_date|close_date|close_value"),
    "a plain sheet": ("generic", "Deal|Customer|Sales Rep|Region|Status|Deal Value|Created|Est. Close|Closed On|Notes"),
    "a sheet with common words": (
        "generic",
        "Opportunity|Account|Owner|Stage|Amount|Created Date|Close Date|Probability|Source|Next step",
    ),
    "a plain Chinese form": (
        "chinese_form",
        "项目名称|客户|业务员|项目阶段|预估金额|立项日期|签约日期|失败原因|区域",
    ),
}
"""What the headers are of → the system, and its headers."""

OWN: Final = ("Notes", "Our code", "Champion", "备注一", "Budget?", "Region 2", "Partner fit")
"""Columns that users add."""
