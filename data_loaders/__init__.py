"""Read the exports of any CRM into canonical tables. Runs alone: ``python -m data_loaders FILE``."""
