"""Lists over all reports: findings to work through, reports, failures."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFilter:
    """Which findings are wanted; None or empty means any. `fault` None leaves out nothing."""

    rule: str | None = None
    severity: tuple[str, ...] = ()
    agency: str | None = None
    year: int | None = None
    fault: str | None = "report"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFinding:
    """A line of the list to work through; `verdict` is the latest of a person."""

    finding_id: str
    report_id: str
    agency: str | None
    fiscal_year: int | None
    severity: str
    fault: str
    rule: str
    message: str
    message_en: str
    stated: str
    computed: str
    difference: str
    repair: str
    page: int | None
    verdict: str | None
    file_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedReport:
    """A line of the list of reports."""

    id: str
    agency: str | None
    fiscal_year: int | None
    kind: str
    stated_total: str | None
    stated_grade: str | None
    status: str
    findings: int
    file_name: str
    part: str


_FINDINGS = """
SELECT finding_id, report_id, agency, fiscal_year, severity, fault, rule, message, message_en, stated, computed,
    difference, repair, page, verdict, file_name
FROM v_findings
"""

_REPORTS = """
SELECT id, agency, fiscal_year, kind, coalesce(stated_total_text, stated_total), stated_grade, status,
    (SELECT count(*) FROM findings WHERE findings.report_id = reports.id AND findings.fault = 'report'),
    file_name, part
FROM reports ORDER BY agency, fiscal_year, id
"""


def list_findings(database: Database, wanted: FindingFilter) -> list[ListedFinding]:
    """The findings that `wanted` lets through, gravest first."""
    conditions: list[str] = []
    values: list[object] = []
    if wanted.rule:
        conditions.append("(rule = ? OR rule LIKE ?)")
        values += (wanted.rule.upper(), wanted.rule.upper() + "-%")
    if wanted.severity:
        conditions.append(f"severity IN ({', '.join('?' * len(wanted.severity))})")
        values += wanted.severity
    if wanted.agency:
        conditions.append("instr(coalesce(agency, ''), ?) > 0")
        values.append(wanted.agency)
    if wanted.year is not None:
        conditions.append("fiscal_year = ?")
        values.append(wanted.year)
    if wanted.fault:
        conditions.append("fault = ?")
        values.append(wanted.fault)
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    names = ListedFinding.__slots__
    found = database.conn.execute(_FINDINGS + where, values)
    return [ListedFinding(**dict(zip(names, row, strict=True))) for row in found]


def list_reports(database: Database) -> list[ListedReport]:
    """All reports, by agency and year."""
    names = ListedReport.__slots__
    return [ListedReport(**dict(zip(names, row, strict=True))) for row in database.conn.execute(_REPORTS)]
