"""Summary tables beside a detailed score sheet: their rows state the scores of categories, they are no indicators."""

from __future__ import annotations

from dataclasses import replace

from extractor.model.claims import Statement, StatementKind
from extractor.model.report import Indicator
from extractor.recognition.tables.findings import Found


def fold_summaries(found: Found) -> None:
    """Turn level-1 rows that repeat a category of another table into statements of that category's score."""
    categories = {
        (entry.level, entry.name): entry for entry in found.indicators if entry.role == "category" and entry.level == 1
    }
    repeated = [entry for entry in found.indicators if _is_summary(entry, categories)]
    if not repeated:
        return
    gone = {entry.ordinal for entry in repeated}
    kept = [entry for entry in found.indicators if entry.ordinal not in gone]
    place = {entry.ordinal: position for position, entry in enumerate(kept)}
    found.indicators = [
        replace(entry, ordinal=place[entry.ordinal], parent=None if entry.parent is None else place[entry.parent])
        for entry in kept
    ]
    found.statements = [
        replace(entry, indicator=None if entry.indicator is None else place.get(entry.indicator))
        for entry in found.statements
    ]
    for entry in repeated:
        if entry.stated_score is None:
            continue
        category = categories[entry.level, entry.name]
        position = place[category.ordinal]
        if found.indicators[position].points is None:
            found.indicators[position] = replace(found.indicators[position], points=entry.points)
        found.statements.append(
            Statement(
                ordinal=len(found.statements),
                kind=StatementKind.CATEGORY,
                name=entry.name,
                score=entry.stated_score,
                points=entry.points,
                span=entry.stated_score.span,
                quote=entry.name_printed.text + " " + entry.stated_score.text,
                indicator=position,
                level=1,
                source="table",
            )
        )


def _is_summary(entry: Indicator, categories: dict[tuple[int, str], Indicator]) -> bool:
    category = categories.get((entry.level, entry.name))
    return (
        category is not None
        and entry.role == "leaf"
        and entry.parent is None
        and category.table != entry.table
        and not entry.target_text.text
        and not entry.actual_text.text
    )
