"""The parts of an OFD file: its documents, pages, templates and annotations (GB/T 33190-2016, chapter 7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extractor.errors import UnreadableFile
from extractor.reading.archives import Archive, local, resolve
from extractor.reading.guards import Allowance
from extractor.reading.ofd.geometry import boundary, numbers
from extractor.reading.office import child, children

_PAPER = (0.0, 0.0, 210.0, 297.0)  # A4, where the file gives no size
_INFO = {
    "Title": "title",
    "Author": "author",
    "CreationDate": "created",
    "ModDate": "modified",
    "Creator": "application",
}


@dataclass(frozen=True, slots=True)
class OfdPage:
    """A page: its content, the templates below and above it, its annotations; `box` is x, y, width, height in mm."""

    box: tuple[float, float, float, float]
    content: etree._Element
    templates: tuple[etree._Element, ...] = ()
    annotations: tuple[etree._Element, ...] = ()


@dataclass(slots=True)
class OfdFile:
    """An opened OFD file. `missing` counts pages that are announced but cannot be read."""

    archive: Archive
    allowance: Allowance
    metadata: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def pages(self) -> Iterator[OfdPage]:
        """The pages of all documents in the file, in order."""
        root = self.archive.xml("OFD.xml")
        bodies = [body for body in root if local(body) == "DocBody"]
        if not bodies:
            raise UnreadableFile("the OFD file holds no document", where=self.allowance.where, expected="a DocBody")
        for body in bodies:
            self._note(body)
            location = child(body, "DocRoot")
            path = resolve("", (location.text or "").strip()) if location is not None else ""
            if path in self.archive:
                yield from self._document(path)
            else:
                self.missing.append(path or "a document root")

    def _note(self, body: etree._Element) -> None:
        for element in children(body, "DocInfo"):
            key = _INFO.get(local(element))
            if key and element.text and key not in self.metadata:
                self.metadata[key] = element.text.strip()

    def _document(self, path: str) -> Iterator[OfdPage]:
        root = self.archive.xml(path)
        common = child(root, "CommonData")
        paper = _box_of(child(common, "PageArea")) or _PAPER
        templates = {
            element.get("ID"): element.get("BaseLoc") or ""
            for element in children(root, "CommonData")
            if local(element) == "TemplatePage"
        }
        annotations = self._annotations(path, root)
        for page in children(root, "Pages"):
            if local(page) != "Page":
                continue
            self.allowance.pages(1)
            location = resolve(path, page.get("BaseLoc") or "")
            if location not in self.archive:
                self.missing.append(location)
                continue
            content = self.archive.xml(location)
            used = [templates.get(element.get("TemplateID")) for element in content if local(element) == "Template"]
            bases = [resolve(path, base) for base in used if base]
            yield OfdPage(
                box=_box_of(child(content, "Area")) or paper,
                content=content,
                templates=tuple(self.archive.xml(base) for base in bases if base in self.archive),
                annotations=annotations.get(page.get("ID") or "", ()),
            )

    def _annotations(self, path: str, root: etree._Element) -> dict[str, tuple[etree._Element, ...]]:
        """The annotations by the page they lie on."""
        listed = child(root, "Annotations")
        location = resolve(path, (listed.text or "").strip()) if listed is not None else ""
        if location not in self.archive:
            return {}
        found: dict[str, tuple[etree._Element, ...]] = {}
        for page in self.archive.xml(location):
            file = child(page, "FileLoc")
            part = resolve(location, (file.text or "").strip()) if file is not None else ""
            if part in self.archive:
                inside = tuple(element for element in self.archive.xml(part) if local(element) == "Annot")
                identifier = page.get("PageID") or ""
                found[identifier] = found.get(identifier, ()) + inside
        return found


def _box_of(area: etree._Element | None) -> tuple[float, float, float, float] | None:
    box = child(area, "PhysicalBox")
    if box is None:
        return None
    found = boundary(numbers(box.text))
    return found if found[2] > 0 and found[3] > 0 else None
