"""Quotients: shares, rates with their counts, averages and prices, complements."""
