"""The one boundary where errors become a line and an exit code; no traceback ever reaches a user.

Exit codes: 0 done and nothing found; 1 done and there are findings, or documents that failed; 2 wrong use or unreadable
input; 130 interrupted; 141 the reader of our output went away.
"""

from __future__ import annotations

import io
import os
import sqlite3
import sys
from collections.abc import Sequence

import click

from extractor.cli.commands import fuhe
from extractor.errors import FuheError

_WRONG = 2
_INTERRUPTED = 130
_BROKEN_PIPE = 141


def main(arguments: Sequence[str] | None = None) -> None:
    """Entry point of `fuhe`: run a command and leave with its exit code."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that cannot show a character shows a substitute
            stream.reconfigure(errors="replace")
    try:
        result = fuhe.main(args=arguments, prog_name="fuhe", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        _let_go_of_stdout()
        return _BROKEN_PIPE
    except (KeyboardInterrupt, click.Abort):
        _tell("interrupted; what was stored so far is safe")
        return _INTERRUPTED
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as wrong:
        wrong.show()
        return _WRONG
    except FuheError as fault:
        _tell(str(fault))
        return _WRONG
    except (OSError, sqlite3.Error, UnicodeError) as fault:
        _tell(_system_line(fault))
        return _WRONG
    except MemoryError:
        _tell("there is not enough memory for this document")
        return _WRONG
    except Exception as defect:  # noqa: BLE001 — the one place where a defect of our own is kept from the user
        _tell(_defect_line(defect))
        return _WRONG
    return result if isinstance(result, int) else 0


def _system_line(fault: Exception) -> str:
    if isinstance(fault, OSError) and fault.filename:
        return f"{fault.filename}: {fault.strerror or fault}"
    return str(fault) or type(fault).__name__


def _defect_line(defect: Exception) -> str:
    if os.environ.get("FUHE_TRACEBACK"):
        raise defect
    place = ""
    trace = defect.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        place = f"{os.path.basename(code.co_filename)}:{trace.tb_lineno}"  # noqa: PTH119 — a name for people, not a path
        trace = trace.tb_next
    return (
        f"a defect of fuhe itself at {place}: {type(defect).__name__}: {defect}. Please report it with the document; "
        "FUHE_TRACEBACK=1 shows where it happened"
    )


def _tell(line: str) -> None:
    try:
        shown = "".join(character if character.isprintable() or character == "\n" else "�" for character in line)
        click.echo(f"fuhe: {shown}", err=True)
    except OSError:  # nobody reads our errors either
        _let_go_of_stdout()


def _let_go_of_stdout() -> None:
    """Keep Python from complaining, while it shuts down, that nobody reads its output."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            os.dup2(nowhere, stream.fileno())
        except (OSError, ValueError):
            continue
