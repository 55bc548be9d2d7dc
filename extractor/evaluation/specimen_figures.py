"""The figures of a specimen: read by the reader of real reports, each at a place of its own."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from extractor.model.quantities import Dimension, Quantity
from extractor.model.report import Printed
from extractor.model.spans import Span
from extractor.packs import Packs
from extractor.recognition.numbers import read_quantity

_TAG = regex.compile(r"#(\w++)$")


class BadSpecimen(ValueError):
    """An example is not written in the notation; says which line and why."""


@dataclass(slots=True)
class Figures:
    """The places given out so far, and the figures that were named with a tag."""

    packs: Packs
    position: int = 0
    tagged: dict[str, Span] = field(default_factory=dict)

    def take(self, text: str) -> Span:
        """The span of the next text."""
        span = Span(start=self.position, end=self.position + max(len(text), 1))
        self.position = span.end + 1
        return span

    def printed(self, text: str) -> Printed:
        """A cell with its place; the empty one has none."""
        return Printed(text=text, span=self.take(text)) if text else Printed()

    def score(self, text: str | None) -> Quantity | None:
        """A score in 分; None where there is none."""
        return None if text is None else self.quantity(text, Dimension.SCORE, "分")

    def money(self, text: str | None) -> Quantity | None:
        """An amount, in 万元 where no unit is printed."""
        return None if text is None else self.quantity(text, Dimension.MONEY, "万元")

    def loose(self, text: str) -> Quantity | None:
        """A quantity where the text is one."""
        return read_quantity(text, self.packs, start=self.take(text).start) if text else None

    def quantity(self, text: str, dimension: Dimension | None = None, unit: str = "") -> Quantity:
        """A quantity; figures with one `#tag` share one place.

        Raises:
            BadSpecimen: the text is no quantity.
        """
        tag = _TAG.search(text)
        printed = text[: tag.start()] if tag else text
        span = self.tagged.get(tag.group(1)) if tag else None
        if span is None:
            span = self.take(printed)
        if tag:
            self.tagged[tag.group(1)] = span
        found = read_quantity(printed, self.packs, start=span.start, unit_hint=unit, dimension=dimension)
        if found is None:
            raise BadSpecimen(f"{printed!r} is no quantity")
        return found
