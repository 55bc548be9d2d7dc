"""`fuhe check`: one report, no database."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli.settings import Settings, global_options, ocr_option, packs_option, pass_settings, preview_option

if TYPE_CHECKING:
    from extractor.storage.records import ReportRecords

_SEVERITIES = ("decision", "error", "warning", "note")


@click.command(name="check")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl", "html"]),
    default="text",
    show_default=True,
    help="For people, for programs (jsonl: a line a report), or a page.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write there, not to the screen.")
@click.option(
    "--fail-on",
    type=click.Choice(_SEVERITIES),
    default="warning",
    show_default=True,
    help="Exit code 1 from this severity on.",
)
@ocr_option
@packs_option
@preview_option
@global_options
@pass_settings
def command(
    settings: Settings,
    files: tuple[Path, ...],
    form: str,
    output: Path | None,
    fail_on: str,
    ocr: str,
    packs_folder: Path | None,
    preview: bool,
) -> int:
    """Check one report: stated against recomputed, findings with arithmetic and place.

    Like a spell-checker: nothing is stored. A finding says that no lawful reading of the printed figures explains what
    the report states; what may be our own misreading is listed apart.

    \b
    Examples:
      fuhe check report.pdf
      fuhe check report.docx --format html -o report.html
      fuhe check *.pdf --format jsonl | jq .findings
      fuhe --lang en check report.pdf

    Exit code 0 when nothing was found, 1 with findings, 2 when a file could not be read.
    """
    from extractor.cli.output.checked import checker_of, write_checked
    from extractor.packs import PackChoice

    checker = checker_of(ocr, PackChoice(folder=packs_folder, preview=preview))
    write_checked(checker.results(files), form, output, settings, checker.packs)
    if checker.unreadable:
        return 2
    return int(any(_is_grave(records, fail_on) for records in checker.seen))


def _is_grave(records: ReportRecords, fail_on: str) -> bool:
    counted = _SEVERITIES[: _SEVERITIES.index(fail_on) + 1]
    return any(finding.fault == "report" and finding.severity in counted for finding in records.findings)
