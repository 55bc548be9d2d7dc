"""Names told as a list before their numbers (参加养老、失业、工伤保险分别为…)."""

from __future__ import annotations

import regex


def listed_names(text: str) -> list[str]:
    """The names of 参加养老、失业、工伤保险: what the first item begins with and the last one ends with is shared."""
    items = [item for item in regex.split(r"、|和|及|与", text) if item]
    if len(items) < 2:
        return items
    shortest = min(len(item) for item in items)
    first, last = items[0], items[-1]
    lead = first[:-shortest] if len(first) > shortest + 1 and len(items[1]) <= shortest + 1 else ""
    tail = last[shortest:] if len(last) > shortest + 1 and len(items[-2]) <= shortest + 1 else ""
    middle = [item if item.endswith(tail) else item + tail for item in items]
    return [item if item.startswith(lead) else lead + item for item in middle]
