"""Statements of the prose and rows of the score table: which of them speak of the same indicator."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from extractor.model.claims import Metric, MetricKind, Operand, RelationKind, Statement, StatementKind
from extractor.model.quantities import Quantity
from extractor.model.report import Indicator
from extractor.model.slips import is_slip
from extractor.recognition.prose.relations.claims import GUESS, LIKELY, SURE, Claim
from extractor.recognition.prose.scores.drafts import Draft
from extractor.recognition.prose.wording import SectionIndex
from extractor.recognition.tables import TableReading

_ASIDE = regex.compile(r"[\s“”\"'（）()：:、·]|指标$|情况$|得分$|(?<=.)(?:方面|完成情况|得分情况)$", regex.VERSION1)
# Names recur: the latest are kept as they are compared.
_KEPT = 4096


def link_statements(
    drafts: tuple[Draft, ...], tables: TableReading, sections: SectionIndex, first: int
) -> tuple[Statement, ...]:
    """The statements with their sections, and the indicators of the table that bear the same name.

    A name that several indicators bear is linked only if the level of the statement decides; else it stays unlinked.
    """
    by_name: dict[str, list[int]] = {}
    for index, row in enumerate(tables.indicators):
        by_name.setdefault(bare_name(row.name), []).append(index)
    statements: list[Statement] = []
    for draft in drafts:
        linked = _indicator(draft, by_name, tables.indicators)
        indicator = tables.indicators[linked] if linked is not None else None
        statements.append(
            Statement(
                ordinal=first + len(statements),
                kind=draft.kind,
                name=draft.name,
                score=draft.quantity,
                points=_points(draft, indicator, tables),
                grade=draft.grade,
                span=draft.span,
                quote=draft.quote,
                section=sections.at(draft.span.start),
                indicator=linked,
                level=draft.level,
                level_reason=draft.level_reason,
            )
        )
    return tuple(statements)


@lru_cache(maxsize=_KEPT)
def bare_name(name: str) -> str:
    """A name as it is compared: without quotes, brackets, 指标 and 情况 at the end."""
    previous = ""
    while name != previous:
        previous, name = name, _ASIDE.sub("", name)
    return name


def _indicator(draft: Draft, by_name: dict[str, list[int]], indicators: tuple[Indicator, ...]) -> int | None:
    if draft.kind not in {StatementKind.CATEGORY, StatementKind.INDICATOR, StatementKind.DEDUCTION}:
        return None
    found = by_name.get(bare_name(draft.name), [])
    if draft.level is not None:
        found = [index for index in found if indicators[index].level == draft.level] or found
    return found[0] if len(found) == 1 else None


def _points(draft: Draft, indicator: Indicator | None, tables: TableReading) -> Quantity | None:
    if indicator is not None and indicator.points is not None:
        return indicator.points
    if draft.kind is StatementKind.TOTAL and tables.total_points is not None:
        return tables.total_points
    return draft.points


def linked_values(metrics: tuple[Metric, ...], tables: TableReading) -> Iterator[Claim]:
    """Results told in the text and in the table under one name: the same words, unit and no second candidate."""
    told: dict[tuple[str, str], list[int]] = {}
    for index, metric in enumerate(metrics):
        if metric.kind in _OWN_KINDS and metric.quantity.value is not None:
            told.setdefault((bare_name(metric.name), metric.quantity.unit.symbol), []).append(index)
    rows: dict[tuple[str, str], list[Indicator]] = {}
    for indicator in tables.indicators:
        if indicator.role == "leaf" and indicator.actual is not None and indicator.actual.value is not None:
            rows.setdefault((bare_name(indicator.name), indicator.actual.unit.symbol), []).append(indicator)
    for key, found in rows.items():
        places = told.get(key, [])
        actual = found[0].actual
        if len(found) != 1 or len(places) != 1 or len(key[0]) < _SHORTEST or not key[1] or actual is None:
            continue
        metric = metrics[places[0]]
        operands = (
            Operand(name=metric.name, quantity=metric.quantity, metric=places[0]),
            Operand(name=f"{found[0].name}（表）", quantity=actual),
        )
        agree = metric.quantity.interval.meets(actual.interval)
        yield Claim(
            kind=RelationKind.REPEAT,
            subject=metric.name,
            operands=operands,
            result=None,
            certainty=SURE if agree else LIKELY if _misprinted(metric.quantity, actual) else GUESS,
            span=metric.quantity.span,
            note="text_table",
        )


def _misprinted(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers are one slip of a digit apart."""
    here, there = (regex.sub("[^0-9]", "", quantity.number_text) for quantity in (one, other))
    return is_slip(here, there)


_OWN_KINDS = (MetricKind.COUNT, MetricKind.AMOUNT, MetricKind.RATE)
_SHORTEST = 4
