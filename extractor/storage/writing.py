"""Writing one file's reports in one transaction; whatever was stored of it before is replaced, reviews stay."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING

from extractor.storage.composing import Source
from extractor.storage.loading import load_report, reports_of_file, stored_readings
from extractor.storage.readings import FORMAT
from extractor.storage.records import ROW_TABLES, ReportRecords, ReportRow, TextRow
from extractor.storage.searching import searchables, tokens

if TYPE_CHECKING:  # only to write: reading a report needs no database
    from sqlite_utils import Database

ROW_FAULTS = (sqlite3.IntegrityError, sqlite3.DataError, OverflowError, UnicodeEncodeError)
"""What a document can do to its own rows: contradict the schema, overflow an integer, hold half a character."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedReading:
    """A document as stored bytes, under the id of the first report in it."""

    report_id: str
    document: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRecords:
    """Everything that is stored of one file; `failure` says why recognition gave up on a part of it."""

    sha256: str
    reports: tuple[ReportRecords, ...]
    readings: tuple[PackedReading, ...]
    failure: str = ""


def write_file(database: Database, found: FileRecords) -> None:
    """Store `found` in one transaction, in place of what was stored of the same file; a failure of it is forgotten.

    What is stored already is not written again, so that not even the numbers of the search index change; and what was
    recognised before is not given up for a reading that recognition failed on.
    """
    with database.atomic():
        database.conn.execute("DELETE FROM failures WHERE sha256 = ?", (found.sha256,))
        if _is_stored(database, found) or (found.failure and _is_recognised(database, found.sha256)):
            return
        database.conn.execute("DELETE FROM reports WHERE sha256 = ?", (found.sha256,))
        for records in found.reports:
            _write_report(database, records)
        database.conn.executemany(
            "INSERT INTO readings VALUES (?, ?, ?)",
            [(reading.report_id, FORMAT, reading.document) for reading in found.readings],
        )


def note_origin(database: Database, source: Source) -> None:
    """Put in where a known file comes from, as far as it was not known before."""
    if source.url or source.retrieved_at:
        database.conn.execute(
            "UPDATE reports SET source_url = coalesce(source_url, ?), retrieved_at = coalesce(retrieved_at, ?)"
            " WHERE sha256 = ?",
            (source.url, source.retrieved_at, source.sha256),
        )


def _is_recognised(database: Database, sha256: str) -> bool:
    counted = database.conn.execute(
        "SELECT count(*) FROM reports WHERE sha256 = ? AND status <> 'failed'", (sha256,)
    ).fetchone()
    return bool(counted[0])


def _is_stored(database: Database, found: FileRecords) -> bool:
    ids = reports_of_file(database, found.sha256)
    if ids != [records.report.id for records in found.reports]:
        return False
    readings = stored_readings(database, found.sha256)
    if [(FORMAT, reading.document) for reading in found.readings] != readings:
        return False
    return all(load_report(database, id) == records for id, records in zip(ids, found.reports, strict=True))


def _write_report(database: Database, records: ReportRecords) -> None:
    _insert(database, "reports", ReportRow, (records.report,))
    _insert(database, "texts", TextRow, (records.text,))
    for table, kind in ROW_TABLES:
        _insert(database, table, kind, getattr(records, table))
    _index(database, records)


def _insert(database: Database, table: str, kind: type, rows: Sequence[object]) -> None:
    if rows:
        statement, values = _statement(table, kind)
        database.conn.executemany(statement, map(values, rows))


@lru_cache(maxsize=64)
def _statement(table: str, kind: type) -> tuple[str, Callable[[object], tuple[object, ...]]]:
    names = [entry.name for entry in fields(kind)]
    columns = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" * len(names))
    return f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', attrgetter(*names)


def _index(database: Database, records: ReportRecords) -> None:
    """Put everything that can be found into the full-text index, under consecutive numbers."""
    (last,) = database.conn.execute("SELECT coalesce(max(id), 0) FROM search_rows").fetchone()
    found = list(enumerate(searchables(records), start=last + 1))
    database.conn.executemany(
        "INSERT INTO search_rows VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (id, records.report.id, entry.kind, entry.row_id, entry.page, entry.char_start, entry.char_end)
            for id, entry in found
        ],
    )
    database.conn.executemany(
        "INSERT INTO search_index (rowid, tokens) VALUES (?, ?)", [(id, tokens(entry.text)) for id, entry in found]
    )
