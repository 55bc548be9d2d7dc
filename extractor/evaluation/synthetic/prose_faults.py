"""Planting faults in prose: one number, one word of a sentence changes, and its relation breaks."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from random import Random

from extractor.evaluation.synthetic.gold_relations import RULES, sentences
from extractor.evaluation.synthetic.truth import Claim, Link, Planted, Truth, grade_of

Planter = Callable[[Random, Truth], Planted | None]
# What else may rightly see the fault: the figure is told a second time, or stands in another relation too.
_ALSO = (
    "TXT-DUP",
    "TXT-DIRECTION",
    "BUD-SCORE",
    "TXT-SUM",
    "TXT-SPLIT",
    "TXT-GROWTH",
    "TXT-QUOT",
    "TXT-SHARE",
    "TXT-COMPLEMENT",
)


def _broken(kind: str, link_kinds: tuple[str, ...], pick: Callable[[Link], str]) -> Planter:
    """A planter that misprints one figure of a relation of one of the kinds."""

    def plant(rng: Random, truth: Truth) -> Planted | None:
        stated = [
            (sentence, link)
            for sentence in sentences(truth)
            for link in sentence.links
            if link.kind in link_kinds and not link.optional
        ]
        if not stated:
            return None
        sentence, link = rng.choice(stated)
        claim = sentence.claim(pick(link))
        sentence.reprint(claim, _misprint(rng, claim, whole=link.kind == "count_list"))
        rules = tuple(dict.fromkeys((*RULES[link.kind], *_ALSO)))
        return Planted(kind=kind, rules=rules, severity="error", quotes=(sentence.quote(claim).strip(),))

    plant.__name__ = kind
    return plant


def _misprint(rng: Random, claim: Claim, *, whole: bool) -> Decimal:
    """Another number of the same size: one more of a count, some points of a rate, some per cent of an amount."""
    number = Decimal(claim.value_text.replace(",", ""))
    if whole:
        return number + 1
    unit = Decimal(1).scaleb(int(number.as_tuple().exponent))
    if claim.unit in ("%", "个百分点"):
        step = Decimal(rng.choice(("0.6", "1.3", "2.4")))
        return number - step if number > 4 * step else number + step
    step = max(3 * unit, (abs(number) * rng.randint(6, 20) / 100).quantize(unit))
    return number + step


def _wrong_word(rng: Random, truth: Truth) -> Planted | None:
    """The amount is said to fall and the rate to rise."""
    for sentence in sentences(truth):
        if any(link.kind == "growth" for link in sentence.links) and "增加" in sentence.text:
            sentence.text = sentence.text.replace("增加", "减少", 1)
            sentence.broken = True
            rules = ("TXT-DIRECTION", "TXT-GROWTH")
            return Planted(kind="direction_wrong", rules=rules, severity="error", quotes=("减少",))
    return None


def _text_total(rng: Random, truth: Truth) -> Planted | None:
    """The total in the text is not that of its parts, or of the table."""
    told = [sentence for sentence in sentences(truth) if any(claim.name == "score" for claim in sentence.claims)]
    if not told or "total" not in truth.stated:
        return None
    score = Decimal(truth.stated["total"])
    fitting = [
        score + Decimal(change) for change in ("-0.7", "0.7", "-0.2") if _same_grade(score + Decimal(change), score)
    ]
    if not fitting:
        return None  # one fault at a time: the grade must still fit
    sentence, claim = told[0], told[0].claim("score")
    sentence.reprint(claim, fitting[0])
    truth.stated["total"] = claim.value
    rules = ("SUM-SCORE", "TXT-PART", "TXT-TOTAL")
    return Planted(kind="text_total_wrong", rules=rules, severity="error", quotes=(claim.value_text,))


def _same_grade(one: Decimal, other: Decimal) -> bool:
    return one <= 100 and grade_of(one) == grade_of(other)


def _text_grade(rng: Random, truth: Truth) -> Planted | None:
    """The grade in the text is not that of the score."""
    wrong = {"优": "中", "良": "差", "中": "优", "差": "良"}[truth.grade or "优"]
    for sentence in sentences(truth):
        if f"“{truth.grade}”" in sentence.text:
            sentence.text = sentence.text.replace(f"“{truth.grade}”", f"“{wrong}”", 1)
            truth.stated["grade"] = wrong
            rules = ("GRD-BAND", "TXT-GRADE")
            return Planted(kind="text_grade_wrong", rules=rules, severity="decision", quotes=(f"“{wrong}”",))
    return None


def _result(link: Link) -> str:
    return link.result or link.operands[-1]


def _part(link: Link) -> str:
    return link.operands[-1]


PROSE_PLANTERS: tuple[Planter, ...] = (
    _broken("sum_in_text", ("sum",), _result),
    _broken("part_in_text", ("sum",), _part),
    _broken("quotient", ("ratio",), _result),
    _broken("quotient_part", ("ratio",), _part),
    _broken("growth_rate", ("growth", "growth_from"), _result),
    _broken("growth_change", ("growth",), _part),
    _broken("difference_in_text", ("difference",), _result),
    _broken("complement", ("complement",), _result),
    _broken("count_list", ("count_list",), _result),
    _wrong_word,
    _text_total,
    _text_grade,
)
