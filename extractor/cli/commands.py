"""The list of commands, loaded one at a time: the module of a command is imported only when it is called."""

from __future__ import annotations

from importlib import import_module

import click

from extractor import __version__
from extractor.cli.settings import Settings, global_options

COMMANDS: dict[str, tuple[str, str]] = {
    "check": ("extractor.cli.check", "Check one report: stated against recomputed, no database."),
    "ingest": ("extractor.cli.ingest", "Take files and folders into the database."),
    "findings": ("extractor.cli.findings", "The list of findings to work through."),
    "show": ("extractor.cli.show", "One stored report with everything in it."),
    "search": ("extractor.cli.search", "Full-text search in Chinese."),
    "rescore": ("extractor.cli.rescore", "Re-score stored reports after packs changed."),
    "rules": ("extractor.cli.rules", "The catalogue of re-scoring rules."),
    "synthesize": ("extractor.cli.synthesize", "Write reports with known truth, to measure with."),
    "patterns": ("extractor.cli.patterns", "Test recognition patterns, or try them on a text."),
    "evaluate": ("extractor.cli.evaluate", "Precision and recall against gold."),
    "export": ("extractor.cli.export", "Tidy tables with a codebook."),
}
"""Name, module and first line of help; a module defines a click command called `command`."""


class LazyGroup(click.Group):
    """A group whose commands are imported only when one of them is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order in which one meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command called `name`."""
        if name not in COMMANDS:
            return None
        command = import_module(COMMANDS[name][0]).command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with a suggestion for a mistyped name."""
        if args and args[0] not in COMMANDS:
            # A file in the place of a command is the likeliest slip.
            hint = f" Did you mean `fuhe check {args[0]}`?" if "." in args[0] else f" Commands: {', '.join(COMMANDS)}."
            raise click.UsageError(f"There is no command {args[0]!r}.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands from the table above, so that help imports no command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "--version", prog_name="fuhe", message="%(prog)s %(version)s")
@global_options
@click.pass_context
def fuhe(ctx: click.Context) -> None:
    """复核: re-score published performance self-evaluation reports (绩效自评报告).

    fuhe reads a report as it was published, recomputes every score, sum, rate and growth that the report lets one
    recompute, and shows which stated results cannot be right, always with the arithmetic and the place.

    \b
    Start here:
      fuhe check report.pdf                 one report, findings on the screen
      fuhe ingest reports/ --db fuhe.db     a folder into one SQLite file
      fuhe findings --db fuhe.db            the list to work through
      fuhe rules explain BUD-RATE           what a rule checks, and why

    Exit codes: 0 nothing found; 1 findings, or documents that failed; 2 wrong use or unreadable input.
    """
    ctx.ensure_object(Settings)
