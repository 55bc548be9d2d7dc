"""Which form a report uses: recognised from the form's own words, never assumed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from extractor.packs import Packs
from extractor.packs.schemes import Scheme, SchemeMark
from extractor.packs.vocabulary import category_name, normal
from extractor.recognition.tables.findings import Found
from extractor.recognition.tables.grid import Sheet

_TOP_ROWS = 3
_EXACT = frozenset({"level1", "level2"})


def recognise_scheme(found: Found, sheets: Sequence[Sheet], title: str, packs: Packs) -> str:
    """The code of the scheme whose marks fit best; empty where none reaches its threshold or two are level."""
    if not found.indicators and not found.budgets:
        return ""
    places = _places(found, sheets, title)
    scored = [(score, scheme) for scheme in packs.schemes if (score := _score(scheme, places)) >= scheme.threshold]
    if not scored:
        return ""
    # A form that demands more and fits is the narrower one: 安徽 before the national form.
    scored.sort(key=lambda entry: (-entry[1].threshold, -entry[0], entry[1].code))
    best = scored[0]
    rivals = [entry for entry in scored[1:] if entry[1].threshold == best[1].threshold and entry[0] == best[0]]
    return "" if rivals else best[1].code


def _score(scheme: Scheme, places: Mapping[str, frozenset[str]]) -> Decimal:
    total = Decimal(0)
    for mark in scheme.marks:
        hit = _occurs(mark, places)
        if mark.never and hit:
            return Decimal(-1)
        if mark.required and not hit:
            return Decimal(-1)
        if hit and not mark.never:
            total += mark.weight
    return total


def _occurs(mark: SchemeMark, places: Mapping[str, frozenset[str]]) -> bool:
    texts = places[mark.kind]
    words = [normal(word) for word in mark.words]
    if mark.kind in _EXACT:
        return sum(1 for word in words if word in texts) >= mark.least
    return sum(1 for word in words if any(word in text for text in texts)) >= mark.least


def _lines_inside(sheets: Sequence[Sheet]) -> list[str]:
    """Lines of a single cell at the top of a grid: spreadsheets have their title there."""
    return [
        normal(sheet.texts[cells[0]])
        for sheet in sheets
        for row in range(min(_TOP_ROWS, sheet.rows))
        if len(cells := sheet.own_line(row)) == 1
    ]


def _places(found: Found, sheets: Sequence[Sheet], title: str) -> dict[str, frozenset[str]]:
    headers: set[str] = set()
    texts: set[str] = set()
    notes: set[str] = set()
    for sheet in sheets:
        roles = found.roles.get(sheet.table.ordinal, {})
        for index, text in enumerate(sheet.texts):
            if not text:
                continue
            short = normal(text)
            role = roles.get(index, "")
            texts.add(short)
            if role.startswith("header:") or role == "side":
                headers.add(short)
            if role in ("note", "trailer", ""):
                notes.add(short)
    names = [(entry.level, category_name(entry.name)) for entry in found.indicators if entry.role != "placeholder"]
    rows = {normal(entry.name) for entry in found.indicators} | {normal(budget.item) for budget in found.budgets}
    titles = {normal(title)} | {normal(sheet.table.caption) for sheet in sheets} | set(_lines_inside(sheets))
    return {
        "title": frozenset(titles),
        "header": frozenset(headers),
        "label": frozenset(normal(label) for label, _ in found.labels)
        | frozenset(normal(statement.name) for statement in found.statements),
        "row": frozenset(rows),
        "level1": frozenset(name for level, name in names if level == 1),
        "level2": frozenset(name for level, name in names if level == 2),
        "note": frozenset(notes),
        "text": frozenset(texts),
    }
