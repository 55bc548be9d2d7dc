"""`fuhe ingest`: files and folders into the database."""

from __future__ import annotations

import shlex
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extractor.cli.settings import (
    Settings,
    database_option,
    global_options,
    jobs_option,
    ocr_option,
    packs_option,
    pass_settings,
    preview_option,
)

if TYPE_CHECKING:
    from extractor.batch.ingesting import IngestOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """The options of one call."""

    jobs: int
    ocr: str
    packs_folder: Path | None
    preview: bool
    timeout: float
    max_pages: int
    max_memory: float
    engine: str
    manifest: Path | None

    def options(self) -> IngestOptions:
        """As the batch layer wants them."""
        from extractor.batch.ingesting import IngestOptions
        from extractor.batch.manifest import NO_MANIFEST, read_manifest
        from extractor.packs import PackChoice
        from extractor.reading import Limits, Ocr

        return IngestOptions(
            jobs=self.jobs,
            limits=Limits(seconds=self.timeout, pages=self.max_pages),
            ocr=Ocr(self.ocr),
            packs=PackChoice(folder=self.packs_folder, preview=self.preview),
            manifest=read_manifest(self.manifest) if self.manifest else NO_MANIFEST,
            memory_bytes=int(self.max_memory * 1024**3),
        )


@click.command(name="ingest")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@database_option
@jobs_option
@ocr_option
@packs_option
@preview_option
@click.option("--timeout", type=click.FloatRange(min=0.1), default=120.0, show_default=True, help="Seconds a document.")
@click.option("--max-pages", type=click.IntRange(min=1), default=2000, show_default=True, help="Pages a document.")
@click.option(
    "--max-memory", type=click.FloatRange(min=0), default=6.0, show_default=True, help="GiB a document; 0: no limit."
)
@click.option("--engine", type=click.Choice(["local"]), default="local", show_default=True, help="Where to run.")
@click.option("--manifest", type=click.Path(path_type=Path), help="TOML or CSV: file, source_url, retrieved_at.")
@global_options
@pass_settings
def command(settings: Settings, /, paths: tuple[Path, ...], database: Path, **choices: Any) -> int:
    """Take files and folders into the database: read, recognise, re-score, store.

    Folders are searched to any depth; gold, notes and databases in them are left alone. Known content is skipped, so
    an interrupted run goes on where it stopped. A file that fails is noted in the table `failures` and stops nothing.

    \b
    Examples:
      fuhe ingest corpus --db fuhe.db
      fuhe ingest 2023/ 2024/ --db fuhe.db --jobs 4
      fuhe ingest scans.zip --ocr force --timeout 600

    Exit code 1 when some documents failed, 2 when the call or the database is wrong.
    """
    from extractor.batch.finding import find_documents
    from extractor.batch.ingesting import ingest
    from extractor.cli.output.progress import watching
    from extractor.cli.output.summary import show_summary
    from extractor.storage.database import writable

    options = Request(**choices).options()
    packs = options.packs.load()
    found = find_documents(paths)  # before the database: a mistyped path makes none
    with writable(database) as opened, watching(settings) as watcher:
        summary = ingest(opened, found, packs, options, watcher, shlex.join(sys.argv[1:]))
    show_summary(summary, settings, database)
    return 1 if summary.tally.failed else 0
