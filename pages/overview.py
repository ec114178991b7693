"""Review: what changed, what is stuck, what to talk about, and what was decided."""

from dashboard.views import frame, overview

frame.render(overview.page, overview.PANELS)
