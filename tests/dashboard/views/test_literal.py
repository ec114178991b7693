"""Text from files is shown letter for letter."""

from __future__ import annotations

import pytest

from dashboard.views.literal import literal


@pytest.mark.parametrize(
    "text",
    [
        "*bold*",
        "_x_",
        "`code`",
        "[a](http://x)",
        "<b>",
        "$x$ and $y$",
        ":red[alert]",
        ":material/home:",
        ":smile:",
        "# head",
        "- item",
        "1. first",
        "> quote",
        "a | b",
        "~~gone~~",
        "www.evil.example",
        "a@b.example",
        "&amp;",
    ],
)
def test_nothing_in_a_name_is_markdown(text: str) -> None:
    assert literal(text) != text


@pytest.mark.parametrize(
    "text", ["Ana Pérez", "方案/报价：3 个商机", "Won: 12 of 20 (60 %)", "2026-03-31", "¥\u00a048.2M · −6 %"]
)
def test_plain_words_stay_as_they_are(text: str) -> None:
    assert literal(text) == text


def test_a_line_break_cannot_start_a_block() -> None:
    assert "\n" not in literal("a\n\n# b")


def test_a_line_never_breaks_between_a_number_and_its_unit_or_sign() -> None:
    assert literal("新建 ¥551万，变化 +¥1.2亿") == "新建 ¥551\u2060万，变化 +\u2060¥1.2\u2060亿"
