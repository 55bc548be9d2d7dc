"""Re-scoring everything that is stored, and telling what became different."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlite_utils import Database

from extractor import __version__
from extractor.batch.ingesting import Watcher
from extractor.batch.tasks import RescoreTask
from extractor.batch.workers import Guard, run_tasks
from extractor.packs import PackChoice, Packs
from extractor.pipeline import Stage
from extractor.storage.comparing import ReportChange, compare, report_state
from extractor.storage.journal import Failure, Tally, begin_run, end_run, write_failure
from extractor.storage.loading import StoredFile, stored_digests, stored_file
from extractor.storage.writing import ROW_FAULTS, FileRecords, write_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """What a re-scoring changed; `files` counts those that were done."""

    files: int
    changes: tuple[ReportChange, ...]
    failures: tuple[Failure, ...]


def renew(
    database: Database,
    packs: Packs,
    choice: PackChoice,
    jobs: int,
    guard: Guard,
    watcher: Watcher,
    arguments: str = "",
) -> Renewal:
    """Recognise and re-score all stored readings with `packs`, one transaction a file.

    A file that fails keeps what is stored of it.

    Raises:
        StorageError: the database cannot be written, or its readings are of another format version.
    """
    digests = stored_digests(database)
    watcher.begin(len(digests))
    run = begin_run(database, "rescore", arguments, __version__, packs.version)
    changes: list[ReportChange] = []
    failures: list[Failure] = []
    tally = Tally()
    tasks = (_task(stored_file(database, digest), packs, choice) for digest in digests)
    try:
        for finished in run_tasks(tasks, jobs, guard, watcher.stage):
            result = finished.result
            if not isinstance(result, Failure):
                result = _renewed(database, result, changes, finished.task.label)
            if isinstance(result, Failure):
                write_failure(database, result)
                failures.append(result)
                tally = replace(tally, failed=tally.failed + 1)
            else:
                tally = replace(tally, ok=tally.ok + 1)
            watcher.done(finished.task.label, result)
    finally:
        end_run(database, run, tally)
    return Renewal(files=tally.ok, changes=tuple(changes), failures=tuple(failures))


def _task(stored: StoredFile, packs: Packs, choice: PackChoice) -> RescoreTask:
    source = replace(stored.source, packs_version=packs.version, fuhe_version=__version__)
    return RescoreTask(readings=stored.readings, source=source, packs=choice)


def _renewed(database: Database, found: FileRecords, changes: list[ReportChange], label: str) -> FileRecords | Failure:
    before = report_state(database, found.sha256)
    try:
        write_file(database, found)
    except ROW_FAULTS as fault:
        error = f"the rows of the document cannot be stored: {fault}"
        return Failure(path=label, sha256=found.sha256, stage=Stage.STORAGE.value, error=error)
    changes.extend(compare(before, report_state(database, found.sha256)))
    if found.failure:
        return Failure(path=label, sha256=found.sha256, stage=Stage.RECOGNITION.value, error=found.failure)
    return found
