"""Styles and scripts are sent without what only readers of the code need, and mean the same."""

from __future__ import annotations

from pathlib import Path

from dashboard.views import sent


def test_a_style_sheet_is_one_line_without_comments(tmp_path: Path) -> None:
    sheet = tmp_path / "some.css"
    sheet.write_text(
        "/* why,\n   at length */\n.a { color: red; }\n\n.b > .c::after { content: '/ x'; }\n", encoding="utf-8"
    )
    assert sent.style(sheet) == ".a { color: red; } .b > .c::after { content: '/ x'; }"


def test_a_script_keeps_its_lines_and_what_looks_like_a_comment_inside_them(tmp_path: Path) -> None:
    script = tmp_path / "some.js"
    script.write_text("// why\nconst a = 1\n  // more\n  const b = 'http://x'; // two\n\n", encoding="utf-8")
    assert sent.script(script) == "const a = 1\nconst b = 'http://x'; // two"
