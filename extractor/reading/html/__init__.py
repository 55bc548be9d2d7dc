"""HTML and MHTML: pages of government portals, and what office programs export."""

from extractor.reading.html.reader import read_html, read_mhtml, write_fragment

__all__ = ["read_html", "read_mhtml", "write_fragment"]
