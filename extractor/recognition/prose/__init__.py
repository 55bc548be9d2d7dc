"""Prose: quantities with their meaning, statements, relations, reasons and measures."""

from extractor.recognition.prose.reading import ProseReading, read_prose

__all__ = ["ProseReading", "read_prose"]
