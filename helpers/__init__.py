"""Helpers of the report: load, clean, measure, phrase, draw and show the figures in `data/`."""

__version__ = "1.0.0"
