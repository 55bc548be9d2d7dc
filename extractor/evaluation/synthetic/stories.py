"""Stories: figures that hang together, drawn and told in one of several wordings (`data/stories`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from extractor.evaluation.synthetic.lists import load
from extractor.evaluation.synthetic.truth import Link, Sentence, half_up
from extractor.evaluation.synthetic.writer import Writer

_FOLDER = Path(__file__).resolve().parent / "data" / "stories"


@dataclass(slots=True)
class Teller:
    """Tells stories of one report: none twice, and no two about the same thing."""

    writer: Writer
    told: set[str] = field(default_factory=set)

    def tell(self, place: str, count: int) -> list[Sentence]:
        """Up to `count` stories of a part of the report."""
        found: list[Sentence] = []
        open_ = [story for story in _stories() if story["place"] == place and not self._known(story)]
        self.writer.rng.shuffle(open_)
        for story in open_:
            if len(found) < count and not self._known(story):
                self.told |= {story["name"], story.get("about", story["name"])}
                found.append(_told(self.writer, story))
        return found

    def _known(self, story: Mapping[str, Any]) -> bool:
        return story["name"] in self.told or story.get("about") in self.told


@cache
def _stories() -> tuple[dict[str, Any], ...]:
    return tuple(story for path in sorted(_FOLDER.glob("*.toml")) for story in load(path)["story"])


def _told(writer: Writer, story: Mapping[str, Any]) -> Sentence:
    """One story in one of its wordings, with the relations whose figures that wording prints."""
    values: dict[str, object] = {name: writer.rng.choice(words) for name, words in story.get("words", {}).items()}
    for name, listed in story.get("lists", {}).items():
        chosen = writer.rng.sample(listed["from"], writer.rng.randint(listed["least"], listed["most"]))
        values |= {name: "、".join(chosen), listed["count"]: Decimal(len(chosen))}
    figures: dict[str, Decimal] = {}
    for name, formula in story.get("draw", {}).items():
        figures[name] = _draw(writer.rng, formula, figures)
    sentence = writer.sentence(writer.rng.choice(story["frames"]), values | figures)
    printed = {claim.name for claim in sentence.claims}
    for relation in story.get("relations", ()):
        link = Link(
            kind=relation["kind"],
            result=relation.get("result", ""),
            operands=tuple(relation.get("operands", ())),
            optional=relation.get("optional", False),
        )
        if printed.issuperset(link.names):
            sentence.links.append(link)
    return sentence


def _draw(rng: Random, formula: str, figures: Mapping[str, Decimal]) -> Decimal:
    """The value of one formula; names refer to the figures drawn before."""
    operation, *words = formula.split()
    arguments = [figures[word] if word in figures else Decimal(word) for word in words]
    return _OPERATIONS[operation](rng, *arguments)


def _decimal(rng: Random, low: Decimal, high: Decimal, places: Decimal) -> Decimal:
    scale = 10 ** int(places)
    return Decimal(rng.randint(int(low) * scale, int(high) * scale)).scaleb(-int(places))


def _part(rng: Random, whole: Decimal, low: Decimal, high: Decimal) -> Decimal:
    """Some per cent of a figure, with its decimals, and never all of it."""
    unit = Decimal(1).scaleb(int(whole.as_tuple().exponent))
    part = half_up(whole * rng.randint(int(low) * 10, int(high) * 10) / 1000, unit)
    return min(max(part, unit), whole - unit)


def _changed(rng: Random, base: Decimal, low: Decimal, high: Decimal, sign: int) -> Decimal:
    unit = Decimal(1).scaleb(int(base.as_tuple().exponent))
    return base + sign * max(unit, half_up(base * rng.randint(int(low) * 10, int(high) * 10) / 1000, unit))


def _rate(value: Decimal, places: Decimal) -> Decimal:
    return half_up(value * 100, Decimal(1).scaleb(-int(places)))


_OPERATIONS: dict[str, Callable[..., Decimal]] = {
    "int": lambda rng, low, high: Decimal(rng.randint(int(low), int(high))),
    "dec": _decimal,
    "same": lambda rng, value: value,
    "sum": lambda rng, *parts: sum(parts, Decimal(0)),
    "minus": lambda rng, one, other: one - other,
    "times": lambda rng, one, other: one * other,
    "part": _part,
    "more": lambda rng, base, low, high: _changed(rng, base, low, high, 1),
    "less": lambda rng, base, low, high: _changed(rng, base, low, high, -1),
    "rate": lambda rng, part, whole, places: _rate(part / whole, places),
    "growth": lambda rng, current, base, places: _rate(abs(current - base) / base, places),
    "complement": lambda rng, share: Decimal(100) - share,
}
