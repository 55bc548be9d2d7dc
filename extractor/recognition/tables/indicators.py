"""From the tree of a score sheet to indicators with points, scores, targets and texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import regex

from extractor.model.quantities import Dimension, Quantity
from extractor.model.report import Direction, Indicator, Printed
from extractor.packs import Packs
from extractor.recognition.numbers import read_quantity
from extractor.recognition.tables.bands import Line
from extractor.recognition.tables.body import Node
from extractor.recognition.tables.cells import is_nothing, read_score
from extractor.recognition.tables.columns import Layout
from extractor.recognition.tables.glued import split_scores
from extractor.recognition.tables.targets import Aim, is_share, is_sign, read_aim, read_value, unit_text

_BARE = regex.compile(r"[\d.,，]++%?+")
TEXT_ROLES = ("criterion", "basis", "explanation", "deviation_reason", "note")


def indicators_of(
    nodes: Sequence[Node], layout: Layout, start: int, packs: Packs, above: Mapping[int, int] | None = None
) -> list[Indicator]:
    """The indicators of `nodes`; ordinals and parents count from `start`. `above`: ordinals of earlier nodes by id."""
    index = {**(above or {}), **{id(node): start + position for position, node in enumerate(nodes)}}
    shared = _Shared()
    found: list[Indicator] = []
    for node in nodes:
        parent = index.get(id(node.parent)) if node.parent is not None else None
        made = _indicator(node, index[id(node)], parent, packs)
        found.append(
            _with_facts(made, node, layout, shared, packs) if node.leaf else _category(made, node, layout, packs)
        )
    return _inherited(_either_or(_repeats(found, nodes, layout, packs), packs))


def _either_or(found: list[Indicator], packs: Packs) -> list[Indicator]:
    """Neighbours that say 二者择其一 and print the same points each: the first with a score counts."""
    groups: dict[tuple[int | None, Decimal], list[Indicator]] = {}
    for entry in found:
        points = entry.points.value if entry.points is not None else None
        if entry.role == "leaf" and points is not None and _is_alternative(entry, packs):
            groups.setdefault((entry.parent, points), []).append(entry)
    others: set[int] = set()
    for members in groups.values():
        counting = next((entry for entry in members if entry.stated_score is not None), members[0])
        others |= {entry.ordinal for entry in members if entry is not counting}
    return [replace(entry, role="alternative") if entry.ordinal in others else entry for entry in found]


def _is_alternative(entry: Indicator, packs: Packs) -> bool:
    words = packs.tables.rows.get("alternative", frozenset())
    return any(word in text for text in (entry.name, entry.name_printed.text, entry.note.text) for word in words)


def _repeats(found: list[Indicator], nodes: Sequence[Node], layout: Layout, packs: Packs) -> list[Indicator]:
    """Rows whose points and score are in a cell that the row above has too: they repeat it, or are its alternatives."""
    column = layout.points.get(layout.leaf_level)
    made: list[Indicator] = []
    for entry, node in zip(found, nodes, strict=True):
        sheet, row = node.line.sheet, node.line.row
        cell = None if column is None else sheet.cell(row, column)
        if not node.leaf or cell is None or cell.row == row or not cell.text.strip() or entry.points is not None:
            made.append(entry)
            continue
        texts = (entry.name, entry.note.text, entry.criterion.text, sheet.text(row, layout.column("note") or -1))
        words = packs.tables.rows.get("alternative", frozenset())
        either = any(word in text for text in texts for word in words)
        made.append(replace(entry, role="alternative" if either else "repeated"))
    return made


def _inherited(found: list[Indicator]) -> list[Indicator]:
    """Where no row has points of its own, the only row of a block has the block's: 数量指标（20分）over one row."""
    if any(entry.points is not None for entry in found if entry.role == "leaf"):
        return found
    children: dict[int, list[Indicator]] = {}
    for entry in found:
        if entry.parent is not None:
            children.setdefault(entry.parent, []).append(entry)
    made: list[Indicator] = []
    for entry in found:
        above: Indicator | None = entry
        while above is not None and above.points is None:
            alone = above.parent is not None and len(children[above.parent]) == 1
            place = -1 if above.parent is None else above.parent - found[0].ordinal
            above = found[place] if alone and place >= 0 else None
        inherits = entry.role == "leaf" and above is not None
        made.append(replace(entry, points=above.points) if inherits and above is not None else entry)
    return made


class _Shared:
    """Cells of points and scores that several rows share: the first row has them, the others repeat."""

    def __init__(self) -> None:
        self._seen: set[tuple[int, int]] = set()

    def first(self, line: Line, column: int) -> bool:
        """Whether the cell at this place is met for the first time."""
        owner = line.sheet.owner(line.row, column)
        key = (line.sheet.table.ordinal, -1 if owner is None else owner)
        if owner is None or key in self._seen:
            return False
        self._seen.add(key)
        return True


def _indicator(node: Node, ordinal: int, parent: int | None, packs: Packs) -> Indicator:
    return Indicator(
        ordinal=ordinal,
        level=node.level,
        name=node.name.text,
        name_printed=node.printed,
        parent=parent,
        table=node.line.sheet.table.ordinal,
        row=node.line.sheet.table_row(node.line.row),
        role=node.role,
        points=points_in_name(node, packs),
        block_complete=node.complete,
        confidence=node.confidence,
    )


def points_in_name(node: Node, packs: Packs) -> Quantity | None:
    """Full marks printed inside the name: 产出指标（50分）."""
    points = node.name.points
    for printed in reversed(node.pieces):
        at = printed.text.rfind(points) if points else -1
        if at >= 0 and printed.span is not None:
            return read_quantity(points, packs, start=printed.span.start + at, dimension=Dimension.SCORE)
    return None


def _category(made: Indicator, node: Node, layout: Layout, packs: Packs) -> Indicator:
    points = category_points(node, layout, packs)
    return replace(made, points=points or made.points)


def category_points(node: Node, layout: Layout, packs: Packs) -> Quantity | None:
    """Full marks of a category: from its level's own column, or from a cell that reaches over just its rows."""
    printed = _category_cell(node, layout.points.get(node.level), layout.points.get(layout.leaf_level))
    return read_points(printed, packs)[0]


def category_score(node: Node, layout: Layout, packs: Packs) -> tuple[Quantity | None, Printed]:
    """The score of a category, where the form prints one, with its place."""
    column, leaf = layout.scores.get(node.level), layout.scores.get(layout.leaf_level)
    printed = _category_cell(node, column, leaf)
    return read_score(printed, packs), printed


def _category_cell(node: Node, own: int | None, leaf: int | None) -> Printed:
    """The cell of a category's points or score: in its level's own column, or one that reaches over just its rows."""
    sheet, row = node.line.sheet, node.line.row
    if own is not None and own != leaf and sheet.own(row, own):
        return sheet.printed(row, own)
    if leaf is None or not sheet.own(row, leaf):
        return Printed()
    alone = not any(child.line.row == row and child.line.sheet is sheet for child in node.children)
    return sheet.printed(row, leaf) if alone or _covers_block(node, leaf) else Printed()


def _covers_block(node: Node, column: int) -> bool:
    """Whether the cell in `column` spans exactly the several rows of the category."""
    cell = node.line.sheet.cell(node.line.row, column)
    leaves = node.leaves
    return (
        cell is not None
        and cell.row_span > 1
        and len(leaves) > 1
        and cell.row == node.line.row
        and cell.row + cell.row_span - 1 == leaves[-1].line.row
        and all(leaf.line.sheet is node.line.sheet for leaf in leaves)
    )


def _with_facts(made: Indicator, node: Node, layout: Layout, shared: _Shared, packs: Packs) -> Indicator:
    line = node.line
    names = made.name if node.parent is None else f"{node.parent.name.text} {made.name}"
    aim, target = _aim(line, layout, names, packs)
    actual_text = _printed(line, layout.column("actual"))
    hint = aim.unit or (aim.quantity.unit.text if aim.quantity is not None else "")
    actual = read_value(actual_text, packs, unit=hint)
    points, weight = _points(made, line, layout, shared, packs)
    score = _own_score(line, layout.scores.get(layout.leaf_level), shared, packs)
    if score is None and (points is None or (points.value or 0) > 100):
        points, score = _glued_scores(line, layout, packs) or (points, score)
    weight = weight or _rate(line, layout.column("weight"), packs)
    texts = {role: _long_text(node, layout.column(role)) for role in TEXT_ROLES}
    return replace(
        made,
        points=points,
        weight=weight,
        stated_score=score,
        reviewed_score=_score(line, layout.column("reviewed_score"), packs),
        target=aim.quantity,
        target_text=target,
        actual=actual,
        actual_text=actual_text,
        unit=aim.unit,
        direction=aim.direction,
        attainment=_rate(line, layout.column("attainment"), packs),
        criterion=texts["criterion"],
        basis=texts["basis"],
        explanation=texts["explanation"],
        deviation_reason=texts["deviation_reason"],
        note=texts["note"],
    )


def _aim(line: Line, layout: Layout, name: str, packs: Packs) -> tuple[Aim, Printed]:
    target = _printed(line, layout.column("target_adjusted"))
    if is_nothing(target.text):
        target = _printed(line, layout.column("target"))
    operator = _text(line, layout.column("operator")) or _text(line, layout.column("nature"))
    unit = _text(line, layout.column("target_unit"))
    aim = read_aim(target, operator, unit_text(unit), name, packs)
    if target.text == "" and aim.direction is not Direction.UNKNOWN:
        aim = replace(aim, direction=Direction.UNKNOWN)
    return aim, _joined(target, line, layout)


def _joined(target: Printed, line: Line, layout: Layout) -> Printed:
    """A target printed in columns of its own for sign, number and unit, as one text: ≥ | 40 | 个 is ≥40个."""
    signs = [_printed(line, layout.column(role)) for role in ("operator", "nature")]
    sign = next((printed for printed in signs if is_sign(printed.text)), Printed())
    unit = _printed(line, layout.column("target_unit"))
    if target.span is None or not _BARE.fullmatch(target.text.strip()):
        return target
    text, span = sign.text + target.text, target.span
    if unit_text(unit.text) and not target.text.strip().endswith(unit.text):
        text += unit_text(unit.text)
        span = span if unit.span is None else span.cover(unit.span)
    return replace(target, text=text, span=span if sign.span is None else span.cover(sign.span))


def _points(
    made: Indicator, line: Line, layout: Layout, shared: _Shared, packs: Packs
) -> tuple[Quantity | None, Quantity | None]:
    column = layout.points.get(layout.leaf_level)
    if column is None or not line.sheet.own(line.row, column):
        return made.points, None
    if not shared.first(line, column):
        return made.points, None
    points, weight = read_points(line.sheet.printed(line.row, column), packs)
    return points or made.points, weight


def read_points(printed: Printed, packs: Packs) -> tuple[Quantity | None, Quantity | None]:
    """Full marks, and the weight where they are printed as a percentage of 100 points."""
    found = read_score(printed, packs)
    if found is None or not is_share(found):
        return found, None
    at = printed.text.find(found.number_text)
    start = found.span.start if printed.span is None or at < 0 else printed.span.start + at
    return read_quantity(found.number_text, packs, start=start, dimension=Dimension.SCORE), found


def _own_score(line: Line, column: int | None, shared: _Shared, packs: Packs) -> Quantity | None:
    if column is None or not line.sheet.own(line.row, column) or not shared.first(line, column):
        return None
    return read_score(line.sheet.printed(line.row, column), packs)


def _glued_scores(line: Line, layout: Layout, packs: Packs) -> tuple[Quantity | None, Quantity | None] | None:
    """Full marks and score out of one cell where their digits ran together."""
    for column in (layout.points.get(layout.leaf_level), layout.scores.get(layout.leaf_level)):
        printed = _printed(line, column)
        pieces = split_scores(printed.text) if printed.text else None
        if pieces is not None:
            return read_score(pieces[0].printed(printed), packs), read_score(pieces[1].printed(printed), packs)
    return None


def _score(line: Line, column: int | None, packs: Packs) -> Quantity | None:
    return None if column is None else read_score(line.sheet.printed(line.row, column), packs)


def _rate(line: Line, column: int | None, packs: Packs) -> Quantity | None:
    printed = _printed(line, column)
    if printed.span is None:
        return None
    return read_quantity(printed.text, packs, start=printed.span.start, unit_hint="%")


def _printed(line: Line, column: int | None) -> Printed:
    return Printed() if column is None else line.sheet.printed(line.row, column)


def _text(line: Line, column: int | None) -> str:
    return "" if column is None else line.sheet.text(line.row, column)


def _long_text(node: Node, column: int | None) -> Printed:
    """A text cell with what a page break moved to the rows below."""
    first = _printed(node.line, column)
    if column is None:
        return first
    for line in node.extra_lines:
        more = line.sheet.printed(line.row, column) if line.sheet.own(line.row, column) else Printed()
        if more.text:
            first = replace(first, text=first.text + more.text) if first.text else more
    return first
