"""`fuhe evaluate` on samples of the corpus, from files and from a database."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from harness import REPOSITORY, shared
from lxml import html

from extractor.cli.boundary import run
from extractor.evaluation.evaluating import compare
from extractor.evaluation.gold import find_gold
from extractor.evaluation.scores import DocumentResult
from extractor.packs import load_packs
from extractor.pipeline import analyse, records_of, source_of

SAMPLES = ("07-city-management-narrative-txt", "02-water-department-table")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("gold")
    for sample in SAMPLES:
        shutil.copytree(REPOSITORY / "corpus" / sample, made / sample)
    return made


def test_files_and_database_give_the_same_figures(
    folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["evaluate", str(folder), "--format", "json", "--jobs", "2"]) == 0
    from_files = json.loads(capfd.readouterr().out)
    database = tmp_path / "fuhe.db"
    assert run(["-q", "ingest", str(folder), "--db", str(database)]) == 0
    capfd.readouterr()
    assert run(["evaluate", str(folder), "--format", "json", "--db", str(database)]) == 0
    assert json.loads(capfd.readouterr().out) == from_files
    assert from_files["documents"] == 2
    assert from_files["fields"]["report.stated_total"]["recall"] == 1.0
    assert {"indicators", "statements", "metrics", "checks"} <= from_files["fields"].keys()


def test_the_page_has_bars_and_is_escaped(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "quality.html"
    assert run(["evaluate", str(folder), "--format", "html", "-o", str(path)]) == 0
    tree = html.fromstring(path.read_text(encoding="utf-8"))
    assert len(tree.xpath("//svg")) > 5
    assert tree.xpath("//script | //img | //link") == []


def test_a_document_that_cannot_be_read_is_named(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    broken = folder.parent / "broken"
    shutil.copytree(folder / SAMPLES[0], broken / "one")
    (broken / "one" / "report.txt").write_bytes(b"")
    assert run(["evaluate", str(broken), "--lang", "en"]) == 0
    out = capfd.readouterr().out
    assert "could not be read" in out
    assert "the file is empty" in out


# --- the seeds -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def seeds() -> dict[str, DocumentResult]:
    packs = load_packs()
    results = {}
    for gold in find_gold(shared("gold")):
        source = source_of(gold.document, packs)
        name = gold.document.name
        results[name] = compare(gold, records_of(source, analyse(gold.document, packs)), name)
    assert len(results) == 2
    return results


def recall(found: DocumentResult, field: str) -> float:
    (tally,) = [entry.tally for entry in found.fields if entry.field == field]
    return tally.recall or 0.0


def precision(found: DocumentResult, field: str) -> float:
    (tally,) = [entry.tally for entry in found.fields if entry.field == field]
    return tally.precision or 0.0


def test_the_narrative_seed_is_read_as_the_gold_says(seeds: dict[str, DocumentResult]) -> None:
    found = seeds["panyu-2023.txt"]
    for field in ("report.agency", "report.fiscal_year", "report.kind", "report.stated_total", "report.stated_grade"):
        assert recall(found, field) == 1.0, field
    assert recall(found, "sections") == 1.0
    assert recall(found, "statements") == 1.0
    assert recall(found, "metrics") >= 0.95
    assert precision(found, "metrics") >= 0.95


def test_the_table_seed_is_read_as_the_gold_says(seeds: dict[str, DocumentResult]) -> None:
    found = seeds["liwan-2023.tsv"]
    names = ("points", "stated_score", "basis", "explanation", "criterion", "level1", "level2")
    for field in ("indicators", "report.stated_total", *(f"indicators.{name}" for name in names)):
        assert recall(found, field) == 1.0, field
    for field in ("criteria", "criteria.possible", "criteria.accepting", "criteria.outcome"):
        assert recall(found, field) == 1.0, field
