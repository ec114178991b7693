"""folk and 简道云: exports whose headers are mostly the user's own."""

from __future__ import annotations

from typing import Final

from data_loaders.aliases import KNOWN
from data_loaders.systems.system import Mark, System, rx

# Words read better in filled lines.
# fmt: off

FOLK: Final = System(
    name="folk",
    title="folk",
    marks=(
        Mark(45, "folk's columns “Groups” and “Emails”", headers=("groups", "emails")),
        Mark(
            35,
            "folk's columns for people",
            headers=("first name", "last name", "emails", "job title", "urls", "phone numbers"),
            least=4,
        ),
        Mark(35, "“Companies” and “People” beside a status", headers=("companies", "people", "status"), least=3),
        Mark(30, "“Companies” beside a status", headers=("companies", "status")),
        Mark(-60, "a stage beside the status, which is the stage in folk", headers=("stage", "status")),
        Mark(30, "“Phone numbers” and “Addresses”", headers=("phone numbers", "addresses")),
        Mark(20, "“Assignees” or “Group”", headers=("assignees", "assignee", "group", "groups", "deal group"), least=1),
        Mark(20, "“Last interaction”", pattern=rx(r"^last (interaction|contacted)( date)?$")),
        Mark(15, "“Created at”", headers=("created at", "close date", "status"), least=3),
        Mark(20, "a file name like folk's", file_name=rx(r"\bfolk\b")),
    ),
    aliases={
        "deals": {
            "deal_name": ("name", "deal name", "deal", "title"),
            "account_name": ("companies", "company"),
            "contact_name": ("people", "contacts"),
            "owner_name": ("assignees", "assignee", "owner", "deal owner"),
            "pipeline": ("group", "deal group", "pipeline"),
            "stage": ("status", "stage", "deal stage"),
            "amount": ("deal value", "amount", "value"),
            "close_date": ("close date", "closing date"),
            "created_at": ("created at", "created", "creation date"),
            "last_activity_at": ("last interaction", "last contacted", "last interaction date"),
            KNOWN: (
                "groups", "emails", "phone numbers", "addresses", "urls", "description", "job title", "gender",
                "birthday",
            ),
        },
    },
)

JIANDAOYUN: Final = System(
    name="jiandaoyun",
    title="简道云",
    marks=(
        Mark(
            60,
            "columns that 简道云 adds: 提交人, 提交时间 …",
            headers=("提交人", "提交时间", "更新时间", "流水号", "数据id", "扩展字段"),
            least=2,
        ),
        Mark(20, "the column 数据ID or 流水号", headers=("数据id", "流水号"), least=1),
        Mark(20, "the column 提交人", headers=("提交人",)),
        Mark(30, "提交人 or 提交时间 beside 流程状态", headers=("流程状态", "提交人", "提交时间"), least=2),
        Mark(15, "the column 扩展字段, 提交时间 or 流程状态", headers=("扩展字段", "提交时间", "流程状态"), least=1),
        Mark(15, "columns of a sub-form", pattern=rx(r"(?-i:^[\u4e00-\u9fff]+(\[\d+\])?\.[\u4e00-\u9fff]+)")),
    ),
    aliases={
        "deals": {
            "deal_id": ("流水号", "商机编号", "数据id"),
            "created_at": ("商机录入日期", "创建时间", "提交时间", "商机创建时间"),
        },
    },
    guess=True,
)
