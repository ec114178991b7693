"""The CRMs whose exports are known: adding one is a value in `SYSTEMS`, a sample file and its golden report."""

from __future__ import annotations

from typing import Final

from data_loaders.systems.bitrix import BITRIX24
from data_loaders.systems.chinese import CHINESE_FORM, FXIAOKE, WEILING, WUKONG, XIAOSHOUYI, YUDAO
from data_loaders.systems.forms import FOLK, JIANDAOYUN
from data_loaders.systems.hubspot import HUBSPOT
from data_loaders.systems.lead_lists import GOOGLE_ANALYTICS, LINKEDIN, MARKETO
from data_loaders.systems.pipedrive import PIPEDRIVE
from data_loaders.systems.plain import EVENT_LOG, GENERIC, MAVEN
from data_loaders.systems.salesforce import SALESFORCE
from data_loaders.systems.system import Mark, System
from data_loaders.systems.zoho import ZOHO_BIGIN, ZOHO_CRM

__all__ = ["SYSTEMS", "Mark", "System", "system_named"]

SYSTEMS: Final[tuple[System, ...]] = (
    SALESFORCE,
    HUBSPOT,
    PIPEDRIVE,
    ZOHO_CRM,
    ZOHO_BIGIN,
    BITRIX24,
    FOLK,
    JIANDAOYUN,
    WUKONG,
    YUDAO,
    FXIAOKE,
    XIAOSHOUYI,
    WEILING,
    LINKEDIN,
    MARKETO,
    GOOGLE_ANALYTICS,
    MAVEN,
    EVENT_LOG,
    GENERIC,
    CHINESE_FORM,
)


def system_named(name: str) -> System | None:
    """The system of this name, or None."""
    return next((system for system in SYSTEMS if system.name == name), None)
