"""Words of the field, in English and Chinese: which stage names mean won, lost or void, and which come early or late.

Whole names or whole words only: `Follow On` and `Two Next Steps` hold the letters of "won" and mean nothing of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from data_loaders.aliases import clean, squash
from data_loaders.stage_vocabulary import CLOSED, LOST, OPEN, RANKS, VOID, WON

OUTCOMES: Final[dict[str, str]] = {
    squash(word): status
    for words, status in ((WON, "won"), (LOST, "lost"), (VOID, "void"), (OPEN, "open"))
    for word in words
}
"""Squashed whole value → status."""

_ENDS: Final = frozenset(map(squash, CLOSED))
_WHY: Final = (
    r"\s*(?:[-–—:(/]|\b(?:por|con|sin|an|gegen|wegen|durch|mit|par|pour|sans|face|contre|przez|para|pel[oa]|sem)\b)"
)
"""What may follow a word for an end in other languages: who won it, or why it was lost."""
_WHOLE: Final = (
    (
        re.compile(
            r"^(?:closed|deal|order|opportunity|project)?[\s\-–—:/(]*lost\b(?!['’]|\s*(?:and|&)\s)|\blost[)\s]*$|^closed[\s\-–—]+lost\b"
        ),
        "lost",
    ),
    (
        re.compile(
            r"^(?:closed|deal|order|opportunity|project)?[\s\-–—:/(]*won\b(?!['’]|\s*(?:and|&)\s|[\s-]back\b)"
            r"|(?<!not )\bwon[)\s]*$|^closed[\s\-–—]+won\b"
        ),
        "won",
    ),
    (re.compile(r"^(?:lost\s*(?:and|&)\s*closed|closed\s*(?:and|&)\s*lost)\b"), "lost"),
    (re.compile(r"^(?:won\s*(?:and|&)\s*closed|closed\s*(?:and|&)\s*won)\b"), "won"),
    (re.compile(r"\b(?:cancelled|canceled|disqualified|duplicate)\b"), "void"),
    (
        re.compile(
            r"^(?:nicht|non|no|não|niet) (?:gewonnen|gagnée?|ganad[oa]|ganh[oa]|vint[oa])\b"
            r"|\b(?:verloren|perdue?|perdid[oa]|pers[oa]|przegran[aey]|förlora[dt])[)\s]*$"
            rf"|^(?:verloren|perdue?|perdid[oa]|przegran[aey]){_WHY}"
        ),
        "lost",
    ),
    (
        re.compile(
            r"\b(?:gewonnen|gagnée?|ganad[oa]|ganh[oa]|vint[oa]|wygran[aey]|vunn(?:en|et))[)\s]*$"
            rf"|^(?:gewonnen|gagnée?|ganad[oa]|wygran[aey]){_WHY}"
        ),
        "won",
    ),
    (re.compile(r"^(?:已|结束|关闭|阶段)?[\s\-–—:/(]*(?:赢单|贏單)(?!率|概率)|(?:赢单|贏單)[)\s]*$"), "won"),
    (
        re.compile(r"^(?:已|结束|关闭|阶段)?[\s\-–—:/(]*(?:输单|丢单|輸單)(?!率|概率|风险)|(?:输单|丢单|輸單)[)\s]*$"),
        "lost",
    ),
)
_NUMBERED: Final = re.compile(
    r"^\s*(?:(?:stage|step|phase|阶段|第)\s*|st?(?=\d))?[\(\[#]?(\d{1,3}|[一二三四五六七八九十])[\)\]]?\s*(?:[.\-:、,)_/—–%]|阶段|步|\s|(?<=\d)(?=(?-i:[一-龥])))\s*(.*)$",
    re.IGNORECASE,
)
_CHINESE: Final = {character: value for value, character in enumerate("一二三四五六七八九十", 1)}
_REASON: Final = re.compile(r"^(.+?)(?:\s+[-–—]\s+|\s*[:：]\s+)\S")
"""A word and its reason: `Dead - no budget`."""
_LETTERED: Final = re.compile(r"^\s*[(\[]?([a-z])[)\].:、,]\s*\S", re.IGNORECASE)
_BRACKET: Final = re.compile(r"^(.*?)\s*[\(\[](.*?)[\)\]]\s*$")

_RANK: Final[dict[str, int]] = {squash(word): rank for rank, words in RANKS for word in words}
_TOKENS: Final = sorted(
    ((squash(word), rank) for rank, words in RANKS for word in words if len(squash(word)) > 1),
    key=lambda item: -len(item[0]),
)


def numbered(stage: str) -> tuple[int, str] | None:
    """The number a stage name begins with and the rest: `3. Proposal` is (3, 'Proposal')."""
    found = _NUMBERED.match(clean(stage))
    if not found:
        return None
    digits, rest = found.groups()
    return (int(digits) if digits.isdigit() else _CHINESE[digits], rest.strip())


def lettered(stage: str) -> int | None:
    """The place in the alphabet of the letter that a stage name begins with: `C. Proposal` is 3."""
    found = _LETTERED.match(clean(stage))
    return ord(found[1].casefold()) - ord("a") + 1 if found else None


def plain(stage: str) -> str:
    """A stage name without its number, casefolded: `5 - Closed Won` is 'closed won', `A_DECLINED` is 'declined'.

    So is what Bitrix24 writes before the stages of a further pipeline: `C2:LOSE` is 'lose'.
    """
    text = re.sub(r"^[a-z]_(?=[a-z])|^c\d+:(?=\w)", "", clean(stage).casefold())
    counted = numbered(text)
    return counted[1] if counted and counted[1] else text


def outcome_of(value: str, words: Mapping[str, str] | None = None) -> str | None:
    """The status that a value of a status column states (won, lost, void, open), or None.

    `words` are the system's own, by casefolded value, and win over the general ones.
    """
    text = clean(value).casefold()
    return (words or {}).get(text) or OUTCOMES.get(squash(text)) or status_of_stage(value)


@cache
def status_of_stage(stage: str) -> str | None:
    """The closed status that a stage's name means (won, lost or void), or None where it names an open stage."""
    text = plain(stage)
    bracket = _BRACKET.match(text)
    forms = (text, *(part for part in (bracket.groups() if bracket else ()) if part))
    for form in forms:
        status = OUTCOMES.get(squash(form))
        if status in {"won", "lost", "void"}:
            return status
    told = next((status for pattern, status in _WHOLE if pattern.search(text)), None)
    if told is None and (reason := _REASON.match(text)):
        status = OUTCOMES.get(squash(reason[1]))
        return status if status in {"lost", "void"} else None
    return told


def merely_closed(text: str) -> bool:
    """Whether a word ends a deal without saying how; a number before it does not matter."""
    return squash(text) in _ENDS or squash(plain(text)) in _ENDS


@cache
def rank_of(stage: str) -> int | None:
    """Where the words of the field put an open stage, 0 (early) to 100 (late); None for unknown words."""
    text = plain(stage)
    whole = squash(text)
    if whole in _RANK:
        return _RANK[whole]
    latin = {squash(word) for word in re.findall(r"[a-z]+(?:\s[a-z]+)?", text)} | {
        squash(word) for word in re.findall(r"[a-z]+", text)
    }
    for token, rank in _TOKENS:
        if token in latin or (not token.isascii() and token in whole):
            return rank
    return None
