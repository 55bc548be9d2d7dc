"""Score sheets without a known header: contents are tried, and what fits is offered with low confidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

import regex

from extractor.packs import Packs
from extractor.recognition.tables.bands import Band, Line
from extractor.recognition.tables.cells import is_nothing, read_name
from extractor.recognition.tables.columns import Layout
from extractor.recognition.tables.grid import Sheet
from extractor.recognition.tables.looks import plain_score

_CONFIDENCE = 0.4
_LEAST_ROWS = 3
_MOST_COLUMNS = 16
_MONEY = regex.compile(r"万元|亿元|决算|支出|收入|拨款|科目|预算数")
_SIGN = regex.compile(r"[≥≤<>=＝]|以上|以下|不低于|不少于|不超过")
_FULL_MARKS = frozenset(map(Decimal, (100, 90, 80, 70, 60, 50)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A layout that the contents suggest, and the lines that it holds for."""

    layout: Layout
    lines: tuple[Line, ...]


def guess_score_sheet(band: Band, packs: Packs) -> Guess | None:
    """A layout for loose rows that look like a score sheet; None where neither names nor sums say so.

    Two signs count: rows under at least two known categories (产出, 效益), or two columns of which one never exceeds
    the other and both add up to their total row, the first to a number that full marks have.
    """
    sheet = band.sheet
    lines = [line for line in band.lines if line.sheet is sheet]
    if sheet.columns > _MOST_COLUMNS or len(lines) < _LEAST_ROWS:
        return None
    body = [line for line in lines if not _is_total(line, packs)]
    numbers = [column for column in range(sheet.columns) if _share_of_numbers(sheet, body, column) >= 0.6]
    totals = [line for line in lines if _is_total(line, packs)]
    pair = _score_pair(sheet, body, totals, numbers)
    categories = _category_columns(sheet, body, packs)
    if not categories and (pair is None or not _sums_hold(sheet, body, totals, pair) or _speaks_of_money(lines)):
        return None
    if categories:
        body = _from_first_category(sheet, body, categories[0], packs)
    elif pair is not None:
        body = [line for line in body if plain_score(sheet.text(line.row, pair[0])) is not None]
    roles = _roles(sheet, body, pair, numbers)
    levels = _levels(sheet, body, roles, categories)
    if not levels or len(body) < _LEAST_ROWS or len(roles) < 2:
        return None
    roles.update({column: f"level{level}" for level, column in levels})
    leaf = levels[-1][0]
    layout = Layout(
        levels=levels,
        roles=dict(sorted(roles.items())),
        points={leaf: pair[0]} if pair else {},
        scores={leaf: pair[1]} if pair else {},
        unknown=tuple(c for c in range(sheet.columns) if c not in roles and any(sheet.own(x.row, c) for x in body)),
        reasons=("no header is known: columns are guessed from their contents",),
        confidence=_CONFIDENCE,
    )
    return Guess(layout=layout, lines=(*body, *totals))


def _is_total(line: Line, packs: Packs) -> bool:
    cells = line.sheet.own_line(line.row)
    return bool(cells) and packs.tables.is_row("total", line.sheet.texts[cells[0]])


def _texts(sheet: Sheet, lines: Sequence[Line], column: int) -> list[str]:
    return [text for line in lines if not is_nothing(text := sheet.own(line.row, column))]


def _share_of_numbers(sheet: Sheet, lines: Sequence[Line], column: int) -> float:
    texts = _texts(sheet, lines, column)
    return sum(1 for text in texts if plain_score(text) is not None and "%" not in text) / len(texts) if texts else 0.0


def _score_pair(
    sheet: Sheet, body: Sequence[Line], totals: Sequence[Line], numbers: Sequence[int]
) -> tuple[int, int] | None:
    """Columns of points and scores: no score exceeds its points; of several pairs the one whose sums hold."""
    pairs = [
        (first, second)
        for first, second in combinations(numbers, 2)
        if all(
            score <= points <= 100
            for line in body
            if (points := plain_score(sheet.own(line.row, first))) is not None
            and (score := plain_score(sheet.own(line.row, second))) is not None
        )
    ]
    held = [pair for pair in pairs if _sums_hold(sheet, body, totals, pair)]
    if len(held) == 1:
        return held[0]
    return pairs[0] if len(pairs) == 1 else None


def _sums_hold(sheet: Sheet, body: Sequence[Line], totals: Sequence[Line], pair: tuple[int, int]) -> bool:
    if not totals:
        return False
    sums = [
        sum((value for line in body if (value := plain_score(sheet.own(line.row, column))) is not None), Decimal(0))
        for column in pair
    ]
    stated = {value for text in _line_texts(totals[-1]) if (value := plain_score(text)) is not None}
    return sums[0] in _FULL_MARKS and set(sums) <= stated


def _line_texts(line: Line) -> list[str]:
    return [line.sheet.texts[index] for index in line.sheet.own_line(line.row)]


def _speaks_of_money(lines: Sequence[Line]) -> bool:
    return any(_MONEY.search(text) for line in lines for text in _line_texts(line))


def _category_columns(sheet: Sheet, body: Sequence[Line], packs: Packs) -> list[int]:
    """Columns with at least two known level-1 names, then those with two known level-2 names."""
    found: dict[int, list[int]] = {1: [], 2: []}
    for column in range(sheet.columns):
        names = {read_name(text, packs).text for text in _texts(sheet, body, column)}
        levels = [packs.tables.category_level(name) for name in names]
        for level in (1, 2):
            if levels.count(level) >= 2 and column not in found[1]:
                found[level].append(column)
    return [*found[1][:1], *found[2][:1]] if found[1] else []


def _from_first_category(sheet: Sheet, body: Sequence[Line], column: int, packs: Packs) -> list[Line]:
    known = [
        packs.tables.category_level(read_name(sheet.own(line.row, column), packs).text) is not None for line in body
    ]
    return list(body[known.index(True) :]) if True in known else list(body)


def _roles(sheet: Sheet, body: Sequence[Line], pair: tuple[int, int] | None, numbers: Sequence[int]) -> dict[int, str]:
    roles: dict[int, str] = {}
    if pair is not None:
        roles.update({pair[0]: "points", pair[1]: "stated_score"})
    signed = [
        column
        for column in range(sheet.columns)
        if column not in roles
        and (texts := _texts(sheet, body, column))
        and sum(1 for text in texts if _SIGN.search(text) and len(text) < 24) * 2 > len(texts)
    ]
    if signed:
        roles[signed[0]] = "target"
        following = signed[0] + 1
        if following < sheet.columns and following not in roles and _texts(sheet, body, following):
            roles[following] = "actual"
    return roles


def _levels(
    sheet: Sheet, body: Sequence[Line], roles: dict[int, str], categories: Sequence[int]
) -> tuple[tuple[int, int], ...]:
    """Name columns: the columns of words before the first column of facts, the last of them with the rows' names."""
    first = min(roles, default=sheet.columns)
    words = [
        column
        for column in range(first)
        if len(texts := _texts(sheet, body, column)) and all(plain_score(text) is None for text in texts)
    ]
    if categories:
        words = [column for column in words if column >= categories[0]]
    if not words:
        return ()
    words = words[-3:] if not categories else words[:3]
    if len(words) == 3:
        return ((1, words[0]), (2, words[1]), (3, words[2]))
    return ((1, words[0]), (3, words[1])) if len(words) == 2 else ((3, words[0]),)
