"""The parts of a DOCX package and how they point to each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from extractor.errors import UnreadableFile
from extractor.reading.archives import Archive
from extractor.reading.guards import Allowance
from extractor.reading.office import Relation, main_part, relations_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A DOCX file: the main part's root and path, and access to the parts around it."""

    archive: Archive
    main: str
    root: etree._Element
    relations: dict[str, Relation]

    def part(self, kind: str) -> etree._Element | None:
        """The root of the part that the main part points to with this kind of relation; None when there is none."""
        return next(self.parts(kind), None)

    def parts(self, kind: str) -> Iterator[etree._Element]:
        """The roots of all parts of a kind, in the order of their names."""
        targets = {relation.target for relation in self.relations.values() if relation.kind == kind}
        for target in sorted(target for target in targets if target in self.archive):
            yield self.archive.xml(target)


def open_package(data: bytes, allowance: Allowance) -> Package:
    """Opens a DOCX file.

    Raises:
        UnreadableFile: damaged, encrypted, or without a main part.
        LimitExceeded: it unpacks to more than is allowed.
    """
    archive = Archive(data, allowance)
    main = main_part(archive, "word/document.xml")
    if main is None:
        raise UnreadableFile(
            "the main part of the document is missing",
            where=allowance.where,
            expected="a complete DOCX file",
            todo="Open it in Word or WPS and save it again",
        )
    root = archive.xml(main)
    return Package(archive=archive, main=main, root=root, relations=relations_of(archive, main))
