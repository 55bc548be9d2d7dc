"""Comparing what was read: facts, sections, statements, metrics; tables have a module of their own."""

from __future__ import annotations

from extractor.evaluation.accounts import Accounts, compare_values, match
from extractor.evaluation.comparing import Places, exact, same_number, same_text
from extractor.evaluation.gold import Gold, GoldEntry
from extractor.evaluation.table_rows import compare_budgets, compare_indicators
from extractor.storage.records import MetricRow, ReportRecords, SectionRow, StatementRow

_KINDS = {"change_abs": "change"}


_FACTS = (
    *("agency", "region", "region_code", "fiscal_year", "kind", "title", "project"),
    *("stated_total", "stated_grade"),
)


def compare_report(gold: Gold, records: ReportRecords, places: Places, accounts: Accounts) -> None:
    """Everything that the gold annotates of one report."""
    compare_values("report", gold.report, records.report, _FACTS, accounts)
    _compare_sections(gold, records, accounts)
    _compare_statements(gold, records, places, accounts)
    compare_indicators(gold, records, accounts)
    compare_budgets(gold, records, accounts)
    _compare_metrics(gold, records, places, accounts)


def _compare_sections(gold: Gold, records: ReportRecords, accounts: Accounts) -> None:
    def fit(wanted: GoldEntry, section: SectionRow) -> float:
        same = exact(wanted.get("level")) == section.level and same_text(wanted.get("number"), section.number)
        return float(same and same_text(wanted.get("title"), section.title))

    if gold.sections:
        match(gold.sections, records.sections, fit, "sections", _gold_section, _read_section, accounts)


def _gold_section(entry: GoldEntry) -> str:
    return f"{entry.get('level')} {entry.get('number')}{entry.get('title')}"


def _read_section(section: SectionRow) -> str:
    return f"{section.level} {section.number}{section.title}"


def _compare_statements(gold: Gold, records: ReportRecords, places: Places, accounts: Accounts) -> None:
    """A statement is found when value or grade and place agree; kind, name and points are compared apart."""
    if not gold.statements:
        return

    def fit(wanted: GoldEntry, statement: StatementRow) -> float:
        if not same_number(wanted.get("value"), statement.value) or (
            (wanted.get("grade") or "") != (statement.grade or "")
        ):
            return 0.0
        if not places.touches(wanted.quotes, statement.char_start, statement.char_end):
            return 0.0
        in_section = not wanted.section or places.path(statement.char_start) == wanted.section
        if len(places.spans(wanted.quotes[0])) > 1 and not in_section:
            return 0.0
        kind = wanted.get("kind") == statement.kind
        return 1.0 + kind + 0.5 * same_text(wanted.get("name"), statement.name) + 0.25 * in_section

    # What a table says as well is not annotated as a statement of its own.
    offered = [statement for statement in records.statements if statement.source != "table"]
    for wanted, statement in match(
        gold.statements, offered, fit, "statements", _gold_statement, _read_statement, accounts
    ):
        compare_values("statements", wanted.values, statement, ("kind", "name", "points"), accounts, wanted.quotes[0])


def _gold_statement(entry: GoldEntry) -> str:
    return f"{entry.get('kind')} {entry.get('name')} {entry.get('grade') or entry.get('value')} [{entry.section}]"


def _read_statement(statement: StatementRow) -> str:
    return f"{statement.kind} {statement.name} {statement.grade or statement.value_text}: {statement.quote[:40]}"


def _compare_metrics(gold: Gold, records: ReportRecords, places: Places, accounts: Accounts) -> None:
    """A metric is found when value, base unit and place agree.

    False alarms are counted only in the top sections that the gold speaks of: nobody annotated the others. A second
    reading of the same quantity at the same place is no false quantity.
    """
    if not gold.metrics:
        return

    def agrees(wanted: GoldEntry, metric: MetricRow) -> bool:
        return _same_value(wanted, metric) and places.touches(wanted.quotes, metric.char_start, metric.char_end)

    def fit(wanted: GoldEntry, metric: MetricRow) -> float:
        if not agrees(wanted, metric):
            return 0.0
        kind = wanted.get("kind") or ""
        same_kind = _KINDS.get(kind, kind) == metric.kind
        in_section = not wanted.section or places.path(metric.char_start) == wanted.section
        return 1.0 + same_kind + 0.5 * in_section + 0.25 * (not wanted.optional)

    annotated = {entry.section.split("/")[0] for entry in gold.metrics if entry.section}

    def excused(metric: MetricRow) -> bool:
        outside = annotated and places.path(metric.char_start).split("/")[0] not in annotated
        # A stated score is a true quantity as well; gold lists it among the statements.
        known = (*gold.metrics, *gold.statements) if metric.kind == "score" else gold.metrics
        return bool(outside) or any(agrees(wanted, metric) for wanted in known)

    for wanted, metric in match(
        gold.metrics, records.metrics, fit, "metrics", _gold_metric, _read_metric, accounts, excused
    ):
        if not wanted.optional:
            values = dict(wanted.values)
            if values.get("kind"):
                values["kind"] = _KINDS.get(str(values["kind"]), values["kind"])
            compare_values("metrics", values, metric, ("kind", "name", "approximation"), accounts, wanted.quotes[0])


def _same_value(wanted: GoldEntry, metric: MetricRow) -> bool:
    if wanted.get("value") is None:
        return metric.value is None
    unit = wanted.get("unit") if "unit" in wanted.values else metric.unit
    return same_number(wanted.get("value"), metric.value) and same_text(unit, metric.unit)


def _gold_metric(entry: GoldEntry) -> str:
    quote = entry.quotes[0] if entry.quotes else ""
    return f"{entry.get('name') or ''} {entry.get('value')} {entry.get('unit')} [{entry.section}] {quote[:40]}"


def _read_metric(metric: MetricRow) -> str:
    return f"{metric.name} {metric.value} {metric.unit} ({metric.kind}): {metric.quote[:40]}"
