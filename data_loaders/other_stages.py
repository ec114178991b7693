"""Words of the stages of other processes than sales: of articles, projects, orders, applications, cases, studies."""

from __future__ import annotations

import re
from typing import Final

from data_loaders.aliases import squash
from data_loaders.stage_words import plain

# Words read better in filled lines.
# fmt: off
_WORDS: Final = frozenset(map(squash, (
    "draft", "drafting", "published", "editing", "filed", "assessment", "approved", "authorize", "authorized",
    "shortlisted", "applied", "awarded", "granted", "lapsed", "received", "issued", "refunded", "reported", "assigned",
    "requested", "ordered", "placed", "packed", "shipped", "delivered", "returned", "in transit", "customs", "booked",
    "design", "build", "building", "test", "testing", "staging", "prod", "production", "deploy", "deployed", "release",
    "released", "development", "initiation", "planning", "planned", "execution", "execute", "monitoring", "rollout",
    "to do", "todo", "doing", "done", "blocked", "in review", "backlog", "enrolled", "enrollment", "admitted",
    "graduated", "withdrawn", "screening", "interview", "phone screen", "hired", "onboarded", "submitted",
    "under review", "biometrics", "trial", "appeal", "settled", "hearing", "containment", "investigation",
    "preclinical", "pilot", "idea", "invited", "waitlist", "accepted", "denied", "rejected", "declined", "pending",
    "active", "inactive", "retired", "in use", "paid", "unpaid", "overdue", "due", "sold", "listed", "leased", "open",
    "closed", "completed", "live", "cancelled", "canceled", "failed", "passed", "success", "on hold", "group stage",
    "final", "semi-final", "quarter-final", "inicio", "ejecución", "cierre", "planung", "umsetzung", "abschluss",
    "立案", "一审", "二审", "设计", "施工", "验收", "竣工", "申报", "中期", "结题", "审批", "审批中", "待审批",
    "已批准", "已审批", "通过", "不通过", "已通过", "未通过", "已驳回", "已拒绝", "初筛", "面试", "录用", "淘汰",
    "募集", "运作", "清算", "已提交", "已支付", "已付款", "未付款", "待付款", "已发货", "待发货", "已签收", "运输中",
    "已完成",
    "未开始", "进行中", "计划中", "已结束", "在用", "报废", "闲置", "在职", "离职", "处理中", "待处理", "已关闭",
    "下单", "到货",
)))
# fmt: on
_NUMBERED: Final = re.compile(r"(?:phase|year|round|level|sprint|group|week|step|grade|class)\s*(?:\d+|[ivx]+)\b")


def of_another_process(stage: str) -> bool:
    """Whether a word names a stage of something else than a sale, or of anything (`Open`, `Closed`)."""
    return squash(plain(stage)) in _WORDS or _NUMBERED.match(stage.strip().casefold()) is not None
