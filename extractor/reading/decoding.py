"""Bytes to text: the encodings in which Chinese authorities publish, told from the bytes."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_REPLACEMENT = "\ufffd"
# The most frequent characters of administrative Chinese: the right decoding is the one that yields them.
_FREQUENT = frozenset(
    "的一是在不了有和人中大为上个国年部门分值得项目资金预算支出完成管理绩效评价指标情况工作等及按率数万元：，。、；（）"
)
_SAMPLE = 1 << 16
_PLAIN_MARKS = frozenset(
    "，。、；：？！“”‘’（）《》【】—…·％\u3000\u00a0\r\n\t\ufeff①②③④⑤⑥⑦⑧⑨⑩≥≤×÷±０１２３４５６７８９．"
)
_PLAIN = 0.9
_TEXT_CONTROLS = frozenset(b"\t\n\r\x0b\x0c\x1a\x1b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text with the encoding it was decoded from; `undecodable` counts the characters that could not be."""

    text: str
    encoding: str
    undecodable: int = 0


def decode(data: bytes, declared: str = "") -> Decoded:
    """The text of `data`. `declared` is what the file says of itself (HTML); it is only believed if it works."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding)
    if wide := _wide_encoding(data):
        return _lenient(data, wide)
    for encoding in ("utf-8", *_candidates(data, declared)):
        text = _strict(data, encoding)
        if text is not None:
            return Decoded(text=text, encoding=encoding)
    best = min((_lenient(data, encoding) for encoding in ("utf-8", "gb18030")), key=lambda found: found.undecodable)
    return best


def looks_binary(data: bytes) -> bool:
    """Whether this is no text: zero bytes that are not UTF-16's, or more than a few control characters."""
    sample = data[:_SAMPLE]
    if any(sample.startswith(mark) for mark, _ in _MARKS) or _wide_encoding(sample):
        return False
    if b"\x00" in sample:
        return True
    controls = sum(byte < 32 and byte not in _TEXT_CONTROLS for byte in sample)
    return controls > 0.005 * len(sample) + 2


def _candidates(data: bytes, declared: str) -> tuple[str, ...]:
    """The encodings to try after UTF-8, the likeliest first; a declaration wins only where it fits as well."""
    known = _known(declared)
    order = dict.fromkeys(filter(None, (known, "gb18030", "big5")))
    return tuple(sorted(order, key=lambda encoding: -_familiarity(data, encoding)))


def _known(declared: str) -> str:
    """Python's name of a declared encoding; GB2312 and GBK pages use characters that only GB18030 has."""
    try:
        name = codecs.lookup(declared).name if declared else ""
    except LookupError:
        return ""
    return "gb18030" if name in ("gb2312", "gbk", "hz") else name


def _familiarity(data: bytes, encoding: str) -> float:
    text = data[:_SAMPLE].decode(encoding, errors="replace")
    beyond = sum(character > "\x7f" for character in text)
    return sum(character in _FREQUENT for character in text) / beyond if beyond else 0.0


def _wide_encoding(data: bytes) -> str:
    """UTF-16 without its mark: its halves yield ASCII, or familiar Chinese, on one side and rubbish on the other."""
    sample = data[: min(_SAMPLE, len(data) - len(data) % 2)]
    if len(sample) < 4 or 0 not in sample:
        return ""
    best = max(("utf-16-le", "utf-16-be"), key=lambda encoding: _plain_share(sample, encoding))
    return best if _plain_share(sample, best) > _PLAIN else ""


def _plain_share(sample: bytes, encoding: str) -> float:
    """The share of characters that a Chinese office text is made of."""
    text = sample.decode(encoding, errors="replace")
    plain = sum(
        "\u4e00" <= character <= "\u9fff" or " " <= character <= "~" or character in _PLAIN_MARKS for character in text
    )
    return plain / len(text)


def _strict(data: bytes, encoding: str) -> str | None:
    """Decoded without a loss; only a last character that the end of the file cuts is let go."""
    try:
        decoder = codecs.getincrementaldecoder(encoding)()
        return decoder.decode(data)
    except (UnicodeDecodeError, LookupError):
        return None


def _lenient(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    return Decoded(text=text, encoding=encoding, undecodable=text.count(_REPLACEMENT))
