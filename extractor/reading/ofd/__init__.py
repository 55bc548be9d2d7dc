"""OFD (GB/T 33190-2016): the Chinese fixed-layout format, a ZIP of XML with placed text."""

from extractor.reading.ofd.reader import read_ofd

__all__ = ["read_ofd"]
