"""Helpers of the report: load and check the figures of `data/`, compute, draw and show them, and export."""
