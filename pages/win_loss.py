"""Win/loss: what is won, what is lost, and why."""

from dashboard.views import frame, win_loss

frame.render(win_loss.page, win_loss.PANELS)
