"""The patterns that tell which of the words around a number are its name (`recognition/labels`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from extractor.packs import Packs
from extractor.packs.patterns import Pattern

GROUP = "recognition/labels"


@dataclass(frozen=True, slots=True, eq=False)
class LabelPatterns:
    """The patterns of `recognition/labels` by name. There is one for all of the same packs."""

    by_name: dict[str, Pattern]

    @classmethod
    @lru_cache(maxsize=8)
    def of(cls, packs: Packs) -> LabelPatterns:
        """Those of `packs`."""
        return cls({pattern.name: pattern for pattern in packs.patterns.group(GROUP)})

    def strip_lead(self, text: str) -> str:
        """`text` without the words at its start that name nothing."""
        match = self.by_name["lead"].match_start(text)
        return text[match.end() :] if match else text

    def strip_tail(self, text: str) -> str:
        """`text` without the verbs of being at its end."""
        match = self.by_name["tail"].search(text)
        return text[: match.start()] if match else text

    def has(self, name: str, text: str) -> bool:
        """Whether the pattern `name` matches anywhere in `text`."""
        return self.by_name[name].search(text) is not None

    def starts(self, name: str, text: str) -> str:
        """What the pattern `name` matches at the start of `text`; empty for nothing."""
        match = self.by_name[name].match_start(text)
        return match.group() if match else ""

    def without(self, name: str, text: str) -> str:
        """`text` without the first place that the pattern `name` matches."""
        match = self.by_name[name].search(text)
        return text[: match.start()] + text[match.end() :] if match else text
