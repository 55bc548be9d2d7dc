"""All packs together: the bundled folder, then a user's own folder on top of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from extractor.errors import PackProblem, PackProblems, UsageError
from extractor.packs.lawful import GROUP as LAWFUL_GROUP
from extractor.packs.lawful import Lawful, read_lawful
from extractor.packs.numbers import NumberWords, read_number_words
from extractor.packs.patterns import Pattern, PatternBook, read_parts, read_patterns
from extractor.packs.regions import RegionTable, read_regions
from extractor.packs.rules import FOLDER as RULES_FOLDER
from extractor.packs.rules import RuleBook, read_rules
from extractor.packs.schemes import FOLDER as SCHEMES_FOLDER
from extractor.packs.schemes import SchemeBook, read_schemes
from extractor.packs.toml_reader import Node, read_toml
from extractor.packs.vocabulary import TableWords, read_table_words
from extractor.resources import bundled

_SHARED_PARTS = "vocabulary/parts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Packs:
    """Everything that the packs say. `version` is a digest of their content; `nodes` the parsed files by group."""

    version: str
    patterns: PatternBook
    nodes: dict[str, Node]
    numbers: NumberWords = field(default_factory=NumberWords)
    regions: RegionTable = field(default_factory=RegionTable)
    rules: RuleBook = field(default_factory=lambda: RuleBook({}, {}))
    tables: TableWords = field(default_factory=TableWords)
    schemes: SchemeBook = field(default_factory=lambda: SchemeBook({}))
    lawful: tuple[Lawful, ...] = ()

    def __hash__(self) -> int:
        return hash(self.version)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Packs) and self.version == other.version


@lru_cache(maxsize=8)
def load_packs(extra: Path | None = None, *, preview: bool = False) -> Packs:
    """The bundled packs, with those of the folder `extra` added (an entry of the same name replaces the bundled one).

    With `preview`, rules whose error rates are not known yet, or not good enough, speak too.

    Raises:
        PackProblems: with every problem of every file.
        UsageError: `extra` is not a folder.
    """
    if extra is not None and not extra.is_dir():
        raise UsageError("there is no such folder", where=str(extra), expected="a folder with *.toml packs", todo="")
    problems: list[PackProblem] = []
    digest = hashlib.sha256()
    nodes: dict[str, list[Node]] = {}
    for root in (bundled("patterns"), extra):
        if root is None:
            continue
        for path in sorted(root.rglob("*.toml")):
            group = path.relative_to(root).with_suffix("").as_posix()
            digest.update(group.encode() + b"\0" + path.read_bytes() + b"\0")
            nodes.setdefault(group, []).append(read_toml(path, f"{root.name}/{group}.toml", problems))
    shared = {name: part for node in nodes.get(_SHARED_PARTS, []) for name, part in read_parts(node).items()}
    # With a folder of one's own on top, even bundled patterns may hold parts that nobody has tried.
    proven = extra is None
    groups = {
        group: _overlaid([read_patterns(node, group, shared, proven=proven) for node in found])
        for group, found in nodes.items()
    }
    own_rules = [node for group, found in nodes.items() if group.startswith(RULES_FOLDER) for node in found]
    rules = read_rules(own_rules, preview=preview)
    tables = read_table_words(nodes)
    schemes = read_schemes(node for group, found in nodes.items() if group.startswith(SCHEMES_FOLDER) for node in found)
    lawful = read_lawful(nodes.get(LAWFUL_GROUP, []))
    numbers = read_number_words(nodes)
    regions = read_regions(nodes)
    if problems:
        raise PackProblems(tuple(problems))
    return Packs(
        version=digest.hexdigest()[:12] + ("+preview" if preview else ""),
        patterns=PatternBook({group: patterns for group, patterns in groups.items() if patterns}),
        nodes={group: found[-1] for group, found in nodes.items()},
        rules=rules,
        numbers=numbers,
        regions=regions,
        tables=tables,
        schemes=schemes,
        lawful=lawful,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PackChoice:
    """Which packs a run uses: the bundled ones, with a folder of one's own on top, with or without preview rules."""

    folder: Path | None = None
    preview: bool = False

    def load(self) -> Packs:
        """The packs; raises as `load_packs` does."""
        return load_packs(self.folder, preview=self.preview)


BUNDLED = PackChoice()


def _overlaid(layers: list[tuple[Pattern, ...]]) -> tuple[Pattern, ...]:
    by_name: dict[str, Pattern] = {}
    for layer in layers:
        by_name.update({pattern.name: pattern for pattern in layer})
    return tuple(by_name.values())
