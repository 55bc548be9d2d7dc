"""What a paragraph shows: its text with tracked changes accepted, and what hangs on it (boxes, notes, pictures)."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex
from lxml import etree

from extractor.reading.archives import attribute, local
from extractor.reading.docx.formulas import linear
from extractor.reading.docx.styles import Styles
from extractor.reading.docx.symbols import run_text, symbol
from extractor.reading.ink import Ink
from extractor.reading.office import child, is_on, value

_CONTENTS_STYLE = regex.compile(r"(?i)(?:toc|目录)\s*+\d?$")
_GONE = frozenset(("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "rt", "delText", "delInstrText"))
_LEADER = "……"


@dataclass(slots=True)
class Pager:
    """Counts the page breaks that the program recorded when it last laid the document out; page 0: none recorded."""

    page: int = 0

    def turn(self) -> None:
        """A recorded break."""
        if self.page:
            self.page += 1


@dataclass(slots=True)
class Content:
    """A paragraph as shown. `boxes` are the contents of text boxes, `notes` (kind, id) of foot- and endnotes."""

    inks: list[Ink] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    objects: int = 0
    hidden: str = ""


class _Writer:
    """Collects the characters of one paragraph; a line or page break closes an ink."""

    def __init__(self, pager: Pager, tab: str) -> None:
        self.content = Content()
        self._pager = pager
        self._pieces: list[str] = []
        self._before: str | None = None
        self.tab = tab

    def text(self, text: str) -> None:
        self._pieces.append(text)

    def line_break(self) -> None:
        self._close(None)

    def page_break(self) -> None:
        if self._pager.page:
            self._close("")
            self._pager.turn()

    def close(self) -> Content:
        self._close(None)
        return self.content

    def _close(self, next_before: str | None) -> None:
        text = "".join(self._pieces)
        if text:
            self.content.inks.append(Ink(text, self._pager.page, before=self._before))
            self._before = next_before
        self._pieces.clear()


def read_runs(paragraph: etree._Element, styles: Styles, pager: Pager) -> Content:
    """The content of a `w:p`."""
    style = value(child(paragraph, "pPr", "pStyle")) or ""
    writer = _Writer(pager, _LEADER if _CONTENTS_STYLE.match(style) else "\t")
    fields: list[bool] = []  # for each open field whether its result has begun
    stack: list[tuple[etree._Element, etree._Element | None]] = [(below, None) for below in reversed(paragraph)]
    while stack:
        element, run = stack.pop()
        tag = local(element)
        if tag in _GONE:
            continue
        if tag == "fldChar":
            _field(element, fields, writer)
        elif tag == "r":
            properties = child(element, "rPr")
            if _is_hidden(properties, styles):
                writer.content.hidden += "".join(str(piece) for piece in element.itertext())
                continue
            stack.extend((below, properties) for below in reversed(element))
        elif tag == "AlternateContent":
            stack.extend((below, run) for below in reversed(_alternative(element)))
        elif not _leaf(tag, element, run, writer, shown=all(fields)):
            stack.extend((below, run) for below in reversed(element))
    return writer.close()


def _leaf(tag: str, element: etree._Element, run: etree._Element | None, writer: _Writer, *, shown: bool) -> bool:
    """Handles an element that is not a mere wrapper; False means: look inside."""
    content = writer.content
    match tag:
        case "t":
            if shown:
                writer.text(run_text(element.text or "", run))
        case "tab" | "ptab":
            writer.text(writer.tab)
        case "br":
            if attribute(element, "type") in (None, "textWrapping"):
                writer.line_break()
        case "cr":
            writer.line_break()
        case "lastRenderedPageBreak":
            writer.page_break()
        case "noBreakHyphen":
            writer.text("-")
        case "sym":
            writer.text(_symbol(element))
        case "oMath":
            writer.text(linear(element))
        case "footnoteReference" | "endnoteReference":
            content.notes.append((tag.removesuffix("Reference"), value(element, "id") or ""))
        case "txbxContent":
            content.boxes.append(element)
        case "blip" | "imagedata":
            content.pictures.append(attribute(element, "embed") or attribute(element, "id") or "")
        case "object":
            content.objects += 1
            return False
        case "instrText" | "softHyphen":
            pass
        case _:
            return False
    return True


def _field(element: etree._Element, fields: list[bool], writer: _Writer) -> None:
    match attribute(element, "fldCharType"):
        case "begin":
            fields.append(False)
            box = child(element, "ffData", "checkBox")
            if box is not None:
                checked = child(box, "checked")
                ticked = is_on(checked) if checked is not None else is_on(child(box, "default"))
                writer.text("☑" if ticked else "□")
        case "separate":
            if fields:
                fields[-1] = True
        case "end":
            if fields:
                fields.pop()
        case _:
            pass


def _alternative(element: etree._Element) -> list[etree._Element]:
    """The first choice of an alternative; the fallback only repeats it for older programs."""
    for below in element:
        if local(below) == "Choice" and len(below):
            return list(below)
    return [inside for below in element for inside in below if local(below) == "Fallback"]


def _is_hidden(properties: etree._Element | None, styles: Styles) -> bool:
    vanish = child(properties, "vanish")
    if vanish is not None:
        return is_on(vanish)
    style = value(child(properties, "rStyle"))
    return style is not None and styles.hides(style)


def _symbol(element: etree._Element) -> str:
    try:
        code = int(attribute(element, "char") or "", 16)
    except ValueError:
        return ""
    return symbol(attribute(element, "font") or "", code)
