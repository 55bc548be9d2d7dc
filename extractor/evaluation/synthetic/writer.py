"""Filling sentence frames: words, figures with their units, and the claims that the figures make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from string import Formatter

from extractor.evaluation.synthetic.truth import Claim, Sentence, plain

_SCALES = {"亿": Decimal(100000000), "万": Decimal(10000)}
_APPROXIMATION = {"about": "about", "over": "over", "under": "near", "least": "at_least", "most": "at_most"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """How one report prints its figures."""

    rng: Random
    thousands: bool
    blanks: bool

    def sentence(self, template: str, values: Mapping[str, object], **more: object) -> Sentence:
        """The sentence of a frame. `{x}` is a word; `{x:人次|over}` a figure of `values` with unit and approximation.

        Scores (分) are claims too: figures of statements before they are metrics.
        """
        filled = {**values, **more}
        text = ""
        claims: list[Claim] = []
        for literal, name, spec, _ in Formatter().parse(template):
            text += literal
            if name is None:
                continue
            value = filled[name]
            if not isinstance(value, Decimal):
                text += str(value)
                continue
            unit, _, approximation = (spec or "").partition("|")
            unit = str(filled[unit[1:]]) if unit.startswith("@") else unit
            text, claim = self._figure(text, name, value, unit, _APPROXIMATION.get(approximation, "exact"))
            claims.append(claim)
        return Sentence(text=text, claims=claims)

    def _figure(self, text: str, name: str, value: Decimal, unit: str, approximation: str) -> tuple[str, Claim]:
        printed = f"{value:,}" if self.thousands else f"{value}"
        start = len(text)
        text += (f" {printed} " if self.blanks else printed) + unit
        bare = unit.replace("余", "").replace("多", "")
        factor = _SCALES.get(bare[:1], Decimal(1)) if len(bare) > 1 else Decimal(1)
        base = bare[1:] if factor != 1 else bare
        return text, Claim(
            name=name,
            value=plain(value * factor),
            unit=base,
            value_text=printed,
            unit_text=bare,
            start=start + self.blanks,
            end=len(text),
            approximation="over" if bare != unit else approximation,
        )
