"""What one document may use of the machine while it is read, and the exceptions that libraries raise on damaged bytes.

A reader takes an `Allowance` and reports to it what it uses: `tick` for time, `pages`, `cells`, `unpack` and `nested`
for the rest. Each ends the reading with `LimitExceeded` as soon as its limit is reached, before the memory is spent.
A C library that hangs cannot be stopped from inside the process: the workers of `extractor.batch` are for that.
"""

from __future__ import annotations

import struct
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum

from lxml import etree

from extractor.errors import LimitExceeded, UnreadableFile


class Ocr(StrEnum):
    """When pages are recognised from their image."""

    AUTO = "auto"  # pages without a text layer
    OFF = "off"
    FORCE = "force"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Guards for one document: seconds, pages, unpacked bytes, nesting of containers, cells of all its tables.

    `members` is the number of files in one archive, `text_bytes` the size of a file of plain text.
    """

    seconds: float = 120.0
    pages: int = 2000
    unpacked_bytes: int = 512 * 1024 * 1024
    file_bytes: int = 256 * 1024 * 1024
    nesting: int = 3
    cells: int = 400_000
    members: int = 20_000
    text_bytes: int = 32 * 1024 * 1024


DEFAULT_LIMITS = Limits()

# What the parsers under this package raise when their input is damaged. Named one by one, so that a defect of our own
# that is none of these still surfaces; MemoryError is left to the confined process.
DAMAGE: tuple[type[Exception], ...] = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    etree.LxmlError,
    struct.error,
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
)


@dataclass(slots=True, kw_only=True)
class Allowance:
    """What is left of the limits while one file is read; `where` names the file in messages."""

    limits: Limits = DEFAULT_LIMITS
    where: str = ""
    clock: Callable[[], float] = time.monotonic
    _deadline: float = field(init=False)
    _unpacked: int = 0
    _cells: int = 0
    _pages: int = 0
    _depth: int = 0

    def __post_init__(self) -> None:
        self._deadline = self.clock() + self.limits.seconds

    @property
    def seconds_left(self) -> float:
        """Seconds until the deadline; never negative."""
        return max(0.0, self._deadline - self.clock())

    def tick(self) -> None:
        """Called in every loop over something that the file decides the length of."""
        if self.clock() >= self._deadline:
            raise self._exceeded(f"reading took more than {self.limits.seconds:g} s", "--timeout")

    def unpack(self, size: int) -> None:
        """`size` more bytes were, or are about to be, unpacked."""
        self._unpacked += size
        if self._unpacked > self.limits.unpacked_bytes:
            raise self._exceeded(f"it unpacks to more than {_megabytes(self.limits.unpacked_bytes)}")

    def cells(self, count: int) -> None:
        """`count` more table positions are about to be filled; merged ranges count with their whole area."""
        self._cells += count
        if self._cells > self.limits.cells:
            raise self._exceeded(f"its tables have more than {self.limits.cells:,} cells")

    def pages(self, count: int) -> None:
        """`count` more pages are about to be read."""
        self._pages += count
        if self._pages > self.limits.pages:
            raise self._exceeded(f"it has more than {self.limits.pages:,} pages", "--max-pages")

    @contextmanager
    def nested(self, name: str) -> Iterator[None]:
        """Around the reading of a container inside a container."""
        self._depth += 1
        try:
            if self._depth > self.limits.nesting:
                raise self._exceeded(f"archives lie in archives more than {self.limits.nesting} deep (at {name})")
            yield
        finally:
            self._depth -= 1

    def _exceeded(self, what: str, option: str = "") -> LimitExceeded:
        todo = f"Raise {option} if the file is sound" if option else "Check whether the file is sound"
        return LimitExceeded(what, where=self.where, expected="a report within the limits of reading", todo=todo)


@contextmanager
def damage(where: str, what: str, *, todo: str = "Open it in its own program and save it again") -> Iterator[None]:
    """Turns what a parser raises on damaged bytes into one `UnreadableFile`; errors of ours pass unchanged."""
    try:
        yield
    except DAMAGE as error:
        detail = " ".join(str(error).split())[:160] or type(error).__name__
        raise UnreadableFile(f"{what} ({detail})", where=where, expected="an undamaged file", todo=todo) from error


def _megabytes(size: int) -> str:
    return f"{size / (1024 * 1024):,.0f} MB"
