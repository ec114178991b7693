"""Bottlenecks: how long deals stay in each stage, and for whom longer."""

from dashboard.views import bottlenecks, frame

frame.render(bottlenecks.page, bottlenecks.PANELS)
