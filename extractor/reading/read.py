"""The one door of reading: a path goes in, neutral documents come out."""

from __future__ import annotations

from pathlib import Path

from extractor.errors import LimitExceeded, UnreadableFile, UsageError
from extractor.model.document import Document
from extractor.reading.docx import read_docx
from extractor.reading.guards import DEFAULT_LIMITS, Allowance, Limits, Ocr
from extractor.reading.sheets import read_xls, read_xlsx
from extractor.reading.sniff import Format, sniff
from extractor.reading.text import read_text

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
    where = allowance.where
    if not data.strip(b"\x00\t\n\r "):
        raise UnreadableFile("the file is empty", where=where, expected="a report", todo="Download it again")
    found = sniff(data, allowance)
    match found:
        case Format.DOCX:
            return (read_docx(data, name, allowance),)
        case Format.XLSX:
            return (read_xlsx(data, name, allowance),)
        case Format.XLS:
            return (read_xls(data, name, allowance),)
        case Format.TEXT | Format.DELIMITED | Format.MARKDOWN:
            return (read_text(data, name),)
        case _:
            raise UnreadableFile(f"{found.value} files are not read yet", where=where)
