"""Levels where one column holds all names: told by numbering, indentation or the names themselves."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.packs import Packs
from extractor.recognition.tables.bands import Line
from extractor.recognition.tables.cells import read_name, seek
from extractor.recognition.tables.columns import Layout

_HAN = regex.compile(r"[一二三四五六七八九十]{1,3}")
_DIGITS = regex.compile(r"\d{1,3}")
_DOTTED = regex.compile(r"\d{1,2}(?:\.\d{1,2}){1,2}")
_LEVELS = {1: (3,), 2: (1, 3), 3: (1, 2, 3)}


def outline_levels(lines: Sequence[Line], layout: Layout, packs: Packs) -> tuple[int, ...]:
    """The level of each line of a sheet with one column of names; 3 for all where nothing tells them apart."""
    column = layout.levels[0][1]
    for styles in (
        [_numbering(line, column, layout, packs) for line in lines],
        [_indentation(line, column) for line in lines],
    ):
        found = _ranked(styles)
        if found:
            return found
    return _by_names(lines, column, packs)


def _numbering(line: Line, column: int, layout: Layout, packs: Packs) -> str:
    text = line.sheet.own(line.row, column)
    match = seek(packs, "numbering-class", text)
    if match is not None:
        style = next(name for name, value in match.groupdict().items() if value)
        return style + str(text.split("、")[0].count(".")) if style == "dotted" else style
    number = layout.column("number")
    mark = "" if number is None else line.sheet.own(line.row, number).strip("、.()（）")
    if _HAN.fullmatch(mark):
        return "han"
    if _DOTTED.fullmatch(mark):
        return "dotted" + str(mark.count("."))
    return "digit" if _DIGITS.fullmatch(mark) else ""


def _indentation(line: Line, column: int) -> str:
    cell = line.sheet.cell(line.row, column)
    if cell is None:
        return ""
    return "indent" + str(len(cell.text) - len(cell.text.lstrip()))


def _ranked(styles: Sequence[str]) -> tuple[int, ...]:
    """Levels by style of numbering, a style met first standing above; nothing where there is only one style."""
    order = [style for style in dict.fromkeys(styles) if style]
    if "" in styles and order:
        order.append("")
    # A style that is met only once, and a first style that never comes back, is no level but a slip.
    if len(order) < 2 or len(order) > 3 or styles[0] != order[0]:
        return ()
    levels = dict(zip(order, _LEVELS[len(order)], strict=True))
    return tuple(levels[style] for style in styles)


def _by_names(lines: Sequence[Line], column: int, packs: Packs) -> tuple[int, ...]:
    """Categories by their known names: 产出指标 above 数量指标 above everything else."""
    known = [packs.tables.category_level(read_name(line.sheet.own(line.row, column), packs).text) for line in lines]
    if not known or known[0] is None or 1 not in known:
        return tuple(3 for _ in lines)
    return tuple(level or 3 for level in known)
