"""Comparing what criteria allow: the sets of possible scores, strict and accepting, and the outcome."""

from __future__ import annotations

import json
import re
from decimal import Decimal

from extractor.errors import UsageError
from extractor.evaluation.accounts import Accounts
from extractor.evaluation.comparing import assign, same_text
from extractor.evaluation.gold import Gold, GoldEntry
from extractor.model.interval_sets import IntervalSet
from extractor.model.intervals import Interval
from extractor.storage.records import IndicatorRow, ReportRecords, RescoreRow

_PART = re.compile(r"[\[(][^\])]*[\])]|[^,{}\s]+")
_SETS = (("possible_strict", "possible"), ("possible_accepting", "accepting"))


def compare_criteria(gold: Gold, records: ReportRecords, accounts: Accounts) -> None:
    """Sets are compared exactly: a wider set proves less, a narrower one may accuse."""
    if not gold.criteria:
        return
    by_id = {indicator.id: indicator for indicator in records.indicators}
    scored = [(by_id[rescore.indicator_id], rescore) for rescore in records.rescores]

    def fit(wanted: GoldEntry, row: tuple[IndicatorRow, RescoreRow]) -> float:
        return float(same_text(wanted.get("indicator"), row[0].name))

    pairs, missed, _ = assign(gold.criteria, scored, fit)
    for left in missed:
        accounts.miss("criteria", str(gold.criteria[left].get("indicator")))
    for left, right in pairs:
        accounts.hit("criteria")
        _compare_sets(gold.criteria[left], scored[right][1], accounts)


def _compare_sets(wanted: GoldEntry, rescore: RescoreRow, accounts: Accounts) -> None:
    name = str(wanted.get("indicator"))
    for key, column in _SETS:
        told = wanted.get(key)
        if told is None:
            continue
        got = stored_set(getattr(rescore, column))
        if read_set(told) == got:
            accounts.hit(f"criteria.{column}")
        else:
            accounts.wrong(f"criteria.{column}", f"{name}: {told}", str(got))
    outcome = wanted.get("outcome")
    if outcome == rescore.outcome:
        accounts.hit("criteria.outcome")
    elif outcome:
        accounts.wrong("criteria.outcome", f"{name}: {outcome}", rescore.outcome)


def read_set(text: str) -> IntervalSet:
    """A set as gold writes it: `2`, `{1, 2}`, `{[0,1), 2}`.

    Raises:
        UsageError: it is none.
    """
    try:
        return IntervalSet.of(*(_interval(part) for part in _PART.findall(text)))
    except (ArithmeticError, ValueError) as fault:
        raise UsageError(f"{text!r} is no set of scores", expected="such as 2, {1, 2} or {[0,1), 2}") from fault


def _interval(part: str) -> Interval:
    if part[0] not in "[(":
        return Interval.point(Decimal(part))
    low, high = (Decimal(end) for end in part[1:-1].split(","))
    return Interval(low=low, high=high, low_open=part[0] == "(", high_open=part[-1] == ")")


def stored_set(stored: str) -> IntervalSet:
    """A set as the database holds it."""
    return IntervalSet.of(
        *(
            Interval(
                low=None if part["low"] is None else Decimal(part["low"]),
                high=None if part["high"] is None else Decimal(part["high"]),
                low_open=part.get("low_open", False),
                high_open=part.get("high_open", False),
            )
            for part in json.loads(stored)
        )
    )
