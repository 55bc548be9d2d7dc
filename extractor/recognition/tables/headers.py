"""Headers: which rows are one, and what each column's header can mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

import regex

from extractor.packs import Packs
from extractor.packs.vocabulary import bare, normal
from extractor.recognition.tables.grid import Sheet

_LONGEST = 40
_FIGURE = regex.compile(r"[<>=≥≤]?\d[\d,.]*+%?")
_TREE = frozenset({"level1", "level2", "level3", "level4", "name", "group"})
_FACTS = frozenset({"points", "stated_score", "target", "target_adjusted", "actual", "criterion", "reviewed_score"})
_SIDES = ("side", "funds_side", "objective_side")
_MONEY = frozenset({"initial", "adjusted", "spent", "received", "rate"})


class Family(StrEnum):
    """What the rows under a header are."""

    INDICATORS = "indicators"
    FUNDS = "funds"
    OBJECTIVES = "objectives"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """A role that a header can stand for. `strength` is 1 for a known wording, less for a likely one."""

    role: str
    family: str
    strength: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Header rows of one family. `texts` holds for each column its header lines from top to bottom."""

    family: Family
    first: int
    last: int
    texts: tuple[tuple[str, ...], ...]
    owners: tuple[int | None, ...] = field(default=())


@lru_cache(maxsize=8)
def _clues(packs: Packs) -> tuple[frozenset[str], tuple[str, ...]]:
    """All header words, and the distinct keys that occur in headers: most cells hold neither."""
    words = frozenset(word for column in packs.tables.columns for word in column.words)
    return words, tuple(sorted({key for column in packs.tables.columns for key in column.keys}))


def _cannot_be_header(whole: str, short: str, packs: Packs) -> bool:
    words, keys = _clues(packs)
    if whole in words or short in words or short.removesuffix("情况") in words or "/" in short or "、" in short:
        return False
    return not any(key in short for key in keys)


@lru_cache(maxsize=4096)
def meanings(text: str, packs: Packs) -> tuple[Meaning, ...]:
    """What a header text can mean, the surest first; nothing for texts that are no header."""
    words = packs.tables
    whole, short = normal(text), bare(text)
    if not short or len(short) > _LONGEST or _FIGURE.fullmatch(short):
        return ()
    if _cannot_be_header(whole, short, packs):
        return ()
    found: dict[str, Meaning] = {}
    pieces = [piece for piece in regex.split(r"[/、]", short) if piece]
    for column in words.columns:
        strength = 0.0
        if whole in column.words or short in column.words or short.removesuffix("情况") in column.words:
            strength = 1.0
        elif len(pieces) > 1 and all(piece in column.words for piece in pieces):
            strength = 0.9
        elif len(short) <= 24 and any(key in short for key in column.keys):
            strength = 0.7 if not any(word in short for word in column.never) else 0.0
        if strength and column.role not in found:
            found[column.role] = Meaning(role=column.role, family=column.family, strength=strength)
    best = max((meaning.strength for meaning in found.values()), default=0.0)
    ranked = [meaning for meaning in found.values() if meaning.strength == best or meaning.strength >= 0.9]
    return tuple(sorted(ranked, key=lambda meaning: -meaning.strength))


def roles_of_row(sheet: Sheet, row: int, packs: Packs) -> tuple[set[str], float]:
    """All roles that the cells beginning in a row can mean, and the share of its cells that mean anything."""
    cells = sheet.own_line(row)
    if not cells:
        return set(), 0.0
    roles: set[str] = set()
    known = 0
    for index in cells:
        found = meanings(sheet.texts[index], packs)
        known += bool(found) or any(packs.tables.is_row(kind, sheet.texts[index]) for kind in _SIDES)
        roles |= {meaning.role for meaning in found}
    return roles, known / len(cells)


def family_of_row(sheet: Sheet, row: int, packs: Packs) -> Family | None:
    """The family whose header begins in this row, if one does."""
    roles, share = roles_of_row(sheet, row, packs)
    cells = sheet.own_line(row)
    figures = sum(1 for index in cells if _FIGURE.fullmatch(bare(sheet.texts[index])))
    if share < 0.5 or len(cells) < 2 or figures:
        return None
    tree, facts, money = roles & _TREE, roles & _FACTS, roles & _MONEY
    strong = _sure_cells(sheet, row, packs)
    levels = tree & {"level1", "level2", "level3"}
    goals = {"planned", "achieved"} <= roles and not facts & {"points", "stated_score", "criterion"}
    if goals and not levels and _separate(sheet, row, packs):
        return Family.OBJECTIVES
    if len(money) >= 2 and not levels:
        return Family.FUNDS
    if tree and facts and strong >= 2:
        return Family.INDICATORS
    if len(facts) >= 3 and strong >= 3:
        return Family.INDICATORS
    if len(levels) >= 2:
        return Family.INDICATORS
    return None


def _sure_cells(sheet: Sheet, row: int, packs: Packs) -> int:
    cells = (meanings(sheet.texts[index], packs) for index in sheet.own_line(row))
    return sum(1 for found in cells if found and found[0].strength >= 0.7)


def _separate(sheet: Sheet, row: int, packs: Packs) -> bool:
    """Whether planned and achieved are headed by two different cells."""
    planned: set[int] = set()
    achieved: set[int] = set()
    for index in sheet.own_line(row):
        roles = {meaning.role for meaning in meanings(sheet.texts[index], packs)}
        if "achieved" in roles:
            achieved.add(index)
        elif "planned" in roles:
            planned.add(index)
    return bool(planned) and bool(achieved)


def header_at(sheet: Sheet, row: int, packs: Packs) -> Header | None:
    """The header that begins in `row`: one row, or two and more where cells are split or headed together."""
    family = family_of_row(sheet, row, packs)
    if family is None:
        return None
    first = last = row
    while last + 1 < sheet.rows and last - row < 3 and _continues(sheet, row, last + 1, family, packs):
        last += 1
    if row and _leads(sheet, row - 1, row, packs):
        first = row - 1
    texts: list[tuple[str, ...]] = []
    owners: list[int | None] = []
    for column in range(sheet.columns):
        lines: list[int] = []
        for position in range(first, last + 1):
            index = sheet.owner(position, column)
            if index is not None and sheet.texts[index] and index not in lines:
                lines.append(index)
        texts.append(tuple(sheet.texts[index] for index in lines))
        owners.append(lines[-1] if lines else None)
    return Header(family=family, first=first, last=last, texts=tuple(texts), owners=tuple(owners))


def _continues(sheet: Sheet, top: int, row: int, family: Family, packs: Packs) -> bool:
    """Whether `row` is a further line of the header above: its cells are header words, or halves of one."""
    cells = sheet.own_line(row)
    if not cells:
        # Only where the cells of the header itself reach down is an empty line part of it.
        return any(
            cell.row <= top
            and cell.row + cell.row_span > row
            and cell.row_span > 1
            and cell.row_span < 4
            and meanings(sheet.texts[index], packs)
            for index in sheet.line(row)
            for cell in (sheet.table.cells[index],)
        )
    matching = 0
    for index in cells:
        column = sheet.table.cells[index].column
        above = sheet.text(row - 1, column)
        text = sheet.texts[index]
        if len(text) > 16 or _FIGURE.fullmatch(text):
            return False
        if packs.tables.category_level(text) is not None and not meanings(text, packs):
            return False
        joined = meanings(above + text, packs)
        alone = meanings(text, packs)
        halves = bool(joined) and joined[0].strength == 1.0 and not (meanings(above, packs) and alone)
        halves = halves or any(packs.tables.is_row(kind, above + text) for kind in _SIDES)
        under = bool(alone) and alone[0].strength >= 0.9
        if family is Family.FUNDS and _is_source(text, packs) and meanings(above, packs):
            under = True
        matching += halves or under
    if matching < len(cells):
        return False
    if family is Family.FUNDS:
        return family_of_row(sheet, row, packs) in (None, Family.FUNDS)
    if family is Family.OBJECTIVES:
        return False
    return family_of_row(sheet, row, packs) in (None, Family.INDICATORS)


def _is_source(text: str, packs: Packs) -> bool:
    """Whether a cell divides a money column by source: 总额, 财政拨款, 其他资金."""
    return packs.tables.is_row("fund_total", text) or packs.tables.is_row("fund_part", text)


def _leads(sheet: Sheet, above: int, row: int, packs: Packs) -> bool:
    """Whether the row above holds header cells for columns that are empty in `row`."""
    cells = sheet.own_line(above)
    if not cells or family_of_row(sheet, above, packs) is not None:
        return False
    for index in cells:
        cell = sheet.table.cells[index]
        found = meanings(sheet.texts[index], packs)
        if not found or found[0].strength < 0.9 or found[0].family not in ("tree", "value"):
            return False
        if cell.row_span == 1 and cell.column_span == 1 and sheet.own(row, cell.column):
            return False
    return True
