"""Every field a column can be taken for has a name in both languages that no other field of its table shares."""

from __future__ import annotations

import pytest

from dashboard.language import Words
from dashboard.views.data_fields import LABELS, label, parts, told
from data_loaders.fields import FIELDS
from data_loaders.report import Said


def test_every_field_has_a_name_for_readers() -> None:
    assert {field for fields in FIELDS.values() for field in fields} - LABELS.keys() == set()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", FIELDS)
def test_two_fields_of_a_table_never_share_a_name(language: str, kind: str) -> None:
    words = Words("zh" if language == "zh" else "en")
    names = [label(field, words) for field in FIELDS[kind]]
    assert len(names) == len(set(names))
    assert all(names)


def test_a_reason_names_the_field_as_the_reader_does() -> None:
    said = Said("column_usual_name", {"field": "owner_name"})
    assert "Owner" in told(said, Words("en"))
    assert "owner_name" not in told(said, Words("en"))
    assert "负责人" in told(said, Words("zh"))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_sentence_falls_apart_into_what_happened_and_what_to_do(language: str) -> None:
    words = Words("zh" if language == "zh" else "en")
    said = Said("amount_without_currency", {"count": 3})
    what, remedy = parts(said, words)
    assert remedy
    assert "3" in what
    assert remedy not in what
    assert parts(Said("stage_missing", {"count": 3}), words)[1] == ""
