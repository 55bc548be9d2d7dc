"""From files to the database: what is new is processed, what is known is skipped, what fails is noted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlite_utils import Database

from extractor import __version__
from extractor.batch.finding import Found
from extractor.batch.manifest import NO_MANIFEST, Manifest
from extractor.batch.tasks import IngestTask
from extractor.batch.workers import Finished, Guard, Started, run_tasks
from extractor.packs import BUNDLED, PackChoice, Packs
from extractor.pipeline import Stage, source_of
from extractor.reading import DEFAULT_LIMITS, Limits, Ocr
from extractor.storage.composing import Source
from extractor.storage.journal import Failure, Tally, begin_run, end_run, forget_failure, write_failure
from extractor.storage.loading import is_up_to_date
from extractor.storage.writing import ROW_FAULTS, FileRecords, note_origin, write_file


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestOptions:
    """How to take files in; `packs` says with which packs."""

    jobs: int = 1
    limits: Limits = DEFAULT_LIMITS
    ocr: Ocr = Ocr.AUTO
    packs: PackChoice = BUNDLED
    manifest: Manifest = NO_MANIFEST
    memory_bytes: int = 6 * 1024**3


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What a run stored."""

    reports: int = 0
    indicators: int = 0
    metrics: int = 0
    statements: int = 0
    consistent: int = 0
    inconsistent: int = 0
    undecidable: int = 0
    findings: int = 0

    def plus(self, found: FileRecords) -> Counts:
        """With the rows of one more file."""
        outcomes = [check.outcome for records in found.reports for check in records.checks]
        return Counts(
            reports=self.reports + len(found.reports),
            indicators=self.indicators + sum(len(records.indicators) for records in found.reports),
            metrics=self.metrics + sum(len(records.metrics) for records in found.reports),
            statements=self.statements + sum(len(records.statements) for records in found.reports),
            consistent=self.consistent + outcomes.count("consistent"),
            inconsistent=self.inconsistent + outcomes.count("inconsistent"),
            undecidable=self.undecidable + outcomes.count("undecidable"),
            findings=self.findings
            + sum(finding.fault == "report" for records in found.reports for finding in records.findings),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """How a run went: files by outcome, what was stored, every failure, and how many files were no documents."""

    tally: Tally = field(default_factory=Tally)
    counts: Counts = field(default_factory=Counts)
    failures: tuple[Failure, ...] = ()
    ignored: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Watcher:
    """Whom to tell how it goes: the number of files to do, stages, and each file that is done."""

    begin: Callable[[int], None] = field(default=lambda total: None)
    stage: Callable[[Started], None] = field(default=lambda event: None)
    done: Callable[[str, FileRecords | Failure | None], None] = field(default=lambda label, result: None)


def ingest(
    database: Database,
    found: Found,
    packs: Packs,
    options: IngestOptions,
    watcher: Watcher,
    arguments: str = "",
) -> Summary:
    """Take the documents of `found` into `database`, one transaction a document.

    A file whose content was stored before by the same versions is skipped; the second of two equal files too. A file
    that fails is noted and leaves what was stored of it before. The run is noted even when it is interrupted.

    Raises:
        StorageError: the database cannot be written.
    """
    watcher.begin(len(found.documents))
    run = begin_run(database, "ingest", arguments, __version__, packs.version)
    books = _Books(database, watcher, Summary(ignored=len(found.ignored)))
    try:
        tasks = _tasks(found.documents, packs, options, books)
        guard = Guard(seconds=options.limits.seconds, memory_bytes=options.memory_bytes)
        for finished in run_tasks(tasks, options.jobs, guard, watcher.stage):
            books.enter(finished)
    finally:
        end_run(database, run, books.summary.tally)
    return books.summary


def _tasks(documents: tuple[Path, ...], packs: Packs, options: IngestOptions, books: _Books) -> Iterator[IngestTask]:
    """The files that need work, found out one at a time so that a large folder starts at once."""
    seen: set[str] = set()
    for path in documents:
        origin = options.manifest.origin(path)
        try:
            source = source_of(path, packs, limits=options.limits, ocr=options.ocr, origin=origin)
        except OSError as fault:
            error = f"the file cannot be opened: {fault.strerror or fault}"
            books.fail(Failure(path=path.as_posix(), sha256=None, stage=Stage.READING.value, error=error))
            continue
        if source.sha256 in seen or is_up_to_date(books.database, source):
            books.skip(path, source)
            continue
        seen.add(source.sha256)
        yield IngestTask(path=path, source=source, limits=options.limits, ocr=options.ocr, packs=options.packs)


class _Books:
    """The running account of a run, in the database and for the summary."""

    def __init__(self, database: Database, watcher: Watcher, summary: Summary) -> None:
        self.database = database
        self.summary = summary
        self._watcher = watcher

    def enter(self, finished: Finished) -> None:
        """Store what a worker brought."""
        label, result = finished.task.label, finished.result
        if isinstance(result, Failure):
            self.fail(result)
            return
        try:
            write_file(self.database, result)
        except ROW_FAULTS as fault:  # rows that cannot be stored: this document's fault, not the run's
            error = f"the rows of the document cannot be stored: {fault}"
            sha256, stage = finished.task.source.sha256, Stage.STORAGE.value
            self.fail(Failure(path=label, sha256=sha256, stage=stage, error=error))
            return
        forget_failure(self.database, label)
        if result.failure:
            sha256, stage = finished.task.source.sha256, Stage.RECOGNITION.value
            self.fail(Failure(path=label, sha256=sha256, stage=stage, error=result.failure))
            return
        tally = self.summary.tally
        self.summary = replace(
            self.summary, tally=replace(tally, ok=tally.ok + 1), counts=self.summary.counts.plus(result)
        )
        self._watcher.done(label, result)

    def fail(self, failure: Failure) -> None:
        """Note a failure."""
        write_failure(self.database, failure)
        tally = self.summary.tally
        self.summary = replace(
            self.summary, tally=replace(tally, failed=tally.failed + 1), failures=(*self.summary.failures, failure)
        )
        self._watcher.done(failure.path, failure)

    def skip(self, path: Path, source: Source) -> None:
        """Note a file that needs no work."""
        forget_failure(self.database, path.as_posix())
        note_origin(self.database, source)
        tally = self.summary.tally
        self.summary = replace(self.summary, tally=replace(tally, skipped=tally.skipped + 1))
        self._watcher.done(path.as_posix(), None)
