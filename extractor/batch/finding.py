"""Which files of a folder are documents: reports, not the gold, notes and databases that lie beside them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import UsageError

SUFFIXES = frozenset(
    (
        *(".pdf", ".ofd", ".doc", ".docx", ".docm", ".wps", ".rtf", ".odt"),
        *(".xls", ".xlsx", ".xlsm", ".et", ".ods", ".csv", ".tsv"),
        *(".txt", ".text", ".md", ".markdown", ".html", ".htm", ".mht", ".mhtml"),
        *(".zip", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp"),
    )
)
"""Endings by which a file found in a folder counts as a document; what is in it is told by its content."""

_NOTES = frozenset({"readme", "notes", "changelog", "license", "contributing", "manifest", "origin", "gold"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The documents in order of their paths, and how many other files were left alone."""

    documents: tuple[Path, ...]
    ignored: tuple[Path, ...]


def find_documents(paths: Iterable[Path]) -> Found:
    """The documents among `paths`: a file that is named counts whatever it is called, a folder is searched.

    Folders are searched to any depth, hidden files and folders excepted; links to folders are not followed, so that a
    loop of links cannot trap the search. The order is that of the paths, whatever the file system's.

    Raises:
        UsageError: a path does not exist.
    """
    documents: dict[Path, None] = {}
    ignored: list[Path] = []
    for path in paths:
        if path.is_dir():
            for file in _files(path):
                if is_document(file) and file.is_file():  # no pipe or device: opening one could wait for ever
                    documents[file] = None
                else:
                    ignored.append(file)
        elif path.is_file():
            documents[path] = None
        else:
            what = "neither a file nor a folder" if path.exists() else "no such file or folder"
            raise UsageError(f"there is {what}", where=str(path), todo="Check the path")
    return Found(documents=tuple(documents), ignored=tuple(ignored))


def is_document(path: Path) -> bool:
    """Whether a file found in a folder is taken for a document, by its name alone."""
    name = path.name.casefold()
    if name.startswith(("~$", ".")) or path.stem.casefold() in _NOTES:
        return False
    return path.suffix.casefold() in SUFFIXES


def _files(folder: Path) -> Iterator[Path]:
    found: list[Path] = []
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") and name != "__MACOSX"]
        found.extend(Path(root) / name for name in names if not name.startswith("."))
    return iter(sorted(found, key=lambda path: path.parts))
