"""Lists of names joined by 、: where one begins and ends, its items, and whether 和 parts two of them."""

from __future__ import annotations

import regex

from extractor.model.quantities import Quantity

_LONGEST_LIST = 1500
_LONGEST_BACK = 400
_OPENING, _CLOSING = "（(《“〈【", "）)》”〉】"
_DIGIT = regex.compile("[0-9]", regex.VERSION1)
_JOINT = regex.compile(r"(?:以及|和|及|与)(?!谐|平|解|时|其)", regex.VERSION1)


def items_from(text: str, start: int) -> tuple[tuple[str, ...], int]:
    """The names from `start` on, separated by 、 up to the next comma or stop, and where they end."""
    end = start
    depth = 0
    limit = min(len(text), start + _LONGEST_LIST)
    while end < limit:
        character = text[end]
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            if depth == 0:
                break
            depth -= 1
        elif depth == 0 and character in "，,；;。！？\n":
            break
        end += 1
    return names_in(text[start:end]), end


def names_in(text: str) -> tuple[str, ...]:
    """The items of a list, parted by 、 outside of brackets."""
    items: list[str] = []
    depth = 0
    start = 0
    for index, character in enumerate(text):
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth = max(0, depth - 1)
        elif character == "、" and depth == 0:
            items.append(text[start:index])
            start = index + 1
    items.append(text[start:])
    return tuple(item.strip() for item in items if item.strip())


def are_names(items: tuple[str, ...]) -> bool:
    """Whether these are names and not amounts: 其中 6 个、1 个 is no list of names."""
    numbered = sum(bool(_DIGIT.search(item)) for item in items)
    return numbered * 2 < len(items)


def settled(items: tuple[str, ...], count: Quantity) -> tuple[tuple[str, ...], bool]:
    """The items with 和 taken apart where the announced number asks for it, and whether 等 leaves the list open."""
    last = items[-1]
    open_ended = bool(regex.search(r"等$|等(?=部门|单位|科室|项目|工作|方面|$)", last))
    last = regex.sub(r"等$", "", last)
    items = (*items[:-1], last)
    if count.value is None or len(items) >= count.value:
        return items, open_ended
    parts: list[str] = list(items)
    for index in range(len(parts) - 1, -1, -1):
        halves = _JOINT.split(parts[index], maxsplit=1)
        if len(parts) < count.value and len(halves) == 2 and all(len(half) >= 2 for half in halves):
            parts[index : index + 1] = halves
    return (tuple(parts), open_ended) if len(parts) == count.value else (_last_joint(items), open_ended)


def _last_joint(items: tuple[str, ...]) -> tuple[str, ...]:
    halves = _JOINT.split(items[-1], maxsplit=1)
    return (*items[:-1], *halves) if len(halves) == 2 and all(len(half) >= 2 for half in halves) else items


def list_start(text: str, end: int) -> int:
    """Where the list that ends at `end` begins: behind the last comma, colon, stop or number outside brackets."""
    depth = 0
    start = end
    while start > max(0, end - _LONGEST_BACK):
        character = text[start - 1]
        if character in _CLOSING:
            depth += 1
        elif character in _OPENING:
            if depth == 0:
                break
            depth -= 1
        elif depth == 0 and (character in "，,；;：:。！？\n" or character.isdigit()):
            break
        start -= 1
    return start
