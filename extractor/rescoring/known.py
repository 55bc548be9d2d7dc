"""The facts that a rule is evaluated with: numbers, truths, counts and labels; what is not in here is unknown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from extractor.model.interval_sets import IntervalSet
from extractor.model.intervals import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFacts:
    """Facts by the names that a rule gives them.

    `numbers` holds all values that a `NumFact` may have, `truths` the answers that a `BoolFact` may have, `counts` the
    least and most occurrences of a `Deduction` (None: no limit), `labels` the options of a `Choice` that may apply.
    """

    numbers: Mapping[str, IntervalSet] = field(default_factory=dict)
    truths: Mapping[str, frozenset[bool]] = field(default_factory=dict)
    counts: Mapping[str, tuple[int, int | None]] = field(default_factory=dict)
    labels: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def with_number(self, name: str, values: Interval | IntervalSet) -> KnownFacts:
        """The same facts with the number `name` narrowed to `values`."""
        found = values if isinstance(values, IntervalSet) else IntervalSet.of(values)
        return replace(self, numbers={**self.numbers, name: found})

    def with_truth(self, text: str, answer: bool) -> KnownFacts:
        """The same facts with one answer settled."""
        return replace(self, truths={**self.truths, text: frozenset({answer})})


NOTHING_KNOWN = KnownFacts()
EITHER = frozenset({True, False})
