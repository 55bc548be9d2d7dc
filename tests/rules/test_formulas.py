"""Rules of a user's own folder that are formulas: no code, no eval."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.errors import PackProblems
from extractor.evaluation.specimens import specimen
from extractor.model.findings import Outcome
from extractor.packs import load_packs
from extractor.packs.formulas import FormulaFault, parse_formula
from extractor.rescoring import rescore

RULE = """
family = "own"

[[rule]]
code = "OWN-HUNDRED"
name = "分值合计不是一百"
name_en = "points are not a hundred"
status = "{status}"
since = "0.1.0"
severity = "error"
mark = "A"
basis = "our own form"
what = "adds points"
why = "ours"
message = "{{left}} 不是 {{right}}"
message_en = "{{left}} is not {{right}}"
formula = '{formula}'
when = '{when}'
each = "{each}"
fires = ["row 3 甲 | points 60 | score 50"]
silent = ["row 3 甲 | points 100 | score 50"]
"""


def outcomes(tmp_path: Path, text: str, formula: str, when: str = "", each: str = "") -> list[Outcome]:
    folder = tmp_path / "rules"
    folder.mkdir(exist_ok=True)
    own = RULE.format(formula=formula, when=when, each=each, status="stable")
    (folder / "own.toml").write_text(own, encoding="utf-8")
    load_packs.cache_clear()
    packs = load_packs(tmp_path)
    found = rescore(specimen(text, packs), packs)
    return [check.outcome for check in found.checks if check.rule == "OWN-HUNDRED"]


TABLE = "row 3 甲 | points 60 | score 50\nrow 3 乙 | points 30\ntotal 80 | points 100 | grade 优"
CASES = [
    ("sum(leaves.points) == 100", "", "", [Outcome.INCONSISTENT]),
    ("sum(leaves.points) == 90", "", "", [Outcome.CONSISTENT]),
    ("sum(leaves.score) <= 100", "", "", [Outcome.UNDECIDABLE]),
    ("sum(leaves.points) == total_points", "", "", [Outcome.INCONSISTENT]),
    ("score <= points", "", "leaves", [Outcome.CONSISTENT, Outcome.UNDECIDABLE]),
    ("score <= points", "not missing(score)", "leaves", [Outcome.CONSISTENT]),
    ("score * 2 == points", 'contains(name, "甲")', "leaves", [Outcome.INCONSISTENT]),
    ('grade == "良"', "total >= 60", "", [Outcome.INCONSISTENT]),
    ('grade == "良" or total == 80', "", "", [Outcome.CONSISTENT]),
    ("count(leaves) == 2 and max(leaves.points) == 60 and min(leaves.points) == 30", "", "", [Outcome.CONSISTENT]),
    ("abs(0 - 5) / 0 == 1", "", "", [Outcome.UNDECIDABLE]),
    ("total == 80", "fiscal_year >= 2023", "", []),
]


@pytest.mark.parametrize(("formula", "when", "each", "wanted"), CASES, ids=[case[0] for case in CASES])
def test_a_declared_rule_answers(tmp_path: Path, formula: str, when: str, each: str, wanted: list[Outcome]) -> None:
    assert outcomes(tmp_path, TABLE, formula, when, each) == wanted


@pytest.mark.parametrize(
    "formula",
    [
        "__import__('os')",
        "leaves.__class__ == 1",
        "sum(leaves.points, 1) == 1",
        "(lambda: 1)() == 1",
        "[x for x in leaves] == 1",
        "leaves[0] == 1",
        "open('x') == 1",
        "total.real == 1",
        "1 < total < 2",
        "f'{total}' == 'x'",
        "unknown == 1",
        "True",
        "sum(",
        "(" * 300 + "1" + ")" * 300,
        "1 +" * 500 + "1",
    ],
)
def test_what_is_not_of_the_language_is_refused(formula: str) -> None:
    with pytest.raises(FormulaFault):
        parse_formula(formula)


def test_a_formula_that_does_not_parse_is_a_problem_of_the_pack(tmp_path: Path) -> None:
    with pytest.raises(PackProblems, match="formula"):
        outcomes(tmp_path, TABLE, "sum(rows.points) == 100")


def test_a_user_can_switch_a_bundled_rule_off(tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    folder.mkdir()
    bundled = (Path(__file__).resolve().parents[2] / "patterns" / "rules" / "score.toml").read_text(encoding="utf-8")
    (folder / "own.toml").write_text(bundled.replace('status = "stable"', 'status = "off"'), encoding="utf-8")
    load_packs.cache_clear()
    packs = load_packs(tmp_path)
    found = rescore(specimen("row 3 甲 | points 10 | score 11", packs), packs)
    assert found.checks
    assert "SCO-BOUND" not in {check.rule for check in found.checks}
