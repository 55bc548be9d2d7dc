"""All stages together: what is kept when one of them gives up."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness import REPOSITORY

from extractor import pipeline
from extractor.model.document import Document
from extractor.model.report import Report
from extractor.packs import Packs, load_packs
from extractor.packs.patterns import RunawayPattern
from extractor.pipeline import Stage, process, reprocess, source_of
from extractor.storage.writing import FileRecords

SAMPLE = REPOSITORY / "corpus" / "07-city-management-narrative-txt" / "report.txt"


@pytest.fixture(scope="module")
def whole() -> FileRecords:
    packs = load_packs()
    return process(SAMPLE, source_of(SAMPLE, packs), packs)


def test_the_stages_come_in_order() -> None:
    packs = load_packs()
    heard: list[Stage] = []
    process(SAMPLE, source_of(SAMPLE, packs), packs, at=heard.append)
    assert heard == [Stage.READING, Stage.RECOGNITION, Stage.RESCORING, Stage.COMPOSING]


def test_a_stored_reading_gives_the_same_rows_as_the_file(whole: FileRecords) -> None:
    packs = load_packs()
    again = reprocess(tuple(reading.document for reading in whole.readings), source_of(SAMPLE, packs), packs)
    assert again == whole


def test_offsets_point_at_what_they_claim(whole: FileRecords) -> None:
    (records,) = whole.reports
    text = records.text.text
    assert len(records.metrics) > 10
    for metric in records.metrics:
        assert metric.value_text in text[metric.char_start : metric.char_end].replace(" ", "")
    for statement in records.statements:
        assert statement.quote.replace(" ", "") in text.replace(" ", "").replace("\n", "")


def test_recognition_that_gives_up_leaves_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    def run_away(document: Document, packs: Packs, file_name: str = "") -> tuple[Report, ...]:
        raise RunawayPattern("the pattern took more than 2 s", where="recognition/x")

    monkeypatch.setattr(pipeline, "recognise", run_away)
    packs = load_packs()
    found = process(SAMPLE, source_of(SAMPLE, packs), packs)
    (records,) = found.reports
    assert "took more than 2 s" in found.failure
    assert (records.report.status, len(found.readings)) == ("failed", 1)
    assert len(records.text.text) > 100


def test_a_copy_elsewhere_has_the_same_ids(whole: FileRecords, tmp_path: Path) -> None:
    copy = tmp_path / "another name.txt"
    copy.write_bytes(SAMPLE.read_bytes())
    packs = load_packs()
    (records,) = process(copy, source_of(copy, packs), packs).reports
    assert records.report.id == whole.reports[0].report.id
    assert [check.id for check in records.checks] == [check.id for check in whole.reports[0].checks]
