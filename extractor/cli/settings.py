"""Options that every command shares: language, and how much to say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import click

Function = TypeVar("Function", bound=Callable[..., Any])


class Language(StrEnum):
    """The language in which findings are worded."""

    ZH = "zh"
    EN = "en"

    def pick(self, zh: str, en: str) -> str:
        """The twin of this language; Chinese where the English one is missing."""
        return en if self is Language.EN and en else zh


@dataclass(slots=True)
class Settings:
    """What the user set; a command's own option wins over the one before the command."""

    language: Language = Language.ZH
    quiet: bool = False
    verbose: int = 0


def _settings(ctx: click.Context) -> Settings:
    return ctx.ensure_object(Settings)


def _set_language(ctx: click.Context, parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        _settings(ctx).language = Language(value)


def _set_quiet(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value:
        _settings(ctx).quiet = True


def _set_verbose(ctx: click.Context, parameter: click.Parameter, value: int) -> None:
    if value:
        _settings(ctx).verbose = value


def global_options(function: Function) -> Function:
    """--lang, -q and -v, before or after the name of the command."""
    for option in (
        click.option("-v", "--verbose", count=True, expose_value=False, callback=_set_verbose, help="Say more."),
        click.option(
            "-q", "--quiet", is_flag=True, expose_value=False, callback=_set_quiet, help="Say only what was asked for."
        ),
        click.option(
            "--lang",
            type=click.Choice([language.value for language in Language]),
            envvar="FUHE_LANG",
            expose_value=False,
            callback=_set_language,
            help="Language of findings (zh by default).",
        ),
    ):
        function = option(function)
    return function


pass_settings = click.make_pass_decorator(Settings, ensure=True)


def database_option(function: Function) -> Function:
    """--db: the database file."""
    return click.option(
        "--db",
        "database",
        type=click.Path(path_type=Path),
        default=Path("fuhe.db"),
        show_default=True,
        envvar="FUHE_DB",
        help="The database file.",
    )(function)


def packs_option(function: Function) -> Function:
    """--packs: a folder of one's own packs."""
    return click.option(
        "--packs",
        "packs_folder",
        type=click.Path(path_type=Path),
        help="A folder of your own packs, laid over the bundled ones.",
    )(function)


def preview_option(function: Function) -> Function:
    """--preview: let rules speak that have not been measured well enough."""
    return click.option(
        "--preview", is_flag=True, help="Also run rules whose error rates are not known yet; warnings and notes only."
    )(function)


def jobs_option(function: Function) -> Function:
    """--jobs: how many worker processes."""
    return click.option(
        "-j", "--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Worker processes."
    )(function)


def ocr_option(function: Function) -> Function:
    """--ocr: when pages are recognised from their image."""
    return click.option(
        "--ocr",
        type=click.Choice(["auto", "off", "force"]),
        default="auto",
        show_default=True,
        help="Recognise pages from their image: those without text, none, or all.",
    )(function)
