"""`fuhe evaluate`: precision and recall against gold."""

from __future__ import annotations

from pathlib import Path

import click

from extractor.cli.settings import Settings, global_options, jobs_option, packs_option, pass_settings, preview_option


@click.command(name="evaluate")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option(
    "--db",
    "database",
    type=click.Path(path_type=Path),
    help="Take reports from this database instead of reading files.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "html"]),
    default="table",
    show_default=True,
    help="For people, for programs, or a page with charts.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write there, not to the screen.")
@click.option("--slips/--no-slips", default=True, show_default=True, help="List every miss and false alarm.")
@jobs_option
@packs_option
@preview_option
@global_options
@pass_settings
def command(
    settings: Settings,
    folder: Path,
    database: Path | None,
    form: str,
    output: Path | None,
    slips: bool,
    jobs: int,
    packs_folder: Path | None,
    preview: bool,
) -> int:
    """Compare what is read and concluded with the gold in DIR: precision and recall per field and per rule.

    Gold is `gold.json` beside a document, or `NAME.gold.json`, or any *.json with a key `file`. Numbers, dates and
    grades are compared exactly, names by normalised text; a quantity counts as found when value, base unit and place
    agree. Every miss and every false alarm is listed.

    \b
    Examples:
      fuhe evaluate corpus
      fuhe evaluate corpus --no-slips --jobs 2
      fuhe evaluate gold/ --db fuhe.db --format html -o quality.html
    """
    from extractor.cli.output.checked import write_text
    from extractor.cli.output.evaluated import evaluate
    from extractor.cli.output.evaluation import evaluation_text
    from extractor.packs import PackChoice

    evaluation = evaluate(folder, database, PackChoice(folder=packs_folder, preview=preview), jobs, settings)
    write_text(evaluation_text(evaluation, form, settings, slips=slips), output)
    return 0
