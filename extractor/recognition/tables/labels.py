"""Labels and values of a form's head and foot, and the facts that forms tell as such pairs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.model.report import Printed
from extractor.packs import Packs
from extractor.packs.vocabulary import bare
from extractor.recognition.tables.bands import Line
from extractor.recognition.tables.cells import seek
from extractor.recognition.tables.headers import meanings


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label with its value; `keys` are its meanings (project, department, total, …), empty for other words."""

    text: str
    keys: tuple[str, ...]
    label: Printed
    value: Printed


def read_labels(line: Line, packs: Packs) -> Iterator[Label]:
    """The pairs of one row: a label's value stands behind a colon in its cell, or in the next cell."""
    sheet = line.sheet
    cells = [index for index in sheet.line(line.row) if sheet.table.cells[index].row == line.row]
    position = 0
    while position < len(cells):
        index = cells[position]
        text = sheet.texts[index]
        printed = sheet.printed_cell(index)
        position += 1
        inside = seek(packs, "label-value", text)
        if inside is not None and _is_label(inside["label"], packs):
            yield Label(
                text=bare(inside["label"]),
                keys=packs.tables.label_keys(inside["label"]),
                label=printed,
                value=behind_colon(printed),
            )
            continue
        if not _is_label(text, packs) or position >= len(cells):
            continue
        value = sheet.texts[cells[position]]
        if _is_label(value, packs) or _is_header(value, packs):
            continue
        yield Label(
            text=bare(text),
            keys=packs.tables.label_keys(text),
            label=printed,
            value=sheet.printed_cell(cells[position]),
        )
        position += 1


def _is_label(text: str, packs: Packs) -> bool:
    return bool(packs.tables.label_keys(text)) or packs.tables.is_row("trailer", text)


def _is_header(text: str, packs: Packs) -> bool:
    found = meanings(text, packs)
    return bool(found) and found[0].strength >= 1.0


def behind_colon(printed: Printed) -> Printed:
    """The part of a cell behind its first colon."""
    for sign in "：:":
        head, colon, tail = printed.text.partition(sign)
        if colon and printed.span is not None:
            value = tail.strip()
            start = printed.span.start + len(head) + 1 + (len(tail) - len(tail.lstrip()))
            return Printed(text=value, span=type(printed.span)(start=start, end=start + len(value)), cell=printed.cell)
    return printed
