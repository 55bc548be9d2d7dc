"""Grades that earn a stretch of the points: which there are, and where one ends and the next begins."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from extractor.model.criteria import Choice, Discretion, Hole, Option, Points, Rule
from extractor.recognition.criteria.grouping import Branch

_WHOLE_STEP = Decimal("0.2")  # grades in whole per cent or whole points leave a gap of one


def graded(rules: list[tuple[Branch, Rule]], base: Decimal | None) -> Rule:
    """A choice between grades of which each earns a stretch of the points."""
    shares = closed_up([rule for _, rule in rules], base)
    labels = ["其他" if branch.otherwise else branch.clause.condition for branch, _ in rules]
    options = [Option(label=label, rule=rule) for label, rule in zip(labels, shares, strict=True)]
    lowest = min(rule.low for rule in shares if isinstance(rule, Discretion))
    if lowest > 0 and not any(branch.otherwise for branch, _ in rules):
        options.append(Option(label="未列明", rule=Hole(why="no clause for this case")))
    return Choice(subject="等级", options=tuple(options))


def closed_up(rules: list[Rule], base: Decimal | None) -> list[Rule]:
    """Grades end where the better one begins: 80%（含） is the first grade's, 80-89 goes up to 90, 2-3分 up to 4."""
    lows = {rule.low for rule in rules if isinstance(rule, Discretion)}
    fixed = {rule.points / base for rule in rules if isinstance(rule, Points) and base}
    step = max(_WHOLE_STEP, 1 / base) if base else _WHOLE_STEP
    result: list[Rule] = []
    for rule in rules:
        if isinstance(rule, Discretion):
            above = [low for low in lows if rule.high <= low > rule.low] + [low for low in fixed if low > rule.high]
            if above and min(above) - rule.high <= step:
                rule = replace(rule, high=min(above), high_open=True)
        result.append(rule)
    return result
