"""Columns of a list of deals that stand in for others: a lone status for the stage, a customer for the deal's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from data_loaders.aliases import Header, squash
from data_loaders.column_guess import ACCEPTED, CHOSEN, Guess
from data_loaders.contradictions import TOO_MANY_STAGES, contradicted
from data_loaders.money import named_by_code
from data_loaders.quotes import of_quotes
from data_loaders.report import Said
from data_loaders.stage_words import merely_closed, outcome_of, rank_of, status_of_stage
from data_loaders.systems import System

_STAND_INS: Final = {"won_amount": "amount", "amount_base": "amount", "sub_pipeline": "pipeline"}
_EXPECTED: Final = frozenset(
    map(
        squash,
        (
            "expected revenue",
            "expected_revenue",
            "预期收入",
            "预期收益",
            "预计收入",
            "projected revenue low",
            "total",
            "合计",
            "总计",
        ),
    )
)
_MONEY: Final = re.compile(
    r"value|amount|revenue|worth|betrag|umsatz|wert|montant|valor|importe|importo|bedrag|金额|金額|总额|额度|(?:合同|销售|成交|签约|签单|订单)额"
    r"|(?<![a-z])(?:arr|mrr|acv|tcv|usd|eur|gbp|cny|rmb|price)(?![a-z])|[$€£¥]",
    re.IGNORECASE,
)
_OTHER_MONEY: Final = re.compile(
    r"weight|forecast|discount|tax|vat|cost|margin|profit|commission|count|number|quantity|qty|rate|percent|%|score|paid|due|balance"
    r"|annual|account|company|customer|lifetime|target|quota|budget|average|(?<![a-z])(?:id|avg)(?![a-z])"
    r"|加权|折扣|税|成本|毛利|提成|佣金|回款|已收|未收|数量|率|目标|注册",
    re.IGNORECASE,
)
"""Headers of other sums than the size of a deal."""
_SIGNED: Final = re.compile(r"签约|签单|成交|中标|sign")
"""Headers of a day of closing that is one of winning where the day of losing has a column of its own."""
_LEAD_IDS: Final = frozenset({"leadid", "线索id", "线索编号", "潜在客户id"})
LISTED: Final = ("amount", "probability", "close_date", "expected_close", "closed_at", "created_at")
_ENOUGH_LISTED: Final = 2
_LEADS: Final = 20
"""The rank up to which stages are those of leads as well: new, contacted, qualified."""
_DATES: Final = frozenset({"date", "datum", "fecha", "data", "日期"})
_DEAL_WORDS: Final = ("deal", "opportunity", "商机")
"""Words of a header of amounts (`Deal size`) that say themselves what a row is."""


def of_deals(
    winners: dict[str, Guess], guesses: Sequence[Guess], samples: Sequence[Sequence[str]], system: System
) -> dict[str, Guess]:
    """The columns of a list of deals, some of which stand in for others."""
    winners = _dated_quotes(_status_as_stage(winners, guesses, samples, system), guesses)
    for stand_in, name in _STAND_INS.items():
        if name not in winners and stand_in in winners:
            winners[name] = winners.pop(stand_in)
    signed = winners.get("closed_at")
    if "lost_at" in winners and "won_at" not in winners and signed and _SIGNED.search(signed.header.key):
        winners["won_at"] = winners.pop("closed_at")
    winners = _with_currency(_with_amount(winners, guesses, samples, system), guesses)
    return _named_by_customer(winners, samples, system)


def _with_amount(
    winners: dict[str, Guess], guesses: Sequence[Guess], samples: Sequence[Sequence[str]], system: System
) -> dict[str, Guess]:
    """Where no column is the amount, the expected revenue is, as Odoo calls it: elsewhere it is weighted already.

    Keap states the bounds of what it expects; the lower one is the amount. Beside months or quarters it is their total.
    Else it is the only column of numbers whose header speaks of money.
    """
    if "amount" in winners:
        return winners
    expected = [guess for guess in guesses if guess.header.squashed in _EXPECTED and guess.field is None]
    filled = [
        guess
        for guess in expected
        if guess.confidence != CHOSEN
        and samples[guess.at]
        and not contradicted("amount", "deals", samples[guess.at], system)
    ]
    if filled:
        return {**winners, "amount": filled[0]}
    spoken = [
        guess
        for guess in guesses
        if guess.field is None and guess.reason.code in {"column_unknown", "column_alike"} and _is_money(guess.header)
    ]
    sized = [
        guess
        for guess in spoken
        if samples[guess.at] and not contradicted("amount", "deals", samples[guess.at], system)
    ]
    return {**winners, "amount": sized[0]} if len(sized) == 1 else winners


def _with_currency(winners: dict[str, Guess], guesses: Sequence[Guess]) -> dict[str, Guess]:
    """The currency of the amount's own column and no other.

    Salesforce puts `Amount (Net) Currency` before `Amount (Net)`. An amount whose header names a currency by its code
    (`amount_usd`) has that one, whatever a column of another sum's says.
    """
    amount = winners.get("amount")
    if amount is None:
        return winners
    beside = f"{amount.header.text} currency".casefold()
    own = next((guess for guess in guesses if guess.header.text.casefold() == beside and guess.field is None), None)
    if own is not None and "currency" not in winners:
        said = Said("column_usual_name", {"field": "currency"})
        return {**winners, "currency": replace(own, field="currency", confidence=ACCEPTED, reason=said)}
    stated = winners.get("currency")
    if stated is not None and stated.confidence != CHOSEN and named_by_code(amount.header.text):
        return {name: guess for name, guess in winners.items() if name != "currency"}
    return winners


def _is_money(header: Header) -> bool:
    """Whether a header that no table knows speaks of the size of a deal: `Masked deal value`, `Estimated $`."""
    text = header.text.replace("_", " ")
    return _MONEY.search(text) is not None and _OTHER_MONEY.search(text) is None


def named_by_dates(winners: dict[str, Guess], guesses: Sequence[Guess], *, won: bool) -> dict[str, Guess]:
    """A list of customers or leads with the days on which each came to its stages: a row is a deal.

    Of customers where there is money; of leads with an id where there is money or, `won`, a day of winning.
    """
    if {"deal_id", "deal_name"} & winners.keys():
        return winners
    leads = [guess for guess in guesses if guess.header.squashed in _LEAD_IDS and guess.field is None]
    keyed = {"deal_id": leads[0]} if leads and (won or "amount" in winners) else {}
    named = {"deal_name": winners["account_name"]} if {"account_name", "amount"} <= winners.keys() else {}
    return {**keyed, **named, **winners}


def _status_as_stage(
    winners: dict[str, Guess], guesses: Sequence[Guess], samples: Sequence[Sequence[str]], system: System
) -> dict[str, Guess]:
    """A status column whose words are not all outcomes is the stage (`Prospect`, `Quoted`, `Won`) where none is."""
    if "stage" in winners:
        return winners
    statuses = sorted(
        (guess for guess in guesses if guess.field == "status"), key=lambda one: one is not winners.get("status")
    )
    for status in statuses:
        words = samples[status.at]
        told = all(outcome_of(value, system.outcomes) or merely_closed(value) for value in words)
        if status.confidence == CHOSEN or not words or len(words) >= TOO_MANY_STAGES or told:
            continue
        reason = Said("column_status_as_stage", {})
        moved = Guess(status.at, status.header, "stage", max(status.confidence, ACCEPTED), reason)
        return {**{name: guess for name, guess in winners.items() if guess is not status}, "stage": moved}
    return winners


def _named_by_customer(winners: dict[str, Guess], samples: Sequence[Sequence[str]], system: System) -> dict[str, Guess]:
    """A list of deals that names only customers: each row is a deal and bears its customer's name.

    Only where the stage or the outcome of a row, its money and its days say that it is a deal, not a customer.
    """
    if {"deal_id", "deal_name"} & winners.keys() or "account_name" not in winners:
        return winners
    status = winners.get("status")
    outcomes = status is not None and any(outcome_of(word, system.outcomes) for word in samples[status.at])
    listed = sum(name in winners for name in LISTED)
    listed += "amount" in winners and any(word in winners["amount"].header.squashed for word in _DEAL_WORDS)
    staged = "stage" in winners and "amount" in winners and _of_sales(samples[winners["stage"].at])
    if not ("stage" in winners or "is_won" in winners or outcomes) or (listed < _ENOUGH_LISTED and not staged):
        return winners
    return {"deal_name": winners["account_name"], **winners}


def _of_sales(stages: Sequence[str]) -> bool:
    """Whether several stages are those of sales, one of them not of leads: with an amount they make a row a deal."""
    ended = [stage for stage in stages if status_of_stage(stage) in {"won", "lost"}]
    ranks = [rank for stage in stages if (rank := rank_of(stage)) is not None]
    return len(ended) + len(ranks) >= _ENOUGH_LISTED and (bool(ended) or max(ranks) > _LEADS)


def _dated_quotes(winners: dict[str, Guess], guesses: Sequence[Guess]) -> dict[str, Guess]:
    """Of a log of quotes the plain date is the day on which each was made."""
    if "created_at" in winners or not of_quotes([guess.header.text for guess in guesses]):
        return winners
    plain = next((guess for guess in guesses if guess.header.squashed in _DATES and guess.field is None), None)
    if plain is None:
        return winners
    said = Said("column_usual_name", {"field": "created_at"})
    return {**winners, "created_at": replace(plain, field="created_at", confidence=ACCEPTED, reason=said)}
