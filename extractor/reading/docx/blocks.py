"""The block-level children of a body, a cell, a box or a note, wrappers looked through, tracked changes accepted."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from extractor.reading.archives import local
from extractor.reading.office import child

_WRAPPERS = frozenset(("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "Choice"))


def blocks(container: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs (`p`), tables (`tbl`) and foreign parts (`altChunk`) in order."""
    yield from _inside(container, frozenset(("p", "tbl", "altChunk")))


def rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows that remain when tracked changes are accepted."""
    for row in _inside(table, frozenset(("tr",))):
        if child(row, "trPr", "del") is None:
            yield row


def cells(row: etree._Element) -> Iterator[etree._Element]:
    """The cells of a row that remain when tracked changes are accepted."""
    for cell in _inside(row, frozenset(("tc",))):
        if child(cell, "tcPr", "cellDel") is None:
            yield cell


def _inside(container: etree._Element, wanted: frozenset[str]) -> Iterator[etree._Element]:
    stack = list(reversed(container))
    while stack:
        element = stack.pop()
        tag = local(element)
        if tag in wanted:
            yield element
        elif tag in _WRAPPERS:
            stack.extend(reversed(element))
        elif tag == "AlternateContent":
            chosen = child(element, "Choice")
            chosen = chosen if chosen is not None and len(chosen) else child(element, "Fallback")
            stack.extend(reversed(chosen) if chosen is not None else ())
