"""Which format a file has, told from its content and never from its name."""

from __future__ import annotations

import csv
from collections import Counter
from enum import StrEnum

import regex

from extractor.reading.archives import Archive, is_readable_archive
from extractor.reading.decoding import decode, looks_binary
from extractor.reading.guards import Allowance
from extractor.reading.ole import is_ole, ole_streams


class Format(StrEnum):
    """The formats that can be told apart; `UNKNOWN` is everything else."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    XLS = "xls"
    LEGACY_TEXT = "legacy text"  # DOC, WPS, RTF, ODT, UOF, Word 2003 XML: through LibreOffice
    LEGACY_SHEET = "legacy sheet"  # ET, ODS, XLSB, Excel 2003 XML: through LibreOffice
    ENCRYPTED_OFFICE = "encrypted office"
    SLIDES = "slides"
    HTML = "html"
    MHTML = "mhtml"
    OFD = "ofd"
    IMAGE = "image"
    ZIP = "zip"
    RAR = "rar"
    DELIMITED = "tsv"
    MARKDOWN = "markdown"
    TEXT = "text"
    UNKNOWN = "unknown"


_IMAGES = (
    b"\xff\xd8\xff",  # JPEG
    b"\x89PNG\r\n\x1a\n",
    b"GIF87a",
    b"GIF89a",
    b"II*\x00",  # TIFF, both byte orders
    b"MM\x00*",
)
_PDF_HEAD = 1024  # the header may stand anywhere in the first kilobyte (ISO 32000-1, annex H)
_SAMPLE = 64 * 1024


def sniff(data: bytes, allowance: Allowance) -> Format:
    """The format of a non-empty file."""
    head = data[:_PDF_HEAD]
    if _is_pdf(head):
        return Format.PDF
    if is_ole(data):
        return _ole_format(data)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip_format(data, allowance)
    if head.startswith((b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")):
        return Format.RAR
    if head.startswith(_IMAGES) or _is_webp_or_bmp(data):
        return Format.IMAGE
    if head.lstrip().startswith(b"{\\rtf"):
        return Format.LEGACY_TEXT
    return _text_format(data)


def _is_pdf(head: bytes) -> bool:
    """`%PDF-` in the first kilobyte, with nothing before it that is another format's own beginning."""
    at = head.find(b"%PDF-")
    if at < 0:
        return False
    return at == 0 or not head.startswith((*_IMAGES, b"PK", b"<", b"\xd0\xcf"))


def _is_webp_or_bmp(data: bytes) -> bool:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return True
    return data[:2] == b"BM" and int.from_bytes(data[2:6], "little") in (0, len(data)) and data[6:10] == bytes(4)


def _ole_format(data: bytes) -> Format:
    streams = ole_streams(data)
    if "EncryptedPackage" in streams:
        return Format.ENCRYPTED_OFFICE
    if "WordDocument" in streams or "WpsDocument" in streams:
        return Format.LEGACY_TEXT
    if "Workbook" in streams or "Book" in streams:
        return Format.XLS
    if "ETWorkbook" in streams:
        return Format.LEGACY_SHEET
    if "PowerPoint Document" in streams:
        return Format.SLIDES
    return Format.UNKNOWN


_MEMBER_SIGNS = (
    ("word/document", Format.DOCX),
    ("word/_rels/document", Format.DOCX),
    ("xl/workbook.bin", Format.LEGACY_SHEET),
    ("xl/workbook", Format.XLSX),
    ("xl/worksheets/", Format.XLSX),
    ("ppt/presentation", Format.SLIDES),
    ("ofd.xml", Format.OFD),
)
_OPEN_DOCUMENT = (
    (b"mimetypeapplication/vnd.oasis.opendocument.text", Format.LEGACY_TEXT),
    (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", Format.LEGACY_SHEET),
)
_LOCAL_HEADER = b"PK\x03\x04"
_CENTRAL_HEADER = b"PK\x01\x02"


def _zip_format(data: bytes, allowance: Allowance) -> Format:
    """By the members that each format must have; a damaged archive by the member names that are still there."""
    for sign, format_ in _OPEN_DOCUMENT:
        if sign in data[:256]:
            return format_
    if is_readable_archive(data):
        names = {member.name for member in Archive(data, allowance).members}
        return _by_members(names) or (Format.ZIP if names else Format.UNKNOWN)
    # A truncated or damaged office file is still known as one by the names in what is left of it.
    return _by_members({name.decode("utf-8", errors="replace") for name in _header_names(data)}) or Format.ZIP


def _by_members(names: set[str]) -> Format | None:
    plain = {name.replace("\\", "/").lstrip("/").lower() for name in names}
    return next((format_ for sign, format_ in _MEMBER_SIGNS if any(name.startswith(sign) for name in plain)), None)


def _header_names(data: bytes) -> set[bytes]:
    names: set[bytes] = set()
    for signature, length_at, name_at in ((_CENTRAL_HEADER, 28, 46), (_LOCAL_HEADER, 26, 30)):
        at = data.find(signature)
        while at >= 0 and len(names) < 10_000:
            size = int.from_bytes(data[at + length_at : at + length_at + 2], "little")
            names.add(data[at + name_at : at + name_at + min(size, 512)])
            at = data.find(signature, at + 4)
        if names:
            break
    return names


_MARKUP = 8000
_XML_ROOT = regex.compile(r"<(?:([A-Za-z_][\w.-]*+):)?([A-Za-z_][\w.-]*+)[\s>/]")
_XML_KINDS = {
    "worddocument": Format.LEGACY_TEXT,  # Word 2003
    "package": Format.LEGACY_TEXT,  # Word's flat package
    "uof": Format.LEGACY_TEXT,  # GB/T 20916, the Chinese office format
    "document": Format.LEGACY_TEXT,  # flat OpenDocument
    "workbook": Format.LEGACY_SHEET,  # Excel 2003
    "html": Format.HTML,
}
_HTML_PAGE = regex.compile(r"<(?:!doctype\s+html|html|head|body|meta)\b", regex.IGNORECASE)
_HTML_PART = regex.compile(
    r"<(?:table|div|p|span|h[1-6]|ul|ol|section|article|font|br|style|center)\b", regex.IGNORECASE
)
_MARKDOWN = (
    regex.compile(r"^#{1,6} +\S", regex.MULTILINE),
    regex.compile(r"^ {0,3}\|?+[ ]*+:?+-{2,}+:?+[ ]*+\|[ :|-]*+$", regex.MULTILINE),
    regex.compile(r"^```", regex.MULTILINE),
    regex.compile(r"<table\b", regex.IGNORECASE),
    regex.compile(r"\*\*[^*\n]{1,80}+\*\*"),
)


def _text_format(data: bytes) -> Format:
    sample = data[:_SAMPLE]
    if looks_binary(sample):
        return Format.UNKNOWN
    text = decode(sample).text.lstrip("\ufeff \t\r\n")
    start = text[:_MARKUP]
    if _is_mhtml(start):
        return Format.MHTML
    if start.startswith("<?xml") or (start.startswith("<") and not _HTML_PAGE.search(start)):
        found = _xml_format(start)
        if found is not None:
            return found
    if _HTML_PAGE.search(start) and (start.startswith("<") or not _is_markdown(text)):
        return Format.HTML
    if start.startswith("<") and _HTML_PART.match(start):
        return Format.MARKDOWN if _MARKDOWN[0].search(text) or _MARKDOWN[1].search(text) else Format.HTML
    if find_delimiter(text) is not None:
        return Format.DELIMITED
    return Format.MARKDOWN if _is_markdown(text) else Format.TEXT


def _is_mhtml(start: str) -> bool:
    lower = start[:4000].lower()
    return "mime-version:" in lower and "content-type:" in lower and ("multipart/" in lower or "text/html" in lower)


def _xml_format(start: str) -> Format | None:
    """By the root element; None where this is not XML with a root that we know."""
    for match in _XML_ROOT.finditer(start):
        return _XML_KINDS.get(match[2].lower(), Format.UNKNOWN if start.startswith("<?xml") else None)
    return Format.UNKNOWN if start.startswith("<?xml") else None


def _is_markdown(text: str) -> bool:
    return any(pattern.search(text) for pattern in _MARKDOWN)


def find_delimiter(text: str) -> str | None:
    """The character between the columns when `text` is a table of delimited values, else None.

    Tabs delimit when most lines have one; commas and semicolons only when the lines have the same number of fields,
    since both also stand in prose.
    """
    lines = [line for line in text.splitlines() if line.strip()][:400]
    if not lines:
        return None
    if sum("\t" in line for line in lines) > 0.6 * len(lines):
        return "\t"
    return next((mark for mark in ",;|" if _is_regular(lines, mark)), None)


def _is_regular(lines: list[str], mark: str) -> bool:
    if sum(mark in line for line in lines) < 0.5 * len(lines):
        return False
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=mark) if row)
    except csv.Error:
        return False
    width, count = widths.most_common(1)[0]
    return width >= 2 and count >= 2 and count >= 0.8 * widths.total()
