"""The one door of reading: a path goes in, neutral documents come out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Literal, NoReturn, assert_never

from extractor.errors import LimitExceeded, UnreadableFile, UsageError
from extractor.model.document import Document
from extractor.reading.bundles import read_bundle
from extractor.reading.delimited import read_delimited, read_text
from extractor.reading.guards import DEFAULT_LIMITS, Allowance, Limits, Ocr, damage
from extractor.reading.legacy import Target, convert
from extractor.reading.markdown import read_markdown
from extractor.reading.ole import is_encrypted_word
from extractor.reading.sniff import Format, sniff

__all__ = ["DEFAULT_LIMITS", "Limits", "Ocr", "read_data", "read_file"]


def read_file(path: Path, *, limits: Limits = DEFAULT_LIMITS, ocr: Ocr = Ocr.AUTO) -> tuple[Document, ...]:
    """Read a published file; the format is recognised by content, never by the name.

    Returns one document, or several for a bundle (`Document.part` names the member).

    Raises:
        UsageError: the path does not exist, is a folder, or may not be opened.
        UnreadableFile: empty, encrypted, damaged or of an unknown format.
        LimitExceeded: a guard stopped the reading.
    """
    where = str(path)
    try:
        if path.is_dir():
            todo = "Name a file, or use `fuhe ingest`"
            raise UsageError("this is a folder", where=where, expected="a report", todo=todo)
        if not path.is_file():
            raise UsageError("there is no such file", where=where, expected="a report", todo="Check the path")
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise LimitExceeded(
                f"the file has {size:,} bytes",
                where=where,
                expected=f"at most {limits.file_bytes:,}",
                todo="Split it, or raise the limit",
            )
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UsageError(f"the file cannot be opened ({reason})", where=where, todo="Check its permissions") from error
    return read_data(data, path.name, Allowance(limits=limits, where=where), ocr)


def read_data(data: bytes, name: str, allowance: Allowance, ocr: Ocr = Ocr.AUTO) -> tuple[Document, ...]:
    """As `read_file`, for bytes that are already in memory; `name` is only shown, never trusted."""
    if not data.strip(b"\x00\t\n\r "):
        raise UnreadableFile("the file is empty", where=allowance.where, expected="a report", todo="Download it again")
    # Whatever a parser stumbles over in damaged bytes is the file's fault and is told as such.
    with damage(allowance.where, "the file is damaged"):
        documents = _read(data, name, allowance, ocr)
    if not any(document.text.strip() for document in documents):
        _refuse_silence(documents, allowance)
    return documents


def _read(data: bytes, name: str, allowance: Allowance, ocr: Ocr) -> tuple[Document, ...]:
    found = sniff(data, allowance)
    match found:
        case Format.DOCX | Format.XLSX | Format.XLS | Format.LEGACY_TEXT | Format.LEGACY_SHEET:
            return (_read_office(found, data, name, allowance),)
        case Format.HTML | Format.MHTML | Format.PDF | Format.OFD | Format.IMAGE:
            return (_read_pages(found, data, name, allowance, ocr),)
        case Format.ZIP:
            return read_bundle(data, name, allowance, lambda inside, member, left: read_data(inside, member, left, ocr))
        case Format.DELIMITED | Format.TEXT | Format.MARKDOWN if len(data) > allowance.limits.text_bytes:
            _refuse_length(len(data), allowance)
        case Format.DELIMITED:
            return (read_delimited(data, name, allowance),)
        case Format.MARKDOWN:
            return (read_markdown(data, name, allowance),)
        case Format.TEXT:
            return (read_text(data, name, allowance),)
        case Format.ENCRYPTED_OFFICE:
            _refuse_password(allowance)
        case Format.SLIDES | Format.RAR | Format.UNKNOWN:
            _refuse(found, allowance)
        case _:
            assert_never(found)


_Office = Literal[Format.DOCX, Format.XLSX, Format.XLS, Format.LEGACY_TEXT, Format.LEGACY_SHEET]
_Pages = Literal[Format.HTML, Format.MHTML, Format.PDF, Format.OFD, Format.IMAGE]

# The readers below bring parsers that cost more to import than a short text takes to read and to check: each is
# imported with the first file that needs it.


def _read_office(found: _Office, data: bytes, name: str, allowance: Allowance) -> Document:
    from extractor.reading.docx import read_docx
    from extractor.reading.sheets import read_xls, read_xlsx

    match found:
        case Format.DOCX:
            return read_docx(data, name, allowance)
        case Format.XLSX:
            return read_xlsx(data, name, allowance)
        case Format.XLS:
            return read_xls(data, name, allowance)
        case Format.LEGACY_TEXT:
            if is_encrypted_word(data):
                _refuse_password(allowance)
            return _converted(read_docx(convert(data, Target.DOCX, allowance), name, allowance))
        case Format.LEGACY_SHEET:
            return _converted(read_xlsx(convert(data, Target.XLSX, allowance), name, allowance))


def _read_pages(found: _Pages, data: bytes, name: str, allowance: Allowance, ocr: Ocr) -> Document:
    match found:
        case Format.HTML | Format.MHTML:
            from extractor.reading.html import read_html, read_mhtml

            return (read_html if found is Format.HTML else read_mhtml)(data, name, allowance)
        case Format.PDF:
            from extractor.reading.pdf import read_pdf

            return read_pdf(data, name, allowance, ocr)
        case Format.OFD:
            from extractor.reading.ofd import read_ofd

            return read_ofd(data, name, allowance)
        case Format.IMAGE:
            from extractor.reading.ocr import read_image

            return read_image(data, name, allowance, ocr)


def _converted(document: Document) -> Document:
    return replace(document, reader=f"{document.reader} after LibreOffice")


def _refuse_silence(documents: tuple[Document, ...], allowance: Allowance) -> NoReturn:
    """Nothing at all to read: a scan that nobody recognised, or the wrong file."""
    faults = [fault for document in documents for fault in document.faults]
    if any(fault.kind == "no_text_layer" for fault in faults):
        raise UnreadableFile(
            "its pages are pictures without a text layer",
            where=allowance.where,
            expected="text, or the extra `ocr` to recognise it",
            todo="Install it with `pip install 'fuhe[ocr]'` and allow it with --ocr auto",
        )
    what = "the file holds no text" + (f" ({faults[0].detail})" if faults else "")
    todo = "Check whether it is the right file"
    raise UnreadableFile(what, where=allowance.where, expected="a report", todo=todo)


def _refuse_length(size: int, allowance: Allowance) -> NoReturn:
    raise LimitExceeded(
        f"the text has {size:,} bytes",
        where=allowance.where,
        expected=f"at most {allowance.limits.text_bytes:,}",
        todo="Check whether it is the right file",
    )


def _refuse_password(allowance: Allowance) -> NoReturn:
    raise UnreadableFile(
        "the file is protected by a password",
        where=allowance.where,
        expected="a file without a password",
        todo="Open it with its password and save it without",
    )


_REFUSED = {
    Format.SLIDES: ("these are slides", "Save the text or the tables as DOCX or XLSX"),
    Format.RAR: ("this is a RAR or 7z archive", "Unpack it and pass the documents themselves"),
}


def _refuse(found: Format, allowance: Allowance) -> NoReturn:
    what, todo = _REFUSED.get(found, ("the format of the file is not known", "Check whether it is the right file"))
    expected = "PDF, DOCX, XLSX, XLS, DOC, HTML, OFD, an image, text, CSV, Markdown, or a ZIP of these"
    raise UnreadableFile(what, where=allowance.where, expected=expected, todo=todo)
