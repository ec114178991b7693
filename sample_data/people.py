"""Who sells and who buys: the 12 owners in 3 teams and the accounts."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Final

from sample_data import vocabulary as words
from sample_data.draws import pick, stream, weighted
from sample_data.model import Account, Name, Owner

EAST: Final = Name("East", "东区")
WEST: Final = Name("West", "西区")
KEY_ACCOUNTS: Final = Name("Key Accounts", "大客户部")

STUCK_SELLER: Final = "Zhao Lei"
LEAVER: Final = "Tom Becker"
LAST_DAY_OF_LEAVER: Final = date(2026, 3, 31)

_MANAGERS: Final = {
    EAST: Name("Helen Zhang", "张海伦"),
    WEST: Name("Robert King", "Robert King"),
    KEY_ACCOUNTS: Name("Guo Ming", "郭明"),
}
_OFFICES: Final = {EAST: Name("Shanghai", "上海"), WEST: Name("Chengdu", "成都"), KEY_ACCOUNTS: Name("Beijing", "北京")}
_SELLERS: Final = (
    (EAST, "Chen Wei", "陈伟"),
    (EAST, "Grace Liu", "刘雅婷"),
    (EAST, STUCK_SELLER, "赵磊"),
    (EAST, "Emma Fischer", "Emma Fischer"),
    (WEST, "Wang Fang", "王芳"),
    (WEST, LEAVER, LEAVER),
    (WEST, "Sun Hao", "孙浩"),
    (WEST, "Maria Rossi", "Maria Rossi"),
    (KEY_ACCOUNTS, "Li Na", "李娜"),
    (KEY_ACCOUNTS, "James Carter", "James Carter"),
    (KEY_ACCOUNTS, "Zhou Min", "周敏"),
    (KEY_ACCOUNTS, "Anna Schmidt", "Anna Schmidt"),
)
_ACCOUNTS_A_SEGMENT: Final = ((words.ENTERPRISE, 60), (words.MID_MARKET, 70), (words.SMB, 80))
_REGIONS: Final = (
    (words.CHINESE_REGIONS[0], 26.0),
    (words.CHINESE_REGIONS[1], 18.0),
    (words.CHINESE_REGIONS[2], 18.0),
    (words.NORTH_AMERICA, 20.0),
    (words.EUROPE, 18.0),
)


def owners() -> tuple[Owner, ...]:
    """The twelve sellers."""
    return tuple(
        Owner(
            number=number,
            name=Name(english, chinese),
            team=team,
            manager=_MANAGERS[team],
            region=_OFFICES[team],
            email=f"{english.lower().replace(' ', '.')}@example.com",
            left=LAST_DAY_OF_LEAVER if english == LEAVER else None,
        )
        for number, (team, english, chinese) in enumerate(_SELLERS, start=1)
    )


def accounts(seed: int) -> tuple[Account, ...]:
    """The customers, every name once."""
    rng = stream(seed, "accounts")
    made: list[Account] = []
    taken: set[str] = set()
    for segment, count in _ACCOUNTS_A_SEGMENT:
        for _ in range(count):
            made.append(_account(rng, len(made) + 1, segment, taken))
    return tuple(made)


def _account(rng: Random, number: int, segment: Name, taken: set[str]) -> Account:
    region, industry = weighted(rng, _REGIONS), pick(rng, words.INDUSTRIES)
    chinese = region in words.CHINESE_REGIONS
    while True:
        name = _chinese_firm(rng, region, industry) if chinese else _western_firm(rng, industry)
        if name.en not in taken:
            break
    taken.add(name.en)
    currency = "CNY" if chinese else "USD" if region == words.NORTH_AMERICA else "EUR"
    people = words.CHINESE_PEOPLE if chinese else tuple(Name(person, person) for person in words.WESTERN_PEOPLE)
    return Account(number, name, segment, region, industry, currency, (pick(rng, people), pick(rng, people)))


def _chinese_firm(rng: Random, region: Name, industry: Name) -> Name:
    city, firm = pick(rng, words.CITIES[region.en]), pick(rng, words.CHINESE_FIRMS)
    trade = words.CHINESE_TRADES[industry.en]
    return Name(f"{city.en} {firm.en} {trade.en}", f"{city.zh}{firm.zh}{trade.zh}有限公司")


def _western_firm(rng: Random, industry: Name) -> Name:
    name = f"{pick(rng, words.WESTERN_FIRMS)} {pick(rng, words.WESTERN_TRADES[industry.en])}"
    return Name(name, name)
