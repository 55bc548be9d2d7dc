"""One document against its gold."""

from __future__ import annotations

from extractor.evaluation.accounts import Accounts
from extractor.evaluation.comparing import Places, same_number, same_text
from extractor.evaluation.criteria import compare_criteria
from extractor.evaluation.gold import Gold
from extractor.evaluation.outcomes import Groups, compare_outcomes, missed_findings
from extractor.evaluation.reading import compare_report
from extractor.evaluation.relations import compare_relations
from extractor.evaluation.scores import DocumentResult
from extractor.storage.records import ReportRecords


def compare(gold: Gold, reports: tuple[ReportRecords, ...], name: str) -> DocumentResult:
    """What of the gold was read and concluded, under the document's `name`.

    Of several reports in one file the gold speaks of the one that its facts fit best.
    """
    if not reports:
        return failed(gold, name, "no report was found in the document")
    records = max(reports, key=lambda found: (_likeness(gold, found), -len(found.report.id)))
    accounts = Accounts(name)
    places = Places(records)
    compare_report(gold, records, places, accounts)
    compare_relations(gold, records, places, accounts)
    compare_criteria(gold, records, accounts)
    groups: Groups = compare_outcomes(gold, records, places, accounts)
    return DocumentResult(document=name, fields=accounts.results(), groups=tuple(groups))


def failed(gold: Gold, name: str, reason: str) -> DocumentResult:
    """A document that could not be read: everything in its gold is missed."""
    accounts = Accounts(name)
    for fact, value in gold.report.items():
        if value not in (None, ""):
            accounts.miss(f"report.{fact}", str(value))
    for field in ("sections", "statements", "indicators", "budgets", "metrics", "relations"):
        for entry in getattr(gold, field):
            if not entry.optional:
                accounts.miss(field, str(entry.get("name") or entry.get("title") or entry.get("item") or ""))
    groups = missed_findings(gold, accounts)
    return DocumentResult(document=name, fields=accounts.results(), groups=tuple(groups), failure=reason)


def _likeness(gold: Gold, records: ReportRecords) -> int:
    report = records.report
    texts = sum(
        1 for name in ("agency", "title", "project", "kind") if same_text(gold.report.get(name), getattr(report, name))
    )
    return texts + 2 * same_number(gold.report.get("stated_total"), report.stated_total)
