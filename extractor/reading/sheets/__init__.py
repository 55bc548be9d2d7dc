"""XLSX, XLS and ET: the cells as shown, cut into forms."""

from extractor.reading.sheets.reader import read_xls, read_xlsx

__all__ = ["read_xls", "read_xlsx"]
