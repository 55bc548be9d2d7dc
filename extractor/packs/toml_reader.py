"""From a TOML mapping to records: typed getters that name the key path and collect every problem."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from extractor.errors import PackProblem


@dataclass(frozen=True, slots=True)
class Node:
    """A table of a TOML file, with the way to it; getters add to `problems` and return a harmless default."""

    file: str
    path: str
    mapping: dict[str, object]
    problems: list[PackProblem]

    def report(self, key: str, found: str, allowed: str) -> None:
        """Record a problem at `key` of this node."""
        where = f"{self.path}.{key}" if self.path and key else self.path or key
        self.problems.append(PackProblem(file=self.file, key=where, found=found, allowed=allowed))

    def text(self, key: str, default: str | None = None, *, among: tuple[str, ...] = ()) -> str:
        """A string; required when `default` is None; one of `among` when given."""
        found = self.mapping.get(key, default)
        if not isinstance(found, str):
            self.report(key, _shown(found), "a text")
            return default or ""
        if among and found not in among:
            self.report(key, repr(found), "one of " + ", ".join(among))
            return default or among[0]
        return found

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of strings; empty when missing, unless `required`."""
        found = self.mapping.get(key, None if required else [])
        if not isinstance(found, list) or not all(isinstance(entry, str) for entry in found):
            self.report(key, _shown(found), "a list of texts")
            return ()
        if required and not found:
            self.report(key, "an empty list", "at least one text")
        return tuple(str(entry) for entry in found)

    def number(self, key: str, default: Decimal | int | None = None) -> Decimal:
        """A number as `Decimal`; required when `default` is None."""
        found = self.mapping.get(key, default)
        if isinstance(found, bool) or not isinstance(found, int | Decimal):
            self.report(key, _shown(found), "a number")
            return Decimal(0)
        return Decimal(found)

    def flag(self, key: str, default: bool = False) -> bool:
        """True or false."""
        found = self.mapping.get(key, default)
        if not isinstance(found, bool):
            self.report(key, _shown(found), "true or false")
            return default
        return found

    def table(self, key: str) -> Node:
        """A sub-table; empty when missing."""
        found = self.mapping.get(key, {})
        if not isinstance(found, dict):
            self.report(key, _shown(found), "a table")
            found = {}
        return Node(self.file, f"{self.path}.{key}" if self.path else key, found, self.problems)

    def tables(self, key: str) -> Iterator[Node]:
        """The entries of an array of tables; none when missing."""
        found = self.mapping.get(key, [])
        if not isinstance(found, list):
            self.report(key, _shown(found), "an array of tables ([[…]])")
            return
        for index, entry in enumerate(found):
            path = f"{self.path}.{key}[{index}]" if self.path else f"{key}[{index}]"
            if isinstance(entry, dict):
                yield Node(self.file, path, entry, self.problems)
            else:
                self.problems.append(PackProblem(file=self.file, key=path, found=_shown(entry), allowed="a table"))

    def only(self, *allowed: str) -> None:
        """Report every key that is not among `allowed`: a misspelt key must not pass in silence."""
        for key in self.mapping:
            if key not in allowed:
                self.report(key, "an unknown key", "one of " + ", ".join(sorted(allowed)))


def read_toml(path: Path, shown_as: str, problems: list[PackProblem]) -> Node:
    """The root node of a TOML file, numbers as `Decimal`; an unreadable file becomes a problem and an empty node."""
    try:
        mapping = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        problems.append(PackProblem(file=shown_as, key="(file)", found=str(fault), allowed="readable TOML in UTF-8"))
        mapping = {}
    return Node(shown_as, "", mapping, problems)


def _shown(found: object) -> str:
    return "nothing" if found is None else f"{type(found).__name__} {found!r}"
