"""Answer → Chart(figure, says): pure drawing, no data fetched, no widget. Theme tokens live in `theme`."""
