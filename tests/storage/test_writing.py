"""What is written comes back, and re-runs keep what must be kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database
from stored_specimen import analysis, document, rescoring, source

from extractor.pipeline import Analysis, records_of
from extractor.storage.database import readable, writable
from extractor.storage.journal import Failure, write_failure
from extractor.storage.loading import find_report, is_up_to_date, load_report, reports_of_file, stored_file
from extractor.storage.readings import pack_document
from extractor.storage.records import ReportRecords
from extractor.storage.writing import FileRecords, PackedReading, write_file

TABLES = (
    *("reports", "pages", "texts", "sections", "tables", "cells", "indicators", "budgets", "objectives", "statements"),
    *("metrics", "relations", "explanations", "criteria", "rescores", "checks", "findings", "leftovers"),
    *("reading_faults", "readings", "search_rows"),
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with writable(tmp_path / "fuhe.db") as opened:
        yield opened


def file_records(*analyses: Analysis, packs_version: str = "packs-1") -> FileRecords:
    origin = source(packs_version=packs_version)
    reports = records_of(origin, analyses or (analysis(),))
    reading = PackedReading(report_id=reports[0].report.id, document=pack_document(document()))
    return FileRecords(sha256=origin.sha256, reports=reports, readings=(reading,))


def dump(database: Database) -> dict[str, list[tuple[object, ...]]]:
    return {table: database.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall() for table in TABLES}


def test_the_specimen_fills_every_table(database: Database) -> None:
    write_file(database, file_records())
    assert [table for table, rows in dump(database).items() if not rows] == []
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_a_report_comes_back_as_it_was_composed(database: Database) -> None:
    found = file_records()
    write_file(database, found)
    assert load_report(database, found.reports[0].report.id) == found.reports[0]


def test_writing_again_changes_nothing(database: Database) -> None:
    write_file(database, file_records())
    before = dump(database)
    write_file(database, file_records())
    assert dump(database) == before


def test_new_packs_update_rows_and_keep_reviews(database: Database) -> None:
    write_file(database, file_records())
    (finding,) = database.execute("SELECT id FROM findings WHERE fault = 'report'").fetchone()
    database["reviews"].insert(
        {"finding_id": finding, "verdict": "confirmed", "reviewer": "甲", "reviewed_at": "2026-01-01T00:00:00Z"}
    )
    changed = replace(analysis(), rescoring=rescoring("措辞变了"))
    write_file(database, file_records(changed, packs_version="packs-2"))
    row = database.execute("SELECT message, verdict, reviewers FROM v_findings WHERE fault = 'report'").fetchone()
    assert row == ("措辞变了", "confirmed", 1)
    assert database.execute("SELECT DISTINCT packs_version FROM reports").fetchall() == [("packs-2",)]


def test_further_reports_of_a_file_get_running_numbers_and_vanish_with_it(database: Database) -> None:
    first = file_records().reports[0].report.id
    write_file(database, file_records(analysis(), analysis(), analysis()))
    assert reports_of_file(database, source().sha256) == [first, f"{first}-2", f"{first}-3"]
    write_file(database, file_records())
    assert reports_of_file(database, source().sha256) == [first]
    assert (
        database.execute("SELECT count(*) FROM search_index").fetchone()
        == database.execute("SELECT count(*) FROM search_rows").fetchone()
    )


def test_a_failing_write_leaves_everything_as_it_was(database: Database) -> None:
    write_file(database, file_records())
    before = dump(database)
    good = file_records()
    broken: ReportRecords = replace(
        good.reports[0], sections=(replace(good.reports[0].sections[0], report_id="of nobody"),)
    )
    with pytest.raises(sqlite3.IntegrityError):
        write_file(database, replace(good, reports=(broken,)))
    assert dump(database) == before


def test_a_success_forgets_the_failure_and_a_failure_keeps_the_success(database: Database) -> None:
    failure = Failure(path="a.pdf", sha256=source().sha256, stage="reading", error="damaged")
    write_failure(database, failure)
    write_failure(database, failure)
    assert database.execute("SELECT attempts, stage FROM failures").fetchall() == [(2, "reading")]
    write_file(database, file_records())
    assert database.execute("SELECT count(*) FROM failures").fetchone() == (0,)
    write_failure(database, failure)
    assert len(dump(database)["reports"]) == 1


def test_up_to_date_means_same_versions_and_options(database: Database) -> None:
    assert not is_up_to_date(database, source())
    write_file(database, file_records())
    assert is_up_to_date(database, source())
    assert not is_up_to_date(database, source(packs_version="packs-2"))
    assert not is_up_to_date(database, replace(source(), options="ocr=force"))
    assert not is_up_to_date(database, replace(source(), fuhe_version="2"))


def test_the_stored_reading_is_the_document(database: Database) -> None:
    from extractor.storage.readings import FORMAT, unpack_document

    write_file(database, file_records())
    stored = stored_file(database, source().sha256)
    assert [unpack_document(FORMAT, packed) for packed in stored.readings] == [document()]
    assert stored.source == source()


def test_reports_are_found_by_id_beginning_and_name(database: Database) -> None:
    write_file(database, file_records(analysis(), analysis()))
    first = "ab" * 8
    assert find_report(database, first) == first
    assert find_report(database, first + "-2") == first + "-2"
    from extractor.errors import UsageError

    with pytest.raises(UsageError, match="means 2 reports"):
        find_report(database, "specimen.pdf")
    with pytest.raises(UsageError, match="no report"):
        find_report(database, "%")


def test_printed_text_stands_beside_numbers(database: Database) -> None:
    write_file(database, file_records())
    metric = database.execute("SELECT value, low, high, value_text, unit, unit_text FROM metrics").fetchone()
    assert metric == (20100.0, 20099.95, 20100.05, "2.01", "人次", "万人次")
    assert database.execute("SELECT possible FROM rescores").fetchone()[0] == (
        '[{"low":"0","high":"0"},{"low":"10","high":"10"}]'
    )


def test_evidence_has_page_line_and_characters(database: Database) -> None:
    write_file(database, file_records())
    import json

    entry = json.loads(database.execute("SELECT evidence FROM findings WHERE fault = 'report'").fetchone()[0])[0]
    text = database.execute("SELECT text FROM texts").fetchone()[0]
    assert (entry["page"], entry["line"]) == (1, 3)
    assert text[entry["char_start"] : entry["char_end"]] == "98.5"


def test_others_can_read_while_we_write_and_afterwards_it_is_one_file(tmp_path: Path) -> None:
    path = tmp_path / "fuhe.db"
    with writable(path) as opened:
        write_file(opened, file_records())
        with readable(path) as other:
            assert other.execute("SELECT count(*) FROM reports").fetchone() == (1,)
    assert [entry.name for entry in tmp_path.iterdir()] == ["fuhe.db"]


def test_what_was_recognised_is_not_given_up_for_a_reading_that_recognition_failed_on(database: Database) -> None:
    given_up = replace(analysis(), given_up=True, report=replace(analysis().report, statements=()))
    bare = replace(file_records(given_up), failure="a pattern ran away")
    write_file(database, bare)
    assert database.execute("SELECT status FROM reports").fetchall() == [("failed",)]
    assert not is_up_to_date(database, source())
    write_file(database, file_records())
    before = dump(database)
    write_file(database, bare)
    assert dump(database) == before
