"""The schema from `db/`: numbered migrations, views, and the data dictionary, all in one transaction."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sqlite_utils import Database

from extractor.errors import ResourceMissing
from extractor.resources import bundled

APPLICATION_ID = 0x66756865  # "fuhe": tells our databases from those of other programs
_DICTIONARY = "data_dictionary"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnEntry:
    """A column of the data dictionary, in both languages."""

    table: str
    column: str
    kind: str
    description: str
    description_zh: str


def migrations() -> tuple[tuple[int, Path], ...]:
    """The migration files with their numbers, in order.

    Raises:
        ResourceMissing: there is none, or two have one number.
    """
    found = sorted((bundled("db") / "migrations").glob("[0-9]*_*.sql"))
    numbered = tuple((int(path.name.split("_", 1)[0]), path) for path in found)
    if not numbered or [number for number, _ in numbered] != list(range(1, len(numbered) + 1)):
        raise ResourceMissing(
            "the migrations are not numbered 1, 2, 3, …",
            where=str(bundled("db")),
            expected="0001_….sql and on",
            todo="Install fuhe again",
        )
    return numbered


def latest_migration() -> int:
    """The number of the newest migration: the edition of the schema."""
    return migrations()[-1][0]


def migrate(database: Database) -> None:
    """Bring an own or empty database to the newest schema; all of it or nothing.

    The edition is kept in `PRAGMA user_version`; `schema_parts` remembers which views and dictionary were put in.
    """
    edition = int(database.conn.execute("PRAGMA user_version").fetchone()[0])
    pending = [(number, path) for number, path in migrations() if number > edition]
    if not pending and not _stale_parts(database):
        return
    with database.atomic():
        for _, path in pending:
            database.executescript(path.read_text(encoding="utf-8"))
        for name, digest in _stale_parts(database).items():
            if name != _DICTIONARY:
                _replace_view(database, name)
            database.conn.execute("INSERT OR REPLACE INTO schema_parts VALUES (?, ?)", (name, digest))
        _fill_dictionary(database)
        database.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.conn.execute(f"PRAGMA user_version = {latest_migration()}")


def _stale_parts(database: Database) -> dict[str, str]:
    """The views and the dictionary whose content is not what the database has, with their digests."""
    wanted = {path.stem: _digest(path) for path in sorted((bundled("db") / "views").glob("*.sql"))}
    wanted[_DICTIONARY] = _digest(_dictionary_path())
    if not database["schema_parts"].exists():
        return wanted
    have = dict(database.conn.execute("SELECT name, digest FROM schema_parts"))
    return {name: digest for name, digest in wanted.items() if have.get(name) != digest}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def _replace_view(database: Database, name: str) -> None:
    path = bundled("db") / "views" / f"{name}.sql"
    database.conn.execute(f'DROP VIEW IF EXISTS "{name}"')
    database.executescript(path.read_text(encoding="utf-8"))


def _dictionary_path() -> Path:
    return bundled("db") / "data_dictionary.toml"


@lru_cache(maxsize=1)
def read_dictionary() -> dict[str, dict[str, tuple[str, str]]]:
    """Meanings by table and column, in both languages; the column `_` is the table itself, the table `common` all."""
    content = tomllib.loads(_dictionary_path().read_text(encoding="utf-8"))
    return {
        table: {column: (english, chinese) for column, (english, chinese) in described.items()}
        for table, described in content.items()
    }


def describe(database: Database) -> tuple[ColumnEntry, ...]:
    """Every table, view and column of a database with its meaning; an empty column name is the table itself."""
    meanings = read_dictionary()
    entries: list[ColumnEntry] = []
    for name in _tables(database):
        own, common = meanings.get(name, {}), meanings["common"]
        english, chinese = own.get("_", ("", ""))
        entries.append(ColumnEntry(table=name, column="", kind="", description=english, description_zh=chinese))
        for _, column, kind, *_ in database.conn.execute(f'PRAGMA table_info("{name}")').fetchall():
            english, chinese = own.get(column) or common.get(column) or ("", "")
            entries.append(
                ColumnEntry(table=name, column=column, kind=kind, description=english, description_zh=chinese)
            )
    return tuple(entries)


def _tables(database: Database) -> list[str]:
    """Our tables and views, in the order of the dictionary; a user's own tables are theirs to describe."""
    found = {
        name for (name,) in database.conn.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
    }
    return [name for name in read_dictionary() if name in found]


def _fill_dictionary(database: Database) -> None:
    database.conn.execute("DELETE FROM data_dictionary")
    database.conn.executemany(
        "INSERT INTO data_dictionary VALUES (?, ?, ?, ?, ?)",
        [
            (entry.table, entry.column, entry.kind, entry.description, entry.description_zh)
            for entry in describe(database)
        ],
    )
