"""Gold: what people say stands in a report, as records.

A gold file is JSON (or TOML) beside its document: `gold.json` in a folder of its own, `NAME.gold.json` beside NAME,
or any `*.json` with a `file` that is found beside it or in a folder next to it. A field that a gold entry does not have
is not compared; a list that is missing or empty says that nobody annotated it.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from extractor.errors import UsageError

_NAMES = frozenset({"gold.json", "gold.toml"})
_LISTS = (
    "sections",
    "statements",
    "indicators",
    "budgets",
    "metrics",
    "relations",
    "criteria",
    "checks",
    "not_findings",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldEntry:
    """One annotated thing; `values` maps field names of the database to printed or exact values as texts.

    None is an annotated absence; a field that is not there was not annotated. `quotes` are where it stands, `section`
    the path of section numbers joined with `/`.
    """

    values: Mapping[str, str | None]
    quotes: tuple[str, ...] = ()
    section: str = ""
    optional: bool = False
    rules: tuple[str, ...] = ()

    def get(self, name: str) -> str | None:
        """A value, None where it is absent or not annotated."""
        return self.values.get(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """The annotation of one document. `tags` are what results are grouped by: scheme, format, variant.

    `relations_complete` says that the prose states no other relations than those listed.
    """

    path: Path
    document: Path
    report: Mapping[str, str | None] = field(default_factory=dict)
    sections: tuple[GoldEntry, ...] = ()
    statements: tuple[GoldEntry, ...] = ()
    indicators: tuple[GoldEntry, ...] = ()
    budgets: tuple[GoldEntry, ...] = ()
    metrics: tuple[GoldEntry, ...] = ()
    relations: tuple[GoldEntry, ...] = ()
    criteria: tuple[GoldEntry, ...] = ()
    checks: tuple[GoldEntry, ...] = ()
    not_findings: tuple[GoldEntry, ...] = ()
    judged: bool = False
    relations_complete: bool = False
    tags: Mapping[str, str] = field(default_factory=dict)


def find_gold(folder: Path) -> tuple[Gold, ...]:
    """All gold under `folder`, in the order of their paths.

    Raises:
        UsageError: the folder does not exist, holds no gold, or a gold file is not valid or lacks its document.
    """
    if folder.is_file():
        candidates = [folder]
    elif folder.is_dir():
        candidates = sorted(path for path in folder.rglob("*") if path.suffix in (".json", ".toml"))
    else:
        raise UsageError("there is no such folder", where=str(folder), expected="a folder with gold")
    found = tuple(gold for path in candidates if (gold := _read(path, named=path == folder)) is not None)
    if not found:
        raise UsageError(
            "no gold was found",
            where=str(folder),
            expected="gold.json beside a document, NAME.gold.json, or *.json with a key `file`",
            todo="See corpus/README.md on how to make gold",
        )
    return found


def _read(path: Path, *, named: bool) -> Gold | None:
    """The gold in a file; None for a file that is something else, unless it was named or has the name of gold."""
    surely = named or path.name in _NAMES or path.name.endswith(".gold.json")
    if path.suffix == ".toml" and not surely:
        return None
    try:
        text = path.read_text(encoding="utf-8")
        content = tomllib.loads(text) if path.suffix == ".toml" else json.loads(text)
    except (OSError, ValueError) as fault:
        if surely:
            raise UsageError(f"the gold cannot be read ({fault})", where=str(path), expected="JSON or TOML") from fault
        return None
    if not isinstance(content, dict) or not isinstance(content.get("file"), str):
        if surely:
            raise UsageError("the gold names no file", where=str(path), expected='a key "file"')
        return None
    return Gold(
        path=path,
        document=_document(path, content["file"]),
        report=_values(content.get("report", {}), skip=()),
        judged="checks" in content,
        relations_complete=bool(content.get("relations_complete")),
        tags={key: str(content[key]) for key in ("scheme", "format", "variant") if key in content},
        **{name: _entries(content.get(name), name, path) for name in _LISTS},
    )


def _document(gold: Path, name: str) -> Path:
    """The document that a gold file speaks of: beside it, or in a folder next to its own."""
    beside = gold.parent / name
    if beside.is_file():
        return beside
    neighbours = sorted(path for path in gold.parent.parent.glob(f"*/{name}") if path.is_file())
    if not neighbours:
        raise UsageError(
            f"the document {name!r} of the gold is missing",
            where=str(gold),
            expected=f"{beside}, or {name} in a folder beside {gold.parent.name}",
        )
    return neighbours[0]


def _entries(listed: object, name: str, path: Path) -> tuple[GoldEntry, ...]:
    if listed is None:
        return ()
    if not isinstance(listed, list) or not all(isinstance(entry, dict) for entry in listed):
        raise UsageError(
            f"{name!r} is no list of objects",
            where=str(path),
            expected="a list of tables",
        )
    return tuple(_entry(entry) for entry in listed)


_OWN = ("quote", "quotes", "section", "optional", "rules")


def _entry(entry: Mapping[str, object]) -> GoldEntry:
    quotes = _texts(entry.get("quotes")) or _texts(entry.get("quote"))
    rule = entry.get("rule")
    return GoldEntry(
        values=_values(entry, skip=_OWN),
        quotes=quotes,
        section=str(entry.get("section") or ""),
        optional=bool(entry.get("optional")),
        rules=_texts(entry.get("rules")) or ((str(rule),) if rule else ()),
    )


def _values(entry: Mapping[str, object], *, skip: Iterable[str]) -> dict[str, str | None]:
    return {
        key: None if value is None else str(value)
        for key, value in entry.items()
        if key not in skip and not isinstance(value, list | dict)
    }


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(str(entry) for entry in value) if isinstance(value, list) else ()
