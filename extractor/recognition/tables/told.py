"""Rows of a score sheet told one by one in sentences: name, target, actual value, score."""

from __future__ import annotations

from dataclasses import replace

from regex import Match

from extractor.model.document import Document
from extractor.model.report import Indicator, Printed
from extractor.model.spans import Span
from extractor.model.views import View, view
from extractor.packs import Packs
from extractor.packs.patterns import RunawayPattern
from extractor.recognition.tables.cells import pattern, read_name, read_score
from extractor.recognition.tables.targets import read_aim, read_value

_LONGEST_HEADING = 24
_LEAST_ROWS = 2
_CONFIDENCE = 0.9


def told_rows(document: Document, span: Span, packs: Packs) -> list[Indicator]:
    """The indicators that the paragraphs in `span` tell, under the categories that stand as headings above them.

    Nothing where fewer than two are told: a single sentence of this shape is prose.
    """
    found: list[Indicator] = []
    current: dict[int, Indicator] = {}
    for paragraph in document.paragraphs:
        if not span.contains(paragraph.span):
            continue
        seen = view(document.text, paragraph.span)
        heading = _heading(seen, packs)
        if heading is not None:
            level, name, printed = heading
            parent = current.get(1) if level == 2 else None
            entry = Indicator(
                ordinal=len(found),
                level=level,
                name=name,
                name_printed=printed,
                parent=None if parent is None else parent.ordinal,
                role="category",
                confidence=_CONFIDENCE,
            )
            current = {upper: kept for upper, kept in current.items() if upper < level} | {level: entry}
            found.append(entry)
            continue
        above = current[max(current)] if current else None
        for entry in _rows(seen, document, packs):
            parent_of = None if above is None else above.ordinal
            found.append(replace(entry, ordinal=len(found), parent=parent_of))
    leaves = [entry for entry in found if entry.role == "leaf"]
    return _used(found) if len(leaves) >= _LEAST_ROWS else []


def _heading(seen: View, packs: Packs) -> tuple[int, str, Printed] | None:
    if not seen.text or len(seen.text) > _LONGEST_HEADING:
        return None
    name = read_name(seen.text, packs).text
    level = packs.tables.category_level(name)
    if level is None or not name.endswith("指标"):
        return None
    place = seen.span(0, len(seen.text))
    return level, name, Printed(text=seen.text, span=place)


def _rows(seen: View, document: Document, packs: Packs) -> list[Indicator]:
    try:
        matches = list(pattern(packs, "told-row").finditer(seen.text))
    except RunawayPattern:
        return []
    return [_row(seen, document, match, packs) for match in matches]


def _row(seen: View, document: Document, match: Match[str], packs: Packs) -> Indicator:
    parts = {group: _part(seen, document, match, group) for group in ("name", "target", "actual", "points", "score")}
    name = read_name(match["name"], packs).text
    aim = read_aim(parts["target"], "", "", name, packs)
    return Indicator(
        ordinal=0,
        level=3,
        name=name,
        name_printed=parts["name"],
        points=read_score(parts["points"], packs),
        stated_score=read_score(parts["score"], packs),
        target=aim.quantity,
        target_text=parts["target"],
        actual=read_value(parts["actual"], packs, unit=aim.unit),
        actual_text=parts["actual"],
        unit=aim.unit,
        direction=aim.direction,
        confidence=_CONFIDENCE,
    )


def _part(seen: View, document: Document, match: Match[str], group: str) -> Printed:
    if not match[group]:
        return Printed()
    place = seen.span(match.start(group), match.end(group))
    return Printed(text=document.slice(place), span=place)


def _used(found: list[Indicator]) -> list[Indicator]:
    """The rows and the categories that hold one, with ordinals counted anew."""
    wanted: set[int] = set()
    for entry in found:
        above: Indicator | None = entry if entry.role == "leaf" else None
        while above is not None:
            wanted.add(above.ordinal)
            above = None if above.parent is None else found[above.parent]
    place = {entry.ordinal: number for number, entry in enumerate(entry for entry in found if entry.ordinal in wanted)}
    return [
        replace(entry, ordinal=place[entry.ordinal], parent=None if entry.parent is None else place[entry.parent])
        for entry in found
        if entry.ordinal in wanted
    ]
