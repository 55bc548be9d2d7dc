"""What belongs to the page and not to the report: page numbers in all forms, running heads, watermarks."""

from __future__ import annotations

import re

# — 7 —  -7-  ·7·  第 7 页  第7页 共17页  7/17  Page 7 of 17  — 七 —
_DASH = r"[-‐‑‒–—―－─━﹣_~·•*|]"
_NUMBER = r"(?:\d{1,4}|[一二三四五六七八九十百〇零]{1,5}|[ivxlcIVXLC]{1,6})"
_MARKED = re.compile(
    rf"\s*(?:{_DASH}\s*){{1,4}}(?P<dashed>{_NUMBER})\s*(?:{_DASH}\s*){{1,4}}$"
    rf"|\s*(?:{_DASH}\s*)*第\s*(?P<page>{_NUMBER})\s*页(?:\s*[,，/;；]?\s*[（(]?\s*共\s*\d{{1,4}}\s*页\s*[)）]?)?(?:\s*{_DASH})*\s*$"
    r"|\s*共\s*\d{1,4}\s*页\s*[,，/]?\s*第\s*(?P<after>\d{1,4})\s*页\s*$"
    r"|\s*[Pp](?:age|\.)?\s*(?P<english>\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?\s*$"
    r"|\s*(?P<fraction>\d{1,4})\s*/\s*\d{1,4}\s*$"
    r"|\s*[\[【(（]\s*(?P<bracket>\d{1,4})\s*[\]】)）]\s*$"
)
_BARE = re.compile(r"\s*(\d{1,4})\s*$")
_CHINESE = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0}


def page_number(line: str, *, bare: bool = False) -> int | None:
    """The number on a line that is nothing but a page number; 0 where unclear which; None for other lines.

    `bare` also accepts a number alone, which only its place on the page makes a page number.
    """
    if len(line) > 40:
        return None
    found = _MARKED.match(line)
    if found is not None:
        group = found.lastgroup
        return _value(found[group]) if group else 0
    if bare:
        alone = _BARE.match(line)
        return int(alone[1]) if alone else None
    return None


def marked_unambiguously(line: str) -> bool:
    """Whether a line is a page number wherever it stands: `— 7 —`, `第 7 页`, but not `(7)` or `7/17`."""
    found = _MARKED.match(line) if len(line) <= 40 else None
    return found is not None and found.lastgroup in ("dashed", "page", "after")


def _value(number: str) -> int:
    if number.isdigit():
        return int(number)
    if all(character in _CHINESE or character in "十百" for character in number):
        total = current = 0
        for character in number:
            if character in _CHINESE:
                current = _CHINESE[character]
            else:
                total += max(current, 1) * (10 if character == "十" else 100)
                current = 0
        return total + current
    return 0
