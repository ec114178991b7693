"""Sales-pipeline analytics: the application."""
