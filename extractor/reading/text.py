"""Plain text as it was copied from published pages: hard wraps, page numbers between lines, tables of tabs."""

from __future__ import annotations

import codecs
from collections.abc import Sequence

from extractor.errors import UnreadableFile
from extractor.model.document import Document
from extractor.reading.build import DocumentBuilder, Ink
from extractor.reading.furniture import marked_unambiguously, page_number
from extractor.reading.paragraphs import joint, paragraph_starts

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_text(data: bytes, name: str) -> Document:
    """Reads plain text; tab-separated rows in it become tables.

    Raises:
        UnreadableFile: not text in any encoding, or without any character.
    """
    from extractor.reading.delimited import has_tables, write_mixed

    text, faults = decode_text(data, name)
    tables = has_tables(text)
    builder = DocumentBuilder(format="tsv" if tables and name.lower().endswith(".tsv") else "text", reader="text")
    for kind, detail in faults:
        builder.fault(kind, detail)
    if tables:
        write_mixed(builder, text)
    else:
        write_paragraphs(builder, [(n, line) for n, line in enumerate(text.split("\n"), start=1)])
    return builder.build()


def decode_text(data: bytes, name: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The characters of a text file, line ends as `\\n`, and the faults (kind, detail) of decoding.

    Tries byte order marks, UTF-8, UTF-16 without mark, GB 18030 (which includes GBK and GB 2312), Big5.

    Raises:
        UnreadableFile: nothing but blanks, or bytes that are no text.
    """
    text, encoding = _decode(data, name)
    faults: list[tuple[str, str]] = []
    damaged = text.count("\ufffd")
    if damaged:
        faults.append(("undecodable", f"{damaged} character(s) of {encoding} text could not be decoded"))
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    if not text.strip():
        raise UnreadableFile("the file holds no text", where=name, expected="a report", todo="Check the file")
    return text, tuple(faults)


def _decode(data: bytes, name: str) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode("utf-8", "replace") if encoding == "utf-8" else data.decode(
                encoding, "replace"
            ), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        good = error.start
    sample = data[:4096]
    for encoding, offset in (("utf-16-le", 1), ("utf-16-be", 0)):
        zeros = sample[offset::2].count(0)
        if zeros > len(sample) // 8:
            return data.decode(encoding, "replace"), encoding
    if b"\0" in sample:
        raise UnreadableFile("the bytes are no text", where=name, expected="text in UTF-8 or GB 18030")
    best, best_bad = "", len(data) + 1
    for encoding in ("gb18030", "big5"):
        text = data.decode(encoding, "replace")
        bad = text.count("\ufffd")
        if bad < best_bad:
            best, best_bad, used = text, bad, encoding
    tolerant = data.decode("utf-8", "replace")
    if tolerant.count("\ufffd") < best_bad or (good > 200 and tolerant.count("\ufffd") * 50 < len(tolerant)):
        best, best_bad, used = tolerant, tolerant.count("\ufffd"), "utf-8"
    if best_bad * 5 > len(best):
        raise UnreadableFile("the bytes are no text", where=name, expected="text in UTF-8 or GB 18030")
    return best, used


def write_paragraphs(builder: DocumentBuilder, lines: Sequence[tuple[int, str]]) -> None:
    """Adds plain lines (source line number, text) as paragraphs, wrapped lines joined, page furniture set aside."""
    kept: list[tuple[int, str, int]] = []  # source line, text, page
    page = 0
    page_tops = _page_tops(lines)
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
            if marked_unambiguously(line) or (position in page_tops and page_number(line) is not None):
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
    lengths = sorted(order[b] - order[a] for a, b in zip(tops, tops[1:], strict=False))
    if len(lengths) >= 2 and lengths[-1] > 2 * lengths[len(lengths) // 2] + 2:
        return set()
    return set(tops)
