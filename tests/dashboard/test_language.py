"""Every word on the screen can be read in Chinese; a new message without a translation fails here."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from babel.messages import Catalog

from dashboard import catalogues as messages
from dashboard.language import LANGUAGES, Words, catalogue
from data_loaders.problems import SENTENCES, UNLOCKS
from data_loaders.stage_reasons import REASONS
from data_loaders.systems import SYSTEMS

EN, ZH = Words("en"), Words("zh")
UNTRANSLATABLE = {"{day}, {time}"}
CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def used() -> Catalog:
    """Every message of the code."""
    return messages.found()


@pytest.mark.parametrize("language", messages.TRANSLATED)
def test_the_catalogue_is_complete_and_holds_nothing_else(language: str) -> None:
    assert list(messages.problems(language)) == []


def test_every_language_but_english_has_a_catalogue() -> None:
    assert set(messages.TRANSLATED) == set(LANGUAGES) - {"en"}


def test_the_messages_of_every_room_are_found(used: Catalog) -> None:
    rooms = {file.split("/")[1] for message in used if message.id for file, _ in message.locations}
    assert {"views", "charts", "glossary", "filters.py", "problems"} <= rooms


def test_every_sentence_of_the_loaders_is_found(used: Catalog) -> None:
    for sentence in SENTENCES.values():
        assert sentence.what in used
        assert not sentence.remedy or sentence.remedy in used


def test_the_evidence_and_the_reasons_of_the_loaders_are_found(used: Catalog) -> None:
    evidence = {mark.says for system in SYSTEMS for mark in system.marks} | {"chosen by the user"}
    unlocks = {sentence.what for sentence in UNLOCKS.values()}
    assert [text for text in sorted(evidence | set(REASONS.values()) | unlocks) if text not in used] == []


def test_a_message_without_a_translation_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room = tmp_path / "dashboard"
    room.mkdir()
    (room / "new.py").write_text('words("{n} deals of {owner}")\nwords("Gone", x=1)\n', encoding="utf-8")
    po = tmp_path / "zh.po"
    po.write_text('msgid "{n} deals of {owner}"\nmsgstr "{n} 个商机"\n\nmsgid "Old"\nmsgstr "旧"\n', encoding="utf-8")
    fresh = messages.found(tmp_path)
    monkeypatch.setattr(messages, "found", lambda: fresh)
    monkeypatch.setattr(messages, "path_of", lambda _language: po)
    kinds = [problem.split(":")[0] for problem in messages.problems("zh")]
    assert sorted(kinds) == ["missing", "places differ", "unused"]


def test_english_quotes_chinese_only_where_a_file_says_it(used: Catalog) -> None:
    ours = {message.id for message in used if any(not file.startswith("data_loaders") for file, _ in message.locations)}
    texts = {text for one in ours for text in ((one,) if isinstance(one, str) else one)}
    assert {text for text in texts if CHINESE.search(text)} == {"Chinese form (支道 and others)"}


def test_chinese_uses_full_width_punctuation_in_sentences(used: Catalog) -> None:
    kept = messages.catalogue("zh")
    for message in used:
        translated = kept.get(message.id) if message.id else None
        text = (translated.string if translated else None) or ""
        for one in (text,) if isinstance(text, str) else text:
            assert ", " not in one or message.id in UNTRANSLATABLE or one == ", ", f"half-width comma in {one!r}"
            assert not one.endswith("."), f"half-width full stop in {one!r}"


def test_numbers_and_days_by_language() -> None:
    assert (EN.number(12345.6, 1), ZH.number(12345.6, 1)) == ("12,345.6", "12,345.6")
    assert (EN.day(date(2026, 11, 21)), ZH.day(date(2026, 11, 21))) == ("21 Nov 2026", "2026年11月21日")
    assert (EN.month(date(2026, 11, 21)), ZH.month(date(2026, 11, 21))) == ("Nov 2026", "2026年11月")


def test_plurals() -> None:
    assert EN.plural("{n} deal", "{n} deals", 1) == "1 deal"
    assert EN.plural("{n} deal", "{n} deals", 1284) == "1,284 deals"
    assert ZH.plural("{n} deal", "{n} deals", 1284) == "1,284 个商机"


def test_a_value_with_braces_is_not_a_template() -> None:
    assert "{0}" in EN("Reading {file}", file="{0}.csv")


def test_the_catalogue_is_read_once() -> None:
    assert catalogue("zh") is catalogue("zh")
