"""Rows of what re-scoring says: criteria, possible scores, checks, findings."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.model.findings import Evidence, Rescoring
from extractor.model.report import Report
from extractor.model.rule_arrays import to_arrays
from extractor.storage.identity import content_ids, row_id
from extractor.storage.locating import Locator, evidence_entry
from extractor.storage.records import CheckRow, CriterionRow, FindingRow, IndicatorRow, RescoreRow
from extractor.storage.values import as_json, interval_set_json, quantity_real, real, steps_json


def compose_criteria(id: str, report: Report, indicators: tuple[IndicatorRow, ...]) -> tuple[CriterionRow, ...]:
    """Compiled criteria with their rule trees."""
    return tuple(
        CriterionRow(
            id=row_id(id, "c", index),
            indicator_id=indicators[criterion.indicator].id,
            ordinal=criterion.ordinal,
            kind=criterion.kind,
            text=criterion.text,
            rule=as_json(to_arrays(criterion.rule)),
            status=criterion.status.value,
            leftover=criterion.leftover,
            remarks=as_json(list(criterion.remarks)),
            cut_off=int(criterion.cut_off),
        )
        for index, criterion in enumerate(report.criteria)
    )


def compose_rescores(
    report: Report, rescoring: Rescoring, indicators: tuple[IndicatorRow, ...]
) -> tuple[RescoreRow, ...]:
    """Possible scores beside the stated ones."""
    rows = {}
    for rescore in rescoring.rescores:
        hull = rescore.possible.hull
        rows[rescore.indicator] = RescoreRow(
            indicator_id=indicators[rescore.indicator].id,
            possible=interval_set_json(rescore.possible),
            accepting=interval_set_json(rescore.accepting),
            low=real(hull.low) if hull else None,
            high=real(hull.high) if hull else None,
            stated_score=quantity_real(report.indicators[rescore.indicator].stated_score),
            outcome=rescore.outcome.value,
            method=rescore.method,
            reason=rescore.reason,
            steps=steps_json(rescore.steps),
        )
    return tuple(rows.values())


def compose_checks(id: str, rescoring: Rescoring, locator: Locator) -> tuple[tuple[CheckRow, ...], dict[str, str]]:
    """All evaluated relations, and the row ids by the keys that findings refer to."""
    ids = [f"{id}.{digest}" for digest in content_ids(id, ((check.rule, check.key) for check in rescoring.checks))]
    by_key: dict[str, str] = {}
    for check, row in zip(rescoring.checks, ids, strict=True):
        by_key.setdefault(check.key, row)
    rows = tuple(
        CheckRow(
            id=row,
            report_id=id,
            ordinal=ordinal,
            rule=check.rule,
            outcome=check.outcome.value,
            subject=check.subject,
            stated=check.stated,
            low=real(check.computed.low) if check.computed else None,
            high=real(check.computed.high) if check.computed else None,
            fit=check.fit.value if check.fit else None,
            steps=steps_json(check.steps),
            reason=check.reason,
            reading=check.reading,
            readings=as_json(list(check.readings)),
            evidence=_evidence_json(check.evidence, locator),
        )
        for ordinal, (row, check) in enumerate(zip(ids, rescoring.checks, strict=True))
    )
    return rows, by_key


def compose_findings(
    id: str, rescoring: Rescoring, locator: Locator, check_ids: Mapping[str, str]
) -> tuple[FindingRow, ...]:
    """Findings under ids that reviews can refer to over re-runs."""
    ids = content_ids(id, ((finding.rule, finding.key) for finding in rescoring.findings))
    return tuple(
        FindingRow(
            id=row,
            report_id=id,
            check_id=check_ids.get(finding.check),
            ordinal=ordinal,
            rule=finding.rule,
            severity=finding.severity.value,
            fault=finding.fault.value,
            message=finding.message,
            message_en=finding.message_en,
            stated=finding.stated,
            computed=finding.computed,
            difference=finding.difference,
            repair=finding.repair,
            repair_en=finding.repair_en,
            page=finding.page if finding.page is not None else _first_page(finding.evidence, locator),
            evidence=_evidence_json(finding.evidence, locator),
            steps=steps_json(finding.steps),
            consequences=as_json([check_ids[key] for key in finding.consequences if key in check_ids]),
        )
        for ordinal, (row, finding) in enumerate(zip(ids, rescoring.findings, strict=True))
    )


def _evidence_json(evidence: tuple[Evidence, ...], locator: Locator) -> str:
    return as_json([evidence_entry(entry, locator) for entry in evidence])


def _first_page(evidence: tuple[Evidence, ...], locator: Locator) -> int | None:
    pages = (entry.page if entry.page is not None else locator.page(entry.span) for entry in evidence)
    return next((page for page in pages if page is not None), None)
