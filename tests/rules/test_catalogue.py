"""The generated catalogue is in step with the packs, and every rule has its page."""

from __future__ import annotations

import pytest
from harness import REPOSITORY

from extractor.errors import UsageError
from extractor.packs import load_packs
from extractor.packs.catalogue import explain_rule, render_catalogue

PACKS = load_packs(preview=True)
CODES = list(PACKS.rules.rules)
assert CODES


def test_the_catalogue_is_what_the_packs_give() -> None:
    written = (REPOSITORY / "patterns" / "CATALOGUE.md").read_text(encoding="utf-8")
    renew = "python -m extractor.packs.catalogue > patterns/CATALOGUE.md"
    assert written == render_catalogue(PACKS), f"the packs have changed: {renew}"


def test_there_are_at_least_seventy_rules_of_one_document() -> None:
    assert len(CODES) >= 70


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_rule_explains_itself(code: str, lang: str) -> None:
    page = explain_rule(PACKS, code, lang)
    rule = PACKS.rules.rules[code]
    assert page.startswith(f"{code} · ")
    for told in (rule.basis, rule.what, rule.why, (rule.message if lang == "zh" else rule.message_en).text):
        assert told in page


def test_a_rule_is_found_in_any_case_and_an_unknown_one_is_refused_with_its_neighbours() -> None:
    assert explain_rule(PACKS, "sum-score", "en").startswith("SUM-SCORE")
    with pytest.raises(UsageError, match="SUM-SCORE"):
        explain_rule(PACKS, "SUM-SCOER")


def test_every_reason_that_a_rule_lists_has_words_in_both_languages() -> None:
    codes = {code for rule in PACKS.rules for code, _ in rule.undecidable}
    assert codes
    for lang in ("zh", "en"):
        assert not [code for code in codes if PACKS.rules.reason(code, lang) == code]
