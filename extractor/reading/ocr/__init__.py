"""Scanned pages: characters with confidence and ruled lines out of an image (optional extra `ocr`)."""

from extractor.reading.ocr.engine import available
from extractor.reading.ocr.reader import read_image
from extractor.reading.ocr.scans import RESOLUTION, recognise_scans

__all__ = ["RESOLUTION", "available", "read_image", "recognise_scans"]
