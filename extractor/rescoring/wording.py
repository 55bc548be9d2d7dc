"""Explanations of re-scored rows, from the phrases of the packs."""

from __future__ import annotations

from decimal import Decimal

from extractor.model.criteria import Criterion
from extractor.model.findings import Outcome, Step
from extractor.model.interval_sets import IntervalSet
from extractor.model.intervals import Interval, format_decimal
from extractor.packs import Packs
from extractor.rescoring.facts import Found, RowFacts
from extractor.rescoring.rule_text import in_english, in_words

_LONGEST = 60


def phrase(packs: Packs, which: str, /, **slots: str) -> Step:
    """A sentence of the packs in both languages."""
    found = packs.rules.phrases[which]
    return Step(zh=found.zh.fill(slots), en=found.en.fill(slots))


def phrase_of(packs: Packs, name: str, zh: dict[str, str], en: dict[str, str]) -> Step:
    """A sentence whose slots are worded differently in the two languages."""
    found = packs.rules.phrases[name]
    return Step(zh=found.zh.fill(zh), en=found.en.fill(en))


def criterion_steps(criterion: Criterion, facts: RowFacts, packs: Packs) -> tuple[Step, ...]:
    """How the criterion was read, what the report says of its facts, and what it leaves out."""
    steps = [
        phrase_of(packs, "row-criterion", {"rule": in_words(criterion.rule)}, {"rule": in_english(criterion.rule)})
    ]
    if criterion.leftover:
        steps.append(phrase(packs, "row-unread", text=short(criterion.leftover)))
    steps += [_fact(fact, packs) for fact in facts.found]
    if facts.missing:
        steps.append(phrase(packs, "row-missing", names="、".join(short(name) for name in facts.missing)))
    return tuple(steps)


def _fact(fact: Found, packs: Packs) -> Step:
    strength = phrase(packs, f"strength-{fact.strength.name.lower()}")
    shared = {"name": short(fact.name), "value": fact.said, "source": short(fact.source)}
    return phrase_of(packs, "row-fact", {**shared, "strength": strength.zh}, {**shared, "strength": strength.en})


def result_step(points: Decimal, possible: IntervalSet, score: str, outcome: Outcome, packs: Packs) -> Step:
    """What is possible, what is stated, and whether they agree."""
    said = phrase(packs, f"outcome-{outcome.value}")
    shared = {"points": format_decimal(points), "set": str(possible), "score": score}
    return phrase_of(packs, "row-result", {**shared, "outcome": said.zh}, {**shared, "outcome": said.en})


def backwards_step(name: str, needed: IntervalSet, score: str, packs: Packs) -> Step:
    """Which values of a number would give the stated score."""
    if needed.is_empty:
        return phrase(packs, "row-impossible", name=name, score=score)
    return phrase(packs, "row-backwards", name=name, score=score, set=str(needed))


def form_steps(remarks: tuple[str, ...], points: Decimal, packs: Packs) -> tuple[Step, ...]:
    """The weaknesses of a criterion's own text."""
    steps: list[Step] = []
    for remark in remarks:
        fault = phrase(packs, f"remark-{remark}")
        shown = format_decimal(points)
        steps.append(
            phrase_of(packs, "row-form", {"fault": fault.zh, "points": shown}, {"fault": fault.en, "points": shown})
        )
    return tuple(steps)


def nearest(possible: IntervalSet, stated: Interval) -> str:
    """The possible scores next to the stated one, below and above."""
    below = [
        part.high
        for part in possible.parts
        if part.high is not None and stated.low is not None and part.high <= stated.low
    ]
    above = [
        part.low
        for part in possible.parts
        if part.low is not None and stated.high is not None and part.low >= stated.high
    ]
    ends = [max(below)] if below else []
    ends += [min(above)] if above else []
    return "、".join(format_decimal(end) for end in ends)


def facts_text(facts: RowFacts) -> str:
    """The facts used, in one line."""
    return "；".join(f"{short(fact.name)}={fact.said}" for fact in facts.found)


def short(text: str) -> str:
    """Text for a sentence: one line, not longer than a screen's width."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
