"""Comparing relations: which figures a report ties together, by their places."""

from __future__ import annotations

import json
from typing import Any

from extractor.evaluation.accounts import Accounts, match
from extractor.evaluation.comparing import Places
from extractor.evaluation.gold import Gold, GoldEntry
from extractor.model.spans import Span
from extractor.storage.records import RelationRow, ReportRecords

# What a check acts on; links below are guesses and are not held against the reader.
_ACTED_ON = 0.8
# Scores by rate and bounds follow from other claims and are not counted.
_JUDGED = frozenset(
    {"sum", "difference", "ratio", "growth", "growth_from", "complement", "count_list", "repeat", "target"}
)
# One claim in two forms: whole = parts, part = whole - parts; growth over a base that is told or follows.
_ALIKE = {"difference": "sum", "growth_from": "growth"}


def compare_relations(gold: Gold, records: ReportRecords, places: Places, accounts: Accounts) -> None:
    """A relation is found when one of its kind ties the very figures of the gold together.

    The quotes of a gold relation end in its figures. What else is tied together is false where the gold is complete;
    repetitions of one fact may be told in part, and 其中 may name a part of what is tied together.
    """
    if not gold.relations:
        return

    def fit(wanted: GoldEntry, relation: RelationRow) -> float:
        kind = wanted.get("kind") or ""
        if kind != "any" and _ALIKE.get(kind, kind) != _ALIKE.get(relation.kind, relation.kind):
            return 0.0
        figures = _figures(relation)
        if not _among(figures, wanted, places):
            return 0.0
        if kind in ("repeat", "any"):
            return 1.0
        whole = all(any(_holds(figure, quote, places) for figure in figures) for quote in wanted.quotes)
        return 1.0 + (kind == relation.kind) + (not wanted.optional) if whole else 0.0

    def excused(relation: RelationRow) -> bool:
        if not gold.relations_complete or any(fit(entry, relation) for entry in gold.relations):
            return True
        figures = _figures(relation)
        return not relation.exhaustive and any(_among(figures, entry, places) for entry in gold.relations)

    offered = [row for row in records.relations if row.certainty >= _ACTED_ON and row.kind in _JUDGED]
    match(gold.relations, offered, fit, "relations", _gold_relation, _read_relation, accounts, excused)


def _among(figures: list[Span], entry: GoldEntry, places: Places) -> bool:
    """Whether all figures stand at places of the gold relation."""
    return all(any(_holds(figure, quote, places) for quote in entry.quotes) for figure in figures)


def _holds(figure: Span, quote: str, places: Places) -> bool:
    """Whether the last digit of a quote, at one of its places, is in the figure."""
    return any(figure.start <= place.end - 1 < figure.end for place in places.spans(quote))


def _figures(relation: RelationRow) -> list[Span]:
    """The places of all figures; listed names have none."""
    return [Span(start=told["char_start"], end=told["char_end"]) for told in _told(relation) if "char_start" in told]


def _told(relation: RelationRow) -> list[dict[str, Any]]:
    result = [json.loads(relation.result)] if relation.result else []
    return [*json.loads(relation.operands), *result]


def _gold_relation(entry: GoldEntry) -> str:
    return f"{entry.get('kind')}: {' | '.join(entry.quotes)}"


def _read_relation(relation: RelationRow) -> str:
    figures = ", ".join(str(told.get("text", "")) for told in _told(relation))
    return f"{relation.kind} {relation.subject} ({figures}): {relation.quote[:60]}"
