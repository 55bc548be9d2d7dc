"""Lines of plain text as paragraphs: hard wraps joined, page numbers between them set aside."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractor.errors import UnreadableFile
from extractor.reading.build import DocumentBuilder
from extractor.reading.decoding import decode, looks_binary
from extractor.reading.furniture import marked_unambiguously, page_number
from extractor.reading.ink import Ink
from extractor.reading.paragraphs import joint, paragraph_starts


def decode_text(data: bytes, name: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The characters of a text file, line ends as `\\n`, and the faults (kind, detail) of decoding.

    Raises:
        UnreadableFile: nothing but blanks, or bytes that are no text.
    """
    decoded = decode(data)
    text = decoded.text
    if looks_binary(data) or decoded.undecodable * 5 > len(text):
        raise UnreadableFile("the bytes are no text", where=name, expected="text in UTF-8 or GB 18030")
    faults: list[tuple[str, str]] = []
    if decoded.undecodable:
        detail = f"{decoded.undecodable} character(s) of {decoded.encoding} text could not be decoded"
        faults.append(("undecodable", detail))
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    if not text.strip():
        raise UnreadableFile("the file holds no text", where=name, expected="a report", todo="Check the file")
    return text, tuple(faults)


def write_paragraphs(builder: DocumentBuilder, lines: Sequence[tuple[int, str]]) -> None:
    """Adds plain lines (source line number, text) as paragraphs, wrapped lines joined, page furniture set aside."""
    kept: list[tuple[int, str, int]] = []  # source line, text, page
    page = 0
    page_tops = _page_tops(lines)
    bare = _bare_page_numbers(lines)
    for position, (number, raw) in enumerate(lines):
        pieces = raw.split("\f")
        for piece_index, piece in enumerate(pieces):
            if piece_index:
                page = max(page, 1) + 1
            if position in page_tops and piece_index == 0 and "\f" not in raw:
                page += 1
            line = piece.strip()
            if not line:
                continue
            at_top = position in page_tops and page_number(line) is not None
            if marked_unambiguously(line) or at_top or position in bare:
                _furniture(builder, line, max(page, 1))
                continue
            kept.append((number, line, page))
    if page:
        for number in range(1, page + 1):
            builder.page(number, source="flow")
        kept = [(number, line, max(at, 1)) for number, line, at in kept]
    _write_joined(builder, kept)


def _furniture(builder: DocumentBuilder, line: str, page: int) -> None:
    builder.furniture("page_number", line, page)


def _write_joined(builder: DocumentBuilder, kept: Sequence[tuple[int, str, int]]) -> None:
    if not kept:
        return
    starts = paragraph_starts([line for _, line, _ in kept])
    inks: list[Ink] = []
    for (number, line, page), begins in zip(kept, starts, strict=True):
        if begins and inks:
            builder.paragraph(inks)
            inks = []
        inks.append(Ink(line, page=page, number=number, before=joint(inks[-1].text, line) if inks else ""))
    builder.paragraph(inks)


def _bare_page_numbers(lines: Sequence[tuple[int, str]]) -> set[int]:
    """Positions of lines that are nothing but the next page's number: 1, 2, 3, … between blank lines.

    They count only as an unbroken sequence, or alone where they cut a sentence, and never in a text whose every line
    stands between blank ones.
    """
    filled = [position for position, (_, line) in enumerate(lines) if line.strip()]
    order = {position: index for index, position in enumerate(filled)}
    apart = [p for p in filled if _stands_apart(lines, p)]
    if len(filled) < 5 or len(apart) * 2 > len(filled):
        return set()
    numbers = {p: page_number(lines[p][1].strip(), bare=True) for p in apart if lines[p][1].strip().isdecimal()}
    positions = [p for p, number in numbers.items() if number is not None]
    values = [numbers[p] for p in positions]
    if not positions or values != list(range(values[0] or 0, (values[0] or 0) + len(values))) or (values[0] or 0) > 3:
        return set()
    before = [lines[filled[order[p] - 1]][1].strip() for p in positions if order[p]]
    cut = sum(text[-1:] not in "。！？；：" for text in before)
    return set(positions) if len(positions) > 2 or cut else set()


def _stands_apart(lines: Sequence[tuple[int, str]], position: int) -> bool:
    blank_before = position > 0 and not lines[position - 1][1].strip()
    return blank_before and position + 1 < len(lines) and not lines[position + 1][1].strip()


def _page_tops(lines: Sequence[tuple[int, str]]) -> set[int]:
    """Positions of lines that begin a page by the traces that copying leaves: a page number, or a lone leading blank.

    Text copied out of PDF viewers has one blank where the page number stood; it is trusted only where the other lines
    have no leading blank and pages come out of similar length.
    """
    filled = [position for position, (_, line) in enumerate(lines) if line.strip()]
    if any("\f" in line for _, line in lines) or len(filled) < 10:
        return set()
    marked = [p for p in filled if marked_unambiguously(lines[p][1].strip())]
    blank = [p for p in filled if lines[p][1].startswith(" ") and not lines[p][1].startswith("  ")]
    indented = sum(1 for p in filled if lines[p][1].startswith(("  ", "\u3000", "\t")))
    if not blank or indented or len(blank) * 8 > len(filled):
        return set()
    tops = sorted({*blank, *marked})
    order = {position: index for index, position in enumerate(filled)}
    lengths = sorted(order[b] - order[a] for a, b in pairwise(tops))
    if len(lengths) >= 2 and lengths[-1] > 2 * lengths[len(lengths) // 2] + 2:
        return set()
    return set(tops)
