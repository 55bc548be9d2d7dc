"""Document to what it says: sections, facts, tables, quantities, statements, relations, criteria, leftovers."""

from extractor.recognition.recognise import recognise

__all__ = ["recognise"]
