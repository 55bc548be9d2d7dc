"""Results as JSON: the rows of the database under its own names, with stored JSON opened up."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, fields

from extractor.storage.records import ROW_TABLES, ReportRecords

_JSON_COLUMNS = frozenset(
    (
        *("operands", "result", "concerns", "remarks", "possible", "accepting"),
        *("steps", "readings", "evidence", "consequences"),
    )
)
_RULE_TREE = ("criteria", "rule")  # elsewhere `rule` is the code of a rule
_BULKY = frozenset({"cells", "pages"})


def report_entry(records: ReportRecords, *, everything: bool = False) -> dict[str, object]:
    """One report as JSON objects, one key a table; cells, pages and the text only with `everything`."""
    entry: dict[str, object] = {"report": asdict(records.report)}
    if everything:
        entry["text"] = records.text.text
    for table, _ in ROW_TABLES:
        if everything or table not in _BULKY:
            entry[table] = rows_entry(table, getattr(records, table))
    entry["coverage"] = coverage_entry(records)
    return entry


def rows_entry(table: str, rows: Iterable[object]) -> list[dict[str, object]]:
    """Rows as JSON objects."""
    return [
        {column.name: _opened(table, column.name, getattr(row, column.name)) for column in fields(row)}  # type: ignore[arg-type]
        for row in rows
    ]


def _opened(table: str, column: str, value: object) -> object:
    if (column in _JSON_COLUMNS or (table, column) == _RULE_TREE) and isinstance(value, str) and value:
        return json.loads(value)
    return value


def coverage_entry(records: ReportRecords) -> dict[str, object]:
    """The coverage statement: how much was read, how many relations were found and how they came out."""
    outcomes = [check.outcome for check in records.checks]
    statuses = [criterion.status for criterion in records.criteria]
    reasons: dict[str, int] = {}
    for check in records.checks:
        if check.outcome == "undecidable":
            reasons[check.reason] = reasons.get(check.reason, 0) + 1
    return {
        "numbers_seen": records.report.numbers_seen,
        "numbers_placed": records.report.numbers_placed,
        "share": records.report.coverage,
        "relations": len(outcomes),
        "consistent": outcomes.count("consistent"),
        "inconsistent": outcomes.count("inconsistent"),
        "undecidable": outcomes.count("undecidable"),
        "undecidable_by_reason": dict(sorted(reasons.items())),
        "criteria": len(statuses),
        "criteria_compiled": statuses.count("compiled"),
        "criteria_partial": statuses.count("partial"),
        "notes": json.loads(records.report.coverage_notes),
        "leftovers": len(records.leftovers),
        "reading_faults": len(records.reading_faults),
    }


def as_text(value: object, *, indent: int | None = 2) -> str:
    """JSON for people and programs: Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, indent=indent)
