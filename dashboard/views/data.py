"""The data page: load exports, see what was understood of each, and take an import out again."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st

from dashboard.views import (
    data_desk,
    data_imports,
    data_joins,
    data_loaded,
    data_mapping,
    data_quality,
    data_sample,
    data_upload,
)
from dashboard.views.literal import literal
from dashboard.views.review import Visit
from dashboard.warehouse import imports, known

STYLE: Final = Path(__file__).with_name("data.css")


def page(visit: Visit) -> None:
    """What was just loaded, the uploader, the files on the desk, the imports; the sample where there is nothing."""
    words, desk = visit.words, data_desk.desk()
    st.html(STYLE)
    st.title(words("Data"), anchor=False)
    if desk.loading is not None:
        data_loaded.wait(visit, desk, desk.loading)
        return
    data_loaded.show(visit, desk)
    progress = data_upload.show(visit, desk)
    if known.newest(visit.warehouse) is None and not imports.list_imports(visit.warehouse) and not desk.uploads:
        st.markdown(literal(words("No export at hand? Look around in an invented company first.")))
        data_sample.offer(visit)
    data_joins.show(visit)
    data_imports.show(visit)
    data_quality.show(visit)
    data_mapping.show(visit)
    data_upload.watch(visit, desk, progress)
