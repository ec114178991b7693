"""Velocity: what the pipeline brings in a day and which lever moved it."""

from dashboard.views import frame, velocity

frame.render(velocity.page, velocity.PANELS)
