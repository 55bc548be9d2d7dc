"""`fuhe rules`: the catalogue of re-scoring rules."""

from __future__ import annotations

from pathlib import Path

import click

from extractor.cli.settings import Settings, global_options, packs_option, pass_settings


@click.group(name="rules")
def command() -> None:
    """The catalogue of re-scoring rules: what is checked, on what ground, how often it is right."""


@command.command(name="list")
@packs_option
@click.option("--family", help="Only this family.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@global_options
@pass_settings
def list_rules(settings: Settings, packs_folder: Path | None, family: str | None, form: str) -> int:
    """List all rules with severity, status and measured precision.

    \b
    Example:
      fuhe rules list --family budget
    """
    from extractor.cli.output.catalogue import rule_entry, rule_table
    from extractor.cli.output.structured import as_text
    from extractor.cli.output.tables import terminal_lines
    from extractor.packs import load_packs

    rules = [rule for rule in load_packs(packs_folder).rules if family in (None, rule.family)]
    if form == "json":
        click.echo(as_text([rule_entry(rule) for rule in rules]))
        return 0
    for line in terminal_lines(*rule_table(rules, settings)):
        click.echo(line)
    return 0


@command.command(name="explain")
@click.argument("code")
@packs_option
@global_options
@pass_settings
def explain(settings: Settings, code: str, packs_folder: Path | None) -> int:
    """Explain the rule CODE: what it tests, why, on what ground, which readings it allows, when it abstains.

    \b
    Example:
      fuhe rules explain BUD-RATE
    """
    from extractor.cli.output.catalogue import explained, unknown_rule
    from extractor.packs import load_packs

    packs = load_packs(packs_folder)
    rule = packs.rules.rules.get(code.upper())
    if rule is None:
        raise unknown_rule(code, packs.rules)
    for line in explained(rule, packs.rules, settings):
        click.echo(line)
    return 0
