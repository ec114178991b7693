"""Funnel: how far deals get and where they drop out."""

from dashboard.views import frame, funnel

frame.render(funnel.page, funnel.PANELS)
