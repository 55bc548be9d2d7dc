"""Planting faults in prose: one number, one word of a sentence changes, and its relation breaks."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from random import Random

from extractor.evaluation.synthetic.truth import Claim, Planted, Sentence, Truth, grade_of, half_up, plain

Planter = Callable[[Random, Truth], Planted | None]
_RATE = ("BUD-RATE", "TXT-RATE", "TXT-DUP", "TXT-QUOT", "BUD-SCORE", "TXT-COMPLEMENT")


def _sentences(truth: Truth) -> list[Sentence]:
    return [sentence for passage in truth.passages for sentence in passage.sentences]


def _find(truth: Truth, relation: str, name: str) -> tuple[Sentence, Claim] | None:
    for sentence in _sentences(truth):
        for claim in sentence.claims:
            if sentence.relation == relation and claim.name == name:
                return sentence, claim
    return None


def _alter(sentence: Sentence, claim: Claim, number: Decimal) -> str:
    """Print `number` in the place of the claim's; the quote that shows it."""
    thousands = "," in claim.value_text or number < 1000
    printed = f"{number:,}" if thousands else f"{number}"
    quote = claim.quote.replace(claim.value_text, printed)
    sentence.text = sentence.text.replace(claim.quote, quote, 1)
    factor = Decimal(claim.value) / Decimal(claim.value_text.replace(",", "")) if Decimal(claim.value) else Decimal(1)
    claim.value, claim.value_text, claim.quote = plain(number * factor), printed, quote
    sentence.relation = ""  # what it states no longer holds
    return quote.strip()


def _planter(
    kind: str,
    relation: str,
    name: str,
    change: Callable[[Decimal], Decimal],
    rules: tuple[str, ...],
) -> Planter:
    def plant(rng: Random, truth: Truth) -> Planted | None:
        found = _find(truth, relation, name)
        if found is None:
            return None
        sentence, claim = found
        before = Decimal(claim.value_text.replace(",", ""))
        after = change(before)
        if after == before or after <= 0 or claim.quote not in sentence.text:
            return None
        quote = _alter(sentence, claim, after)
        return Planted(kind=kind, rules=rules, severity="error", quotes=(quote,))

    plant.__name__ = kind
    return plant


def _wrong_word(rng: Random, truth: Truth) -> Planted | None:
    """The amount is said to fall and the rate to rise."""
    for sentence in _sentences(truth):
        if sentence.relation in ("BUD-INCOME", "BUD-BASIC-PROJ") and "增加" in sentence.text:
            sentence.text = sentence.text.replace("增加", "减少", 1)
            sentence.relation = ""
            for claim in sentence.claims:
                claim.quote = claim.quote.replace("增加", "减少", 1) if "增加" in claim.quote else claim.quote
            rules = ("TXT-DIRECTION", "TXT-GROWTH")
            return Planted(kind="direction_wrong", rules=rules, severity="error", quotes=("减少",))
    return None


def _text_total(rng: Random, truth: Truth) -> Planted | None:
    """The total in the text is not that of its parts, or of the table."""
    score = truth.stated.get("total")
    if score is None:
        return None
    changes = (Decimal("-0.7"), Decimal("0.7"), Decimal("-0.2"))
    fitting = [Decimal(score) + change for change in changes if _same_grade(Decimal(score), Decimal(score) + change)]
    if not fitting:
        return None  # one fault at a time: the grade must still fit
    wrong = plain(fitting[0])
    for sentence in _sentences(truth):
        if f"{score}分" in sentence.text.replace(" ", "") and "评" in sentence.text:
            sentence.text = sentence.text.replace(score, wrong, 1)
            rules = ("SUM-SCORE", "TXT-PART", "TXT-TOTAL")
            truth.stated["total"] = wrong
            return Planted(kind="text_total_wrong", rules=rules, severity="error", quotes=(wrong,))
    return None


def _same_grade(one: Decimal, other: Decimal) -> bool:
    return other <= 100 and grade_of(one) == grade_of(other)


def _text_grade(rng: Random, truth: Truth) -> Planted | None:
    """The grade in the text is not that of the score."""
    wrong = {"优": "中", "良": "差", "中": "优", "差": "良"}[truth.grade or "优"]
    for sentence in _sentences(truth):
        if f"“{truth.grade}”" in sentence.text:
            sentence.text = sentence.text.replace(f"“{truth.grade}”", f"“{wrong}”", 1)
            truth.stated["grade"] = wrong
            rules = ("GRD-BAND", "TXT-GRADE")
            return Planted(kind="text_grade_wrong", rules=rules, severity="decision", quotes=(f"“{wrong}”",))
    return None


PROSE_PLANTERS: tuple[Planter, ...] = (
    _planter("growth_income", "BUD-INCOME", "a_rate", lambda rate: rate + Decimal("1.7"), ("TXT-GROWTH",)),
    _planter("growth_spending", "BUD-BASIC-PROJ", "b_rate", lambda rate: rate + Decimal("2.3"), ("TXT-GROWTH",)),
    _planter("income_parts", "BUD-INCOME", "c", lambda amount: amount + Decimal("13.5"), ("BUD-INCOME", "TXT-SUM")),
    _planter(
        "spending_parts",
        "BUD-BASIC-PROJ",
        "a",
        lambda amount: amount + Decimal("40.2"),
        ("BUD-BASIC-PROJ", "TXT-SUM", "TXT-GROWTH"),
    ),
    _planter("adjustment", "BUD-ADJUST", "added", lambda amount: half_up(amount * 2), ("BUD-ADJUST",)),
    _planter("text_rate", "BUD-RATE", "rate", lambda rate: rate - Decimal("1.3"), _RATE),
    _planter("complement", "TXT-COMPLEMENT", "gap", lambda gap: gap + Decimal("0.6"), ("TXT-COMPLEMENT",)),
    _planter("rate_repeated", "TXT-COMPLEMENT", "rate", lambda rate: rate - Decimal("0.4"), _RATE),
    _planter("sum_in_text", "TXT-SUM", "v", lambda count: count + 9, ("TXT-SUM",)),
    _planter("quotient", "TXT-QUOT", "done_rate", lambda rate: rate - Decimal("1.9"), ("TXT-QUOT",)),
    _planter("split", "TXT-SPLIT", "online_n", lambda count: count + 5, ("TXT-SPLIT", "TXT-SUM")),
    _planter("staff_split", "TXT-SPLIT", "admin_n", lambda count: count + 7, ("TXT-SPLIT", "TXT-SUM")),
    _planter("count_list", "TXT-COUNT-LIST", "offices_n", lambda count: count + 1, ("TXT-COUNT-LIST",)),
    _wrong_word,
    _text_total,
    _text_grade,
)
