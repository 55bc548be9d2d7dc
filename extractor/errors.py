"""The exception tree: a bad report is data, a bad call or an unreadable file is one of these.

    FuheError
    ├── UsageError            the call is wrong: a missing path, an option outside its set
    ├── UnreadableFile        the file cannot be read: empty, encrypted, damaged, another format, over a limit
    │   └── LimitExceeded     a guard stopped the reading (time, memory, pages, nesting, unpacked size)
    ├── PackProblems          pattern packs are not valid; carries every problem found
    ├── StorageError          the database cannot be opened, is another program's, or cannot be written
    └── ResourceMissing       the installation itself lacks its bundled data

Every message says what happened, where, what was expected and what to do about it.
"""

from __future__ import annotations

from dataclasses import dataclass


class FuheError(Exception):
    """Base of all errors that fuhe raises on purpose; the command line shows it as one line, never a traceback."""

    def __init__(self, what: str, *, where: str = "", expected: str = "", todo: str = "") -> None:
        self.what = what
        self.where = where
        self.expected = expected
        self.todo = todo
        super().__init__(self._line())

    def _line(self) -> str:
        line = f"{self.where}: {self.what}" if self.where else self.what
        if self.expected:
            line += f"; expected {self.expected}"
        if self.todo:
            line += f". {self.todo}"
        return line


class UsageError(FuheError):
    """The call is wrong: the user can put it right by calling differently."""


class UnreadableFile(FuheError):
    """A document cannot be read; `stage` says how far the reading came."""

    def __init__(
        self, what: str, *, where: str = "", expected: str = "", todo: str = "", stage: str = "reading"
    ) -> None:
        self.stage = stage
        super().__init__(what, where=where, expected=expected, todo=todo)


class LimitExceeded(UnreadableFile):
    """A guard stopped the reading of a document before it could exhaust the machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackProblem:
    """One fault in a pattern pack: where it stands, what was found there, what is allowed."""

    file: str
    key: str
    found: str
    allowed: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: found {self.found}; allowed {self.allowed}"


class PackProblems(FuheError):
    """Pattern packs are not valid; all problems at once, so that they can be put right in one round."""

    def __init__(self, problems: tuple[PackProblem, ...]) -> None:
        self.problems = problems
        lines = "\n".join(f"  {problem}" for problem in problems)
        super().__init__(f"{len(problems)} problem(s) in the pattern packs:\n{lines}")


class StorageError(FuheError):
    """The database cannot be used; nothing that was stored before is lost."""


class ResourceMissing(FuheError):
    """The installation lacks data that belongs to it."""
