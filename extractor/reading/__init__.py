"""File to neutral document: one small interface, `read_file`, over all formats."""

from extractor.reading.read import DEFAULT_LIMITS, Limits, Ocr, read_file

__all__ = ["DEFAULT_LIMITS", "Limits", "Ocr", "read_file"]
