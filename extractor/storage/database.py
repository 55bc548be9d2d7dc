"""Opening the database: whose it is, bringing its schema up to date, and what every connection needs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from extractor.errors import StorageError, UsageError
from extractor.storage.migrating import APPLICATION_ID, latest_migration, migrate
from extractor.storage.searching import match_expression

_BUSY_SECONDS = 30.0
_HEADER = b"SQLite format 3\x00"


@contextmanager
def writable(path: Path) -> Iterator[Database]:
    """The database at `path` for writing: made if it does not exist, migrated if it is of an older edition.

    While it is open it is in WAL mode, so that others can read; afterwards it is one plain file again.

    Raises:
        StorageError: the file is another program's, of a newer edition, damaged, or cannot be written.
    """
    _refuse_other_files(path)
    with _explained(path):
        database = _connected(sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None))
        try:
            _refuse_other_programs(path, database)
            database.conn.execute("PRAGMA journal_mode = WAL")
            database.conn.execute("PRAGMA synchronous = NORMAL")
            migrate(database)
            yield database
        finally:
            _as_one_file(database)
            database.close()


@contextmanager
def readable(path: Path) -> Iterator[Database]:
    """The database at `path` for reading only.

    Raises:
        UsageError: there is no such file.
        StorageError: the file is another program's, of another edition, or damaged.
    """
    if not path.exists():
        raise UsageError(
            "there is no such database",
            where=str(path),
            expected="a database made by `fuhe ingest`",
            todo="Run `fuhe ingest PATH --db FILE` first, or name the database with --db",
        )
    _refuse_other_files(path)
    with _explained(path):
        uri = f"{path.resolve().as_uri()}?mode=ro"
        database = _connected(sqlite3.connect(uri, uri=True, timeout=_BUSY_SECONDS, isolation_level=None))
        try:
            _refuse_other_programs(path, database)
            edition = _pragma(database, "user_version")
            if edition < latest_migration():
                raise StorageError(
                    f"the database is of the older edition {edition}",
                    where=str(path),
                    expected=f"edition {latest_migration()}",
                    todo="Run `fuhe rescore --db FILE`: it brings the database up to date and loses nothing",
                )
            yield database
        finally:
            database.close()


def _connected(connection: sqlite3.Connection) -> Database:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.create_function("fuhe_match", 1, match_expression, deterministic=True)
    return Database(connection)


def _refuse_other_files(path: Path) -> None:
    if path.is_dir():
        raise StorageError(
            "this is a folder", where=str(path), expected="a database file", todo="Name a file with --db"
        )
    if path.is_file() and path.stat().st_size:
        if _first_bytes(path) != _HEADER:
            raise StorageError(
                "the file is not an SQLite database",
                where=str(path),
                expected="a database made by fuhe, or no file",
                todo="Name another file with --db; this one was left as it is",
            )
    elif not path.parent.is_dir():
        raise StorageError(
            "the folder of the database does not exist", where=str(path), expected="an existing folder", todo="Make it"
        )


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(len(_HEADER))
    except OSError as fault:
        raise StorageError(fault.strerror or str(fault), where=str(path), todo="Check the permissions") from fault


def _refuse_other_programs(path: Path, database: Database) -> None:
    """A database counts as ours by its application id; an empty one may become ours."""
    if _pragma(database, "application_id") == APPLICATION_ID:
        edition, latest = _pragma(database, "user_version"), latest_migration()
        if edition > latest:
            raise StorageError(
                f"the database was made by a newer fuhe (edition {edition})",
                where=str(path),
                expected=f"edition {latest} or older",
                todo="Install the newer fuhe, or name another file with --db",
            )
        return
    if database.conn.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise StorageError(
            "the database belongs to another program",
            where=str(path),
            expected="a database made by fuhe, or no file",
            todo="Name another file with --db; this one was left as it is",
        )


def _pragma(database: Database, name: str) -> int:
    return int(database.conn.execute(f"PRAGMA {name}").fetchone()[0])


def _as_one_file(database: Database) -> None:
    """Leave WAL mode, so that the database can be copied as one file; another reader may forbid it: no harm."""
    try:
        database.conn.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError:
        return


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn what SQLite says into one line that a user can act on."""
    try:
        yield
    except sqlite3.DatabaseError as fault:
        raise StorageError(f"the database cannot be used ({fault})", where=str(path), todo=_todo(fault)) from fault


def _todo(fault: sqlite3.DatabaseError) -> str:
    reason = str(fault)
    if "locked" in reason or "busy" in reason:
        return "Another program is writing to it; wait until that is done"
    if "unable to open" in reason or "readonly" in reason or "read-only" in reason:
        return "The folder or the file cannot be written; check the permissions or name another file with --db"
    if "full" in reason:
        return "Make room on the disk; what was stored before is safe"
    return "Restore the file from a copy, or name another file with --db"
