"""Deals: the deals behind every number."""

from dashboard.views import deals, frame

frame.render(deals.page)
