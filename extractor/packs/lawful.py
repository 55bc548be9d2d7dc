"""Lawful readings of rows whose form prints no rule: what each is called, where it is allowed, and its parameters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from extractor.packs.toml_reader import Node

GROUP = "criteria/lawful"
FAMILIES = ("execution", "forward", "reverse", "qualitative", "satisfaction")
KINDS = ("ratio", "rate", "pass_line", "linear", "bands", "shares")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lawful:
    """One reading. `line` is a pass line in per cent; `steps` are (rate from, share of the points), best first; `cuts`
    the lowest shares in per cent of the first and second grade.
    """

    name: str
    family: str
    kind: str
    source: str
    zh: str
    en: str
    line: Decimal = Decimal(0)
    steps: tuple[tuple[Decimal, Decimal], ...] = ()
    cuts: tuple[Decimal, ...] = ()


def read_lawful(nodes: Iterable[Node]) -> tuple[Lawful, ...]:
    """The readings of all files; one of the same family and name replaces an earlier one."""
    found: dict[tuple[str, str], Lawful] = {}
    for node in nodes:
        for entry in node.tables("lawful"):
            reading = _lawful(entry)
            found[reading.family, reading.name] = reading
    return tuple(found.values())


def _lawful(entry: Node) -> Lawful:
    entry.only("name", "family", "kind", "source", "zh", "en", "line", "steps", "cuts")
    kind = entry.text("kind", among=KINDS)
    reading = Lawful(
        name=entry.text("name"),
        family=entry.text("family", among=FAMILIES),
        kind=kind,
        source=entry.text("source"),
        zh=entry.text("zh"),
        en=entry.text("en"),
        line=entry.number("line", 0),
        steps=_steps(entry),
        cuts=_numbers(entry, "cuts", entry.mapping.get("cuts", [])),
    )
    if kind == "pass_line" and not 0 < reading.line < 100:
        entry.report("line", str(reading.line), "a pass line between 0 and 100")
    if kind == "bands" and not reading.steps:
        entry.report("steps", "nothing", "pairs of a rate and a share, best first")
    if kind == "shares" and len(reading.cuts) != 2:
        entry.report("cuts", str(reading.cuts), "two shares in per cent")
    return reading


def _steps(entry: Node) -> tuple[tuple[Decimal, Decimal], ...]:
    pairs = entry.mapping.get("steps", [])
    if not isinstance(pairs, list):
        entry.report("steps", repr(pairs), "a list of pairs")
        return ()
    found: list[tuple[Decimal, Decimal]] = []
    for pair in pairs:
        numbers = _numbers(entry, "steps", pair)
        if len(numbers) == 2:
            found.append((numbers[0], numbers[1]))
        else:
            entry.report("steps", repr(pair), "a pair of a rate and a share")
    return tuple(found)


def _numbers(entry: Node, key: str, found: object) -> tuple[Decimal, ...]:
    if not isinstance(found, list) or not all(isinstance(one, int | Decimal) for one in found):
        entry.report(key, repr(found), "a list of numbers")
        return ()
    return tuple(Decimal(one) for one in found)
