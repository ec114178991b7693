"""Leads: what became of them, and what finding customers costs."""

from dashboard.views import frame, leads

frame.render(leads.page, leads.PANELS)
