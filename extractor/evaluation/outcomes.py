"""Comparing what was concluded: checks, findings, and what must not be taken for a fault."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from extractor.evaluation.accounts import Accounts
from extractor.evaluation.comparing import Places, assign
from extractor.evaluation.gold import Gold, GoldEntry
from extractor.evaluation.scores import Tally
from extractor.storage.records import CheckRow, FindingRow, ReportRecords

_GRAVE = frozenset({"decision", "error"})
Groups = list[tuple[str, str, Tally]]


def compare_outcomes(gold: Gold, records: ReportRecords, places: Places, accounts: Accounts) -> Groups:
    """Compare checks and findings; returns what findings add to each group (rule, scheme, format, variant, kind)."""
    if not gold.judged:
        return []
    _compare_checks(gold, records, places, accounts)
    groups = _compare_findings(gold, records, places, accounts)
    _compare_not_findings(gold, records, places, accounts)
    return groups


def _compare_checks(gold: Gold, records: ReportRecords, places: Places, accounts: Accounts) -> None:
    """A relation of the gold is found when a check of its rule at its place came out the same way.

    Relations that the gold describes without rule and without quotes cannot be told apart from others and are passed
    over. What the gold does not mention is no false alarm: a report holds more relations than anybody lists.
    """
    wanted = [entry for entry in gold.checks if entry.rules or entry.quotes]

    def fit(entry: GoldEntry, check: CheckRow) -> float:
        agrees = check.outcome == entry.get("outcome")
        # Without a rule, another relation at the same place is no wrong answer to this one.
        if check.rule not in entry.rules if entry.rules else not agrees:
            return 0.0
        touching = _touches(entry, check.evidence, places)
        if entry.quotes and not touching and not _mentions(entry, check):
            return 0.0
        return 1.0 + 2.0 * agrees + touching

    pairs, missed, _ = assign(wanted, records.checks, fit)
    for left, right in pairs:
        entry, check = wanted[left], records.checks[right]
        if check.outcome == entry.get("outcome"):
            accounts.hit("checks")
        elif not entry.optional:
            accounts.wrong("checks", _tell(entry), f"{check.rule} {check.subject}: {check.outcome}")
    for left in missed:
        if not wanted[left].optional:
            accounts.miss("checks", _tell(wanted[left]))


def _compare_findings(gold: Gold, records: ReportRecords, places: Places, accounts: Accounts) -> Groups:
    """Planted or known faults against findings.

    A fault is found if a finding that blames the report has its rule, or one that its cause explains too. A finding of
    severity error or decision that no fault explains is a false alarm; warnings and notes are not held against it.
    """
    accounts.looked_at("findings")
    faults = [entry for entry in gold.checks if _is_fault(entry)]
    rules_of = {check.id: check.rule for check in records.checks}
    findings = [finding for finding in records.findings if finding.fault == "report"]

    def fit(entry: GoldEntry, finding: FindingRow) -> float:
        rules = {finding.rule, *(rules_of.get(id, "") for id in json.loads(finding.consequences))}
        touching = _touches(entry, finding.evidence, places)
        if entry.rules:
            return 1.0 + touching if rules & set(entry.rules) else 0.0
        return 1.0 if touching else 0.0

    pairs, missed, extra = assign(faults, findings, fit)
    groups: Groups = []
    for left, right in pairs:
        accounts.hit("findings")
        groups += _grouped(gold, findings[right].rule, faults[left], Tally(hits=1))
    groups += _missed(gold, [faults[left] for left in missed], accounts)
    explained = [entry for entry in gold.checks if entry.get("outcome") == "inconsistent"]
    for right in extra:
        finding = findings[right]
        # A second finding of the same fault is a nuisance, not a false alarm.
        again = any(fit(entry, finding) and _touches(entry, finding.evidence, places) for entry in explained)
        if finding.severity in _GRAVE and not again:
            accounts.false("findings", f"[{finding.severity}] {finding.rule} {finding.message}")
            groups += _grouped(gold, finding.rule, None, Tally(false=1))
    return groups


def missed_findings(gold: Gold, accounts: Accounts) -> Groups:
    """All faults of a document that could not be read, as missed."""
    return _missed(gold, [entry for entry in gold.checks if _is_fault(entry)], accounts)


def _missed(gold: Gold, faults: Iterable[GoldEntry], accounts: Accounts) -> Groups:
    groups: Groups = []
    for fault in faults:
        if not fault.optional:
            accounts.miss("findings", _tell(fault))
            groups += _grouped(gold, (fault.rules or ("?",))[0], fault, Tally(misses=1))
    return groups


def _is_fault(entry: GoldEntry) -> bool:
    blamed = entry.get("fault") in (None, "report") and entry.get("document_fault") != "False"
    return entry.get("outcome") == "inconsistent" and blamed and entry.get("severity") not in ("minor", "note")


def _grouped(gold: Gold, rule: str, fault: GoldEntry | None, tally: Tally) -> Groups:
    groups: Groups = [("rule", rule, tally)]
    groups += [(kind, name, tally) for kind, name in gold.tags.items()]
    if fault is not None and fault.get("fault_kind"):
        groups.append(("fault_kind", str(fault.get("fault_kind")), tally))
    return groups


def _compare_not_findings(gold: Gold, records: ReportRecords, places: Places, accounts: Accounts) -> None:
    """What looks like a fault and is none must not be blamed on the report."""
    faults = [entry for entry in gold.checks if _is_fault(entry)]
    for entry in gold.not_findings:
        if not entry.quotes:
            continue
        blamed = [
            finding
            for finding in records.findings
            if finding.fault == "report" and finding.severity in _GRAVE and _touches(entry, finding.evidence, places)
            if not any(_touches(fault, finding.evidence, places) for fault in faults)
        ]
        if blamed:
            accounts.false("not_findings", f"{blamed[0].rule} {blamed[0].message}", str(entry.get("what") or ""))
        else:
            accounts.hit("not_findings")


def _touches(entry: GoldEntry, evidence: str, places: Places) -> bool:
    return bool(entry.quotes) and any(
        places.touches(entry.quotes, start, end) for start, end in _places_of(json.loads(evidence))
    )


def _places_of(evidence: Sequence[dict[str, int]]) -> Iterator[tuple[int | None, int | None]]:
    return ((piece.get("char_start"), piece.get("char_end")) for piece in evidence)


def _mentions(entry: GoldEntry, check: CheckRow) -> bool:
    """Whether a check without places at least states the quoted figures."""
    stated = f"{check.subject} {check.stated}".replace(",", "")
    return any(quote.replace(",", "") in stated for quote in entry.quotes if quote)


def _tell(entry: GoldEntry) -> str:
    rules: Iterable[str] = entry.rules or (entry.get("kind") or "",)
    note = entry.get("note") or entry.get("name") or entry.get("fault_kind") or "; ".join(entry.quotes)
    return f"{'/'.join(rules)} {entry.get('outcome')}: {note}"
