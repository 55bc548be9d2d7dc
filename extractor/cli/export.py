"""`fuhe export`: tidy tables with a codebook."""

from __future__ import annotations

from pathlib import Path

import click

from extractor.cli.settings import Settings, database_option, global_options, pass_settings


@click.command(name="export")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@database_option
@click.option(
    "--to",
    "form",
    type=click.Choice(["csv", "xlsx", "jsonl"]),
    default="csv",
    show_default=True,
    help="A file a table, or one workbook.",
)
@click.option("--table", "tables", multiple=True, help="Only this table or view; may be repeated.")
@global_options
@pass_settings
def command(settings: Settings, folder: Path, database: Path, form: str, tables: tuple[str, ...]) -> int:
    """Write the database as tidy tables into DIR, with a codebook that says what every column means.

    What a spreadsheet would run as a formula is made harmless: documents are foreign input.

    \b
    Examples:
      fuhe export out/ --db fuhe.db
      fuhe export out/ --to xlsx
      fuhe export out/ --to jsonl --table v_findings --table metrics
    """
    from extractor.cli.output.exporting import export
    from extractor.storage.database import readable

    with readable(database) as opened:
        written = export(opened, folder, form, tables)
    if not settings.quiet:
        for path, rows in written:
            click.echo(f"{path}: {rows}")
    return 0
