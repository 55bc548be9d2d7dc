"""Reasons, problems and measures, and what they explain."""
