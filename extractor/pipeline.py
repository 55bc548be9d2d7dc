"""One document through all stages; the only module that knows them all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from extractor.model.document import Document
from extractor.model.findings import Rescoring
from extractor.model.report import Report
from extractor.packs import Packs
from extractor.reading import DEFAULT_LIMITS, Limits, Ocr, read_file
from extractor.recognition import recognise
from extractor.rescoring import rescore


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """One report with everything that was read, recognised and recomputed."""

    document: Document
    report: Report
    rescoring: Rescoring


def analyse(path: Path, packs: Packs, *, limits: Limits = DEFAULT_LIMITS, ocr: Ocr = Ocr.AUTO) -> tuple[Analysis, ...]:
    """Read, recognise and re-score a file: one analysis for each report in it.

    Raises:
        UsageError, UnreadableFile, LimitExceeded: as `read_file`.
    """
    documents = read_file(path, limits=limits, ocr=ocr)
    return tuple(found for document in documents for found in reanalyse(document, packs, path.name))


def reanalyse(document: Document, packs: Packs, file_name: str = "") -> tuple[Analysis, ...]:
    """Recognise and re-score a document that was read before."""
    return tuple(
        Analysis(document=document, report=report, rescoring=rescore(report, packs, document.page_at))
        for report in recognise(document, packs, file_name)
    )
