"""The rows under an indicator header: what each is, and the tree of names that they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from extractor.model.report import Printed
from extractor.packs import Packs
from extractor.packs.vocabulary import bare, normal
from extractor.recognition.tables.bands import Line
from extractor.recognition.tables.cells import Name, is_nothing, is_placeholder, read_name, seek, starts_note
from extractor.recognition.tables.columns import Layout
from extractor.recognition.tables.naming import Names, names_of


class RowKind(StrEnum):
    """What a row under an indicator header is."""

    DATA = "data"
    TOTAL = "total"
    SUBTOTAL = "subtotal"
    GRADE = "grade"
    NOTE = "note"
    TRAILER = "trailer"
    PLACEHOLDER = "placeholder"


@dataclass(slots=True, eq=False)
class Node:
    """A name of the tree while it is built. `first` and `last` are positions in the body, `leaf` a row with facts."""

    level: int
    name: Name
    printed: Printed
    pieces: tuple[Printed, ...]
    parent: Node | None
    line: Line
    first: int
    last: int
    leaf: bool = False
    role: str = "category"
    children: list[Node] = field(default_factory=list)
    extra_lines: list[Line] = field(default_factory=list)
    complete: bool = True
    confidence: float = 1.0

    @property
    def leaves(self) -> list[Node]:
        """All rows with facts below this name, or itself."""
        return [self] if self.leaf else [leaf for child in self.children for leaf in child.leaves]


@dataclass(slots=True)
class Body:
    """The tree of a score sheet, its other rows by kind, and rows that found no place.

    `current` are the categories that were open at its end, by level.
    """

    nodes: list[Node] = field(default_factory=list)
    others: list[tuple[RowKind, Line, Node | None]] = field(default_factory=list)
    unplaced: list[Line] = field(default_factory=list)
    current: dict[int, Node] = field(default_factory=dict)

    @property
    def leaves(self) -> list[Node]:
        """The rows with facts, in order."""
        return [node for node in self.nodes if node.leaf]


def kind_of_row(line: Line, layout: Layout, packs: Packs) -> RowKind:
    """What a row is, by its first text; a row with facts of its own is never a trailer."""
    sheet, row = line.sheet, line.row
    cells = sheet.own_line(row)
    first = sheet.texts[cells[0]]
    words = packs.tables
    if starts_note(first, packs) and len(cells) <= 2:
        return RowKind.NOTE
    named = [text for _, column in layout.levels if (text := sheet.own(row, column))]
    for text in (first, *named[:1]):
        if words.is_row("total", text) or seek(packs, "labelled-total", text) or seek(packs, "labelled-pair", text):
            return RowKind.TOTAL
    if any(words.is_row("subtotal", text) for text in (first, *named)):
        return RowKind.SUBTOTAL
    inside = seek(packs, "label-value", first) if len(cells) == 1 else None
    if inside is not None:
        for kind in (RowKind.GRADE, RowKind.TRAILER):
            if words.is_row(kind.value, inside["label"]):
                return kind
    if words.is_row("grade", first) and not has_facts(line, layout, ("target", "points")):
        return RowKind.GRADE
    if words.is_row("trailer", first) and not has_facts(line, layout, ("target", "points", "stated_score")):
        return RowKind.TRAILER
    if named and is_placeholder(named[-1], packs):
        return RowKind.PLACEHOLDER
    return RowKind.DATA


def has_facts(line: Line, layout: Layout, roles: Sequence[str]) -> bool:
    """Whether one of the columns with these roles holds something in a row."""
    sheet, row = line.sheet, line.row
    owners = [sheet.owner(row, column) for column in layout.roles]
    names = {sheet.owner(row, column) for _, column in layout.levels}
    for column, role in layout.roles.items():
        owner = sheet.owner(row, column)
        if role in roles and not is_nothing(sheet.own(row, column)) and owner not in names and owners.count(owner) == 1:
            return True
    return False


def build_body(lines: Sequence[Line], layout: Layout, packs: Packs, above: Mapping[int, Node] | None = None) -> Body:
    """The tree of `lines` under `layout`; `above` are the categories open at the end of the table that it goes on."""
    body = Body(current=dict(above or {}))
    current = body.current
    kinds = [kind_of_row(line, layout, packs) for line in lines]
    data = [line for line, kind in zip(lines, kinds, strict=True) if kind is RowKind.DATA]
    named = names_of(data, layout, packs, continued=bool(above))
    position = 0
    for line, kind in zip(lines, kinds, strict=True):
        if kind is not RowKind.DATA:
            body.others.append((kind, line, _deepest(current)))
            continue
        below = named[position + 1] if position + 1 < len(data) else {}
        _place(body, current, line, position, layout, packs, named[position], below)
        position += 1
    return body


def _deepest(current: dict[int, Node]) -> Node | None:
    return current[max(current)] if current else None


def _place(
    body: Body,
    current: dict[int, Node],
    line: Line,
    position: int,
    layout: Layout,
    packs: Packs,
    names: Names,
    below: Names,
) -> None:
    if not names:
        _continue_row(body, line, position, layout)
        return
    deepest = max(names)
    for level, label in sorted(names.items()):
        is_leaf = level == deepest and not _heads(line, level, layout, below)
        name = read_name(label.text, packs)
        known = current.get(level)
        if not is_leaf and known is not None and not known.leaf and _same(known, name, label.text):
            known.last = position
            continue
        parent = next((current[upper] for upper in range(level - 1, 0, -1) if upper in current), None)
        node = Node(
            level=level,
            name=name,
            printed=label.pieces[0],
            pieces=label.pieces,
            parent=parent,
            line=label.line,
            confidence=label.confidence if parent is None else min(label.confidence, parent.confidence),
            first=position,
            last=position,
            leaf=is_leaf,
            role="leaf" if is_leaf else "category",
        )
        if parent is not None:
            parent.children.append(node)
        if is_leaf and _is_budget(node, packs):
            node.role = "budget"
        body.nodes.append(node)
        for lower in [entry for entry in current if entry >= level]:
            del current[lower]
        if not is_leaf:
            current[level] = node
    for node in current.values():
        node.last = position


def _is_budget(node: Node, packs: Packs) -> bool:
    """Whether a row is the execution row of the form: it and all names above it speak of budget execution."""
    above: Node | None = node
    while above is not None:
        if not packs.tables.is_row("budget", above.name.text):
            return False
        above = above.parent
    return True


def _same(known: Node, name: Name, text: str) -> bool:
    return normal(known.name.text) == normal(name.text) or bare(known.printed.text) == bare(text)


def _heads(line: Line, level: int, layout: Layout, below: Names) -> bool:
    """Whether a row names only a category whose rows follow: nothing of a row's own but points and score."""
    if level == layout.leaf_level or not below or min(below) <= level:
        return False
    return not has_facts(line, layout, ("target", "actual", "criterion", "explanation", "basis"))


def _continue_row(body: Body, line: Line, position: int, layout: Layout) -> None:
    """A row without a name: more text of the row above it, or a row whose name was lost."""
    above = body.nodes[-1] if body.nodes else None
    facts = has_facts(line, layout, ("points", "stated_score", "target"))
    if above is not None and above.leaf and not facts:
        above.extra_lines.append(line)
        above.last = position
        return
    body.unplaced.append(line)
