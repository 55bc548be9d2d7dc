"""Message templates of the packs: `{slot}` is filled in, `‹…›` is left out when a slot inside it is empty.

Not `str.format`: a user's pack must not be able to reach attributes of the values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import regex

_SLOT = regex.compile(r"\{([a-z][a-z_0-9]*+)\}")
_OPTIONAL = regex.compile(r"‹([^‹›]*+)›")


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence with slots."""

    text: str

    @property
    def slots(self) -> frozenset[str]:
        """The names of all slots."""
        return frozenset(_SLOT.findall(self.text))

    @property
    def required(self) -> frozenset[str]:
        """The slots outside optional segments: a check must fill them."""
        return frozenset(_SLOT.findall(_OPTIONAL.sub("", self.text)))

    def fill(self, values: Mapping[str, str]) -> str:
        """The sentence; a slot without a value stays empty, and so does an optional segment around it."""

        def segment(match: regex.Match[str]) -> str:
            inner = match.group(1)
            return inner if all(values.get(slot) for slot in _SLOT.findall(inner)) else ""

        return _SLOT.sub(lambda match: values.get(match.group(1), ""), _OPTIONAL.sub(segment, self.text))
