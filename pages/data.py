"""Data: load exports, see what was understood, undo an import."""

from dashboard.views import data, frame

frame.render_plain(data.page)
