"""Overview: the state of the pipeline in one sentence and six numbers."""

from dashboard.views import frame, overview

frame.render(overview.page)
