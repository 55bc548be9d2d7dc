"""The journal of the database: runs, and the files that failed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlite_utils import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A file that could not be taken in: how far it came and why; `detail` is for whoever looks into it."""

    path: str
    sha256: str | None
    stage: str
    error: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How a run went, in files."""

    ok: int = 0
    failed: int = 0
    skipped: int = 0


def now() -> str:
    """The present moment, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def begin_run(database: Database, command: str, arguments: str, fuhe_version: str, packs_version: str) -> int:
    """Note that a run began; returns its number."""
    with database.atomic():
        cursor = database.conn.execute(
            "INSERT INTO runs (started_at, command, arguments, fuhe_version, packs_version) VALUES (?, ?, ?, ?, ?)",
            (now(), command, arguments, fuhe_version, packs_version),
        )
    return int(cursor.lastrowid or 0)


def end_run(database: Database, run: int, tally: Tally) -> None:
    """Note how a run ended."""
    with database.atomic():
        database.conn.execute(
            "UPDATE runs SET finished_at = ?, ok = ?, failed = ?, skipped = ? WHERE id = ?",
            (now(), tally.ok, tally.failed, tally.skipped, run),
        )


def write_failure(database: Database, failure: Failure) -> None:
    """Note that a file failed; what was stored of it before stays. A further failure of the same path counts up."""
    with database.atomic():
        database.conn.execute(
            "INSERT INTO failures (path, sha256, stage, error, detail, at, attempts) VALUES (?, ?, ?, ?, ?, ?, 1)"
            " ON CONFLICT (path) DO UPDATE SET sha256 = excluded.sha256, stage = excluded.stage,"
            " error = excluded.error, detail = excluded.detail, at = excluded.at, attempts = attempts + 1",
            (failure.path, failure.sha256, failure.stage, failure.error, failure.detail, now()),
        )


def forget_failure(database: Database, path: str) -> None:
    """A path that failed before is in order now."""
    database.conn.execute("DELETE FROM failures WHERE path = ?", (path,))
