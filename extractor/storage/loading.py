"""Reading rows back: whole reports, what is up to date, stored readings."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, TypeVar

from extractor.errors import StorageError, UsageError
from extractor.storage.composing import Source
from extractor.storage.readings import FORMAT
from extractor.storage.records import ROW_TABLES, ReportRecords, ReportRow, TextRow

if TYPE_CHECKING:  # only to write: reading a report needs no database
    from sqlite_utils import Database

Row = TypeVar("Row")
_BY_TABLE = frozenset({"cells"})
_BY_INDICATOR = frozenset({"criteria", "rescores"})


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file of the database with its readings, in the order of its documents."""

    source: Source
    readings: tuple[bytes, ...]


def find_report(database: Database, wanted: str) -> str:
    """The id of the one report that `wanted` means: an id, the beginning of one, or a file name.

    Raises:
        UsageError: none or several reports match.
    """
    pattern = wanted.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    found = database.conn.execute(
        "SELECT id, file_name FROM reports WHERE id = ? OR id LIKE ? ESCAPE '\\' OR file_name = ? OR source_path = ?"
        " ORDER BY id",
        (wanted, pattern, wanted, wanted),
    ).fetchall()
    exact = [id for id, _ in found if id == wanted]
    if exact:
        return str(exact[0])
    if len(found) == 1:
        return str(found[0][0])
    if not found:
        raise UsageError(
            f"no report {wanted!r} in the database",
            expected="the id of a report, its beginning, or a file name",
            todo="`fuhe show` without a report lists them",
        )
    listed = ", ".join(f"{id} ({name})" for id, name in found[:8])
    raise UsageError(f"{wanted!r} means {len(found)} reports", expected="one of " + listed, todo="Give more digits")


def load_report(database: Database, id: str) -> ReportRecords:
    """All rows of one report, as they were composed.

    Raises:
        UsageError: there is no such report.
    """
    reports = _rows(database, ReportRow, "SELECT {columns} FROM reports WHERE id = ?", id)
    texts = _rows(database, TextRow, "SELECT {columns} FROM texts WHERE report_id = ?", id)
    if not reports or not texts:
        raise UsageError(f"no report {id!r} in the database", expected="the id of a stored report")
    rest: dict[str, Any] = {table: _rows(database, kind, _query(table), id) for table, kind in ROW_TABLES}
    return ReportRecords(report=reports[0], text=texts[0], **rest)


def _query(table: str) -> str:
    if table in _BY_TABLE:
        condition = "table_id IN (SELECT id FROM tables WHERE report_id = ?)"
    elif table in _BY_INDICATOR:
        condition = "indicator_id IN (SELECT id FROM indicators WHERE report_id = ?)"
    else:
        condition = "report_id = ?"
    return f"SELECT {{columns}} FROM {table} WHERE {condition} ORDER BY rowid"


def _rows(database: Database, kind: type[Row], query: str, id: str) -> tuple[Row, ...]:
    names = [entry.name for entry in fields(kind)]  # type: ignore[arg-type]
    columns = ", ".join(f'"{name}"' for name in names)
    found = database.conn.execute(query.format(columns=columns), (id,))
    return tuple(kind(**dict(zip(names, row, strict=True))) for row in found)


def reports_of_file(database: Database, sha256: str) -> list[str]:
    """The ids of the reports of one file, in the order in which they stand in it."""
    return [id for (id,) in database.conn.execute("SELECT id FROM reports WHERE sha256 = ? ORDER BY rowid", (sha256,))]


def is_up_to_date(database: Database, source: Source) -> bool:
    """Whether the file was stored before by these versions under these options."""
    found = database.conn.execute(
        "SELECT count(*), sum(packs_version = ? AND fuhe_version = ? AND options = ? AND status <> 'failed')"
        " FROM reports WHERE sha256 = ?",
        (source.packs_version, source.fuhe_version, source.options, source.sha256),
    ).fetchone()
    return bool(found[0]) and found[0] == found[1]


def stored_digests(database: Database) -> list[str]:
    """The hashes of all stored files, in the order in which they were stored."""
    return [
        digest for (digest,) in database.conn.execute("SELECT sha256 FROM reports GROUP BY sha256 ORDER BY min(rowid)")
    ]


def stored_readings(database: Database, digest: str) -> list[tuple[str, bytes]]:
    """Format and bytes of the documents of a file, in their order."""
    return database.conn.execute(
        "SELECT readings.format, readings.document FROM readings JOIN reports ON reports.id = readings.report_id"
        " WHERE reports.sha256 = ? ORDER BY readings.rowid",
        (digest,),
    ).fetchall()


def stored_file(database: Database, digest: str) -> StoredFile:
    """One file with its readings.

    Raises:
        StorageError: a reading is of another format version.
    """
    first = _rows(database, ReportRow, "SELECT {columns} FROM reports WHERE sha256 = ? ORDER BY rowid LIMIT 1", digest)[
        0
    ]
    readings = stored_readings(database, digest)
    for format, _ in readings:
        if format != FORMAT:
            raise StorageError(
                f"the stored reading of {first.file_name} has the format {format!r}",
                expected=FORMAT,
                todo="Run `fuhe ingest` on the file again",
            )
    source = Source(
        sha256=first.sha256,
        file_name=first.file_name,
        byte_size=first.byte_size,
        path=first.source_path,
        url=first.source_url,
        retrieved_at=first.retrieved_at,
        options=first.options,
        fuhe_version=first.fuhe_version,
        packs_version=first.packs_version,
    )
    return StoredFile(source=source, readings=tuple(document for _, document in readings))
