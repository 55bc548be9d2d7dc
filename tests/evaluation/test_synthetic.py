"""The instrument itself: what it calls clean must add up, what it plants must be wrong, and it must repeat itself."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from extractor.errors import UsageError
from extractor.evaluation.synthetic import synthesize
from extractor.evaluation.synthetic.compose import compose
from extractor.evaluation.synthetic.lists import layouts
from extractor.evaluation.synthetic.narrate import narrate
from extractor.evaluation.synthetic.synthesize import PLANTERS
from extractor.evaluation.synthetic.truth import Truth, grade_of

SCHEMES = [entry["name"] for entry in layouts()["scheme"]]
FAST_FORMATS = ("docx", "xlsx", "html", "tsv", "txt", "md")


def truths(count: int, *, prose: bool = False) -> list[Truth]:
    found = []
    for index in range(count):
        rng = Random(f"test-{index}")
        truth = compose(rng, SCHEMES[index % len(SCHEMES)])
        if prose:
            truth.table, truth.rows, truth.funds, truth.budget_score = False, [], [], None
            truth.kind = "department" if truth.kind == "department" else "project"
            narrate(rng, truth)
        found.append(truth)
    return found


def test_there_are_enough_layouts_and_fault_kinds() -> None:
    assert len(SCHEMES) >= 13
    assert len(PLANTERS) >= 30


def test_points_and_scores_of_a_clean_report_add_up() -> None:
    for truth in truths(130):
        if not truth.total_text:
            continue
        points = sum((row.points for row in truth.rows), truth.budget_points)
        assert points == 100, truth.scheme
        assert Decimal(truth.total_text) == truth.total()
        assert truth.grade == grade_of(truth.total())
        assert all(0 <= row.score <= row.points for row in truth.rows)


def test_fund_rows_of_a_clean_report_add_up() -> None:
    checked = 0
    for truth in truths(130):
        if len(truth.funds) < 2:
            continue
        total, *parts = truth.funds
        for column in ("initial", "adjusted", "spent"):
            assert getattr(total, column) == sum(getattr(part, column) for part in parts)
            checked += 1
    assert checked > 50


@pytest.mark.parametrize("kind", sorted(PLANTERS))
def test_every_kind_of_fault_can_be_planted_and_changes_the_report(kind: str) -> None:
    planted = 0
    for prose in (False, True):
        for before, truth in zip(truths(130, prose=prose), truths(130, prose=prose), strict=True):
            fault = PLANTERS[kind](Random(kind), truth)
            if fault is None:
                continue
            planted += 1
            assert fault.rules
            assert fault.quotes
            assert truth != before
    assert planted >= 3


def test_every_claim_of_a_narrative_stands_in_its_sentence() -> None:
    claims = 0
    for truth in truths(40, prose=True):
        for passage in truth.passages:
            for sentence in passage.sentences:
                for claim in sentence.claims:
                    assert sentence.text[claim.start : claim.start + len(claim.value_text)] == claim.value_text
                    assert claim.value_text in sentence.quote(claim)
                    claims += 1
    assert claims > 400


def test_the_same_seed_gives_the_same_files(tmp_path: Path) -> None:
    for name in ("one", "two"):
        synthesize(tmp_path / name, count=12, seed=7, formats=("html", "tsv", "txt", "md"))
    one = {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()}
    two = {path.name: path.read_bytes() for path in (tmp_path / "two").iterdir()}
    assert one == two
    assert len(one) == 24


def test_every_file_has_its_gold(tmp_path: Path) -> None:
    result = synthesize(tmp_path, count=26, seed=3, formats=FAST_FORMATS)
    assert result.written == 26
    assert 5 <= result.faulty <= 21
    for gold in tmp_path.glob("*.gold.json"):
        content = json.loads(gold.read_text(encoding="utf-8"))
        assert (tmp_path / content["file"]).stat().st_size > 0
        assert content["clean"] == all(check["outcome"] == "consistent" for check in content["checks"])
        assert content["report"]["fiscal_year"]


def test_an_unknown_fault_kind_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="total_wrong"):
        synthesize(tmp_path, count=1, seed=1, faults="nonsense")
