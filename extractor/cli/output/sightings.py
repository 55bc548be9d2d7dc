"""What the packs see in a text: every pattern's matches, and the quantities."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import click

from extractor.cli.settings import Settings
from extractor.model.views import view
from extractor.packs import Packs
from extractor.packs.patterns import RunawayPattern
from extractor.recognition.numbers import find_quantities


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A match: `groups` are its named parts and the constants that it stands for."""

    pack: str
    pattern: str
    start: int
    end: int
    text: str
    groups: tuple[tuple[str, str], ...]


def sightings(text: str, packs: Packs, prefix: str = "") -> list[Sighting]:
    """All matches of all patterns whose pack begins with `prefix`; quantities under the pack `numbers`."""
    seen: list[Sighting] = []
    looked_at = view(text)
    if "numbers".startswith(prefix) or prefix.startswith("numbers"):
        seen += _quantities(text, packs)
    for pattern in packs.patterns:
        if not pattern.group.startswith(prefix):
            continue
        try:
            for match in pattern.finditer(looked_at.text):
                if not match.group():
                    continue
                span = looked_at.span(*match.span())
                groups = [(name, value) for name, value in match.groupdict().items() if value is not None]
                seen.append(
                    Sighting(
                        pack=pattern.group,
                        pattern=pattern.name,
                        start=span.start,
                        end=span.end,
                        text=match.group(),
                        groups=(*groups, *pattern.fields.items()),
                    )
                )
        except RunawayPattern as fault:
            seen.append(Sighting(pack=pattern.group, pattern=pattern.name, start=0, end=0, text=str(fault), groups=()))
    return seen


def _quantities(text: str, packs: Packs) -> Iterator[Sighting]:
    for quantity in find_quantities(view(text), packs):
        yield Sighting(
            pack="numbers",
            pattern=quantity.unit.dimension.value,
            start=quantity.span.start,
            end=quantity.span.end,
            text=quantity.text,
            groups=(
                ("value", "–" if quantity.value is None else f"{quantity.value} {quantity.unit.symbol}".strip()),
                ("stands for", str(quantity.interval)),
                ("approximation", quantity.approximation.value),
            ),
        )


def sighting_lines(found: list[Sighting], settings: Settings) -> Iterator[str]:
    """One line a match, grouped by pack."""
    pick = settings.language.pick
    current = None
    for sighting in found:
        if sighting.pack != current:
            current = sighting.pack
            yield click.style(current, bold=True)
        groups = "  ".join(f"{name}={value}" for name, value in sighting.groups)
        yield f"  {sighting.pattern}  [{sighting.start}–{sighting.end}]  {sighting.text}" + (
            f"  → {groups}" if groups else ""
        )
    if not found:
        yield pick("没有识别到任何内容", "nothing is recognised in this text")
