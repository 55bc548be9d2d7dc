"""Rows for the terminal and as CSV; what a spreadsheet would take for a formula is made harmless."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import fields

from extractor.cli.output.layout import table_lines

_FORMULA_STARTS = ("=", "+", "-", "@")
_BLANK_STARTS = ("\t", "\r", "\n")


def terminal_lines(header: Sequence[str], rows: Sequence[Sequence[str]], limits: Sequence[int]) -> list[str]:
    """A table for the terminal; nothing but the header when there are no rows."""
    return table_lines(header, rows, limits, [False] * len(header))


def harmless(value: object) -> object:
    """A value for a spreadsheet: a text that would run as a formula gets an apostrophe in front.

    Published documents are foreign input; `=HYPERLINK(…)` in a cell of theirs must stay text (CSV injection). Numbers
    are passed as numbers, so a negative one stays a number; a text that is a plain number stays as it is.
    """
    if not isinstance(value, str):
        return value
    if not value.startswith(_BLANK_STARTS) and not value.lstrip().startswith(_FORMULA_STARTS):
        return value
    return value if _is_number(value) else "'" + value


def _is_number(text: str) -> bool:
    digits = text[1:] if text[0] in "+-" else text
    return digits.isascii() and digits.replace(".", "", 1).isdigit()


def csv_text(rows: Sequence[object]) -> str:
    """Records as CSV with a header; empty for no rows."""
    if not rows:
        return ""
    names = [column.name for column in fields(rows[0])]  # type: ignore[arg-type]
    return csv_of(names, [[getattr(row, name) for name in names] for row in rows])


def csv_of(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table as CSV."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([harmless(value) for value in row] for row in rows)
    return buffer.getvalue()
