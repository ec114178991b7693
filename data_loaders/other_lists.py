"""Headers of lists that look like deals and are something else: payments and orders, projects and tasks, tickets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from data_loaders.aliases import read_header

_ENOUGH: Final = 2
_OTHERS: Final[Mapping[str, re.Pattern[str]]] = {
    "payments": re.compile(
        r"(amount|converted|usd)?(refunded|captured|fee|net|gross|subtotal|shipping|paid|due|balance|tax|taxes|vat)"
        r"|(open|balance|amount)(balance|due|paid|refunded)|(due|paid|payment|invoice|refund(ed)?|order|ship|shipped"
        r"|shipping|delivery|transaction)date(utc)?|paidat|fulfilledat|duedateutc|dateutc|(invoice|payment|transaction"
        r"|order|charge|paymentintent|po|purchaseorder|receipt)(id|no|number|nr|status|type|method)|paymentmethod"
        r"|(financial|fulfillment)status|payout|sellermessage|statementdescriptor|cardid|qty|quantity|sku|lineitem\w*"
        r"|currentperiod(start|end)(utc)?|interval|quantityordered|priceeach|shipmode|trackingnumber|supplier|vendor|(quote|quotation)(no|number|id)"
        r"|订单(编号|号|状态|日期)|下单时间|发票(号|号码|编号)|开票日期|支付(方式|时间|状态)|付款(方式|时间|状态)|实付金额|退款金额"
        r"|手续费|运费|税额|收货人|发货时间|物流单号|采购(单号|日期|员)|供应商"
    ),
    "projects": re.compile(
        r"project(manager|lead|budget|phase)|pm|budget|percentcomplete|complete|completion|startdate|start|enddate|finish"
        r"|finishdate|plannedstart|plannedend|actualstart|actualend|duedate|risk|risks|rag|sprint|milestone|task|tasks"
        r"|subtask|priority|dependencies|项目(经理|预算|阶段|进度)|预算|开始(日期|时间)|结束(日期|时间)|截止日期|优先级|风险|里程碑|任务"
    ),
    "tickets": re.compile(
        r"(ticket|issue|bug|case)(id|key|no|number|type|status|priority|subject)?|severity|sla|requester|requesteremail"
        r"|reporter|resolution|resolved|solvedat|environment|component|工单(号|编号|状态|类型)|处理人|报修\w*|解决时间|故障\w*"
    ),
    "applications": re.compile(
        r"candidate(name)?|applicant(name)?|position|jobtitle|recruiter|(date)?applied|applicationdate|applieddate|resume"
        r"|interview(date|er)?|salary|hiringmanager|school|gpa|候选人|应聘\w*|招聘\w*|投递\w*|简历\w*"
    ),
    "cases": re.compile(
        r"attorney|lawyer|plaintiff|defendant|court|matter|caseno|casenumber|docket|fees|disputeamount|amountindispute"
        r"|案件(编号|名称|类型)?|案号|(承办|主办)?律师|原告|被告|标的额|法院"
    ),
    "crowdfunding": re.compile(r"pledged|usdpledged|backers|goal|launched|deadline|staffpick|blurb"),
}
"""What a list is of → its headers, squashed."""
_CLOSE: Final = re.compile(r"^(?:clos(?:e|ing)date|closedate)$")
"""What is said of cases and claims as well."""
_SALES: Final = re.compile(
    r"deal|opportunit|pipeline|probab|forecast|expectedclose|estclose|closedate|closingdate|leadsource|leadstatus|salesstage"
    r"|winrate|lostreason|lossreason|nextstep|商机|机会|赢率|赢单|输单|丢单|成交|跟进|签约|销售阶段|线索",
)
"""What only a list of sales is headed with."""


def speaks_of_sales(texts: Iterable[str]) -> bool:
    """Whether a header, or a value, is of sales alone."""
    keys = {read_header(text).squashed for text in texts}
    return any(_SALES.search(key) and not _CLOSE.match(key) for key in keys)


def other_list(headers: Sequence[str]) -> str | None:
    """What a list is of (`payments`, `projects` …), told by two headers of it and none of sales; null where none is."""
    keys = {read_header(text).squashed for text in headers}
    if any(map(_SALES.search, keys)):
        return None
    counts = {name: sum(pattern.fullmatch(key) is not None for key in keys) for name, pattern in _OTHERS.items()}
    most = max(counts, key=lambda name: counts[name])
    return most if counts[most] >= _ENOUGH else None
