"""Changes: what moved between two days."""

from dashboard.views import changes, frame

frame.render(changes.page, changes.PANELS)
