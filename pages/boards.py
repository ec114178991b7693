"""Boards: panels of any page, each with its own filter."""

from dashboard.views import boards, frame

frame.render_plain(boards.page)
