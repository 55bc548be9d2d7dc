"""Announced numbers of things that are listed with an amount each: 两个子项目：甲 2,300 万元、乙 860 万元."""

from __future__ import annotations

from dataclasses import dataclass

import regex

_LONGEST = 600
_OPENING, _CLOSING = "（(《“〈【", "）)》”〉】"
_ENDS = "。！？\n"
_SEPARATORS = ("；;", "、", "，")
# 甲 2,300 万元; 产出 60 分，得 55.3 分.
_ITEM = regex.compile(
    r"(?:其中|以及|和|及)?(?P<name>[\p{Han}“”A-Za-z·\-]{2,24}?)(?:共|为|是|得|约|：)?[0-9][0-9.,]*+(?P<unit>[万亿]?[\p{Han}%]{0,3})",
    regex.VERSION1,
)


# What closes a list beside the things announced.
_REST = regex.compile(r"其他|其它|其余|预留|机动|合计|总计|小计|共计|另", regex.VERSION1)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedList:
    """The names of a list with amounts; `alike` where all amounts are of one unit and the list ends for certain."""

    names: tuple[str, ...]
    alike: bool
    unit: str


def counted_list(text: str, start: int) -> CountedList | None:
    """The list of names with amounts that begins at `start`; None where one of them has no name or no amount."""
    for marks in _SEPARATORS:
        pieces = _pieces(text, start, marks)
        if len(pieces) < 2:
            continue
        items = [_ITEM.match(piece) for piece in pieces]
        if not all(items):
            return None
        units = {item["unit"] for item in items if item is not None}
        return CountedList(
            names=tuple(item["name"] for item in items if item is not None),
            alike=len(units) == 1 and marks != _SEPARATORS[-1] and not any(_REST.match(piece) for piece in pieces),
            unit=next(iter(units)) if len(units) == 1 else "",
        )
    return None


def _pieces(text: str, start: int, marks: str) -> list[str]:
    """The pieces between the marks that stand outside brackets, to the end of the sentence or of the list."""
    # Behind a list with 、 a comma goes on with something else.
    ends = _ENDS + ("，；;" if marks == "、" else "")
    pieces: list[str] = []
    depth, begun = 0, start
    for place in range(start, min(len(text), start + _LONGEST)):
        character = text[place]
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            if depth == 0:
                break
            depth -= 1
        elif depth == 0 and character in marks:
            pieces.append(text[begun:place])
            begun = place + 1
        elif depth == 0 and character in ends:
            break
    else:
        place = min(len(text), start + _LONGEST)
    return [piece for piece in (*pieces, text[begun:place]) if piece]
