"""What DOCX and XLSX packages have in common: relations between parts, properties, small helpers for their XML."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from extractor.reading.archives import Archive, attribute, local, resolve

_CORE = {"title": "title", "subject": "subject", "creator": "author", "created": "created", "modified": "modified"}


@dataclass(frozen=True, slots=True)
class Relation:
    """One arrow from a part to another; `kind` is the last word of the relationship type."""

    kind: str
    target: str
    external: bool


def relations_of(archive: Archive, part: str) -> dict[str, Relation]:
    """The relations of a part by their id."""
    folder, _, name = part.rpartition("/")
    path = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
    if path not in archive:
        return {}
    found: dict[str, Relation] = {}
    for element in archive.xml(path):
        identifier, target = element.get("Id"), element.get("Target")
        if local(element) != "Relationship" or not identifier or not target:
            continue
        external = element.get("TargetMode") == "External"
        kind = (element.get("Type") or "").rpartition("/")[2]
        found[identifier] = Relation(kind, target if external else resolve(part, target), external)
    return found


def metadata_of(archive: Archive) -> dict[str, str]:
    """What the file says of itself: title, author, dates, program, page count."""
    found: dict[str, str] = {}
    if "docProps/core.xml" in archive:
        for element in archive.xml("docProps/core.xml"):
            key = _CORE.get(local(element))
            if key and element.text:
                found[key] = element.text.strip()
    if "docProps/app.xml" in archive:
        for element in archive.xml("docProps/app.xml"):
            if local(element) in ("Application", "Pages") and element.text:
                found[local(element).lower()] = element.text.strip()
    return found


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """The attribute `w:val` (or another) of an element that may be missing."""
    return None if element is None else attribute(element, name)


def is_on(element: etree._Element | None) -> bool:
    """Whether an on/off property is set: present, and not switched off by its value."""
    return element is not None and (attribute(element, "val") or "1").lower() not in ("0", "false", "off", "none")


def number(text: str | None, default: int = 0) -> int:
    """An integer attribute; damaged ones count as the default."""
    try:
        return int(text) if text is not None else default
    except ValueError:
        return default


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child along a path of local names."""
    for name in path:
        if element is None:
            return None
        element = next((below for below in element if local(below) == name), None)
    return element


def children(element: etree._Element | None, *path: str) -> list[etree._Element]:
    """The children of the first element along a path of local names; empty where it is missing."""
    found = child(element, *path)
    return [] if found is None else list(found)


def main_part(archive: Archive, usual: str) -> str | None:
    """The part that the package names as its document, or the `usual` one; None when neither is there."""
    for relation in relations_of(archive, "").values():
        if relation.kind == "officeDocument" and relation.target in archive:
            return relation.target
    return usual if usual in archive else None
