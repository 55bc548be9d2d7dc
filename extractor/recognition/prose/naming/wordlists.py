"""The patterns that tell which of the words around a number are its name (`recognition/labels`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial

import regex

from extractor.packs import Packs
from extractor.packs.patterns import Pattern

GROUP = "recognition/labels"
# The words around numbers recur, and many questions are asked of each: the latest answers are kept.
_KEPT = 2048
_LONGEST_KEPT = 120
_kept = lru_cache(maxsize=_KEPT)


@dataclass(frozen=True, slots=True, eq=False)
class LabelPatterns:
    """The patterns of `recognition/labels` by name. There is one for all of the same packs."""

    by_name: dict[str, Pattern]
    _has: dict[str, Callable[[str], bool]]
    _starts: dict[str, Callable[[str], str]]
    _needs: dict[str, frozenset[str]]

    @classmethod
    @lru_cache(maxsize=8)
    def of(cls, packs: Packs) -> LabelPatterns:
        """Those of `packs`."""
        patterns = packs.patterns.group(GROUP)
        return cls(
            {pattern.name: pattern for pattern in patterns},
            {pattern.name: _kept(partial(_finds, pattern)) for pattern in patterns},
            {pattern.name: _kept(partial(_beginning, pattern)) for pattern in patterns},
            {pattern.name: frozenset(pattern.fields["needs"]) for pattern in patterns if "needs" in pattern.fields},
        )

    def search(self, name: str, text: str) -> regex.Match[str] | None:
        """Where the pattern `name`, which says what signs it needs, matches in `text`."""
        return None if self._needs[name].isdisjoint(text) else self.by_name[name].search(text)

    def strip_lead(self, text: str) -> str:
        """`text` without the words at its start that name nothing."""
        return text[len(self.starts("lead", text)) :]

    def strip_tail(self, text: str) -> str:
        """`text` without the verbs of being at its end."""
        match = self.by_name["tail"].search(text)
        return text[: match.start()] if match else text

    def has(self, name: str, text: str) -> bool:
        """Whether the pattern `name` matches anywhere in `text`."""
        if len(text) > _LONGEST_KEPT:
            return _finds(self.by_name[name], text)
        return self._has[name](text)

    def starts(self, name: str, text: str) -> str:
        """What the pattern `name` matches at the start of `text`; empty for nothing."""
        if len(text) > _LONGEST_KEPT:
            return _beginning(self.by_name[name], text)
        return self._starts[name](text)

    def without(self, name: str, text: str) -> str:
        """`text` without the first place that the pattern `name` matches."""
        match = self.by_name[name].search(text)
        return text[: match.start()] + text[match.end() :] if match else text


def _finds(pattern: Pattern, text: str) -> bool:
    return pattern.search(text) is not None


def _beginning(pattern: Pattern, text: str) -> str:
    match = pattern.match_start(text)
    return match.group() if match else ""
