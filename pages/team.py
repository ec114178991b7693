"""Team: owners side by side."""

from dashboard.views import frame, team

frame.render(team.page, team.PANELS)
