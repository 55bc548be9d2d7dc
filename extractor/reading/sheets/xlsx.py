"""XLSX files: the parts of the package to sheets, streamed so that a huge sheet stops at its limit."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

import regex
from lxml import etree

from extractor.errors import UnreadableFile
from extractor.reading.archives import Archive, attribute, local
from extractor.reading.guards import Allowance, damage
from extractor.reading.office import Relation, child, children, main_part, metadata_of, number, relations_of, value
from extractor.reading.sheets.built_in import BUILT_IN
from extractor.reading.sheets.formats import shown_number, shown_text
from extractor.reading.sheets.model import Range, Sheet, Workbook

_REFERENCE = regex.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_ESCAPE = regex.compile(r"_x([0-9A-Fa-f]{4})_")
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_TICK_EVERY = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class _Book:
    archive: Archive
    allowance: Allowance
    strings: list[str]
    codes: list[str]
    epoch_1904: bool


def read_xlsx_workbook(data: bytes, allowance: Allowance) -> Workbook:
    """The sheets of an XLSX file.

    Raises:
        UnreadableFile: damaged, encrypted, or without a workbook part.
        LimitExceeded: it unpacks to more than is allowed, or has too many cells.
    """
    archive = Archive(data, allowance)
    main = main_part(archive, "xl/workbook.xml")
    if main is None:
        raise UnreadableFile(
            "the workbook part is missing",
            where=allowance.where,
            expected="a complete XLSX file",
            todo="Open it in Excel or WPS and save it again",
        )
    root = archive.xml(main)
    relations = relations_of(archive, main)
    book = _Book(
        archive=archive,
        allowance=allowance,
        strings=_shared_strings(archive, relations, allowance),
        codes=_format_codes(archive, relations),
        epoch_1904=is_set(child(root, "workbookPr"), "date1904"),
    )
    sheets: list[Sheet] = []
    for element in children(root, "sheets"):
        relation = relations.get(attribute(element, "id") or "")
        if relation is None or relation.kind != "worksheet" or relation.target not in archive:
            continue
        sheet = Sheet(name=element.get("name") or "", hidden=element.get("state") in ("hidden", "veryHidden"))
        _read_sheet(book, relation.target, sheet)
        sheets.append(sheet)
    return Workbook(format="xlsx", reader="xlsx-1", sheets=sheets, metadata=metadata_of(archive))


def is_set(element: etree._Element | None, name: str) -> bool:
    """Whether a boolean attribute of an element that may be missing is set."""
    return (value(element, name) or "0").lower() in ("1", "true")


def position(reference: str) -> tuple[int, int] | None:
    """Row and column, from 0, of a reference such as `B12`; None for anything else or beyond the sheet."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(match[2])
    return (row - 1, column - 1) if 1 <= row <= _MOST_ROWS and column <= _MOST_COLUMNS else None


def merged_range(reference: str) -> Range | None:
    """The range of a reference such as `A1:C3`; None where it is damaged or a single cell."""
    first, _, last = reference.partition(":")
    start, end = position(first), position(last)
    if start is None or end is None:
        return None
    found = Range(min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]) + 1, max(start[1], end[1]) + 1)
    return found if found.bottom - found.top > 1 or found.right - found.left > 1 else None


def _stream(book_archive: Archive, part: str, allowance: Allowance) -> Iterator[etree._Element]:
    """The closed elements of a part, in order; the caller clears them."""
    data = book_archive.read(part)
    with damage(allowance.where, f"the part {part} is damaged"):
        events = etree.iterparse(
            io.BytesIO(data), events=("end",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
        for count, (_, element) in enumerate(events):
            if count % _TICK_EVERY == 0:
                allowance.tick()
            yield element


def _shared_strings(archive: Archive, relations: dict[str, Relation], allowance: Allowance) -> list[str]:
    target = next((found.target for found in relations.values() if found.kind == "sharedStrings"), "")
    if target not in archive:
        return []
    strings: list[str] = []
    for element in _stream(archive, target, allowance):
        if local(element) == "si":
            strings.append(_rich_text(element))
            element.clear()
    return strings


def _rich_text(element: etree._Element) -> str:
    """The runs of a string; phonetic hints are not shown."""
    pieces: list[str] = []
    for below in element:
        if local(below) == "t":
            pieces.append(below.text or "")
        elif local(below) == "r":
            pieces.extend(text.text or "" for text in below if local(text) == "t")
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), "".join(pieces))


def _format_codes(archive: Archive, relations: dict[str, Relation]) -> list[str]:
    """The number format of each cell style."""
    target = next((found.target for found in relations.values() if found.kind == "styles"), "")
    if target not in archive:
        return []
    root = archive.xml(target)
    own: dict[int, str] = {}
    for element in children(root, "numFmts"):
        own[number(element.get("numFmtId"), -1)] = element.get("formatCode") or "General"
    identifiers = (number(element.get("numFmtId")) for element in children(root, "cellXfs"))
    return [own.get(identifier) or BUILT_IN.get(identifier, "General") for identifier in identifiers]


def _read_sheet(book: _Book, part: str, sheet: Sheet) -> None:
    last_row = -1
    for element in _stream(book.archive, part, book.allowance):
        tag = local(element)
        if tag == "row":
            last_row = number(element.get("r"), last_row + 2) - 1
            if is_set(element, "hidden"):
                sheet.hidden_rows.add(last_row)
            _read_row(book, element, last_row, sheet)
            element.clear()
        elif tag == "col" and is_set(element, "hidden"):
            first, last = number(element.get("min"), 1), number(element.get("max"), 1)
            sheet.hidden_columns.update(range(max(first, 1) - 1, min(last, _MOST_COLUMNS)))
        elif tag == "mergeCell":
            found = merged_range(element.get("ref") or "")
            if found is not None:
                sheet.merges.append(found)
            element.clear()
    sheet.boxes = _drawn_texts(book, part)


def _read_row(book: _Book, row: etree._Element, index: int, sheet: Sheet) -> None:
    column = -1
    for cell in row:
        if local(cell) != "c":
            continue
        place = position(cell.get("r") or "")
        row_index, column = place if place is not None else (index, column + 1)
        text = _shown(book, cell, sheet)
        if text.strip():
            book.allowance.cells(1)
            sheet.texts[row_index, column] = text


def _shown(book: _Book, cell: etree._Element, sheet: Sheet) -> str:
    """What a cell shows: its stored value through its number format."""
    stored = child(cell, "v")
    raw = stored.text or "" if stored is not None else ""
    style = number(cell.get("s"))
    code = book.codes[style] if 0 <= style < len(book.codes) else "General"
    match cell.get("t") or "n":
        case "s":
            index = number(raw, -1)
            return shown_text(book.strings[index], code) if 0 <= index < len(book.strings) else ""
        case "inlineStr":
            inline = child(cell, "is")
            return shown_text(_rich_text(inline), code) if inline is not None else raw
        case "str":
            return shown_text(_ESCAPE.sub(lambda match: chr(int(match[1], 16)), raw), code)
        case "b":
            return {"1": "TRUE", "0": "FALSE"}.get(raw, raw)
        case "e" | "d":
            return raw
        case _:
            if not raw and child(cell, "f") is not None:
                sheet.uncomputed += 1
            return shown_number(raw, code, epoch_1904=book.epoch_1904) if raw else ""


def _drawn_texts(book: _Book, part: str) -> list[str]:
    """The paragraphs of text boxes that lie over the cells."""
    texts: list[str] = []
    for relation in relations_of(book.archive, part).values():
        if relation.kind != "drawing" or relation.target not in book.archive:
            continue
        for body in book.archive.xml(relation.target).iter("{*}txBody"):
            for paragraph in body.iter("{*}p"):
                text = "".join(run.text or "" for run in paragraph.iter("{*}t"))
                if text.strip():
                    texts.append(text)
    return texts
