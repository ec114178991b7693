"""Targets: coverage, pace and what the open deals are worth."""

from dashboard.views import frame, targets

frame.render(targets.page, targets.PANELS)
