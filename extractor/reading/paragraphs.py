"""Joining hard-wrapped lines to paragraphs, for every format that publishes lines instead of paragraphs.

The principle: a line was broken by the layout, not by the author, when the first unbreakable piece of the next line
would not have fitted on it. Headings and list items begin a paragraph whatever the width.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence

# 一、 （一） 1. 1、 （1） ① 第一章, and bullets. `1.5 万元` is no list item.
_ITEM = re.compile(
    r"\s*(?:第[一二三四五六七八九十百零〇\d]{1,4}[章节条部分]|[一二三四五六七八九十]{1,3}[、．.]"
    r"|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]|\d{1,2}(?:\.\d{1,2}){0,3}[、．.](?!\d)|\d{1,2}[)）]"
    r"|[①-⑳㈠-㈩⑴-⒇]|[●■◆▲★※□○•·▪➢]\s*\S)"
)
_TERMINAL = "。！？!?；;：:"
_SENTENCE_END = "。！？!?"
_CLOSING = "”’」』）)》〉】〕]"
_NO_LINE_START = "，。、；：！？”’）》〉】〕％%,.;:!?)]"
_TITLE_END = re.compile(
    r"(?:报告|自评表|评分表|情况表|说明|总结|方案|公开|通知|材料|评价表|预算|决算)(?:[（(][^（）()]{1,20}[）)])?$"
)
_WORD = re.compile(r"[!-~]+")
_TORN_END = re.compile(r"[0-9][0-9,.]*$")
_TORN_START = re.compile(r"[0-9.,]*[0-9]|[%‰万亿元个余多]")
_DIVISION = re.compile(
    r"\s*(?:第[一二三四五六七八九十]{1,3}(?:部分|章)|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])"
)


def is_item(text: str) -> bool:
    """Whether a line begins with a heading number or a list mark."""
    return _ITEM.match(text) is not None


def display_width(text: str) -> int:
    """Width in half-width columns: a Chinese character counts two. Curly quotes are wide in Chinese fonts."""
    return sum(
        2 if character in "“”‘’—…·" or unicodedata.east_asian_width(character) in "WF" else 1 for character in text
    )


def first_piece(text: str) -> str:
    """The first piece of a line that a layout does not break: a word or number, or one character with what clings."""
    stripped = text.lstrip()
    word = _WORD.match(stripped)
    end = word.end() if word else 1
    while end < len(stripped) and stripped[end] in _NO_LINE_START:
        end += 1
    return stripped[:end]


def joint(before: str, after: str) -> str:
    """What belongs between two lines that were one: a blank between two Latin words, nothing in Chinese text."""
    if not before or not after:
        return ""
    last, first = before[-1], after[0]
    if not (last.isascii() and first.isascii()) or last == " " or first == " ":
        return ""
    if last == "-" and len(before) > 1 and before[-2].isalpha():
        return ""
    latin = last.isalpha() and first.isalpha()
    after_mark = last in ",.;:!?)" and first.isalpha()
    word_number = (last.isalpha() and first.isdigit()) or (last.isdigit() and first.isalpha() and last != first)
    return " " if latin or after_mark or (word_number and first != "%") else ""


def wrapping_measure(lines: Sequence[str]) -> Callable[[str], int]:
    """How the text was wrapped: by the width that it shows (pages), or by the number of characters (programs)."""
    filled = [line.rstrip() for line in lines if line.strip()]

    def peak(measure: Callable[[str], int]) -> int:
        counts = Counter(map(measure, filled))
        widest = max(counts, default=0)
        return max((count for width, count in counts.items() if width >= 0.85 * widest), default=0)

    return len if peak(len) > 1.5 * peak(display_width) else display_width


def full_width(lines: Sequence[str], measure: Callable[[str], int] | None = None) -> int:
    """The width at which a text was wrapped, in half-width columns (or in `measure`); 0 when nothing seems wrapped.

    Full lines all have nearly the same width, so the most frequent width among the wide ones is the measure; without
    such a peak the widest that several lines reach.
    """
    widths = Counter((measure or display_width)(line.rstrip()) for line in lines if line.strip())
    total = sum(widths.values())
    if total < 3:
        return 0
    # A single odd line (a table row, an address) must not set the measure.
    rank, widest = max(2, total // 50), 0
    for width in sorted(widths, reverse=True):
        rank -= widths[width]
        widest = width
        if rank < 0:
            break
    peak, count = max(
        ((width, widths[width]) for width in sorted(widths) if 0.85 * widest <= width <= widest),
        key=lambda entry: (entry[1], entry[0]),
    )
    return peak if count >= 3 else widest


def paragraph_starts(lines: Sequence[str], *, indented: bool = False) -> list[bool]:
    """For each line of plain text whether it begins a paragraph.

    `lines` are stripped of blanks that belong to the page; empty lines are not among them. `indented` says that
    paragraphs are indented in this text, so that an indent alone begins one.
    """
    width_of = wrapping_measure(lines)
    measure = full_width(lines, width_of)
    starts: list[bool] = []
    for index in range(len(lines)):
        if index == 0 or not measure:
            starts.append(True)
            continue
        starts.append(_begins(lines, index, starts, measure, width_of, indented))
    _join_title(lines, starts)
    return starts


def _begins(
    lines: Sequence[str],
    index: int,
    starts: list[bool],
    measure: int,
    width_of: Callable[[str], int],
    indented: bool,
) -> bool:
    before, line = lines[index - 1].rstrip(), lines[index]
    width = width_of(before)
    if width > measure * 1.6:
        return True  # not wrapped at all: one line is one paragraph here
    if is_division(line) and (ends_title(before) or before[-1:] not in "，、：（("):
        return True
    if _TORN_END.search(before) and _TORN_START.match(line) and width > measure * 0.6:
        return False  # the layout tore a number, or a number from its unit
    # Copies lose the indent of a paragraph's first line: it counts as four columns.
    indent = 4 if starts[index - 1] and not before.startswith((" ", "\u3000")) else 0
    room = measure - width - indent
    if room < 0:
        room = 0
    wrapped = room < width_of(first_piece(line)) + (2 if before[-1:] in _CLOSING + "，。、；：" else 0)
    if is_item(line):
        # A number list in running text (`包括：（1）…`) also wraps, but then the line before ends inside a sentence.
        return not (wrapped and before[-1:] not in _TERMINAL and not _short_heading(before, starts[index - 1]))
    if indented and line.startswith(("  ", "\u3000")):
        return True
    if wrapped:
        return False
    # Not full, yet inside a sentence and nearly full: unbreakable layout (a number with its unit, two clinging marks).
    near = room <= max(6, width_of(first_piece(line)) + 4)
    return not (near and before[-1:] not in _TERMINAL and width > measure * 0.6)


def _short_heading(line: str, begins: bool) -> bool:
    return begins and is_item(line) and not any(mark in line for mark in "，。；")


def is_division(text: str) -> bool:
    """Whether a line begins with the number of a part or chapter: 第一部分, 一、, （一）."""
    return _DIVISION.match(text) is not None


def ends_title(text: str) -> bool:
    """Whether a line names the kind of paper that it heads, as titles end."""
    return _TITLE_END.search(text) is not None


def _join_title(lines: Sequence[str], starts: list[bool]) -> None:
    """A title over several lines at the head is one paragraph: it ends with the line that names the kind."""
    for index, line in enumerate(lines[:6]):
        text = line.strip()
        if is_item(text) or text[-1:] in _TERMINAL or "，" in text:
            return
        if ends_title(text):
            for joined in range(1, index + 1):
                starts[joined] = False
            return
