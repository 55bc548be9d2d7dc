"""Announced numbers, and the things that are listed for them."""
