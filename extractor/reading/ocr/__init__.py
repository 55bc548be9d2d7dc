"""Scanned pages: characters with confidence and ruled lines out of an image (optional extra `ocr`)."""

from extractor.reading.ocr.engine import available
from extractor.reading.ocr.images import open_images
from extractor.reading.ocr.page import recognise_page

__all__ = ["available", "open_images", "recognise_page"]
