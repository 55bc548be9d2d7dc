"""Overall goals of a form: what was planned and what was done."""

from __future__ import annotations

from extractor.model.report import Objective, Printed
from extractor.packs import Packs
from extractor.recognition.tables.bands import Band, Line
from extractor.recognition.tables.cells import is_nothing
from extractor.recognition.tables.headers import meanings


def read_objectives(band: Band, start: int, packs: Packs) -> tuple[list[Objective], list[Line]]:
    """The goals under their header, and the lines that are none."""
    found: list[Objective] = []
    rest: list[Line] = []
    columns = _columns(band, packs)
    for line in band.lines:
        cells = line.sheet.own_line(line.row)
        first = line.sheet.texts[cells[0]]
        planned = _own(line, columns.get("planned"))
        achieved = _own(line, columns.get("achieved"))
        labelled = bool(packs.tables.label_keys(first)) or packs.tables.is_row("side", first)
        if labelled or not (planned.text or achieved.text):
            rest.append(line)
            continue
        if is_nothing(planned.text) and is_nothing(achieved.text):
            continue
        found.append(Objective(ordinal=start + len(found), planned=planned, achieved=achieved))
    return found, rest


def _columns(band: Band, packs: Packs) -> dict[str, int]:
    found: dict[str, int] = {}
    if band.header is None:
        return found
    for column, lines in enumerate(band.header.texts):
        if not lines or any(band.header.owners[column] == band.header.owners[c] for c in found.values()):
            continue
        cell = band.sheet.cell(band.header.last, column)
        if cell is not None and cell.row + cell.row_span - 1 > band.header.last:
            continue
        roles = {meaning.role for meaning in meanings(lines[-1], packs)}
        if "achieved" in roles:
            found.setdefault("achieved", column)
        elif "planned" in roles and not packs.tables.is_row("objective_side", lines[-1]):
            found.setdefault("planned", column)
    if "planned" not in found:
        sides = [
            column
            for column, lines in enumerate(band.header.texts)
            if lines and any(meaning.role == "planned" for meaning in meanings(lines[-1], packs))
        ]
        if sides:
            found["planned"] = sides[-1]
    return found


def _own(line: Line, column: int | None) -> Printed:
    if column is None or not line.sheet.own(line.row, column):
        return Printed()
    return line.sheet.printed(line.row, column)
