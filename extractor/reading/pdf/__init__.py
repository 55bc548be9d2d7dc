"""PDF: pdfium delivers placed characters and rules, the shared layout makes paragraphs and tables of them."""

from extractor.reading.pdf.reader import read_pdf

__all__ = ["read_pdf"]
