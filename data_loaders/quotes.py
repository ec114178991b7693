"""Logs of quotes: each quote is a deal, and what became of it is said in words of their own (`Accepted`, `Expired`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from data_loaders.aliases import read_header

OUTCOMES: Final = {
    "accepted": "won", "approved": "won", "ordered": "won", "confirmed": "won", "invoiced": "won", "signed": "won",
    "declined": "lost", "rejected": "lost", "refused": "lost", "expired": "lost", "not accepted": "lost",
    "superseded": "void", "revised": "void", "replaced": "void",
    "已接受": "won", "接受": "won", "已确认": "won", "已转订单": "won", "已下单": "won",
    "已拒绝": "lost", "拒绝": "lost",
    "已过期": "lost", "过期": "lost", "未采纳": "lost", "已失效": "lost", "已替换": "void",
    "angenommen": "won", "beauftragt": "won", "abgelaufen": "lost", "accepté": "won", "acceptée": "won",
    "refusée": "lost", "expiré": "lost", "aceptado": "won", "aceptada": "won", "rechazada": "lost", "caducado": "lost",
    "accettato": "won", "accettata": "won", "rifiutata": "lost", "scaduto": "lost",
}  # fmt: skip
"""What the words of a log of quotes mean, casefolded."""
_NUMBER: Final = re.compile(
    r"(?:quote|quotation|estimate|proposal|offer)\s*(?:no\.?|num(?:ber)?|nr\.?|id|#|ref(?:erence)?)"
    r"|报价单?(?:编?号|号码)|angebots?-?(?:nr\.?|nummer)"
    r"|(?:n[°ºo]\.?|num[ée]ro|número)\s*(?:de\s*)?(?:devis|presupuesto|cotización|offerta|preventivo)",
)
_BOUGHT: Final = re.compile(r"supplier|vendor|供应商|供货商|lieferant|fournisseur|proveedor|fornitore")


def of_quotes(headers: Sequence[str]) -> bool:
    """Whether a list is one of quotes given to customers, by its numbers; those of suppliers are purchases."""
    keys = [read_header(text).key for text in headers]
    return any(map(_NUMBER.fullmatch, keys)) and not any(map(_BOUGHT.search, keys))
