"""The theme that the browser is told from memory is the one that Streamlit would tell."""

from __future__ import annotations

import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from dashboard.views import theme_kept

SECTIONS = ("theme", *(f"theme.{category.value}" for category in config.CustomThemeCategories))


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_told_from_memory_is_the_one_that_streamlit_makes(section: str) -> None:
    assert theme_kept.MADE is not None
    made = CustomThemeConfig()
    theme_kept.MADE(made, section)
    for _ in range(2):
        told = CustomThemeConfig()
        theme_kept.tell(told, section)
        assert told == made


def test_the_theme_of_the_configuration_is_told() -> None:
    told = CustomThemeConfig()
    theme_kept.tell(told.light, "theme.light")
    assert told.light.primary_color == "#0a4fd6"


def test_a_section_without_settings_leaves_no_trace() -> None:
    told = CustomThemeConfig()
    theme_kept.tell(told.sidebar, "theme.sidebar")
    assert not told.HasField("sidebar")


def test_sessions_tell_it_from_memory() -> None:
    assert theme_kept.told_from_memory()
    assert app_session._populate_theme_msg is theme_kept.tell
