"""Pipelines with known truth, to see what the numbers make of it."""
