"""How gold and what was read are compared: numbers exactly, texts normalised, places by overlap."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TypeVar

from extractor.model.spans import Span
from extractor.model.views import View, view
from extractor.storage.records import ReportRecords, SectionRow

Left = TypeVar("Left")
Right = TypeVar("Right")
# Punctuation that copies print in one width or the other; which one is no error of reading.
_SAME = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "、": ",", "。": ".", "—": "-", "－": "-", "～": "~"})


def normal(text: str | None) -> str:
    """A text without blanks, letter widths and quote styles; empty for None."""
    if not text:
        return ""
    folded = unicodedata.normalize("NFKC", text).translate(_SAME)
    return "".join(character for character in folded if not character.isspace())


def same_text(gold: str | None, read: str | None) -> bool:
    """Whether two texts say the same."""
    return normal(gold) == normal(read)


def exact(value: object) -> Decimal | None:
    """A number as its exact decimal; None for none, or for a text that is no number.

    A REAL of the database comes back as the shortest decimal that means it, which is the printed one.
    """
    if value is None:
        return None
    try:
        return Decimal(str(value).replace(",", "").strip())
    except InvalidOperation:
        return None


def same_number(gold: str | None, read: float | str | None) -> bool:
    """Whether two numbers are exactly equal; both may be absent."""
    wanted, got = exact(gold), exact(read)
    return wanted == got if wanted is not None and got is not None else wanted is None and got is None


def assign(
    wanted: Sequence[Left], offered: Sequence[Right], fit: Callable[[Left, Right], float]
) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Pairs of indices with the best fits first, each side used once; then what is left of either side.

    `fit` is 0 for no match. Equal fits go to the earlier ones, so that the result does not depend on chance.
    """
    scored = [
        (-score, left, right)
        for left, one in enumerate(wanted)
        for right, two in enumerate(offered)
        if (score := fit(one, two)) > 0
    ]
    pairs: list[tuple[int, int]] = []
    used_left: set[int] = set()
    used_right: set[int] = set()
    for _, left, right in sorted(scored):
        if left not in used_left and right not in used_right:
            used_left.add(left)
            used_right.add(right)
            pairs.append((left, right))
    return (
        sorted(pairs),
        [left for left in range(len(wanted)) if left not in used_left],
        [right for right in range(len(offered)) if right not in used_right],
    )


class Places:
    """Where quotes stand in a report, and in which section a character is."""

    def __init__(self, records: ReportRecords) -> None:
        self._view: View = view(records.text.text)
        self._text = _folded(self._view.text)
        self._sections = records.sections
        self._by_id = {section.id: section for section in records.sections}

    @lru_cache(maxsize=4096)  # noqa: B019 — lives as long as the comparison of one document
    def spans(self, quote: str) -> tuple[Span, ...]:
        """All places of a quote, blanks and widths aside."""
        sought = _folded(view(quote).text)
        found: list[Span] = []
        start = self._text.find(sought) if sought else -1
        while start >= 0:
            found.append(self._view.span(start, start + len(sought)))
            start = self._text.find(sought, start + 1)
        return tuple(found)

    def touches(self, quotes: Iterable[str], start: int | None, end: int | None) -> bool:
        """Whether the characters share something with one of the quotes."""
        if start is None or end is None:
            return False
        span = Span(start=start, end=max(end, start + 1))
        return any(span.overlaps(place) for quote in quotes for place in self.spans(quote))

    def path(self, offset: int) -> str:
        """The section numbers around a character, joined with `/`."""
        around = [section for section in self._sections if section.char_start <= offset < section.char_end]
        if not around:
            return ""
        return self.path_of(max(around, key=lambda section: (section.level, section.char_start)))

    def path_of(self, section: SectionRow) -> str:
        """The numbers down to a section, joined with `/`."""
        numbers: list[str] = []
        current: SectionRow | None = section
        while current is not None and len(numbers) <= len(self._sections):
            numbers.insert(0, current.number)
            current = self._by_id.get(current.parent_id) if current.parent_id else None
        return "/".join(numbers)


def _folded(text: str) -> str:
    """Letter widths and quote styles folded, one character for one, so that offsets stay."""
    return "".join(
        folded if len(folded := unicodedata.normalize("NFKC", character)) == 1 else character for character in text
    ).translate(_SAME)
