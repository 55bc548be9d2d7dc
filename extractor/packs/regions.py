"""Administrative divisions: names and codes, from `patterns/vocabulary/regions.toml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import regex

from extractor.packs.toml_reader import Node

REGIONS = "vocabulary/regions"
_LENGTHS = {"provinces": 2, "cities": 4, "counties": 6}
_FORMER = "former"
_PEOPLES = "peoples"
_LEVELS = {2: "province", 4: "city", 6: "county"}


@dataclass(frozen=True, slots=True)
class Region:
    """A province, city or county, or a `former` one. `code` has six digits (440113), `path` is the full name."""

    code: str
    name: str
    level: str
    path: str
    former: bool = False


@dataclass(frozen=True, slots=True)
class RegionTable:
    """All divisions. `by_name` holds those of one name (several cities have a 鼓楼区), `by_code` the present ones."""

    by_name: Mapping[str, tuple[Region, ...]] = field(default_factory=dict)
    by_code: Mapping[str, Region] = field(default_factory=dict)

    @property
    def provinces(self) -> tuple[Region, ...]:
        """Provinces, autonomous regions and municipalities, in the order of their codes."""
        return tuple(region for region in self.by_code.values() if region.level == "province")

    def named(self, name: str, within: str = "") -> Region | None:
        """The division of this name whose code begins with `within`; None where there is none or more than one.

        A county that was merged into one of the same name and city is not a second one (三元区 of 2021).
        """
        found = [region for region in self.by_name.get(name, ()) if region.code.startswith(within)]
        # What was a county and is a city (哈密市) is called by its name of today.
        found = [region for region in found if region.level == "city" and not region.former] or found
        if len({region.code[:4] for region in found}) != 1:
            return None
        present = [region for region in found if not region.former] or found
        return present[0] if len(present) == 1 else None


def read_regions(nodes: Mapping[str, Iterable[Node]]) -> RegionTable:
    """The table of all layers; an entry that is not digits, a blank and a name becomes a problem of its node."""
    names: dict[str, str] = {}
    former: dict[str, str] = {}
    peoples: list[str] = []
    for node in nodes.get(REGIONS, ()):
        node.only(*_LENGTHS, _FORMER, _PEOPLES)
        peoples += node.texts(_PEOPLES)
        for key, length in _LENGTHS.items():
            names |= _entries(node, key, (length,))
        former |= _entries(node, _FORMER, tuple(_LENGTHS.values()))
    regions = [_region(digits, name, names) for digits, name in names.items()]
    gone = [replace(_region(digits, name, former | names), former=True) for digits, name in former.items()]
    shape = _short_names(peoples)
    by_name: dict[str, tuple[Region, ...]] = {}
    for region in (*regions, *gone):
        for name in {region.name, _short(region.name, shape)} - {""}:
            by_name[name] = (*by_name.get(name, ()), region)
    return RegionTable(by_name, {region.code: region for region in regions})


def _short_names(peoples: Iterable[str]) -> regex.Pattern[str]:
    """红河哈尼族彝族自治州 is called 红河州, 彭水苗族土家族自治县 彭水县: the peoples of the name are left out."""
    named = "|".join(regex.escape(people) for people in sorted(peoples, key=len, reverse=True)) or "(?!)"
    return regex.compile(rf"(?P<stem>[\p{{Han}}]{{2,4}}?)(?:(?:各|{named})族?)+自治(?P<end>[州县旗])", regex.VERSION1)


def _short(name: str, shape: regex.Pattern[str]) -> str:
    """The name that people give an autonomous prefecture or county; empty for others."""
    match = shape.fullmatch(name)
    return match["stem"] + match["end"] if match is not None else ""


def _entries(node: Node, key: str, lengths: tuple[int, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in node.texts(key):
        digits, _, name = entry.partition(" ")
        if len(digits) not in lengths or not digits.isascii() or not digits.isdigit() or not name:
            node.report(key, repr(entry), f"{' or '.join(map(str, lengths))} digits, a blank and the name")
            continue
        found[digits] = name
    return found


def _region(digits: str, name: str, names: Mapping[str, str]) -> Region:
    above = [names[digits[:length]] for length in (2, 4) if length < len(digits) and digits[:length] in names]
    return Region(code=digits.ljust(6, "0"), name=name, level=_LEVELS[len(digits)], path="".join((*above, name)))
