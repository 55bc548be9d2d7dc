"""How many of the numbers printed in tables found their place: the tables' share of the coverage statement."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.model.document import Document
from extractor.model.report import TableUse

# Runs of digits with their separators: to be counted, not read.
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_DATA = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberCount:
    """Printed numbers, and how many of them stand in a cell whose role is known."""

    seen: int
    placed: int


def count_table_numbers(document: Document, uses: tuple[TableUse, ...]) -> NumberCount:
    """Count the numbers of score sheets and forms; tables of another kind are kept as data and not counted."""
    seen = placed = 0
    for use in uses:
        if use.kind == _DATA:
            continue
        known = {cell for cell, _ in use.roles}
        for index, cell in enumerate(document.tables[use.table].cells):
            numbers = len(_NUMBER.findall(cell.text))
            seen += numbers
            placed += numbers if index in known else 0
    return NumberCount(seen=seen, placed=placed)
