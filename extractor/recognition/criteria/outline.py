"""The numbered items of a criterion: 1. 2. 3., （1）（2）, ①②, 一是 二是 …, nested."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractor.packs import Packs
from extractor.packs.patterns import compiled
from extractor.recognition.numbers.small import small_number

_DEPTH = 4
_MARK = regex.compile(r"#(?P<kind>[a-z]+)(?P<value>\d+)#")
_CIRCLED = {chr(0x2460 + index): index + 1 for index in range(20)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A numbered item: `body` is its own text in front of its sub-items."""

    number: int
    body: str
    children: tuple[Item, ...] = ()

    @property
    def text(self) -> str:
        """All of its text, sub-items included."""
        return self.body + "".join(child.text for child in self.children)


def marked(text: str, packs: Packs) -> str:
    """`text` with list numbers as #kind7#; a number counts only where it begins or continues its list.

    This runs before blanks are dropped: `3. 75%` is item three, `3.75%` may be a share.
    """
    text = text.replace("#", "")
    for pattern in packs.patterns.group("criteria/numbering"):
        text = _marked_kind(text, pattern.expression, pattern.fields["kind"])
    return text


def _marked_kind(text: str, expression: str, kind: str) -> str:
    found: list[tuple[int, int, int]] = []
    previous = 0
    for match in compiled(expression).finditer(text):
        value = _value(match.group("number"))
        if value is not None and value in (1, previous + 1):
            found.append((match.start(), match.end(), value))
            previous = value
    if all(value == 1 for _, _, value in found):
        # A lone 1. is a list number only where the text begins with it.
        found = [entry for entry in found if not text[: entry[0]].strip()]
    pieces: list[str] = []
    position = 0
    for start, end, value in found:
        pieces += [text[position:start], f"#{kind}{value}#"]
        position = end
    return "".join([*pieces, text[position:]])


def _value(number: str) -> int | None:
    if number in _CIRCLED:
        return _CIRCLED[number]
    if number.isascii() and number.isdigit():
        return int(number)
    if number.isascii():
        return ord(number) - ord("A") + 1
    return small_number(number)


def outlined(text: str, depth: int = 0) -> Item:
    """The outline of a marked text as one item numbered 0, whose body is what stands before the first number."""
    return Item(number=0, body=_front(text), children=_children(text, depth))


def _front(text: str) -> str:
    first = _MARK.search(text)
    return text[: first.start()] if first else text


def _children(text: str, depth: int) -> tuple[Item, ...]:
    first = _MARK.search(text)
    if first is None or depth >= _DEPTH:
        return ()
    kind = first.group("kind")
    marks = [match for match in _MARK.finditer(text) if match.group("kind") == kind]
    items: list[Item] = []
    for index, mark in enumerate(marks):
        end = marks[index + 1].start() if index + 1 < len(marks) else len(text)
        body = text[mark.end() : end]
        items.append(Item(number=int(mark.group("value")), body=_front(body), children=_children(body, depth + 1)))
    return tuple(items)
