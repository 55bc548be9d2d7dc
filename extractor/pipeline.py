"""One document through all stages; the only module that knows them all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from extractor import __version__
from extractor.errors import FuheError
from extractor.model.document import Document
from extractor.model.findings import Coverage, Rescoring
from extractor.model.report import Report
from extractor.model.spans import Span
from extractor.packs import Packs
from extractor.reading import DEFAULT_LIMITS, Limits, Ocr, read_file
from extractor.recognition import recognise
from extractor.rescoring import rescore
from extractor.storage.composing import Source, compose
from extractor.storage.identity import report_id
from extractor.storage.readings import FORMAT, pack_document, unpack_document
from extractor.storage.records import ReportRecords
from extractor.storage.writing import FileRecords, PackedReading


class Stage(StrEnum):
    """How far a document has come; a failure names it."""

    READING = "reading"
    RECOGNITION = "recognition"
    RESCORING = "rescoring"
    COMPOSING = "composing"
    STORAGE = "storage"


Listener = Callable[[Stage], None]
"""Is told of every stage before it begins, so that a failure of any kind can name the stage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """One report with everything that was read, recognised and recomputed.

    `given_up` marks a document that was read, and that recognition could not finish.
    """

    document: Document
    report: Report
    rescoring: Rescoring
    given_up: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a file was published and when it was retrieved, as far as a manifest says."""

    url: str | None = None
    retrieved_at: str | None = None


UNKNOWN_ORIGIN = Origin()


def _ignore(stage: Stage) -> None:
    """Nobody listens."""


def analyse(
    path: Path, packs: Packs, *, limits: Limits = DEFAULT_LIMITS, ocr: Ocr = Ocr.AUTO, at: Listener = _ignore
) -> tuple[Analysis, ...]:
    """Read, recognise and re-score a file: one analysis for each report in it.

    Raises:
        UsageError, UnreadableFile, LimitExceeded: as `read_file`.
    """
    at(Stage.READING)
    documents = read_file(path, limits=limits, ocr=ocr)
    return tuple(found for document in documents for found in reanalyse(document, packs, path.name, at=at))


def reanalyse(document: Document, packs: Packs, file_name: str = "", *, at: Listener = _ignore) -> tuple[Analysis, ...]:
    """Recognise and re-score a document that was read before; a member of a bundle goes by its own name."""
    at(Stage.RECOGNITION)
    reports = recognise(document, packs, PurePosixPath(document.part).name or file_name)
    at(Stage.RESCORING)
    return tuple(
        Analysis(document=document, report=report, rescoring=rescore(report, packs, document.page_at))
        for report in reports
    )


def reading_options(limits: Limits, ocr: Ocr) -> str:
    """What of a call decides the reading; a stored report is up to date only under the same options."""
    return f"ocr={ocr.value} pages={limits.pages}"


def source_of(
    path: Path,
    packs: Packs,
    *,
    limits: Limits = DEFAULT_LIMITS,
    ocr: Ocr = Ocr.AUTO,
    origin: Origin = UNKNOWN_ORIGIN,
) -> Source:
    """Who a file is: its hash and size, with the versions that are at work.

    Raises:
        OSError: the file cannot be opened.
    """
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Source(
        sha256=digest,
        file_name=path.name,
        byte_size=path.stat().st_size,
        path=path.as_posix(),
        url=origin.url,
        retrieved_at=origin.retrieved_at,
        options=reading_options(limits, ocr),
        fuhe_version=__version__,
        packs_version=packs.version,
    )


def records_of(source: Source, analyses: tuple[Analysis, ...], *, first: int = 1) -> tuple[ReportRecords, ...]:
    """The rows of reports of one file, numbered from `first` in the order in which they stand in it."""
    return tuple(
        compose(
            source,
            report_id(source.sha256, number),
            found.document,
            found.report,
            found.rescoring,
            given_up=found.given_up,
        )
        for number, found in enumerate(analyses, start=first)
    )


def process(
    path: Path,
    source: Source,
    packs: Packs,
    *,
    limits: Limits = DEFAULT_LIMITS,
    ocr: Ocr = Ocr.AUTO,
    at: Listener = _ignore,
) -> FileRecords:
    """Everything that is to be stored of one file.

    Raises:
        UsageError, UnreadableFile, LimitExceeded: as `read_file`.
    """
    at(Stage.READING)
    documents = read_file(path, limits=limits, ocr=ocr)
    return _file_records(((document, pack_document(document)) for document in documents), source, packs, at)


def reprocess(readings: tuple[bytes, ...], source: Source, packs: Packs, *, at: Listener = _ignore) -> FileRecords:
    """Everything that is to be stored of a file whose documents are stored readings; no file is opened.

    Raises:
        StorageError: a reading is damaged.
    """
    at(Stage.READING)
    return _file_records(((unpack_document(FORMAT, packed), packed) for packed in readings), source, packs, at)


def _file_records(
    documents: Iterable[tuple[Document, bytes]], source: Source, packs: Packs, at: Listener
) -> FileRecords:
    """Analyse the documents of one file one after the other; each is kept once, under the id of its first report.

    What was read is kept even where recognition gives up on it: re-scoring with better packs needs no file.
    """
    reports: list[ReportRecords] = []
    readings: list[PackedReading] = []
    failure = ""
    for document, packed in documents:
        try:
            analyses = reanalyse(document, packs, source.file_name, at=at)
        except FuheError as fault:
            failure = failure or str(fault)
            analyses = (_given_up(document),)
        at(Stage.COMPOSING)
        rows = records_of(source, analyses, first=len(reports) + 1)
        if rows:
            readings.append(PackedReading(report_id=rows[0].report.id, document=packed))
        reports.extend(rows)
    return FileRecords(sha256=source.sha256, reports=tuple(reports), readings=tuple(readings), failure=failure)


def _given_up(document: Document) -> Analysis:
    """A document that was read and no further."""
    nothing = Coverage(
        share=0.0, numbers_seen=0, numbers_placed=0, relations=0, consistent=0, inconsistent=0, undecidable=0
    )
    return Analysis(
        document=document,
        report=Report(part=1, span=Span(start=0, end=len(document.text))),
        rescoring=Rescoring(rescores=(), checks=(), findings=(), coverage=nothing),
        given_up=True,
    )
