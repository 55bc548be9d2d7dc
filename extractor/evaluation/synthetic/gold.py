"""The gold of a synthetic report, in the form of the gold contract."""

from __future__ import annotations

from typing import Any

from extractor.evaluation.synthetic.faults import prints_grade
from extractor.evaluation.synthetic.gold_relations import holding, metrics_of, relations_of, sentences
from extractor.evaluation.synthetic.lists import scheme
from extractor.evaluation.synthetic.truth import Row, Truth, plain


def gold_of(truth: Truth, *, file: str, kind: str, variant: str) -> dict[str, Any]:
    """What a reader of the file should find; `clean` is True where nothing was planted."""
    report: dict[str, Any] = {"fiscal_year": truth.year, "kind": truth.kind}
    if _names_agency(truth):
        report["agency"] = truth.agency
    if truth.project:
        report["project"] = truth.project
    if truth.total_text:
        report["stated_total"] = truth.stated.get("total", truth.total_text) if not truth.table else truth.total_text
    if truth.grade and (truth.passages or not truth.table or prints_grade(truth)):
        report["stated_grade"] = truth.grade if truth.table else truth.stated.get("grade", truth.grade)
    return {
        "file": file,
        "scheme": truth.scheme,
        "format": kind,
        "variant": variant,
        "clean": not truth.planted,
        "report": report,
        "sections": _sections(truth),
        "statements": _statements(truth),
        "indicators": _indicators(truth) if truth.table else [],
        "budgets": _budgets(truth) if truth.table else [],
        "metrics": metrics_of(truth),
        "relations": relations_of(truth),
        "relations_complete": not truth.table,
        "checks": _checks(truth, variant),
        "not_findings": [],
    }


def _names_agency(truth: Truth) -> bool:
    """Whether the agency is printed anywhere: titles of project narratives may leave it out."""
    told = any(truth.agency in sentence.text for sentence in sentences(truth))
    return truth.table or truth.agency in truth.title or told


def _sections(truth: Truth) -> list[dict[str, Any]]:
    return [{"level": passage.level, "number": passage.number, "title": passage.title} for passage in truth.passages]


def _statements(truth: Truth) -> list[dict[str, Any]]:
    """Only results told in prose; total and grade of a table are part of `report`."""
    found: dict[str, dict[str, Any]] = {}
    for sentence in sentences(truth):
        printed = {claim.name for claim in sentence.claims if claim.unit == "分"}
        if "score" in printed:
            found["total"] = {"kind": "total", "value": truth.stated["total"], "quote": sentence.text}
            for grade in "优良中差":
                if f"“{grade}”" in sentence.text:
                    found["grade"] = {"kind": "grade", "grade": grade, "quote": sentence.text}
        for index, (name, points) in enumerate(truth.stated_points.items(), 1):
            if f"s{index}" in printed:
                told = {"points": points} if f"p{index}" in printed else {}
                found[name] = {
                    "kind": "category",
                    "name": name,
                    "value": truth.stated[name],
                    **told,
                    "quote": sentence.text,
                }
    return list(found.values())


def _indicators(truth: Truth) -> list[dict[str, Any]]:
    columns = scheme(truth.scheme)["columns"]
    found = []
    for row in truth.rows:
        entry: dict[str, Any] = {"name": row.name}
        if "level1" in columns:
            entry |= {"level1": row.level1, "level2": row.level2}
        if "points" in columns or truth.scheme == "hubei":
            entry["points"] = plain(row.points)
        if "score" in columns and row.score_text:
            entry["stated_score"] = row.score_text
        if "target" in columns:
            entry |= {"target_text": row.target, "actual_text": row.actual}
        elif "target_value" in columns and row.kind != "state":
            entry |= {"target": _base(row), "actual_text": row.actual}
        for name in ("criterion", "basis", "explanation"):
            if name in columns:
                entry[name] = getattr(row, name)
        if "reason" in columns:
            entry["deviation_reason"] = row.reason
        found.append(entry)
    return found


def _base(row: Row) -> str:
    """The target in base units (元), as the contract has it."""
    if row.target_value is None:
        return ""
    return plain(row.target_value * (10000 if row.unit.startswith("万") else 1))


def _budgets(truth: Truth) -> list[dict[str, Any]]:
    style = scheme(truth.scheme)["funds"]
    found = []
    for index, fund in enumerate(truth.funds):
        entry: dict[str, Any] = {"adjusted": plain(fund.adjusted * 10000)}
        if style != "chongqing":  # that form prints no name of the row
            entry["item"] = fund.item.removeprefix("其中：")
        entry["spent"] = plain(fund.spent * 10000)
        if style not in ("hubei", "hebei"):
            entry["initial"] = plain(fund.initial * 10000)
        if fund.rate.endswith("%"):
            entry["rate"] = plain_rate(fund.rate)
        if index == 0 and truth.budget_score is not None:
            entry |= {"points": plain(truth.budget_points), "stated_score": plain(truth.budget_score)}
        found.append(entry)
    return found


def plain_rate(text: str) -> str:
    """A rate without its sign."""
    return text.rstrip("%")


def _checks(truth: Truth, variant: str) -> list[dict[str, Any]]:
    """Every planted fault, and every relation of the prose that holds."""
    planted = [
        {
            "rule": fault.rules[0],
            "rules": list(fault.rules),
            "outcome": "inconsistent",
            "severity": fault.severity,
            "fault": "report",
            "fault_kind": fault.kind,
            "variant": variant,
            "quotes": list(fault.quotes),
        }
        for fault in truth.planted
    ]
    return [*planted, *holding(truth)]
