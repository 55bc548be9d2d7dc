"""Ids that follow from content alone, so that the same file gets the same ids on every machine and in every run."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

_REPORT_DIGITS = 16
_CONTENT_DIGITS = 16


def report_id(sha256: str, number: int) -> str:
    """The id of the `number`-th report (from 1) of a file: `-2`, `-3` … mark further reports of the same file."""
    first = sha256[:_REPORT_DIGITS]
    return first if number == 1 else f"{first}-{number}"


def row_id(report: str, letter: str, ordinal: int) -> str:
    """The id of a row that is known by its place in the report: `letter` names the table."""
    return f"{report}.{letter}{ordinal:04d}"


def content_ids(report: str, keys: Iterable[tuple[str, str]]) -> list[str]:
    """Ids of rows that are known by what they compare: a hash of report, rule and key.

    They stay the same when rows come or go before them. Two rows that compare the very same get `-2`, `-3`.
    """
    seen: Counter[str] = Counter()
    ids = []
    for rule, key in keys:
        digest = hashlib.sha256("\x1f".join((report, rule, key)).encode()).hexdigest()[:_CONTENT_DIGITS]
        seen[digest] += 1
        ids.append(digest if seen[digest] == 1 else f"{digest}-{seen[digest]}")
    return ids
