"""Column roles of an indicator table: from header meaning, tried against what stands in the column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import regex

from extractor.packs import Packs
from extractor.recognition.tables.grid import Sheet
from extractor.recognition.tables.headers import Header, Meaning, meanings
from extractor.recognition.tables.looks import fit

_RULE = regex.compile(r"得满分|不得分|扣\d|得\d++(?:\.\d++)?分|扣完为止|酌情扣分|每[^。；]{0,12}扣")
_LEVELS = {"level1": 1, "level2": 2, "level3": 3, "level4": 3}
_REPEATABLE = frozenset({"points", "stated_score"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where things stand in an indicator table.

    `levels` are the columns of indicator names as (level, column) from the highest level to the deepest; `points` and
    `scores` map a level to the column with the points and scores of that level; `roles` maps every column that has a
    role; `unknown` are columns whose header says nothing that we know.
    """

    levels: tuple[tuple[int, int], ...]
    roles: dict[int, str]
    points: dict[int, int] = field(default_factory=dict)
    scores: dict[int, int] = field(default_factory=dict)
    unknown: tuple[int, ...] = ()
    headers: dict[int, str] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()
    confidence: float = 1.0

    @property
    def leaf_level(self) -> int:
        """The level of the deepest name column."""
        return self.levels[-1][0] if self.levels else 3

    def column(self, role: str) -> int | None:
        """The column of a role; for points and scores that of the deepest level."""
        return next((column for column, found in self.roles.items() if found == role), None)


def lay_out(sheet: Sheet, header: Header, rows: Sequence[int], packs: Packs) -> Layout:
    """The roles of all columns under `header`, whose body are `rows`."""
    rows = [row for row in rows if not _is_foot(sheet, row, packs)]
    columns = [column for column in range(sheet.columns) if not _is_shadow(sheet, header, column, rows)]
    candidates = {column: _candidates(sheet, header, column, rows, packs) for column in columns}
    side = _side_columns(sheet, header, rows, candidates)
    levels = _level_columns(sheet, rows, {c: found for c, found in candidates.items() if c not in side}, packs)
    roles: dict[int, str] = {column: f"level{level}" for level, column in levels}
    roles.update(dict.fromkeys(side, "side"))
    reasons: list[str] = []
    certainty: list[float] = [1.0 if levels else 0.4]
    weighed = [
        (meaning.strength * fit(sheet, rows, column, packs, meaning.role), meaning, column)
        for column, found in candidates.items()
        if column not in roles
        for meaning in found
        if meaning.family == "value"
    ]
    taken: set[str] = set()
    for weight, meaning, column in sorted(weighed, key=lambda entry: (-entry[0], entry[2])):
        if column in roles or (meaning.role in taken and meaning.role not in _REPEATABLE):
            continue
        roles[column] = meaning.role
        taken.add(meaning.role)
        certainty.append(weight)
        if weight < 0.6:
            reasons.append(f"column {column}: {meaning.role} by its header, its content fits only partly")
    numbered = [c for c, found in candidates.items() if c not in roles and any(m.role == "number" for m in found)]
    roles.update(dict.fromkeys(numbered, "number"))
    unknown = tuple(c for c in columns if c not in roles and _filled(sheet, rows, c))
    layout = Layout(
        levels=levels,
        roles=dict(sorted(roles.items())),
        unknown=unknown,
        headers={c: "".join(header.texts[c]) for c in range(sheet.columns) if header.texts[c]},
        reasons=tuple(reasons),
        confidence=sum(certainty) / len(certainty),
    )
    layout = _attach(sheet, rows, layout)
    return _criterion_by_content(sheet, rows, layout)


def _is_foot(sheet: Sheet, row: int, packs: Packs) -> bool:
    """Whether a row is a total or one of the notes under it, whose cells say nothing about the columns."""
    cells = sheet.own_line(row)
    if not cells or (len(cells) == 1 and sheet.columns > 2):
        return True
    first = sheet.texts[cells[0]]
    return packs.tables.is_row("total", first) or (len(cells) <= 2 and packs.tables.is_row("trailer", first))


def _is_shadow(sheet: Sheet, header: Header, column: int, rows: Sequence[int]) -> bool:
    """Whether a grid column exists only because other rows are divided there: its cells are its neighbour's."""
    if not column or header.owners[column] is None or header.owners[column] != header.owners[column - 1]:
        return False
    shared = sum(1 for row in rows if sheet.owner(row, column) == sheet.owner(row, column - 1))
    own = sum(1 for row in rows if sheet.owner(row, column) != sheet.owner(row, column - 1) and sheet.own(row, column))
    return shared > 0 and own * 4 <= shared


def _candidates(sheet: Sheet, header: Header, column: int, rows: Sequence[int], packs: Packs) -> tuple[Meaning, ...]:
    lines = header.texts[column]
    if not lines and not sheet.table.merges_known and _filled(sheet, rows, column):
        # A header that was merged over several columns and flattened leaves its text in the leftmost.
        left = next((c for c in range(column - 1, -1, -1) if header.texts[c]), None)
        wide = {"name", "target", "level1", "level2", "level3"}
        if left is not None and any(meaning.role in wide for meaning in meanings("".join(header.texts[left]), packs)):
            return tuple(
                replace(meaning, strength=0.6)
                for meaning in meanings("".join(header.texts[left]), packs)
                if meaning.role in wide
            )
        return ()
    if not lines:
        return ()
    together = _of_sheet(meanings("".join(lines), packs))
    below = _of_sheet(meanings(lines[-1], packs))
    above = _of_sheet(meanings(lines[0], packs))
    found = below if below and below[0].strength >= 0.9 else ()
    if together and together[0].strength == 1.0 and (len(lines) == 1 or not found):
        found = together
    found = found or below or together or tuple(replace(m, strength=m.strength * 0.9) for m in above)
    if found and found[0].role == "target" and "调整" in lines[-1]:
        return (replace(found[0], role="target_adjusted"),)
    return found


def _of_sheet(found: tuple[Meaning, ...]) -> tuple[Meaning, ...]:
    """The meanings that a column of a score sheet can have."""
    return tuple(meaning for meaning in found if meaning.family in ("tree", "value"))


def _side_columns(
    sheet: Sheet, header: Header, rows: Sequence[int], candidates: dict[int, tuple[Meaning, ...]]
) -> list[int]:
    """Leading columns that only label the whole block (绩效指标 down the side)."""
    side: list[int] = []
    has_levels = any(meaning.role in _LEVELS for found in candidates.values() for meaning in found)
    for column in candidates:
        roles = {meaning.role for meaning in candidates[column]}
        reaches = any(
            (cell := sheet.cell(position, column)) is not None and cell.row + cell.row_span - 1 > header.last
            for position in (header.last,)
        )
        blank = not any(sheet.own(row, column) for row in rows)
        if roles & {"level1", "level2", "level3"} and not reaches:
            break
        if (reaches or (blank and has_levels)) and not roles & {"points", "stated_score", "note", "deviation_reason"}:
            side.append(column)
            continue
        if "number" not in roles:
            break
    return side


def _level_columns(
    sheet: Sheet, rows: Sequence[int], candidates: dict[int, tuple[Meaning, ...]], packs: Packs
) -> tuple[tuple[int, int], ...]:
    """The columns of names, highest level first."""
    named: dict[int, list[int]] = {}
    groups: list[int] = []
    names: list[int] = []
    for column, found in candidates.items():
        roles = {meaning.role for meaning in found}
        level = next((_LEVELS[role] for role in ("level1", "level2", "level3", "level4") if role in roles), None)
        if level is not None:
            named.setdefault(level, []).append(column)
        elif "group" in roles:
            groups.append(column)
        elif "name" in roles:
            names.append(column)
    if not named:
        return _unnamed_levels(sheet, rows, groups + names, packs)
    spread: dict[int, int] = {}
    for level, columns in sorted(named.items()):
        for offset, column in enumerate(columns):
            spread.setdefault(min(level + offset, 3), column)
    if 1 not in spread and groups and groups[0] < min(spread.values()):
        spread[1] = groups[0]
    if names and 3 not in spread:
        spread[3] = names[-1]
    return tuple(sorted(spread.items()))


def _unnamed_levels(sheet: Sheet, rows: Sequence[int], columns: list[int], packs: Packs) -> tuple[tuple[int, int], ...]:
    """Levels of name columns whose headers do not say which: the last holds the indicators."""
    columns = sorted(columns)
    if not columns:
        return ()
    if len(columns) == 1:
        return ((3, columns[0]),)
    if len(columns) == 2:
        votes = [packs.tables.category_level(sheet.own(row, columns[0])) for row in rows]
        level = 2 if votes.count(2) > votes.count(1) else 1
        return ((level, columns[0]), (3, columns[1]))
    return tuple(zip((1, 2, 3), columns[-3:], strict=True))


def _filled(sheet: Sheet, rows: Sequence[int], column: int) -> bool:
    return any(sheet.own(row, column) for row in rows)


def _attach(sheet: Sheet, rows: Sequence[int], layout: Layout) -> Layout:
    """Give each column of points or scores its level: the name column at its left, or the deepest."""
    level_at = {column: level for level, column in layout.levels}
    leaf = layout.leaf_level
    roles = dict(layout.roles)
    pointed = [c for c, role in roles.items() if role == "points"]
    # 权重 beside 分值: the latter are the points.
    weights = [c for c in pointed if "分" not in layout.headers.get(c, "")]
    if len(weights) < len(pointed):
        weights = [c for c in weights if level_at.get(c - 1, leaf) == leaf]
        pointed = [c for c in pointed if c not in weights]
        roles.update(dict.fromkeys(weights, "weight"))
    points = _by_level(pointed, level_at, leaf)
    scores = _by_level(
        [c for c, role in roles.items() if role == "stated_score"],
        {**level_at, **{column: level for level, column in points.items()}},
        leaf,
    )
    if leaf not in points and points:
        # The only column of points follows a category column; it speaks for the rows if its values change inside one.
        level, column = max(points.items())
        if _changes_inside(sheet, rows, dict(layout.levels)[level], column):
            points = {leaf: column, **{k: v for k, v in points.items() if k != level}}
    if leaf not in scores and scores:
        level, column = max(scores.items())
        scores = {leaf: column, **{k: v for k, v in scores.items() if k != level}}
    for level, column in points.items():
        roles[column] = "points" if level == leaf else f"points{level}"
    for level, column in scores.items():
        roles[column] = "stated_score" if level == leaf else f"score{level}"
    spare = [c for c, role in roles.items() if role in _REPEATABLE and c not in (*points.values(), *scores.values())]
    for column in spare:
        roles[column] = "spare:" + layout.roles[column]
    return replace(layout, roles=roles, points=points, scores=scores)


def _by_level(columns: list[int], level_at: dict[int, int], leaf: int) -> dict[int, int]:
    found: dict[int, int] = {}
    for column in sorted(columns):
        level = level_at.get(column - 1, leaf)
        if len(columns) == 1 and level_at.get(column - 1) is None:
            level = leaf
        found.setdefault(level, column)
    return found


def _changes_inside(sheet: Sheet, rows: Sequence[int], names: int, column: int) -> bool:
    previous_name: int | None = None
    seen: set[int | None] = set()
    for row in rows:
        name, value = sheet.owner(row, names), sheet.own(row, column)
        if sheet.own(row, names) and name != previous_name:
            previous_name, seen = name, set()
        if value:
            seen.add(sheet.owner(row, column))
            if len(seen) > 1:
                return True
    return False


def _criterion_by_content(sheet: Sheet, rows: Sequence[int], layout: Layout) -> Layout:
    """A form without a criterion column may print its rules under 评分依据 or 指标说明: the wording of rules tells."""
    if layout.column("criterion") is not None:
        return layout
    for role in ("basis", "explanation", "note"):
        column = layout.column(role)
        if column is None:
            continue
        texts = [text for row in rows if (text := sheet.own(row, column))]
        if texts and sum(1 for text in texts if _RULE.search(text)) * 2 > len(texts):
            roles = {**layout.roles, column: "criterion"}
            return replace(layout, roles=roles, reasons=(*layout.reasons, f"column {column}: holds scoring rules"))
    return layout
