"""Which files count as our database, and what a user is told about the others."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from extractor.errors import StorageError, UsageError
from extractor.storage.database import readable, writable
from extractor.storage.migrating import APPLICATION_ID, latest_migration


def test_a_new_database_is_ours(tmp_path: Path) -> None:
    path = tmp_path / "fuhe.db"
    with writable(path) as database:
        assert database.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    plain = sqlite3.connect(path)
    assert plain.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert plain.execute("PRAGMA user_version").fetchone() == (latest_migration(),)
    assert plain.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    plain.close()


def test_opening_twice_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "fuhe.db"
    with writable(path):
        pass
    before = path.read_bytes()
    with writable(path) as database:
        assert database.execute("SELECT count(*) FROM data_dictionary").fetchone()[0] > 300
    with sqlite3.connect(path) as one, sqlite3.connect(":memory:") as two:
        two.deserialize(before)
        assert list(one.iterdump()) == list(two.iterdump())
    one.close()
    two.close()


def test_a_changed_view_is_put_in_anew(tmp_path: Path) -> None:
    path = tmp_path / "fuhe.db"
    with writable(path) as database:
        database.execute("DROP VIEW v_findings")
        database.execute("CREATE VIEW v_findings AS SELECT 1 AS old")
        database.execute("UPDATE schema_parts SET digest = 'old' WHERE name = 'v_findings'")
    with readable(path) as database:
        assert [column.name for column in database["v_findings"].columns] == ["old"]
    with writable(path) as database:
        assert "severity" in [column.name for column in database["v_findings"].columns]


def test_another_programs_database_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE reports (id)")
    other.commit()
    other.close()
    before = path.read_bytes()
    with pytest.raises(StorageError, match="another program"), writable(path):
        pass
    with pytest.raises(StorageError, match="another program"), readable(path):
        pass
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database at all", encoding="utf-8")
    with pytest.raises(StorageError, match="not an SQLite database"), writable(path):
        pass
    assert path.read_text(encoding="utf-8") == "not a database at all"


def test_an_empty_file_may_become_a_database(tmp_path: Path) -> None:
    path = tmp_path / "fuhe.db"
    path.touch()
    with writable(path) as database:
        assert database["reports"].exists()


def test_a_damaged_database_is_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "fuhe.db"
    with writable(path):
        pass
    data = bytearray(path.read_bytes())
    data[100:] = b"\xff" * (len(data) - 100)
    path.write_bytes(data)
    with pytest.raises(StorageError, match="cannot be used"), writable(path) as database:
        database.execute("SELECT * FROM reports").fetchall()


def test_a_newer_edition_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "fuhe.db"
    with writable(path) as database:
        database.execute("PRAGMA user_version = 999")
    for opened in (writable, readable):
        with pytest.raises(StorageError, match="newer fuhe"), opened(path):
            pass


def test_missing_and_impossible_places(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such database"), readable(tmp_path / "missing.db"):
        pass
    with pytest.raises(StorageError, match="this is a folder"), writable(tmp_path):
        pass
    with pytest.raises(StorageError, match="folder of the database does not exist"), writable(tmp_path / "no" / "f.db"):
        pass


def test_a_place_that_cannot_be_written() -> None:
    # A folder in which nobody, not even root, can make a file.
    with pytest.raises(StorageError, match="cannot be used"), writable(Path("/proc/fuhe.db")):
        pass


def test_a_locked_database_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.storage.database._BUSY_SECONDS", 0.05)
    path = tmp_path / "fuhe.db"
    with writable(path) as first:
        first.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="Another program is writing"), writable(path) as second:
            second.execute("BEGIN IMMEDIATE")
        first.execute("ROLLBACK")
