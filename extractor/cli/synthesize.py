"""`fuhe synthesize`: reports with known truth and planted faults."""

from __future__ import annotations

from pathlib import Path

import click

from extractor.cli.settings import Settings, global_options, pass_settings


@click.command(name="synthesize")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--count", type=click.IntRange(min=1), default=100, show_default=True, help="How many reports.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same reports.")
@click.option("--faults", default="mixed", show_default=True, help="none, mixed, all, or the name of a fault kind.")
@click.option("--formats", default="", help="Formats, separated by commas (all that can be made here by default).")
@global_options
@pass_settings
def command(settings: Settings, /, folder: Path, count: int, seed: int, faults: str, formats: str) -> int:
    """Write reports with known truth and planted faults, each with its gold beside it.

    The places and agencies do not exist. `mixed` plants one fault in about every second report; `none` makes clean
    reports full of things that only look wrong. Measure with `fuhe evaluate FOLDER`.

    \b
    Examples:
      fuhe synthesize sample --count 300 --seed 7
      fuhe synthesize clean --faults none --formats docx,xlsx
      fuhe synthesize one-kind --faults growth_income --formats txt
    """
    from rich.progress import track

    from extractor.evaluation.synthetic import synthesize
    from extractor.evaluation.synthetic.render import FORMATS

    chosen = tuple(name.strip() for name in formats.split(",") if name.strip()) or FORMATS
    steps = iter(track(range(count), description="synthesize", disable=settings.quiet, transient=True))

    def progress(done: int) -> None:
        next(steps, None)

    result = synthesize(folder, count=count, seed=seed, faults=faults, formats=chosen, progress=progress)
    if not settings.quiet:
        click.echo(f"{result.written} reports in {folder}, {result.faulty} with a planted fault")
        for omission in result.omitted:
            click.echo(f"left out: {omission}")
    return 0
