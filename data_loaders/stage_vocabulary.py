"""The words of stages and outcomes, in English and Chinese: data of `stage_words`."""

from __future__ import annotations

from typing import Final

# Words read better in filled lines.
# fmt: off

WON: Final = (
    "won", "closed won", "closed - won", "closedwon", "deal won", "order won", "signed", "contract signed",
    "payment done", "paid", "success", "successful", "renewed", "win", "closed/won", "won deal", "order received",
    "purchased", "complete won", "closed (won)", "closed: won", "converted", "po received", "赢单", "成交",
    "已成交",
    "签约", "已签约", "中标", "已中标", "已赢单", "赢单关闭", "结束赢单", "成功", "已赢得", "赢", "签单", "已签单",
    "赢得", "成单", "已成单", "关闭赢单", "成交客户", "赢单成交", "已回款", "签约成交", "交易成功", "已付款",
    "關閉贏單", "贏單", "成交赢单", "结束(赢单)", "赢单结束", "合同签订", "合同已签", "已签合同", "成交結案",
    "結束並贏得",
    "gewonnen", "abgeschlossen und gewonnen", "geschlossen gewonnen", "geschlossen/gewonnen", "ganado", "ganada",
    "cierre ganado", "cerrado ganado", "cerrada ganada", "gagné", "gagnée", "fermée gagnée", "fermé gagné",
    "conclue", "conclus", "vinto", "vinta", "chiuso vinto", "chiusa vinta", "chiusa - aggiudicata", "aggiudicata",
    "ganho", "ganha", "fechado ganho", "fechado e ganho", "gesloten gewonnen", "gesloten en gewonnen", "受注",
    "成約", "已签", "已下单", "已拿下",
    "受注済み", "成立", "успешно реализовано", "сделка успешна", "выиграна", "выиграно", "выигран",
    "wygrana", "wygrane", "wygrany", "kazanıldı", "kazanılan", "kazanılmış", "vunnen", "vunnet", "vundet", "수주",
    "수주완료", "계약완료", "성사", "thắng", "thành công", "chốt thành công",
    "auftrag erhalten", "auftrag erteilt", "beauftragt", "commande reçue", "signé", "signée", "contrat signé",
    "firmado", "firmada", "contrato firmado", "pedido recibido", "firmato", "firmata", "ordine ricevuto",
)
LOST: Final = (
    "lost", "closed lost", "closed - lost", "closedlost", "deal lost", "dead", "declined", "rejected", "loss",
    "lose", "closed/lost", "closed lost to competition", "closed-lost to competition", "lost deal", "no decision",
    "analyze failure",
    "no bid", "no-bid", "no go", "no-go", "已丢", "已输", "未中",
    "not won", "closed (lost)", "closed: lost", "failed", "unsuccessful", "churned", "lost to competitor", "denied",
    "输单", "丢单", "流失", "失败", "未中标", "已输单", "已丢单", "输单关闭", "结束输单", "输", "关闭输单",
    "已流失", "已失去", "已失去的交易", "закрыто и не реализовано", "сделка провалена", "проиграна", "проиграно",
    "отказ",
    "未成交", "战败", "已失败", "交易失败", "关闭丢单", "丢失", "已丢失", "輸單", "關閉輸單", "流失输单", "落标",
    "输单结束", "丟單", "失單", "結束但失去", "verloren", "abgeschlossen und verloren", "geschlossen verloren",
    "geschlossen/verloren", "perdido", "perdida", "cierre perdido", "cerrado perdido", "cerrada perdida", "perdu",
    "perdue", "fermée perdue", "fermé perdu", "perso", "persa", "chiuso perso", "chiusa persa", "chiusa - persa",
    "fechado perdido", "fechado e perdido", "gesloten verloren", "gesloten en verloren", "失注", "abgelehnt",
    "abgesagt", "rechazado", "refusé", "rifiutato", "przegrana", "przegrane", "przegrany", "kaybedildi", "kaybedilen",
    "förlorad", "förlorat", "tabt", "tapt", "실주", "실패", "드랍", "thua", "thất bại",
    "absage", "absage erhalten", "descartado", "descartada",
)
VOID: Final = (
    "cancelled", "canceled", "disqualified", "duplicate", "non target", "non-target", "abandoned", "junk", "void",
    "invalid", "deleted", "archived", "withdrawn", "parked", "suspended", "unqualified", "not qualified",
    "out of scope", "无效", "作废", "取消", "搁置", "关闭", "已关闭", "已取消", "已作废", "无效商机", "暂停", "终止",
    "已终止", "已搁置", "放弃", "已放弃",
    "無效", "废弃", "已无效", "无效关闭", "storniert", "abgebrochen", "ungültig", "cancelado", "cancelada",
    "anulado",
    "annulé", "annulée", "abandonné", "annullato", "annullata", "geannuleerd", "キャンセル", "取消し", "無効",
    "取下げ", "anulowana", "anulowane", "anulowany", "iptal", "iptal edildi", "avbruten", "취소", "보류", "đã hủy",
)
OPEN: Final = (
    "open", "in progress", "active", "pending", "ongoing", "working", "new", "on track", "in process", "engaged",
    "live", "进行中", "跟进中", "未结束", "推进中", "正常", "进行", "打开", "未成交中", "在跟", "跟进", "開放",
    "進行中", "处理中", "未完成", "offen", "in bearbeitung", "laufend", "abierto", "abierta", "en curso", "ouvert",
    "ouverte", "en cours", "aperto", "aperta", "in corso", "aberto", "aberta", "em andamento", "lopend", "商談中",
    "otwarta", "otwarte", "w toku", "açık", "devam ediyor", "öppen", "pågående", "진행중", "진행 중",
    "đang xử lý", "đang tiến hành",
)

CLOSED: Final = (
    "closed", "close", "closed deal", "closed deals", "deal closed", "completed", "finished", "done", "ended", "已结束",
    "结束", "已完成", "完成", "结案", "已结案", "結案", "已結案", "已結束", "終了", "完了", "クローズ",
    "geschlossen", "abgeschlossen", "fermé", "fermée", "clôturé", "clôturée", "terminé", "terminée", "cerrado",
    "cerrada", "fechado", "fechada", "chiuso", "chiusa", "gesloten", "afgesloten",
)
RANKS: Final[tuple[tuple[int, tuple[str, ...]], ...]] = (
    (3, ("upcoming", "identified", "due", "renewal due", "即将到期", "待续约", "续约提醒")),
    (5, (
        "lead", "new lead", "suspect", "inquiry", "enquiry", "new", "inbox", "incoming", "unassigned", "backlog",
        "线索", "潜在客户", "新线索", "新建", "潜在", "初始", "意向", "待分配", "新商机", "商机发现", "发现商机",
        "發現商機", "新客户",
    )),
    (10, (
        "erstkontakt", "kontaktiert", "primer contacto", "premier contact", "primo contatto",
        "primeiro contato", "eerste contact", "初回接触", "アプローチ",
        "prospect", "prospecting", "contacted", "contact made", "first contact", "outreach", "attempted to contact",
        "初步接触", "初步接洽", "初次接触", "已联系", "接触", "初步沟通", "建立联系", "首次拜访", "初步联系",
        "初访",
    )),
    (14, (
        "meeting scheduled", "appointment scheduled", "appointmentscheduled", "scheduled", "intro meeting",
        "first meeting", "connected", "已约访", "约见", "预约",
    )),
    (20, (
        "qualifizierung", "qualifiziert", "calificación", "calificado", "cualificación", "qualifié",
        "qualifica", "qualificazione", "qualificação", "qualificado", "kwalificatie", "gekwalificeerd",
        "見込み", "見込",
        "qualification", "qualified", "qualifying", "qualify", "qualified to buy", "qualifiedtobuy", "sql", "mql",
        "sal", "资格评估", "验证客户", "客户验证", "资格审查", "已验证", "确认意向", "意向客户", "意向确认",
        "商机确认", "初步筛选", "客户筛选", "资质确认", "立项", "商机立项",
    )),
    (25, (
        "discovery", "discover", "engaging", "engaged", "exploration", "research", "fact finding",
        "understand needs", "调研", "客户调研", "需求挖掘", "探索",
    )),
    (30, (
        "bedarfsanalyse", "bedarfsermittlung", "análisis de necesidades", "analyse des besoins",
        "analisi dei bisogni", "análise de necessidades", "behoefteanalyse", "ヒアリング", "課題確認",
        "needs analysis", "analysis", "need analysis", "needs assessment", "scoping", "scope", "requirements",
        "solution discovery", "需求分析", "需求确认", "需求沟通", "需求调研", "需求", "需求评估", "需求梳理",
        "需求阶段",
    )),
    (36, (
        "value proposition", "business case", "solution", "solution design", "solution development",
        "technical fit",
        "technical evaluation", "价值主张", "价值呈现", "方案设计", "方案制定", "解决方案", "技术交流", "价值建议",
    )),
    (40, (
        "präsentation", "vorführung", "presentación", "présentation", "démonstration", "presentazione",
        "apresentação", "presentatie", "デモ", "プレゼン",
        "demo", "demonstration", "presentation", "presentation scheduled", "presentationscheduled",
        "demo scheduled",
        "demo done", "product demo", "演示", "产品演示", "方案演示", "产品展示", "方案宣讲", "方案交流", "产品介绍",
    )),
    (44, (
        "id decision makers", "id. decision makers", "identify decision makers", "decision makers",
        "decision maker bought in", "decisionmakerboughtin", "确定决策人", "识别决策者", "确定决策者", "决策人认可",
        "决策链确认",
    )),
    (48, (
        "perception analysis", "evaluation", "evaluating", "validation", "trial", "poc", "proof of concept",
        "pilot",
        "technical validation", "testing", "认知分析", "感知分析", "试用", "测试", "验证", "方案验证", "产品试用",
        "评估", "概念验证",
    )),
    (60, (
        "angebot", "angebot erstellt", "angebot versendet", "propuesta", "proposition", "offre",
        "proposition commerciale", "proposta", "offerta", "oferta", "voorstel", "offerte", "提案",
        "proposal", "proposal made", "proposed", "proposal sent", "proposal/price quote", "proposal / quote",
        "proposition",
        "solution proposed", "rfp", "offer", "proposing", "建议书", "方案", "方案/报价", "方案报价", "提交方案",
        "方案提交", "提案", "方案建议", "方案确认", "方案沟通", "方案呈现", "提供方案",
    )),
    (64, (
        "preisangebot", "cotización", "presupuesto", "devis", "preventivo", "orçamento", "cotação",
        "prijsopgave", "見積", "見積もり", "見積提出",
        "quote", "quotation", "quoted", "price quote", "quote sent", "pricing", "offer sent", "报价", "发送报价",
        "已报价",
        "商务报价", "产品报价", "价格",
    )),
    (68, ("bidding", "tender", "bid", "rfq", "招投标", "投标", "招标", "竞标", "项目招标", "投标阶段")),
    (75, (
        "verhandlung", "in verhandlung", "negociación", "négociation", "trattativa", "negoziazione",
        "negociação", "onderhandeling", "交渉", "条件交渉",
        "negotiation", "negotiations started", "negotiation/review", "negotiating", "review", "in negotiation",
        "commercial", "negotiation / contract", "谈判", "商务谈判", "谈判审核", "谈判/审核", "谈判/签约",
        "谈判/复审", "合同谈判", "价格谈判", "商务洽谈", "谈判中", "商务阶段", "谈判阶段", "洽谈",
    )),
    (82, (
        "vertrag", "vertrag versendet", "vertragsprüfung", "contrato", "contrato enviado", "contrat",
        "contrat envoyé", "contratto", "契約", "契約締結",
        "contract", "contract sent", "contractsent", "contracting", "legal", "legal review", "procurement",
        "paperwork", "security review", "合同", "合同审批", "合同签署", "签订合同", "合同阶段", "合同评审",
        "待签约",
        "签约中", "合同审核", "合同流程", "准备签约",
    )),
    (88, (
        "verbal", "verbal commit", "commit", "committed", "closing", "verbal agreement", "ready to close",
        "final approval", "decision", "口头承诺", "即将成交", "成交确认", "确认签约", "决策", "最终决策", "待成交",
    )),
    (92, (
        "implementation", "onboarding", "delivery", "payment", "awaiting payment", "invoice", "交付", "实施",
        "回款",
        "待回款", "项目实施", "收款",
    )),
)
