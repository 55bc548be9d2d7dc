"""Views and ready queries answer what their names promise, on the specimen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database
from stored_specimen import analysis, document, source

from extractor.pipeline import records_of
from extractor.resources import bundled
from extractor.storage.database import writable
from extractor.storage.readings import pack_document
from extractor.storage.writing import FileRecords, PackedReading, write_file

QUERIES = sorted((bundled("db") / "queries").glob("*.sql"))


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with writable(tmp_path_factory.mktemp("views") / "fuhe.db") as opened:
        reports = records_of(source(), (analysis(),))
        reading = PackedReading(report_id=reports[0].report.id, document=pack_document(document()))
        write_file(opened, FileRecords(sha256=source().sha256, reports=reports, readings=(reading,)))
        finding = reports[0].findings[0].id
        for reviewer, verdict, at in (("甲", "rejected", "1"), ("甲", "confirmed", "2"), ("乙", "rejected", "1")):
            opened["reviews"].insert(
                {"finding_id": finding, "verdict": verdict, "reviewer": reviewer, "reviewed_at": at}
            )
        yield opened


def rows(database: Database, query: str) -> list[dict[str, object]]:
    return list(database.query(query))


def test_indicators_stand_beside_what_they_can_score(database: Database) -> None:
    (row,) = rows(database, "SELECT * FROM v_indicators")
    assert (row["level1"], row["level2"], row["indicator"]) == ("产出指标", None, "完成率")
    assert (row["points"], row["stated_score"], row["rescored_low"], row["rescored_high"]) == (10, 9.5, 0, 10)
    assert (row["outcome"], row["criterion_status"]) == ("inconsistent", "compiled")


def test_findings_come_gravest_first_with_the_latest_verdict(database: Database) -> None:
    found = rows(database, "SELECT * FROM v_findings")
    assert [(row["fault"], row["severity"]) for row in found] == [("report", "error"), ("reading", "note")]
    assert (found[0]["agency"], found[0]["verdict"], found[0]["reviewers"]) == ("岚州市青禾区水务局", "confirmed", 2)


def test_coverage_counts_outcomes(database: Database) -> None:
    (row,) = rows(database, "SELECT * FROM v_coverage")
    assert (row["relations"], row["consistent"], row["inconsistent"], row["undecidable"]) == (4, 1, 1, 2)
    assert (row["numbers_seen"], row["numbers_placed"], row["coverage"]) == (4, 3, 0.75)
    assert (row["criteria"], row["criteria_compiled"], row["leftovers"], row["reading_faults"]) == (1, 1, 1, 2)


def test_an_agency_has_a_line_a_year(database: Database) -> None:
    (row,) = rows(database, "SELECT * FROM v_agency_year")
    assert (row["agency"], row["fiscal_year"], row["reports"], row["errors"], row["warnings"]) == (
        "岚州市青禾区水务局",
        2023,
        1,
        1,
        0,
    )


def test_a_rule_is_judged_by_the_latest_verdict_of_each_reviewer(database: Database) -> None:
    found = {row["rule"]: row for row in rows(database, "SELECT * FROM v_rule_quality")}
    judged = found["SUM-SCORE"]
    assert (judged["checks"], judged["findings"], judged["confirmed"], judged["rejected"]) == (3, 1, 1, 1)
    assert judged["precision_by_review"] == 0.5
    assert (found["GRD-BAND"]["checks"], found["READ-CUT"]["reading_faults"]) == (1, 1)


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_ready_queries_run_and_say_what_they_are_for(database: Database, path: Path) -> None:
    query = path.read_text(encoding="utf-8")
    assert query.startswith("-- ")
    assert " / " in query.splitlines()[0]
    database.execute(query).fetchall()


def test_there_are_ready_queries() -> None:
    assert len(QUERIES) >= 8
