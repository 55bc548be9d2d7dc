"""Tables: what they are, what their columns mean, indicator trees, funds blocks, objectives."""

from extractor.recognition.tables.reading import TableReading, read_tables

__all__ = ["TableReading", "read_tables"]
