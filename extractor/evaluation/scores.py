"""Counting hits, misses and false alarms, and keeping every one of the latter two by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """One miss, false alarm or wrong value, for the list that people work through."""

    document: str
    field: str
    what: str  # miss | false | wrong
    gold: str = ""
    read: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Hits, misses and false alarms of one field; a wrong value counts as both."""

    hits: int = 0
    misses: int = 0
    false: int = 0

    def plus(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(hits=self.hits + other.hits, misses=self.misses + other.misses, false=self.false + other.false)

    @property
    def precision(self) -> float | None:
        """Hits over everything that was read; None where nothing was."""
        return self.hits / (self.hits + self.false) if self.hits + self.false else None

    @property
    def recall(self) -> float | None:
        """Hits over everything that is there; None where nothing is."""
        return self.hits / (self.hits + self.misses) if self.hits + self.misses else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both."""
        precision, recall = self.precision, self.recall
        if precision is None or recall is None:
            return None
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    @property
    def is_perfect(self) -> bool:
        """Whether there is neither a miss nor a false alarm."""
        return not self.misses and not self.false


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldResult:
    """A field in one document."""

    field: str
    tally: Tally
    slips: tuple[Slip, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentResult:
    """All fields of one document; `groups` are what else to sum by: rule, scheme, format, variant, fault kind."""

    document: str
    fields: tuple[FieldResult, ...]
    groups: tuple[tuple[str, str, Tally], ...] = ()
    failure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSummary:
    """A field over all documents; `exact` counts the documents in which it is wholly right."""

    field: str
    tally: Tally
    documents: int
    exact: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The comparison of all documents with their gold."""

    documents: tuple[DocumentResult, ...]

    def fields(self) -> tuple[FieldSummary, ...]:
        """Every field over all documents, in order of first appearance."""
        found: dict[str, list[Tally]] = {}
        for document in self.documents:
            for result in document.fields:
                found.setdefault(result.field, []).append(result.tally)
        return tuple(
            FieldSummary(
                field=field,
                tally=_sum(tallies),
                documents=len(tallies),
                exact=sum(tally.is_perfect for tally in tallies),
            )
            for field, tallies in sorted(found.items(), key=lambda entry: _order(entry[0]))
        )

    def groups(self) -> dict[str, dict[str, Tally]]:
        """Findings summed by rule, scheme, format, variant and kind of fault."""
        summed: dict[str, dict[str, Tally]] = {}
        for document in self.documents:
            for kind, name, tally in document.groups:
                by_name = summed.setdefault(kind, {})
                by_name[name] = by_name.get(name, Tally()).plus(tally)
        return {kind: dict(sorted(by_name.items())) for kind, by_name in sorted(summed.items())}

    def slips(self) -> tuple[Slip, ...]:
        """Every miss, false alarm and wrong value."""
        return tuple(slip for document in self.documents for result in document.fields for slip in result.slips)


_ORDER = (
    "report",
    "section",
    "statement",
    "indicator",
    "criteria",
    "budget",
    "metric",
    "check",
    "finding",
    "not_finding",
)


def _order(field: str) -> tuple[int, bool, str]:
    head, _, tail = field.partition(".")
    stem = head.rstrip("s")
    return (_ORDER.index(stem) if stem in _ORDER else len(_ORDER), bool(tail), field)


def _sum(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total = total.plus(tally)
    return total
