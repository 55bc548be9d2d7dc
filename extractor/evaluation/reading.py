"""Comparing what was read: facts, sections, statements, indicators, funds, metrics."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from extractor.evaluation.comparing import Places, assign, exact, normal, same_number, same_text
from extractor.evaluation.gold import Gold, GoldEntry
from extractor.evaluation.scores import FieldResult, Slip, Tally
from extractor.storage.records import BudgetRow, IndicatorRow, MetricRow, ReportRecords, SectionRow, StatementRow

Row = TypeVar("Row")
_NUMBERS = frozenset(
    {
        "fiscal_year",
        "stated_total",
        "points",
        "stated_score",
        "value",
        "initial",
        "adjusted",
        "received",
        "spent",
        "rate",
    }
)
_KINDS = {"change_abs": "change"}


class Accounts:
    """The running account of one document: tallies and slips by field."""

    def __init__(self, document: str) -> None:
        self._document = document
        self._tallies: dict[str, Tally] = {}
        self._slips: dict[str, list[Slip]] = {}

    def hit(self, field: str, count: int = 1) -> None:
        """Right."""
        self._tallies[field] = self._tallies.get(field, Tally()).plus(Tally(hits=count))

    def miss(self, field: str, gold: str, read: str = "") -> None:
        """There, and not read."""
        self._count(field, Tally(misses=1), "miss", gold, read)

    def false(self, field: str, read: str, gold: str = "") -> None:
        """Read, and not there."""
        self._count(field, Tally(false=1), "false", gold, read)

    def wrong(self, field: str, gold: str, read: str) -> None:
        """There, and read as something else: a miss and a false alarm."""
        self._count(field, Tally(misses=1, false=1), "wrong", gold, read)

    def _count(self, field: str, tally: Tally, what: str, gold: str, read: str) -> None:
        self._tallies[field] = self._tallies.get(field, Tally()).plus(tally)
        self._slips.setdefault(field, []).append(
            Slip(document=self._document, field=field, what=what, gold=gold, read=read)
        )

    def results(self) -> tuple[FieldResult, ...]:
        """All fields."""
        return tuple(
            FieldResult(field=field, tally=tally, slips=tuple(self._slips.get(field, ())))
            for field, tally in self._tallies.items()
        )


def compare_values(
    field: str, gold: Mapping[str, str | None], row: object, names: Sequence[str], accounts: Accounts, label: str = ""
) -> None:
    """Compare the annotated ones of `names`: numbers exactly, texts normalised; each is a field of its own."""
    for name in names:
        if name not in gold:
            continue
        wanted, got = gold[name], getattr(row, name)
        equal = same_number(wanted, got) if name in _NUMBERS else same_text(wanted, got)
        told = f"{label}: {wanted}" if label else str(wanted)
        if equal:
            if wanted not in (None, ""):
                accounts.hit(f"{field}.{name}")
        elif got in (None, ""):
            accounts.miss(f"{field}.{name}", told)
        elif wanted in (None, ""):
            accounts.false(f"{field}.{name}", str(got), told)
        else:
            accounts.wrong(f"{field}.{name}", told, str(got))


_FACTS = (
    *("agency", "region", "region_code", "fiscal_year", "kind", "title", "project"),
    *("stated_total", "stated_grade"),
)


def compare_report(gold: Gold, records: ReportRecords, places: Places, accounts: Accounts) -> None:
    """Everything that the gold annotates of one report."""
    compare_values("report", gold.report, records.report, _FACTS, accounts)
    _compare_sections(gold, records, accounts)
    _compare_statements(gold, records, places, accounts)
    _compare_indicators(gold, records, accounts)
    _compare_budgets(gold, records, accounts)
    _compare_metrics(gold, records, places, accounts)


def _compare_sections(gold: Gold, records: ReportRecords, accounts: Accounts) -> None:
    def fit(wanted: GoldEntry, section: SectionRow) -> float:
        same = exact(wanted.get("level")) == section.level and same_text(wanted.get("number"), section.number)
        return float(same and same_text(wanted.get("title"), section.title))

    if gold.sections:
        _count(gold.sections, records.sections, fit, "sections", _gold_section, _read_section, accounts)


def _gold_section(entry: GoldEntry) -> str:
    return f"{entry.get('level')} {entry.get('number')}{entry.get('title')}"


def _read_section(section: SectionRow) -> str:
    return f"{section.level} {section.number}{section.title}"


def _count(
    wanted: Sequence[GoldEntry],
    offered: Sequence[Row],
    fit: Callable[[GoldEntry, Row], float],
    field: str,
    tell_gold: Callable[[GoldEntry], str],
    tell_read: Callable[[Row], str],
    accounts: Accounts,
    excused: Callable[[Row], bool] = lambda row: False,
) -> Iterator[tuple[GoldEntry, Row]]:
    """Match and count; returns the pairs. Optional gold may be missed; `excused` rows are no false alarms."""
    pairs, missed, extra = assign(wanted, offered, fit)
    for left, _ in pairs:
        if not wanted[left].optional:
            accounts.hit(field)
    for left in missed:
        if not wanted[left].optional:
            accounts.miss(field, tell_gold(wanted[left]))
    for right in extra:
        if not excused(offered[right]):
            accounts.false(field, tell_read(offered[right]))
    return iter([(wanted[left], offered[right]) for left, right in pairs])


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
    for wanted, statement in _count(
        gold.statements, offered, fit, "statements", _gold_statement, _read_statement, accounts
    ):
        compare_values("statements", wanted.values, statement, ("kind", "name", "points"), accounts, wanted.quotes[0])


def _gold_statement(entry: GoldEntry) -> str:
    return f"{entry.get('kind')} {entry.get('name')} {entry.get('grade') or entry.get('value')} [{entry.section}]"


def _read_statement(statement: StatementRow) -> str:
    return f"{statement.kind} {statement.name} {statement.grade or statement.value_text}: {statement.quote[:40]}"


_INDICATOR_FIELDS = (
    *("points", "stated_score", "target_text", "actual_text", "unit"),
    *("criterion", "basis", "explanation", "deviation_reason", "note"),
)


def _compare_indicators(gold: Gold, records: ReportRecords, accounts: Accounts) -> None:
    """A leaf is found by its name and categories; its columns are compared one by one."""
    if not gold.indicators:
        return
    by_id = {indicator.id: indicator for indicator in records.indicators}

    def fit(wanted: GoldEntry, row: IndicatorRow) -> float:
        if not same_text(wanted.get("name"), row.name):
            return 0.0
        agreeing = [name for name in ("points", "stated_score") if same_number(wanted.get(name), getattr(row, name))]
        return 1.0 + 0.3 * len(agreeing) + 0.2 * (_category(row, 2, by_id) in _level2(wanted))

    # The execution row may be annotated as an indicator, as a row of funds, or as both.
    offered = [row for row in records.indicators if row.role in ("leaf", "budget")]
    for wanted, row in _count(
        gold.indicators,
        offered,
        fit,
        "indicators",
        _gold_indicator,
        _read_indicator,
        accounts,
        lambda row: row.role == "budget",
    ):
        label = str(wanted.get("name"))
        values = dict(wanted.values)
        if "criterion_truncated" in values and values["criterion_truncated"] == "True":
            values.pop("criterion", None)
        compare_values("indicators", values, row, _INDICATOR_FIELDS, accounts, label)
        _compare_category(wanted, row, by_id, accounts, label)


def _compare_category(
    wanted: GoldEntry, row: IndicatorRow, by_id: Mapping[str, IndicatorRow], accounts: Accounts, label: str
) -> None:
    for level, accepted in ((1, {normal(wanted.get("level1"))}), (2, _level2(wanted))):
        name = f"level{level}"
        if not wanted.get(name):
            continue
        got = _category(row, level, by_id)
        if got in accepted:
            accounts.hit(f"indicators.{name}")
        elif not got:
            accounts.miss(f"indicators.{name}", f"{label}: {wanted.get(name)}")
        else:
            accounts.wrong(f"indicators.{name}", f"{label}: {wanted.get(name)}", got)


def _level2(wanted: GoldEntry) -> set[str]:
    """The category as printed, and the true one where the print is known to be displaced."""
    return {normal(wanted.get(name)) for name in ("level2", "level2_true") if wanted.get(name)}


def _category(row: IndicatorRow, level: int, by_id: Mapping[str, IndicatorRow]) -> str:
    seen = 0
    current: IndicatorRow | None = row
    while current is not None and seen < len(by_id):
        if current.level == level and current is not row:
            return normal(current.name)
        current = by_id.get(current.parent_id) if current.parent_id else None
        seen += 1
    return ""


def _gold_indicator(entry: GoldEntry) -> str:
    return f"{entry.get('name')} ({entry.get('points')}, {entry.get('stated_score')})"


def _read_indicator(row: IndicatorRow) -> str:
    return f"{row.name} ({row.points_text}, {row.stated_score_text})"


_BUDGET_FIELDS = ("initial", "adjusted", "received", "spent", "rate", "points", "stated_score")


def _compare_budgets(gold: Gold, records: ReportRecords, accounts: Accounts) -> None:
    """A row of funds is found by its item, or by its figures where the item is worded differently."""
    if not gold.budgets:
        return

    def fit(wanted: GoldEntry, row: BudgetRow) -> float:
        named = same_text(wanted.get("item"), row.item)
        figures = sum(
            1 for name in _BUDGET_FIELDS if wanted.get(name) and same_number(wanted.get(name), getattr(row, name))
        )
        return float(named) * 10 + figures if named or figures >= 3 else 0.0

    offered = [row for row in records.budgets if row.table_id is not None]
    for wanted, row in _count(gold.budgets, offered, fit, "budgets", _gold_budget, _read_budget, accounts):
        values = {name: value for name, value in wanted.values.items() if value not in (None, "")}
        compare_values("budgets", values, row, _BUDGET_FIELDS, accounts, str(wanted.get("item")))


def _gold_budget(entry: GoldEntry) -> str:
    return f"{entry.get('item')} {entry.get('adjusted')} / {entry.get('spent')}"


def _read_budget(row: BudgetRow) -> str:
    return f"{row.item} {row.adjusted_text} / {row.spent_text}"


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

    for wanted, metric in _count(
        gold.metrics, records.metrics, fit, "metrics", _gold_metric, _read_metric, accounts, excused
    ):
        if not wanted.optional:
            values = dict(wanted.values)
            values["kind"] = _KINDS.get(values.get("kind") or "", values.get("kind") or "")
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
