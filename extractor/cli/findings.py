"""`fuhe findings`: the list to work through."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extractor.cli.settings import Settings, database_option, global_options, pass_settings

if TYPE_CHECKING:
    from extractor.storage.listing import ListedFinding


@click.command(name="findings")
@database_option
@click.option("--rule", help="Only this rule, or this family: BUD-RATE, SUM.")
@click.option(
    "--severity",
    multiple=True,
    type=click.Choice(["decision", "error", "warning", "note"]),
    help="Only this severity; may be repeated.",
)
@click.option("--agency", help="Only agencies with these characters in their name.")
@click.option("--year", type=int, help="Only this fiscal year.")
@click.option(
    "--fault",
    type=click.Choice(["report", "reading", "any"]),
    default="report",
    show_default=True,
    help="Faults of the report, or of our own reading.",
)
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@global_options
@pass_settings
def command(settings: Settings, /, database: Path, form: str, fault: str, **wanted: Any) -> int:
    """List the findings of all stored reports, gravest first.

    \b
    Examples:
      fuhe findings --severity error --severity decision
      fuhe findings --rule SUM --agency 人社 --year 2023
      fuhe findings --format csv > findings.csv

    Exit code 0 also when there are findings: the list was asked for.
    """
    from extractor.cli.output.structured import as_text, rows_entry
    from extractor.cli.output.tables import csv_text, terminal_lines
    from extractor.storage.database import readable
    from extractor.storage.listing import FindingFilter, list_findings

    with readable(database) as opened:
        found = list_findings(opened, FindingFilter(**wanted, fault=None if fault == "any" else fault))
    match form:
        case "json":
            click.echo(as_text(rows_entry("v_findings", found)))
        case "csv":
            click.echo(csv_text(found), nl=False)
        case _:
            for line in terminal_lines(*_table(found, settings)):
                click.echo(line)
            if not settings.quiet:
                click.echo(settings.language.pick(f"共 {len(found)} 项", f"{len(found)} finding(s)"))
    return 0


def _table(found: list[ListedFinding], settings: Settings) -> tuple[list[str], list[list[str]], list[int]]:
    from extractor.cli.output.words import word

    pick = settings.language.pick
    header = ["report", pick("单位", "agency"), pick("年度", "year"), pick("程度", "severity"), pick("规则", "rule")]
    header += [pick("疑点", "finding"), pick("页", "page"), pick("复核意见", "review")]
    rows = [
        [
            finding.report_id,
            finding.agency or finding.file_name,
            str(finding.fiscal_year or ""),
            word(finding.severity, settings.language),
            finding.rule,
            pick(finding.message, finding.message_en),
            str(finding.page or ""),
            word(finding.verdict, settings.language),
        ]
        for finding in found
    ]
    message_width = 400 if settings.verbose else 70
    return header, rows, [20, 30, 4, 8, 16, message_width, 4, 8]
