from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_loaders import aliases_en, aliases_zh
from data_loaders.aliases import KNOWN, clean, index_of, read_header, squash
from data_loaders.fields import FIELDS
from data_loaders.systems import SYSTEMS


@pytest.mark.parametrize(
    ("text", "key", "unit"),
    [
        ("\ufeff Opportunity  Name *", "opportunity name", ""),
        ("预计金额（万元）", "预计金额", "万元"),
        ("Amount (USD)", "amount", "usd"),
        ("Probability (%)", "probability", "%"),
        ("Ｄｅａｌ　Ｎａｍｅ", "deal name", ""),
        ("Stage (Sales Pipeline)", "stage (sales pipeline)", ""),
        ("Amount (converted)", "amount (converted)", ""),
    ],
)
def test_a_header_is_compared_without_width_case_stars_and_units(text: str, key: str, unit: str) -> None:
    header = read_header(text)
    assert (header.key, header.unit) == (key, unit)


@pytest.mark.parametrize("text", ["close_value", "Close Value", "CloseValue", "close-value", "Close_Value__c"])
def test_one_header_in_any_convention_is_squashed_to_one_form(text: str) -> None:
    assert squash(text) == "closevalue"


@given(st.text(max_size=40))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(max_size=40))
def test_any_text_is_a_header(text: str) -> None:
    header = read_header(text)
    assert header.key == header.key.strip()


TABLES = [
    *((f"en {kind}", kind, table) for kind, table in aliases_en.VOCABULARY.items()),
    *((f"zh {kind}", kind, table) for kind, table in aliases_zh.VOCABULARY.items()),
    *((f"{system.name} {kind}", kind, table) for system in SYSTEMS for kind, table in system.aliases.items()),
]


@pytest.mark.parametrize(("kind", "table"), [pytest.param(kind, table, id=name) for name, kind, table in TABLES])
def test_every_alias_leads_to_a_field_of_its_kind(kind: str, table: dict[str, tuple[str, ...]]) -> None:
    assert set(table) <= {*FIELDS[kind], KNOWN}
    for field, names in table.items():
        for name in names:
            hit = index_of(table).look_up(read_header(name))
            assert hit is not None
            assert hit.field == field, f"“{name}” is also an alias of {hit.field}"
