"""What is done to one file in a worker: taking it in, or re-scoring its stored readings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from extractor.packs import BUNDLED, PackChoice
from extractor.pipeline import Listener, process, reprocess
from extractor.reading import Limits, Ocr
from extractor.storage.composing import Source
from extractor.storage.writing import FileRecords


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestTask:
    """Read a file, recognise, re-score."""

    path: Path
    source: Source
    limits: Limits
    ocr: Ocr
    packs: PackChoice = BUNDLED

    @property
    def label(self) -> str:
        """What progress shows, and failures are filed under."""
        return self.path.as_posix()

    def run(self, at: Listener) -> FileRecords:
        """Do it; `at` hears of every stage."""
        return process(self.path, self.source, self.packs.load(), limits=self.limits, ocr=self.ocr, at=at)


@dataclass(frozen=True, slots=True, kw_only=True)
class RescoreTask:
    """Recognise and re-score stored readings; no file is opened."""

    readings: tuple[bytes, ...]
    source: Source
    packs: PackChoice = BUNDLED

    @property
    def label(self) -> str:
        """What progress shows, and failures are filed under."""
        return self.source.path or self.source.file_name

    def run(self, at: Listener) -> FileRecords:
        """Do it; `at` hears of every stage."""
        return reprocess(self.readings, self.source, self.packs.load(), at=at)


Task = IngestTask | RescoreTask
