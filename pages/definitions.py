"""Definitions: what each number and each word means."""

from dashboard.views import definitions, frame

frame.render_plain(definitions.page)
