"""Text for terminals, where a Chinese character is two columns wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_WIDE = frozenset("WF")


def width(text: str) -> int:
    """How many terminal columns `text` takes."""
    return sum(
        2 if unicodedata.east_asian_width(character) in _WIDE else 0 if unicodedata.combining(character) else 1
        for character in text
    )


def visible(text: str) -> str:
    """`text` on one line, without what steers a terminal or turns the order of writing: documents are foreign input."""
    return "".join(
        "�" if unicodedata.category(character) in ("Cc", "Cf", "Cs") else character
        for character in " ".join(text.split())
    )


def cut(text: str, columns: int) -> str:
    """`text` in at most `columns`, with an ellipsis where something was left out; line breaks become blanks."""
    flat = visible(text)
    if width(flat) <= columns:
        return flat
    kept = ""
    for character in flat:
        if width(kept + character) > columns - 1:
            break
        kept += character
    return kept + "…"


def padded(text: str, columns: int, *, right: bool = False) -> str:
    """`text` filled up to `columns`."""
    blanks = " " * max(0, columns - width(text))
    return blanks + text if right else text + blanks


def wrapped(text: str, columns: int, indent: str, *, first: str = "") -> list[str]:
    """`text` in lines of at most `columns`, the first after `first`, the others indented; Chinese breaks anywhere."""
    lines: list[str] = []
    current = ""
    used = 0
    room = columns - max(width(indent), width(first))
    for token in _tokens(text):
        size = width(token)
        if used + size > room and current:
            lines.append(current.rstrip())
            current, used = "", 0
            token = token.lstrip()
            size = width(token)
        current += token
        used += size
    lines.append(current.rstrip())
    return [first + lines[0], *(indent + line for line in lines[1:])]


_NEVER_FIRST = frozenset("，。；：、！？）》”’%％,.;:!?)]")


def _tokens(text: str) -> list[str]:
    """Pieces that must not be broken: runs of narrow characters, and a wide one with the punctuation after it."""
    tokens: list[str] = []
    for character in visible(text):
        wide = unicodedata.east_asian_width(character) in _WIDE
        if tokens and (character in _NEVER_FIRST or (not wide and character != " " and _narrow(tokens[-1][-1]))):
            tokens[-1] += character
        else:
            tokens.append(character)
    return tokens


def _narrow(character: str) -> bool:
    return character != " " and unicodedata.east_asian_width(character) not in _WIDE


def table_lines(
    header: Sequence[str], rows: Sequence[Sequence[str]], limits: Sequence[int], right: Sequence[bool]
) -> list[str]:
    """A table in aligned columns, each at most its limit wide; `right` marks columns of figures."""
    cells = [[cut(cell, limit) for cell, limit in zip(row, limits, strict=True)] for row in (header, *rows)]
    widths = [max(width(row[column]) for row in cells) for column in range(len(header))]
    lines = [
        "  ".join(
            padded(cell, wide, right=flush) for cell, wide, flush in zip(row, widths, right, strict=True)
        ).rstrip()
        for row in cells
    ]
    lines.insert(1, "  ".join("─" * wide for wide in widths))
    return lines
