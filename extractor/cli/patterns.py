"""`fuhe patterns`: testing packs, trying them on a text."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from extractor.cli.settings import Settings, global_options, packs_option, pass_settings


@click.group(name="patterns")
def command() -> None:
    """Recognition patterns: run their examples, see what they find in a text."""


@command.command(name="test")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@global_options
@pass_settings
def test(settings: Settings, folder: Path | None) -> int:
    """Run the examples of all patterns, those of FOLDER laid over the bundled ones.

    Every pattern carries texts that it must and must not match; whatever fails is listed with file and key.

    \b
    Examples:
      fuhe patterns test
      fuhe patterns test my-packs/

    Exit code 1 when an example fails, 2 when a pack is not valid.
    """
    from extractor.packs import load_packs
    from extractor.packs.examples import failing_examples

    packs = load_packs(folder)
    failures = failing_examples(packs.patterns)
    for problem in failures:
        click.echo(str(problem))
    total = sum(1 for _ in packs.patterns)
    examples = sum(len(pattern.match) + len(pattern.no_match) for pattern in packs.patterns)
    if not settings.quiet:
        click.echo(
            settings.language.pick(
                f"模式 {total} 个，例子 {examples} 个，不符 {len(failures)} 个",
                f"{total} patterns, {examples} examples, {len(failures)} failing",
            )
        )
    return 1 if failures else 0


@command.command(name="try")
@click.argument("text")
@packs_option
@click.option("--group", help="Only the packs whose name begins so: recognition/statements.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@global_options
@pass_settings
def try_text(settings: Settings, text: str, packs_folder: Path | None, group: str | None, form: str) -> int:
    """Show what the packs see in TEXT (`-` reads it from standard input).

    \b
    Examples:
      fuhe patterns try '全年预算数 120 万元，执行数 119.4 万元，执行率 99.5%'
      pbpaste | fuhe patterns try -
    """
    from extractor.cli.output.sightings import sighting_lines, sightings
    from extractor.cli.output.structured import as_text, rows_entry
    from extractor.packs import load_packs

    found = sightings(sys.stdin.read() if text == "-" else text, load_packs(packs_folder), group or "")
    if form == "json":
        click.echo(as_text(rows_entry("sightings", found)))
        return 0
    for line in sighting_lines(found, settings):
        click.echo(line)
    return 0
