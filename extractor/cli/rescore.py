"""`fuhe rescore`: recognition and re-scoring again, on stored readings."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import click

from extractor.cli.settings import (
    Settings,
    database_option,
    global_options,
    jobs_option,
    packs_option,
    pass_settings,
    preview_option,
)


@click.command(name="rescore")
@database_option
@packs_option
@preview_option
@jobs_option
@click.option("--timeout", type=click.FloatRange(min=0.1), default=120.0, show_default=True, help="Seconds a file.")
@global_options
@pass_settings
def command(
    settings: Settings, database: Path, packs_folder: Path | None, preview: bool, jobs: int, timeout: float
) -> int:
    """Re-run recognition and re-scoring on the stored readings; the documents themselves are not opened.

    Prints what changed against the previous run: findings that went, findings that came, facts and checks that are
    different. Reviews stay.

    \b
    Examples:
      fuhe rescore --db fuhe.db
      fuhe rescore --db fuhe.db --packs my-packs/
    """
    from extractor.batch.renewing import renew
    from extractor.batch.workers import Guard
    from extractor.cli.output.changes import change_lines
    from extractor.cli.output.progress import watching
    from extractor.packs import PackChoice
    from extractor.storage.database import writable

    choice = PackChoice(folder=packs_folder, preview=preview)
    packs = choice.load()
    if not database.exists():
        from extractor.errors import UsageError

        raise UsageError(
            "there is no such database", where=str(database), todo="Run `fuhe ingest PATH --db FILE` first"
        )
    with writable(database) as opened, watching(settings) as watcher:
        renewal = renew(opened, packs, choice, jobs, Guard(seconds=timeout), watcher, shlex.join(sys.argv[1:]))
    for line in change_lines(renewal, settings):
        click.echo(line)
    return 1 if renewal.failures else 0
