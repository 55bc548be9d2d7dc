"""Folding printed characters to canonical ones, with the way back.

NFKC applied to everything would break offsets and meaning (① to 1, ㎡ to m2, （ to a parenthesis that patterns of
Chinese text do not expect), so only what is one character in another coat is folded: full-width ASCII letters, digits
and arithmetic signs, CJK compatibility ideographs, Kangxi and other radicals, odd spaces, variants of comparison signs.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass

_SIGNS = {
    "％": "%", "＋": "+", "－": "-", "＝": "=", "＜": "<", "＞": ">", "／": "/", "．": ".",
    "﹪": "%", "﹢": "+", "﹣": "-", "﹦": "=", "﹤": "<", "﹥": ">", "−": "-",
    "≧": "≥", "≦": "≤", "⩾": "≥", "⩽": "≤",
    "﹐": "，", "﹑": "、", "﹔": "；", "﹕": "：", "﹙": "（", "﹚": "）",
}  # fmt: skip
_SPACES = "".join(
    map(
        chr,
        (
            *range(9, 14),
            *range(0x1C, 0x20),
            0x85,
            0xA0,
            0x1680,
            *range(0x2000, 0x200B),
            0x2028,
            0x2029,
            0x202F,
            0x205F,
            0x3000,
        ),
    )
)
_NOTHING = "".join(map(chr, (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF, 0xFFFE, 0xFFFF)))
# Radicals (U+2E80..U+2EF3) that fonts of PDF writers put in place of the ideograph of the same shape; Unicode gives no
# decomposition for them (source: the shapes in the code chart CJK Radicals Supplement).
_RADICALS = dict(
    zip(
        "⺁⺄⺇⺋⺌⺎⺒⺓⺗⺙⺛⺝⺞⺟⺠⺡⺢⺣⺥⺦⺨⺩⺪⺫⺬⺭⺮⺯⺰⺳⺵⺷⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻱⻲⻳",
        "厂乙几㔾小兀巳幺心攵旡月歺母民水水火爪丬犭王疋目示礻竹糸纟网网羊耂肀聿月臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶阝钅長镸长门阜阝雨青韦页风飞食饣饣马骨鬼鱼鸟卤麦黄黾齐齿龙龜龜龟",
        strict=True,
    )
)  # fmt: skip


def _table() -> dict[str, str]:
    table = dict(_SIGNS) | _RADICALS
    table |= {chr(0xFF01 + offset): chr(0x21 + offset) for offset in range(94) if chr(0x21 + offset).isalnum()}
    table |= dict.fromkeys(_SPACES, " ") | dict.fromkeys(_NOTHING, "")
    table |= {chr(code): "" for code in range(32) if chr(code) not in _SPACES} | {"\x7f": ""}
    for first, last in ((0x2F00, 0x2FD5), (0xF900, 0xFAD9), (0x2F800, 0x2FA1D), (0xFB00, 0xFB06)):
        for code in range(first, last + 1):
            folded = unicodedata.normalize("NFKC", chr(code))
            if folded != chr(code):
                table[chr(code)] = folded
    return {printed: folded for printed, folded in table.items() if printed != folded}


_FOLDS = _table()
_FOLDABLE = re.compile("[" + re.escape("".join(sorted(_FOLDS))) + "]+")


@dataclass(frozen=True, slots=True)
class Folded:
    """Canonical text; `changes` are (start, end, printed) in it.

    `origins[i]` is the index of the printed character behind canonical character `i`; None where text and print have
    the same length, so that every index is its own origin.
    """

    text: str
    changes: tuple[tuple[int, int, str], ...] = ()
    origins: array[int] | None = None


def fold(printed: str) -> Folded:
    """The canonical form of `printed`, in linear time."""
    if _FOLDABLE.search(printed) is None:
        return Folded(printed)
    pieces: list[str] = []
    changes: list[tuple[int, int, str]] = []
    origins = array("I")
    position = length = 0
    for found in _FOLDABLE.finditer(printed):
        pieces.append(printed[position : found.start()])
        origins.extend(range(position, found.start()))
        length += found.start() - position
        start = length
        for index in range(found.start(), found.end()):
            replacement = _FOLDS[printed[index]]
            pieces.append(replacement)
            origins.extend([index] * len(replacement))
            length += len(replacement)
        changes.append((start, length, found.group()))
        position = found.end()
    pieces.append(printed[position:])
    origins.extend(range(position, len(printed)))
    text = "".join(pieces)
    same = len(text) == len(printed) and all(origins[i] == i for i in (0, len(text) - 1) if text)
    return Folded(text, tuple(changes), None if same else origins)


def fold_text(printed: str) -> str:
    """The canonical form alone, where no way back is needed (furniture, captions, header keys)."""
    return fold(printed).text
