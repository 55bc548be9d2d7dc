"""Checking files one after the other, and writing each result as soon as it is there."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click

from extractor.cli.output.page import page
from extractor.cli.output.plain import Style, report_lines
from extractor.cli.output.structured import as_text, report_entry
from extractor.cli.settings import Settings
from extractor.errors import FuheError, UnreadableFile, UsageError
from extractor.packs import PackChoice, Packs
from extractor.pipeline import analyse, records_of, source_of
from extractor.reading import DEFAULT_LIMITS, Ocr
from extractor.storage.composing import Source
from extractor.storage.records import ReportRecords


class Checker:
    """Checks files; remembers what it saw and whether a file could not be read."""

    def __init__(self, choice: PackChoice, ocr: Ocr) -> None:
        self.packs = choice.load()
        self._choice = choice
        self.seen: list[ReportRecords] = []
        self.unreadable = False
        self._ocr = ocr

    def results(self, files: tuple[Path, ...]) -> Iterator[ReportRecords]:
        """The reports of `files`; a file that cannot be read is told on stderr and passed over."""
        for path in files:
            try:
                _refuse_what_is_no_file(path)
                source = source_of(path, self.packs, ocr=self._ocr)
                found = self._confined(path, source) if _needs_confining(path) else self._read(path, source)
            except (FuheError, OSError) as fault:
                self.unreadable = True
                click.echo(f"fuhe: {_line(path, fault)}", err=True)
                continue
            for records in found:
                self.seen.append(records)
                yield records

    def _read(self, path: Path, source: Source) -> tuple[ReportRecords, ...]:
        return records_of(source, analyse(path, self.packs, ocr=self._ocr))

    def _confined(self, path: Path, source: Source) -> tuple[ReportRecords, ...]:
        """Read in a process of its own: a hostile PDF can take all memory inside the PDF library, past every check."""
        from extractor.batch.tasks import IngestTask
        from extractor.batch.workers import Guard, run_tasks
        from extractor.storage.journal import Failure

        task = IngestTask(path=path, source=source, limits=DEFAULT_LIMITS, ocr=self._ocr, packs=self._choice)
        (finished,) = run_tasks([task], 1, Guard())
        result = finished.result
        if isinstance(result, Failure):
            raise UnreadableFile(result.error.removeprefix(f"{path}: "), where=str(path))
        return result.reports


def _needs_confining(path: Path) -> bool:
    with path.open("rb") as file:
        return b"%PDF" in file.read(1024)


def _refuse_what_is_no_file(path: Path) -> None:
    if path.is_dir():
        raise UsageError("this is a folder", where=str(path), expected="a report", todo="Use `fuhe ingest` for folders")
    if not path.is_file():  # a pipe or a device could be read for ever
        what = "this is no regular file" if path.exists() else "there is no such file"
        raise UsageError(what, where=str(path), expected="a report", todo="Check the path")


def _line(path: Path, fault: Exception) -> str:
    if isinstance(fault, OSError):
        return f"{path}: {fault.strerror or fault}"
    told = str(fault)
    return told if told.startswith(str(path)) else f"{path}: {told}"


def checker_of(ocr: str, choice: PackChoice) -> Checker:
    """The checker that a call asks for.

    Raises:
        PackProblems, UsageError: the packs are not valid or not there.
    """
    return Checker(choice, Ocr(ocr))


def write_checked(
    results: Iterable[ReportRecords], form: str, output: Path | None, settings: Settings, packs: Packs
) -> None:
    """Write results in the form asked for; text and JSON lines as they come."""
    style = Style(language=settings.language, rules=packs.rules, everything=settings.verbose > 0)
    match form:
        case "json":
            entries = [report_entry(records, everything=style.everything) for records in results]
            write_text(as_text({"reports": entries}) + "\n", output)
        case "html":
            write_text(page(list(results), style), output)
        case _:
            with _opened(output) as file:
                for position, records in enumerate(results):
                    _write(file, _one(records, form, style, first=position == 0))


def _one(records: ReportRecords, form: str, style: Style, *, first: bool) -> str:
    if form == "jsonl":
        return as_text(report_entry(records, everything=style.everything), indent=None) + "\n"
    return ("" if first else "\n\n") + "\n".join(report_lines(records, style)) + "\n"


def write_text(text: str, output: Path | None) -> None:
    """Write a finished text to the screen or a file."""
    with _opened(output) as file:
        _write(file, text)


def _write(file: TextIO, text: str) -> None:
    click.echo(text, file=file, nl=False)


@contextmanager
def _opened(output: Path | None) -> Iterator[TextIO]:
    if output is None:
        yield sys.stdout
        return
    try:
        file = output.open("w", encoding="utf-8")
    except OSError as fault:
        raise UsageError(
            f"the output cannot be written ({fault.strerror})", where=str(output), todo="Name another file with -o"
        ) from fault
    with file:
        yield file
