"""`fuhe show`: one stored report."""

from __future__ import annotations

from pathlib import Path

import click

from extractor.cli.settings import Settings, database_option, global_options, packs_option, pass_settings


@click.command(name="show")
@click.argument("report", required=False)
@database_option
@packs_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
    help="For people, for programs, or a page.",
)
@global_options
@pass_settings
def command(settings: Settings, report: str | None, database: Path, packs_folder: Path | None, form: str) -> int:
    """Show one stored REPORT: facts, indicators, statements, findings, coverage. Without REPORT, list all.

    REPORT is the id, its beginning, or the file name.

    \b
    Examples:
      fuhe show
      fuhe show 3f2a --db fuhe.db
      fuhe show report.pdf --format html > report.html
    """
    from extractor.cli.output.tables import terminal_lines
    from extractor.storage.database import readable
    from extractor.storage.listing import list_reports
    from extractor.storage.loading import find_report, load_report

    with readable(database) as opened:
        if report is None:
            from extractor.cli.output.reports import report_table

            for line in terminal_lines(*report_table(list_reports(opened), settings)):
                click.echo(line)
            return 0
        records = load_report(opened, find_report(opened, report))

    from extractor.cli.output.checked import write_checked
    from extractor.packs import load_packs

    write_checked([records], form, None, settings, load_packs(packs_folder))
    return 0
