"""The words of the sample company, English and Chinese side by side. All people and companies are invented."""

from __future__ import annotations

from typing import Final

from sample_data.model import LOST, VOID, WON, Name

ENTERPRISE: Final = Name("Enterprise", "大型企业")
MID_MARKET: Final = Name("Mid-market", "中型企业")
SMB: Final = Name("SMB", "小微企业")

CHINESE_REGIONS: Final = (Name("East China", "华东"), Name("North China", "华北"), Name("South China", "华南"))
NORTH_AMERICA: Final = Name("North America", "北美")
EUROPE: Final = Name("Europe", "欧洲")

INDUSTRIES: Final = (
    Name("Manufacturing", "制造业"),
    Name("Logistics", "物流"),
    Name("Retail", "零售"),
    Name("Healthcare", "医疗健康"),
    Name("Financial services", "金融服务"),
    Name("Education", "教育"),
)
PRODUCTS: Final = (
    (Name("Platform", "平台订阅"), 45.0),
    (Name("Analytics", "数据分析"), 25.0),
    (Name("Integration", "系统集成"), 18.0),
    (Name("Services", "实施服务"), 12.0),
)
SOURCES: Final = (
    (Name("Website", "官网"), 24.0),
    (Name("Referral", "客户介绍"), 20.0),
    (Name("Partner", "渠道伙伴"), 18.0),
    (Name("Trade show", "展会"), 14.0),
    (Name("Outbound", "主动开发"), 14.0),
    (Name("Online ads", "网络广告"), 10.0),
)
NEW_CUSTOMER: Final = Name("New Business", "新客户")
EXISTING_CUSTOMER: Final = Name("Existing Business", "老客户增购")
RENEWAL: Final = Name("Renewal", "续约")
RENEWAL_SOURCE: Final = Name("Existing contract", "现有合同")

COMPETITION: Final = Name("Lost to competitor", "竞争对手")
PRICE: Final = Name("Price", "价格过高")
LOST_REASONS: Final[tuple[tuple[Name | None, float], ...]] = (
    (PRICE, 26.0),
    (COMPETITION, 22.0),
    (Name("No budget", "预算不足"), 15.0),
    (Name("No decision", "客户未决策"), 15.0),
    (Name("Missing feature", "功能不满足"), 9.0),
    (Name("Timing", "时机不合适"), 6.0),
    (None, 7.0),
)
VOID_REASONS: Final[tuple[tuple[Name | None, float], ...]] = (
    (Name("Duplicate", "重复录入"), 40.0),
    (Name("Not a real opportunity", "非有效商机"), 45.0),
    (Name("Company closed", "客户停业"), 15.0),
)
COMPETITORS: Final = (
    (Name("Northgate Systems", "北关系统"), 40.0),
    (Name("Bluefin Software", "蓝鳍软件"), 28.0),
    (Name("Hengtong Cloud", "恒通云"), 22.0),
    (Name("In-house build", "客户自研"), 10.0),
)
NEXT_STEPS: Final = (
    Name("Send the revised quote", "发送修订报价"),
    Name("Demo for the technical team", "给技术团队演示"),
    Name("Meet the decision maker", "约见决策人"),
    Name("Wait for budget approval", "等待预算审批"),
    Name("Legal review of the contract", "法务审核合同"),
    Name("Call back next week", "下周回访"),
    Name("Collect requirements", "收集需求"),
)

CALL: Final = Name("Call", "电话")
EMAIL: Final = Name("Email", "邮件")
MEETING: Final = Name("Meeting", "会议")
WECHAT: Final = Name("WeChat", "微信")
SUBJECTS: Final = {
    CALL: (
        Name("Follow-up call", "电话跟进"),
        Name("Call about requirements", "电话沟通需求"),
        Name("Check-in", "例行回访"),
    ),
    EMAIL: (
        Name("Sent product information", "发送产品资料"),
        Name("Quote follow-up", "跟进报价"),
        Name("Answers to questions", "答复客户问题"),
    ),
    MEETING: (
        Name("Product demo", "产品演示"),
        Name("On-site meeting", "上门拜访"),
        Name("Review of the offer", "方案评审"),
    ),
    WECHAT: (Name("WeChat with the buyer", "微信沟通采购"), Name("Sent case study", "微信发送案例")),
}

STAGES_ZH: Final = {
    "Lead": "潜在客户",
    "Qualification": "资格评估",
    "Discovery": "需求分析",
    "Proposal": "方案/报价",
    "Negotiation": "谈判/签约",
    "Upcoming": "待续约",
    "Contacted": "已联系",
    "Renewal Quote": "续约报价",
    WON: "赢单",
    LOST: "输单",
    VOID: "无效",
}
PIPELINES_ZH: Final = {"New business": "新签", "Renewals": "续约"}
OUTCOMES_ZH: Final = {"open": "进行中", "won": "赢单", "lost": "输单", "void": "无效"}

CITIES: Final = {
    "East China": (Name("Shanghai", "上海"), Name("Suzhou", "苏州"), Name("Hangzhou", "杭州"), Name("Ningbo", "宁波")),
    "North China": (Name("Beijing", "北京"), Name("Tianjin", "天津"), Name("Qingdao", "青岛")),
    "South China": (Name("Shenzhen", "深圳"), Name("Guangzhou", "广州"), Name("Dongguan", "东莞")),
}
CHINESE_FIRMS: Final = (
    Name("Huayuan", "华远"), Name("Xinghe", "星河"), Name("Ruifeng", "瑞丰"), Name("Jinhai", "金海"),
    Name("Tianyi", "天翼"), Name("Bohai", "博海"), Name("Yuanda", "远达"), Name("Hongsheng", "鸿盛"),
    Name("Mingde", "明德"), Name("Zhongke", "中科"), Name("Anda", "安达"), Name("Kangtai", "康泰"),
    Name("Lixin", "立信"), Name("Shunfa", "顺发"), Name("Ouya", "欧亚"), Name("Dongfang", "东方"),
)  # fmt: skip
CHINESE_TRADES: Final = {
    "Manufacturing": Name("Precision", "精密制造"),
    "Logistics": Name("Logistics", "物流"),
    "Retail": Name("Trading", "商贸"),
    "Healthcare": Name("Medical", "医疗科技"),
    "Financial services": Name("Capital", "金融服务"),
    "Education": Name("Education", "教育科技"),
}
WESTERN_FIRMS: Final = (
    "Alder", "Brightwater", "Calder", "Dunmore", "Eastvale", "Fairhaven", "Greystone", "Halden", "Ironbridge",
    "Juniper", "Kestrel", "Larkfield", "Merriton", "Norbury", "Oakhurst", "Penrose", "Quarry", "Ravensworth",
    "Silverlake", "Thornbury", "Upland", "Varley", "Westmark", "Yarrow",
)  # fmt: skip
WESTERN_TRADES: Final = {
    "Manufacturing": ("Works", "Industries", "Components"),
    "Logistics": ("Freight", "Logistics"),
    "Retail": ("Stores", "Outfitters"),
    "Healthcare": ("Health", "Clinics"),
    "Financial services": ("Capital", "Finance"),
    "Education": ("Learning", "Academy"),
}
CHINESE_PEOPLE: Final = (
    Name("Zhang Wei", "张伟"), Name("Liu Yang", "刘洋"), Name("Yang Jing", "杨静"), Name("Huang Ting", "黄婷"),
    Name("Wu Qiang", "吴强"), Name("Xu Jie", "徐杰"), Name("Ma Li", "马丽"), Name("Gao Feng", "高峰"),
    Name("Lin Xue", "林雪"), Name("He Jun", "何军"), Name("Luo Min", "罗敏"), Name("Song Yu", "宋宇"),
)  # fmt: skip
WESTERN_PEOPLE: Final = (
    "Laura Bennett", "Peter Hofmann", "Daniel Reed", "Sofia Martin", "Oliver Grant", "Julia Weber",
    "Mark Ellis", "Nina Larsen", "Paul Fournier", "Kate Morgan", "Simon Doyle", "Elena Costa",
)  # fmt: skip
