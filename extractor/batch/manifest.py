"""Where files come from: a manifest for a whole collection, or an `origin.toml` beside a file."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import UsageError
from extractor.pipeline import UNKNOWN_ORIGIN, Origin

_EXPECTED = (
    "a TOML file with [[document]] entries or a CSV file, with file (or folder and file), source_url, retrieved_at"
)


@dataclass(frozen=True, slots=True)
class Manifest:
    """Origins by path relative to the manifest's folder."""

    folder: Path
    origins: Mapping[str, Origin]

    def origin(self, path: Path) -> Origin:
        """The origin of a file: from the manifest, else from an `origin.toml` beside it, else unknown."""
        try:
            key = path.resolve().relative_to(self.folder.resolve()).as_posix()
        except ValueError:
            key = path.name
        return self.origins.get(key) or _beside(path)


NO_MANIFEST = Manifest(Path(), {})


def read_manifest(path: Path) -> Manifest:
    """The manifest at `path`.

    Raises:
        UsageError: it cannot be read, or is neither of the two forms.
    """
    try:
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise UsageError(f"the manifest cannot be read ({fault})", where=str(path), expected=_EXPECTED) from fault
    if path.suffix.casefold() == ".csv":
        entries: list[Mapping[str, object]] = [dict(row) for row in csv.DictReader(content.splitlines())]
    else:
        entries = _toml_entries(content, path)
    origins = {}
    for number, entry in enumerate(entries, start=1):
        file = _text(entry, "file")
        if not file:
            raise UsageError(f"entry {number} names no file", where=str(path), expected=_EXPECTED)
        origins[(Path(_text(entry, "folder")) / file).as_posix()] = _origin(entry)
    return Manifest(path.parent, origins)


def _toml_entries(content: str, path: Path) -> list[Mapping[str, object]]:
    try:
        entries = tomllib.loads(content).get("document", [])
    except tomllib.TOMLDecodeError as fault:
        raise UsageError(f"the manifest is not TOML ({fault})", where=str(path), expected=_EXPECTED) from fault
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise UsageError("the manifest has no list of documents", where=str(path), expected=_EXPECTED)
    return entries


def _beside(path: Path) -> Origin:
    note = path.parent / "origin.toml"
    try:
        return _origin(tomllib.loads(note.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return UNKNOWN_ORIGIN


def _origin(entry: Mapping[str, object]) -> Origin:
    return Origin(url=_text(entry, "source_url") or None, retrieved_at=_text(entry, "retrieved_at") or None)


def _text(entry: Mapping[str, object], key: str) -> str:
    value = entry.get(key)
    return "" if value is None else str(value)
