"""Stated results: totals, scores of categories and indicators, deductions and grades; `statements` collects them."""
