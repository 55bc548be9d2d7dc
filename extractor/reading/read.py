"""The one door of reading: a path goes in, neutral documents come out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from extractor.errors import UnreadableFile, UsageError
from extractor.model.document import Document
from extractor.reading.text import read_text


class Ocr(StrEnum):
    """When pages are recognised from their image."""

    AUTO = "auto"  # pages without a text layer
    OFF = "off"
    FORCE = "force"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Guards for one document: seconds, pages, unpacked bytes, nesting of containers, cells of one table."""

    seconds: float = 120.0
    pages: int = 2000
    unpacked_bytes: int = 512 * 1024 * 1024
    file_bytes: int = 256 * 1024 * 1024
    nesting: int = 3
    cells: int = 400_000


DEFAULT_LIMITS = Limits()


def read_file(path: Path, *, limits: Limits = DEFAULT_LIMITS, ocr: Ocr = Ocr.AUTO) -> tuple[Document, ...]:
    """Read a published file; the format is recognised by content, never by the name.

    Returns one document, or several for a bundle (`Document.part` names the member).

    Raises:
        UsageError: the path does not exist or is a folder.
        UnreadableFile: empty, encrypted, damaged or of an unknown format.
        LimitExceeded: a guard stopped the reading.
    """
    if not path.is_file():
        raise UsageError("there is no such file", where=str(path), expected="a report", todo="Check the path")
    data = path.read_bytes()
    if not data:
        raise UnreadableFile("the file is empty", where=str(path), expected="a report")
    return (read_text(data, path.name),)
