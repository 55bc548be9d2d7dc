"""From the marks on pages to paragraphs and tables, the same for PDF, OFD and recognised images."""

from extractor.reading.layout.pages import lay_out

__all__ = ["lay_out"]
