"""Gold of what the sentences of a synthetic report state: metrics, relations, and the checks that must hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extractor.evaluation.synthetic.truth import Claim, Link, Sentence, Truth

# The rules that may rightly judge a relation of a kind; which one depends on what its figures are called.
RULES = {
    "sum": ("TXT-SUM", "TXT-SPLIT", "BUD-INCOME", "BUD-BASIC-PROJ", "BUD-ADJUST", "BUD-SANGONG", "BUD-UNSPENT"),
    "ratio": ("TXT-QUOT", "TXT-SHARE", "TXT-RATE", "BUD-RATE"),
    "growth": ("TXT-GROWTH",),
    "growth_from": ("TXT-GROWTH",),
    "difference": ("TXT-SUM", "TXT-GROWTH", "BUD-UNSPENT"),
    "complement": ("TXT-COMPLEMENT",),
    "count_list": ("TXT-COUNT-LIST",),
}
# Units whose numbers one may call by either of two kinds: a lag in points, an area as count or amount, a share.
_OF_TWO_KINDS = frozenset({"个百分点", "亩", "公里", "平方米", "天", "%"})
_SCORE = "分"


def sentences(truth: Truth) -> Iterator[Sentence]:
    """All sentences of the narrative."""
    return (sentence for passage in truth.passages for sentence in passage.sentences)


def metrics_of(truth: Truth) -> list[dict[str, Any]]:
    """Every figure of the prose; scores and points are statements first, and may be read as metrics too."""
    return [_metric(sentence, claim) for sentence in sentences(truth) for claim in sentence.claims]


def _metric(sentence: Sentence, claim: Claim) -> dict[str, Any]:
    kind = _kind(sentence, claim)
    return {
        **({"kind": kind} if kind else {}),
        **({"optional": True} if claim.unit == _SCORE else {}),
        "value": claim.value,
        "unit": claim.unit,
        "value_text": claim.value_text,
        "unit_text": claim.unit_text,
        "approximation": claim.approximation,
        "quote": sentence.quote(claim),
    }


def _kind(sentence: Sentence, claim: Claim) -> str:
    for link in sentence.links:
        if link.kind in ("growth", "growth_from") and link.result == claim.name:
            return "" if link.optional else "change_rate"
        if link.kind in ("growth", "difference") and claim.name == link.operands[1]:
            return "change" if link.kind == "growth" else ""
        if link.kind == "difference" and claim.name == link.result:
            return ""  # the amount of a change
    if claim.unit == "元":
        return "amount"
    if claim.unit == _SCORE:
        return "score"
    return "" if claim.unit in _OF_TWO_KINDS else "count"


def relations_of(truth: Truth) -> list[dict[str, Any]]:
    """What the sentences state, each relation by its kind and the places of its figures; the result's comes first.

    A fact that is told several times may be linked with itself, and scores with the total that they make.
    """
    stated = [
        {
            "kind": link.kind,
            "quotes": [sentence.place(sentence.claim(name)) for name in link.names],
            **({"optional": True} if link.optional else {}),
        }
        for sentence in sentences(truth)
        for link in sentence.links
    ]
    facts: dict[str, list[str]] = {}
    for sentence in sentences(truth):
        for claim in sentence.claims:
            if claim.fact:
                facts.setdefault(claim.fact, []).append(sentence.place(claim))
    repeated = [{"kind": "repeat", "quotes": quotes, "optional": True} for quotes in facts.values() if len(quotes) > 1]
    scores = [
        sentence.place(claim) for sentence in sentences(truth) for claim in sentence.claims if claim.unit == _SCORE
    ]
    return [*stated, *repeated, *([{"kind": "any", "quotes": scores, "optional": True}] if scores else [])]


def holding(truth: Truth) -> list[dict[str, Any]]:
    """The checks that must come out consistent: one for every relation that is stated and was not broken."""
    return [
        {
            "rule": RULES[link.kind][0],
            "rules": list(RULES[link.kind]),
            "outcome": "consistent",
            "quotes": [_shown(sentence, link)],
        }
        for sentence in sentences(truth)
        if not sentence.broken
        for link in sentence.links
        if link.kind in RULES and not link.optional
    ]


def _shown(sentence: Sentence, link: Link) -> str:
    return sentence.quote(sentence.claim(link.result or link.operands[-1]))
