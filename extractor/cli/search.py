"""`fuhe search`: Chinese full-text search."""

from __future__ import annotations

from pathlib import Path

import click

from extractor.cli.settings import Settings, database_option, global_options, pass_settings


@click.command(name="search")
@click.argument("words", nargs=-1, required=True)
@database_option
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="Most places to show.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@global_options
@pass_settings
def command(settings: Settings, words: tuple[str, ...], database: Path, limit: int, form: str) -> int:
    """Find WORDS in texts, indicators and metrics of all stored reports; all of them in one paragraph or row.

    Words of any length are found, one character too, with exactly the hits of reading through; blanks that a layout
    put between characters do not matter.

    \b
    Examples:
      fuhe search 支出率
      fuhe search 三公 控制率 --db fuhe.db
    """
    from extractor.cli.output.structured import as_text, rows_entry
    from extractor.storage.database import readable
    from extractor.storage.searching import search

    with readable(database) as opened:
        hits = search(opened, " ".join(words), limit)
    if form == "json":
        click.echo(as_text(rows_entry("search", hits)))
        return 0
    from extractor.cli.output.hits import hit_lines

    for line in hit_lines(hits, words, settings):
        click.echo(line)
    return 0
