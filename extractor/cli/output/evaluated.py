"""Running an evaluation: reports from a database where it has them, the others read in worker processes."""

from __future__ import annotations

from pathlib import Path

from extractor.batch.tasks import IngestTask
from extractor.batch.workers import Guard, run_tasks
from extractor.cli.output.progress import watching
from extractor.cli.settings import Settings
from extractor.evaluation.evaluating import compare, failed
from extractor.evaluation.gold import Gold, find_gold
from extractor.evaluation.scores import DocumentResult, Evaluation
from extractor.packs import PackChoice
from extractor.pipeline import source_of
from extractor.reading import DEFAULT_LIMITS, Ocr
from extractor.storage.composing import Source
from extractor.storage.database import readable
from extractor.storage.journal import Failure
from extractor.storage.loading import load_report, reports_of_file
from extractor.storage.records import ReportRecords


def evaluate(folder: Path, database: Path | None, choice: PackChoice, jobs: int, settings: Settings) -> Evaluation:
    """Compare every document under `folder` that has gold.

    Raises:
        UsageError: there is no gold, or a document of it is missing.
        StorageError: the database cannot be read.
    """
    gold = find_gold(folder)
    packs = choice.load()
    sources = [source_of(entry.document, packs) for entry in gold]
    known = _stored(database, sources) if database is not None else {}
    tasks = [
        IngestTask(path=entry.document, source=source, limits=DEFAULT_LIMITS, ocr=Ocr.AUTO, packs=choice)
        for entry, source in zip(gold, sources, strict=True)
        if source.sha256 not in known
    ]
    with watching(settings) as watcher:
        watcher.begin(len(tasks))
        finished = run_tasks(tasks, jobs, Guard(), watcher.stage)
        results = []
        for entry, source in zip(gold, sources, strict=True):
            if source.sha256 in known:
                results.append(compare(entry, known[source.sha256], _name(entry, folder)))
                continue
            done = next(finished)
            watcher.done(done.task.label, done.result)
            results.append(_result(entry, done.result, _name(entry, folder)))
    return Evaluation(documents=tuple(results))


def _result(entry: Gold, found: object, name: str) -> DocumentResult:
    if isinstance(found, Failure):
        return failed(entry, name, found.error)
    return compare(entry, found.reports, name)  # type: ignore[attr-defined]


def _stored(database: Path, sources: list[Source]) -> dict[str, tuple[ReportRecords, ...]]:
    with readable(database) as opened:
        found = {
            source.sha256: tuple(load_report(opened, id) for id in reports_of_file(opened, source.sha256))
            for source in sources
        }
    return {sha256: reports for sha256, reports in found.items() if reports}


def _name(entry: Gold, folder: Path) -> str:
    try:
        return entry.document.relative_to(folder).as_posix()
    except ValueError:
        return entry.document.name
