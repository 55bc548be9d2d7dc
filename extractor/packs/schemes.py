"""Schemes: the forms and scoring systems in use, what identifies each, and its rules where a form is silent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from extractor.packs.toml_reader import Node
from extractor.packs.vocabulary import bare

FOLDER = "schemes/"
KINDS = ("project", "department", "transfer")
MARK_KINDS = ("title", "header", "label", "row", "level1", "level2", "note", "text")
EXECUTION = ("linear", "bands", "none")
FORWARD = ("ratio", "pass_line", "criterion")
REVERSE = ("ratio", "linear", "criterion")
QUALITATIVE = ("80_60", "80_50", "criterion")
SATISFACTION = ("ratio", "bands", "criterion")


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeMark:
    """A sign that a form belongs to a scheme: `words`, of which `least` must occur in places of `kind`.

    `weight` adds to the scheme's score; without a `required` mark the scheme is out; a `never` mark rules it out.
    """

    kind: str
    words: tuple[str, ...]
    least: int = 1
    weight: Decimal = Decimal(1)
    required: bool = False
    never: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemePart:
    """A level-1 category of a scheme with its points; None where they differ between editions."""

    names: tuple[str, ...]
    points: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeRules:
    """Names of the lawful readings where a form says nothing; a check accepts a score that fits any of them."""

    execution: tuple[str, ...] = ("linear",)
    forward: tuple[str, ...] = ("ratio", "pass_line")
    reverse: tuple[str, ...] = ("ratio", "linear")
    qualitative: tuple[str, ...] = ("80_60",)
    satisfaction: tuple[str, ...] = ("ratio", "bands")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """One form or scoring system. `execution_points` are the points of the execution row outside `parts`, if any.

    `adds_up_to` is what the points of all indicator rows make (90, 80, 100); None where editions differ.
    """

    code: str
    name: str
    name_en: str
    kind: str
    basis: str
    why: str
    scored: bool = True
    execution_points: Decimal | None = None
    adds_up_to: Decimal | None = None
    parts: tuple[SchemePart, ...] = ()
    marks: tuple[SchemeMark, ...] = ()
    threshold: Decimal = Decimal(1)
    rules: SchemeRules = SchemeRules()

    def part(self, name: str) -> SchemePart | None:
        """The level-1 category of this name, whether it is written with or without 指标."""
        short = bare(name).removesuffix("指标")
        return next((part for part in self.parts if short in part.names), None)


@dataclass(frozen=True, slots=True)
class SchemeBook:
    """All schemes by code."""

    schemes: Mapping[str, Scheme]

    def get(self, code: str) -> Scheme | None:
        """A scheme by its code; None for the empty code of a form that was not recognised."""
        return self.schemes.get(code)

    def __iter__(self) -> Iterator[Scheme]:
        return iter(self.schemes.values())


def read_schemes(nodes: Iterable[Node]) -> SchemeBook:
    """The schemes of all files, a later file of the same code replacing an earlier one."""
    found: dict[str, Scheme] = {}
    for node in nodes:
        for entry in node.tables("scheme"):
            scheme = _scheme(entry)
            found[scheme.code] = scheme
    return SchemeBook(found)


def _scheme(entry: Node) -> Scheme:
    entry.only(
        "code", "name", "name_en", "kind", "basis", "why", "scored", "execution_points", "adds_up_to", "threshold",
        "part", "mark", "rules",
    )  # fmt: skip
    return Scheme(
        code=entry.text("code"),
        name=entry.text("name"),
        name_en=entry.text("name_en"),
        kind=entry.text("kind", among=KINDS),
        basis=entry.text("basis"),
        why=entry.text("why"),
        scored=entry.flag("scored", True),
        execution_points=_optional(entry, "execution_points"),
        adds_up_to=_optional(entry, "adds_up_to"),
        threshold=entry.number("threshold", 1),
        parts=tuple(_part(part) for part in entry.tables("part")),
        marks=tuple(_mark(mark) for mark in entry.tables("mark")),
        rules=_rules(entry.table("rules")),
    )


def _optional(entry: Node, key: str) -> Decimal | None:
    return entry.number(key) if key in entry.mapping else None


def _part(entry: Node) -> SchemePart:
    entry.only("names", "points")
    return SchemePart(names=entry.texts("names", required=True), points=_optional(entry, "points"))


def _mark(entry: Node) -> SchemeMark:
    entry.only("kind", "words", "least", "weight", "required", "never")
    return SchemeMark(
        kind=entry.text("kind", among=MARK_KINDS),
        words=entry.texts("words", required=True),
        least=int(entry.number("least", 1)),
        weight=entry.number("weight", 1),
        required=entry.flag("required"),
        never=entry.flag("never"),
    )


def _rules(entry: Node) -> SchemeRules:
    entry.only("execution", "forward", "reverse", "qualitative", "satisfaction")
    default = SchemeRules()
    return SchemeRules(
        execution=_readings(entry, "execution", EXECUTION, default.execution),
        forward=_readings(entry, "forward", FORWARD, default.forward),
        reverse=_readings(entry, "reverse", REVERSE, default.reverse),
        qualitative=_readings(entry, "qualitative", QUALITATIVE, default.qualitative),
        satisfaction=_readings(entry, "satisfaction", SATISFACTION, default.satisfaction),
    )


def _readings(entry: Node, key: str, allowed: tuple[str, ...], default: tuple[str, ...]) -> tuple[str, ...]:
    if key not in entry.mapping:
        return default
    found = entry.texts(key, required=True)
    for name in found:
        if name not in allowed:
            entry.report(key, repr(name), "one of " + ", ".join(allowed))
    return found
