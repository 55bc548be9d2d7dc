"""DOCX: the package, its numbering, what a run shows, its tables, and the walk over all of it."""

from extractor.reading.docx.reader import read_docx

__all__ = ["read_docx"]
