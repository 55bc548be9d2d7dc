"""What paragraph styles pass on: outline levels and list membership."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from extractor.reading.archives import local
from extractor.reading.docx.numbering import Numbering
from extractor.reading.docx.package import Package
from extractor.reading.office import child, is_on, number, value

_CHAIN = 20  # longer chains of styles are damage (a cycle)


@dataclass(frozen=True, slots=True)
class _Style:
    based_on: str = ""
    outline: int | None = None
    list_id: str | None = None
    level: int | None = None
    hidden: bool = False


class Styles:
    """Looks up a paragraph's outline level and list, in the paragraph itself first, then along its styles."""

    def __init__(self, package: Package) -> None:
        self._styles: dict[str, _Style] = {}
        self._default = ""
        root = package.part("styles")
        for element in root if root is not None else ():
            if local(element) == "style":
                self._add(element)

    def outline_level(self, properties: etree._Element | None) -> int | None:
        """1 for the highest heading level; None for body text."""
        direct = value(child(properties, "outlineLvl"))
        levels = (style.outline for _, style in self._chain(properties))
        level = number(direct, 9) if direct is not None else next((found for found in levels if found is not None), 9)
        return level + 1 if 0 <= level < 9 else None

    def list_of(self, properties: etree._Element | None, numbering: Numbering) -> tuple[str, int] | None:
        """The list id and level of a paragraph; None outside lists."""
        direct = child(properties, "numPr")
        list_id, level = value(child(direct, "numId")), value(child(direct, "ilvl"))
        for name, style in self._chain(properties):
            if list_id is None and style.list_id is not None:
                list_id = style.list_id
                level = level if level is not None else _text(numbering.level_of_style.get((list_id, name)))
            if level is None and style.level is not None:
                level = str(style.level)
        if list_id is None or list_id == "0":
            return None
        return list_id, number(level)

    def hides(self, style: str) -> bool:
        """Whether a character style hides its text."""
        found = self._styles.get(style)
        return found is not None and found.hidden

    def _chain(self, properties: etree._Element | None) -> list[tuple[str, _Style]]:
        name = value(child(properties, "pStyle")) or self._default
        chain: list[tuple[str, _Style]] = []
        while name in self._styles and len(chain) < _CHAIN:
            chain.append((name, self._styles[name]))
            name = self._styles[name].based_on
        return chain

    def _add(self, element: etree._Element) -> None:
        identifier = value(element, "styleId") or ""
        kind = value(element, "type") or "paragraph"
        outline = value(child(element, "pPr", "outlineLvl"))
        list_id = value(child(element, "pPr", "numPr", "numId"))
        level = value(child(element, "pPr", "numPr", "ilvl"))
        self._styles[identifier] = _Style(
            based_on=value(child(element, "basedOn")) or "",
            outline=None if outline is None else number(outline, 9),
            list_id=list_id,
            level=None if level is None else number(level),
            hidden=is_on(child(element, "rPr", "vanish")),
        )
        if kind == "paragraph" and value(element, "default") in ("1", "true", "on"):
            self._default = identifier


def _text(level: int | None) -> str | None:
    return None if level is None else str(level)
