"""DOC, WPS, ET, RTF and their like: turned to DOCX or XLSX by LibreOffice, when it is installed."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from enum import StrEnum
from pathlib import Path

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.reading.guards import Allowance
from extractor.reading.ole import is_ole

_PROGRAMS = ("soffice", "libreoffice")
_LONGEST_SECONDS = 90.0
_INSTALL = (
    "Install LibreOffice (apt-get install libreoffice-writer-nogui libreoffice-calc-nogui), "
    "or save the file as DOCX or XLSX"
)


class Target(StrEnum):
    """What a legacy file becomes: a text or a workbook."""

    DOCX = "docx"
    XLSX = "xlsx"


def convert(data: bytes, target: Target, allowance: Allowance) -> bytes:
    """The bytes of the converted file.

    LibreOffice runs with a profile of its own, so that neither an open window of the user nor another conversion
    stands in its way, and with macros off, as it is headless and the profile trusts nobody.

    Raises:
        UnreadableFile: LibreOffice is not installed, or it cannot open the file.
        LimitExceeded: the conversion takes too long.
    """
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise UnreadableFile(
            "the file is in an old office format, which only LibreOffice can open",
            where=allowance.where,
            expected="LibreOffice on this machine",
            todo=_INSTALL,
        )
    with tempfile.TemporaryDirectory(prefix="fuhe-") as folder:
        # A name of our own: what the file is called outside can then lead nowhere.
        source = Path(folder, f"source.{_extension(data, target)}")
        source.write_bytes(data)
        _run(program, source, target, allowance)
        result = Path(folder, "out", f"source.{target.value}")
        if not result.is_file():
            raise UnreadableFile(
                "LibreOffice cannot open it: it is damaged or protected by a password",
                where=allowance.where,
                expected="a sound document",
                todo="Open it in Word or WPS and save it as DOCX or XLSX",
            )
        allowance.unpack(result.stat().st_size)
        return result.read_bytes()


def _extension(data: bytes, target: Target) -> str:
    """LibreOffice looks at the name first, so it is given one that fits the content."""
    text = target is Target.DOCX
    if data.startswith(b"PK"):
        head = data[:256]
        if b"opendocument" in head:
            return "odt" if text else "ods"
        return "docx" if text else "xlsb"
    if data.lstrip()[:5] == b"{\\rtf":
        return "rtf"
    if is_ole(data):
        return "doc" if text else "xls"
    return "xml"


def _run(program: str, source: Path, target: Target, allowance: Allowance) -> None:
    folder = source.parent
    profile = (folder / "profile").as_uri()
    command = [
        program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nolockcheck", "--nodefault",
        "--convert-to", target.value, "--outdir", str(folder / "out"), str(source),
    ]  # fmt: skip
    seconds = min(_LONGEST_SECONDS, allowance.seconds_left)
    try:
        # A session of its own: the program is a script that starts others, and all of them must end together.
        process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        raise UnreadableFile(f"LibreOffice cannot be started ({error.strerror})", todo=_INSTALL) from error
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise LimitExceeded(
            f"LibreOffice did not finish within {seconds:.0f} s",
            where=allowance.where,
            todo="Save the file as DOCX or XLSX, or raise --timeout",
        ) from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
