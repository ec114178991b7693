"""Chinese CRMs and form builders: 悟空, 芋道, 纷享销客, 销售易, and the general form (支道 and others)."""

from __future__ import annotations

from typing import Final

from data_loaders.aliases import KNOWN
from data_loaders.systems.system import Mark, System, rx

# Words read better in filled lines.
# fmt: off

_GROUP: Final = "商机状态组"
_OUTCOMES: Final = {"1": "won", "2": "lost", "3": "void"}

WUKONG: Final = System(
    name="wukong",
    title="悟空CRM",
    marks=(
        Mark(80, "商机状态组 and 商机阶段 as headers", headers=(_GROUP, "商机阶段")),
        Mark(30, "商机状态组 as a header", headers=(_GROUP,)),
        Mark(20, "is_end beside stages", headers=("is_end",)),
        Mark(15, "产品总金额 or 整单折扣", headers=("产品总金额", "整单折扣"), least=1),
        Mark(-30, "headers of 芋道", headers=("负责人名字", "商机总金额", "结束时的备注", "负责人部门"), least=1),
        Mark(15, "下次联系时间 as a header", headers=("下次联系时间",)),
        Mark(25, "阶段推进时间 as a header", headers=("阶段推进时间",)),
        Mark(60, "a log with 状态id and is_end", headers=("状态id", "is_end")),
        Mark(20, "赢单率 as a header", headers=("赢单率",)),
    ),
    aliases={
        "deals": {
            "pipeline": (_GROUP,),
            "stage": ("商机阶段",),
            "status": ("商机状态", "is_end", "结束状态"),
            "stage_entered_at": ("阶段推进时间",),
            "next_activity_at": ("下次联系时间",),
        },
    },
    outcomes=_OUTCOMES,
    guess=True,
)

YUDAO: Final = System(
    name="yudao",
    title="芋道 CRM",
    marks=(
        Mark(80, "商机状态组, 商机状态 and 整单折扣 as headers", headers=(_GROUP, "商机状态", "整单折扣")),
        Mark(30, "商机状态组 as a header", headers=(_GROUP,)),
        Mark(15, "产品总金额 or 整单折扣", headers=("产品总金额", "整单折扣"), least=1),
        Mark(15, "负责人部门 beside 商机", headers=("负责人部门", "商机名称")),
        Mark(-30, "headers of 悟空", headers=("阶段推进时间", "is_end", "赢单率"), least=1),
        Mark(25, "负责人名字 as a header", headers=("负责人名字",)),
        Mark(15, "结束时的备注 as a header", headers=("结束时的备注",)),
        Mark(20, "商机总金额 as a header", headers=("商机总金额",)),
    ),
    aliases={
        "deals": {
            "pipeline": (_GROUP,),
            "stage": ("商机状态", "商机阶段"),
            "status": ("结束状态",),
            "lost_reason": ("结束时的备注",),
            "amount": ("商机总金额",),
            "owner_name": ("负责人名字",),
            "team": ("负责人部门",),
        },
    },
    outcomes=_OUTCOMES,
    guess=True,
)

FXIAOKE: Final = System(
    name="fxiaoke",
    title="纷享销客",
    marks=(
        Mark(70, "商机名称, 销售流程 and 生命状态 as headers", headers=("商机名称", "销售流程", "生命状态")),
        Mark(30, "负责人主属部门 as a header", headers=("负责人主属部门",)),
        Mark(30, "生命状态 as a header", headers=("生命状态",)),
        Mark(25, "预计结单日期 as a header", headers=("预计结单日期",)),
        Mark(20, "进入当前阶段时间 as a header", headers=("进入当前阶段时间",)),
        Mark(20, "销售流程 beside 商机阶段", headers=("销售流程", "商机阶段")),
    ),
    aliases={"deals": {"expected_close": ("预计结单日期", "预计成交日期"), "stage": ("商机阶段", "销售阶段")}},
    guess=True,
)

XIAOSHOUYI: Final = System(
    name="xiaoshouyi",
    title="销售易",
    marks=(
        Mark(60, "销售机会名称 as a header", headers=("销售机会名称",)),
        Mark(45, "销售机会所有人 as a header", headers=("销售机会所有人",)),
        Mark(15, "销售金额 beside 销售阶段", headers=("销售金额", "销售阶段")),
        Mark(20, "结单日期 as a header", headers=("结单日期",)),
        Mark(15, "阶段更新时间 as a header", headers=("阶段更新时间",)),
    ),
    aliases={"deals": {"pipeline": ("业务类型",), "close_date": ("结单日期",)}},
    guess=True,
)

WEILING: Final = System(
    name="weiling",
    title="卫瓴",
    marks=(
        Mark(55, "预计赢单金额 and 预计赢单日期 as headers", headers=("预计赢单金额", "预计赢单日期")),
        Mark(35, "商机协作人 as a header", headers=("商机协作人",)),
        Mark(35, "商机丢单原因 or 丢单原因描述", headers=("商机丢单原因", "丢单原因描述"), least=1),
        Mark(25, "预计赢单金额 or 预计赢单日期", headers=("预计赢单金额", "预计赢单日期"), least=1),
        Mark(20, "归属人 beside 企业", headers=("归属人", "企业")),
        Mark(8, "赢单金额 or 赢单日期", headers=("赢单金额", "赢单日期"), least=1),
    ),
    aliases={
        "deals": {
            "account_name": ("企业",),
            "pipeline": ("流程",),
            "stage": ("商机阶段",),
            "amount": ("预计赢单金额",),
            "won_amount": ("赢单金额",),
            "expected_close": ("预计赢单日期",),
            "won_at": ("赢单日期",),
            "owner_name": ("归属人",),
            "lost_reason": ("商机丢单原因", "丢单原因描述"),
            KNOWN: ("商机协作人",),
        }
    },
    outcomes={"100": "won", "99": "lost"},
    guess=True,
)

CHINESE_FORM: Final = System(
    name="chinese_form",
    title="Chinese form (支道 and others)",
    marks=(
        Mark(10, "headers in Chinese", pattern=rx(r"(?-i:[\u4e00-\u9fff])"), least=3),
        Mark(10, "商机 or 项目 in the headers", pattern=rx(r"(商机|项目|机会|客户)(名称|标题)?")),
        Mark(5, "a column of stages", pattern=rx(r"(阶段|状态)$")),
        Mark(-60, "headers in Japanese", pattern=rx(r"(?-i:[\u3041-\u30ff])|取引|案件|顧客|担当|受注|商談")),
    ),
    guess=True,
)
