"""Controls that always show what is stated, or understood, of a file, never what they showed last time."""

from __future__ import annotations

import streamlit as st


def showing(key: str, value: object, *, pending: bool) -> str:
    """The key of a control, which shows `value` from now on; while the file is read again it keeps what was chosen."""
    if key not in st.session_state or (not pending and st.session_state[key] != value):
        st.session_state[key] = value
    return key
