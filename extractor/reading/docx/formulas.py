"""Formulas of Word's equation editor, written on one line: criteria such as `得分=实际值/计划值×分值` may be one."""

from __future__ import annotations

from lxml import etree

from extractor.reading.archives import local
from extractor.reading.office import child, value

_OPERATORS = frozenset("+-−×*/÷=＋－")
_DEPTH = 60


def linear(element: etree._Element, depth: int = 0) -> str:
    """The text of an `m:oMath` element; fractions as a/b, with brackets where they are needed."""
    if depth > _DEPTH:
        return "".join(str(piece) for piece in element.itertext())

    def part(*path: str) -> str:
        found = child(element, *path)
        return "" if found is None else linear(found, depth + 1)

    match local(element):
        case "t":
            return element.text or ""
        case "f":
            return f"{_bracketed(part('num'))}/{_bracketed(part('den'))}"
        case "sSup":
            return f"{_bracketed(part('e'))}^{_bracketed(part('sup'))}"
        case "rad":
            return f"{part('deg')}√{_bracketed(part('e'))}"
        case "nary":
            sign = value(child(element, "naryPr", "chr")) or "∫"
            return f"{sign}{part('e')}"
        case "d":
            opening = value(child(element, "dPr", "begChr"))
            closing = value(child(element, "dPr", "endChr"))
            inside = ",".join(linear(below, depth + 1) for below in element if local(below) == "e")
            return ("(" if opening is None else opening) + inside + (")" if closing is None else closing)
        case "rPr" | "ctrlPr" | "del":
            return ""
        case _:
            return "".join(linear(below, depth + 1) for below in element)


def _bracketed(text: str) -> str:
    return f"({text})" if any(sign in text[1:] for sign in _OPERATORS) else text
