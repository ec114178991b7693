"""Every panel that can stand on a board: page → key of the panel → what draws it alone."""

from __future__ import annotations

from typing import Final

from dashboard.views import bottlenecks, changes, funnel, leads, overview, targets, team, velocity, win_loss
from dashboard.views.review import Draw

PANELS: Final[dict[str, dict[str, Draw]]] = {
    "overview": overview.PANELS,
    "funnel": funnel.PANELS,
    "bottlenecks": bottlenecks.PANELS,
    "velocity": velocity.PANELS,
    "win_loss": win_loss.PANELS,
    "leads": leads.PANELS,
    "changes": changes.PANELS,
    "targets": targets.PANELS,
    "team": team.PANELS,
}
