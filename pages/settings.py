"""Settings: what people decide about the product, each with its default and what it changes."""

from dashboard.views import frame, settings

frame.render_plain(settings.page)
