"""Administrative divisions: names and codes, from `patterns/vocabulary/regions.toml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from extractor.packs.toml_reader import Node

REGIONS = "vocabulary/regions"
_LENGTHS = {"provinces": 2, "cities": 4, "counties": 6}
_LEVELS = {2: "province", 4: "city", 6: "county"}


@dataclass(frozen=True, slots=True)
class Region:
    """A province, city or county. `code` has six digits (440113), `path` the full name from the province down."""

    code: str
    name: str
    level: str
    path: str


@dataclass(frozen=True, slots=True)
class RegionTable:
    """All listed divisions. `by_name` holds those of one name (several cities have a 鼓楼区), `by_code` each one."""

    by_name: Mapping[str, tuple[Region, ...]] = field(default_factory=dict)
    by_code: Mapping[str, Region] = field(default_factory=dict)
    shared_names: frozenset[str] = frozenset()

    def named(self, name: str, within: str = "") -> Region | None:
        """The division of this name whose code begins with `within`; None where there is none or more than one."""
        if not within and name in self.shared_names:
            return None
        found = [region for region in self.by_name.get(name, ()) if region.code.startswith(within)]
        return found[0] if len(found) == 1 else None


def read_regions(nodes: Mapping[str, Iterable[Node]]) -> RegionTable:
    """The table of all layers; an entry that is not digits, a blank and a name becomes a problem of its node."""
    names: dict[str, str] = {}
    shared: set[str] = set()
    for node in nodes.get(REGIONS, ()):
        node.only(*_LENGTHS, "shared_names")
        shared.update(node.texts("shared_names"))
        for key, length in _LENGTHS.items():
            for entry in node.texts(key):
                digits, _, name = entry.partition(" ")
                if len(digits) != length or not digits.isascii() or not digits.isdigit() or not name:
                    node.report(key, repr(entry), f"{length} digits, a blank and the name")
                    continue
                names[digits] = name
    regions = [_region(digits, name, names) for digits, name in names.items()]
    by_name: dict[str, tuple[Region, ...]] = {}
    for region in regions:
        by_name[region.name] = (*by_name.get(region.name, ()), region)
    return RegionTable(by_name, {region.code: region for region in regions}, frozenset(shared))


def _region(digits: str, name: str, names: Mapping[str, str]) -> Region:
    above = [names[digits[:length]] for length in (2, 4) if length < len(digits) and digits[:length] in names]
    return Region(code=digits.ljust(6, "0"), name=name, level=_LEVELS[len(digits)], path="".join((*above, name)))
