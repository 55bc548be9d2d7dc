"""Live progress of a run on the terminal; silent where nobody watches."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from extractor.batch.ingesting import Watcher
from extractor.batch.workers import Started
from extractor.cli.settings import Settings
from extractor.storage.journal import Failure
from extractor.storage.writing import FileRecords

_NAME_WIDTH = 40


@contextmanager
def watching(settings: Settings) -> Iterator[Watcher]:
    """A watcher that draws a bar on an interactive terminal; elsewhere with -v one line a file, else nothing."""
    console = Console(stderr=True)
    if settings.quiet or (not console.is_terminal and not settings.verbose):
        yield Watcher()
        return
    progress = Progress(
        TextColumn("{task.description}", justify="left"),
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    bar = progress.add_task("", total=None)

    def begin(total: int) -> None:
        progress.update(bar, total=total)

    def stage(event: Started) -> None:
        # Reports are often all called the same; the folder tells them apart.
        name = "/".join(PurePosixPath(event.task.label).parts[-2:])
        progress.update(bar, description=f"{_cut(name)} · {event.stage.value}")

    def done(label: str, result: FileRecords | Failure | None) -> None:
        progress.advance(bar)
        if isinstance(result, Failure):
            console.print(f"✗ {label}: {result.error}", style="red", markup=False, highlight=False, soft_wrap=True)
        elif settings.verbose:
            told = "already stored" if result is None else _told(result)
            console.print(f"✓ {label}: {told}", markup=False, highlight=False, soft_wrap=True)

    with progress:
        yield Watcher(begin=begin, stage=stage, done=done)


def _told(found: FileRecords) -> str:
    findings = sum(finding.fault == "report" for records in found.reports for finding in records.findings)
    checks = sum(len(records.checks) for records in found.reports)
    return f"{len(found.reports)} report(s), {checks} checks, {findings} finding(s)"


def _cut(name: str) -> str:
    return escape(name if len(name) <= _NAME_WIDTH else "…" + name[-_NAME_WIDTH + 1 :])
