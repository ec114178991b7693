"""The data page: load exports, see what was understood of each, and take an import out again."""

from __future__ import annotations

import streamlit as st

from dashboard.views import data_imports, data_joins, data_report, data_sample, data_upload, links
from dashboard.views.literal import literal
from dashboard.views.review import Visit
from dashboard.warehouse import imports, known
from dashboard.warehouse.imports import LoadResult


def page(visit: Visit) -> None:
    """What was just loaded, the uploader, the imports; the sample where there is nothing."""
    words = visit.words
    st.title(words("Data"), anchor=False)
    loaded = st.session_state.get(data_upload.LOADED, ())
    for result in loaded:
        _loaded(visit, result)
    if loaded:
        links.page_link("overview", words("See what these deals show"))
    st.header(words("Load files"), anchor=False)
    st.caption(literal(words("Nothing is written before you press “Load”. Files stay on this computer.")))
    data_upload.show(visit)
    if known.newest(visit.warehouse) is None and not imports.list_imports(visit.warehouse):
        st.markdown(literal(words("No export at hand? Look around in an invented company first.")))
        data_sample.offer(visit)
    data_joins.show(visit)
    data_imports.show(visit)


def _loaded(visit: Visit, result: LoadResult) -> None:
    """What became of one file that was just loaded."""
    words, name = visit.words, result.report.file_name
    if result.already:
        st.info(literal(words("{file} was loaded before; nothing was changed.", file=name)))
        return
    said = words.plural(
        "{file} is loaded: {n} row in use.", "{file} is loaded: {n} rows in use.", result.report.rows_loaded, file=name
    )
    if result.replaced_sample:
        said = f"{said} {words('The sample data was removed.')}"
    st.success(literal(said))
    with st.expander(words("Load report of {file}", file=literal(name))):
        data_report.show(result.report, words, key=f"loaded-{result.import_id}")
