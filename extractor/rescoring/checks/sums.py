"""SUM: do points and scores of a table add up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractor.model.findings import Outcome
from extractor.model.report import Indicator
from extractor.rescoring.checks.arithmetic import Claim, judged, summed, undecided
from extractor.rescoring.checks.reading import find_shifts
from extractor.rescoring.context import Context
from extractor.rescoring.equations import exact
from extractor.rescoring.verdicts import Verdict


def level3_points(context: Context) -> Iterator[Verdict]:
    """SUM-L3-L2: the points of level 3 with those of their level 2."""
    yield from _block_points(context, "SUM-L3-L2", level=2)


def level2_points(context: Context) -> Iterator[Verdict]:
    """SUM-L2-L1: the points below level 1 with those of level 1."""
    yield from _block_points(context, "SUM-L2-L1", level=1)


def _block_points(context: Context, rule: str, level: int) -> Iterator[Verdict]:
    shifts = list(find_shifts(context))
    moved = {shift.block: shift.rows for shift in shifts}
    gained = {shift.neighbour: shift.rows for shift in shifts if shift.neighbour is not None}
    for index, parent in enumerate(context.report.indicators):
        if parent.level != level or parent.points is None or not context.children[index]:
            continue
        displaced, more = moved.get(index, ()), gained.get(index, ())
        children = [entry for entry in _addends(context, index) if entry[0] not in displaced]
        children += [(row, context.report.indicators[row]) for row in more]
        pointed = [(place, exact(child.points)) for place, child in children if child.points is not None]
        if not pointed:
            continue
        claim = replace(
            summed(rule, context.path(index), [points for _, points in pointed], exact(parent.points)),
            labels=tuple(context.report.indicators[place].name for place, _ in pointed),
            result_label=parent.name,
            indicators=(index, *(place for place, _ in pointed)),
            reading="displaced_rows_put_back" if displaced or more else "",
        )
        if len(pointed) < len(children):
            yield undecided(claim, "points_missing")
            continue
        yield _by_alternatives(context, index, _unless_cut(claim, parent, context))


def _addends(context: Context, index: int) -> list[tuple[int, Indicator]]:
    """Direct children that count; where a level 2 prints no points of its own, the rows below it."""
    found: list[tuple[int, Indicator]] = []
    for child in context.children[index]:
        indicator = context.report.indicators[child]
        if indicator.role in ("leaf", "budget"):
            found.append((child, indicator))
        elif indicator.role == "category":
            if indicator.points is not None:
                found.append((child, indicator))
            else:
                found.extend((place, context.report.indicators[place]) for place in context.descendants(child))
    return found


def _unless_cut(claim: Claim, parent: Indicator, context: Context) -> Verdict:
    verdict = judged(claim)
    if verdict.outcome is Outcome.INCONSISTENT and not parent.block_complete:
        return undecided(claim, "block_incomplete")
    return verdict


def _by_alternatives(context: Context, index: int, verdict: Verdict) -> Verdict:
    """Alternative rows (二者择其一) make a failing sum undecidable: which of them counts is not said."""
    alternatives = any(context.report.indicators[child].role == "alternative" for child in context.children[index])
    if verdict.outcome is Outcome.INCONSISTENT and alternatives:
        return replace(verdict, outcome=Outcome.UNDECIDABLE, reason="alternatives", fit=None)
    return verdict
