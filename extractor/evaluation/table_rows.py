"""Comparing what was read of tables: indicators and funds."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.evaluation.accounts import Accounts, compare_values, match
from extractor.evaluation.comparing import normal, same_number, same_text
from extractor.evaluation.gold import Gold, GoldEntry
from extractor.storage.records import BudgetRow, IndicatorRow, ReportRecords

_INDICATOR_FIELDS = (
    *("points", "stated_score", "target_text", "actual_text", "unit"),
    *("criterion", "basis", "explanation", "deviation_reason", "note"),
)


def compare_indicators(gold: Gold, records: ReportRecords, accounts: Accounts) -> None:
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
    for wanted, row in match(
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


def compare_budgets(gold: Gold, records: ReportRecords, accounts: Accounts) -> None:
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
    for wanted, row in match(gold.budgets, offered, fit, "budgets", _gold_budget, _read_budget, accounts):
        values = {name: value for name, value in wanted.values.items() if value not in (None, "")}
        compare_values("budgets", values, row, _BUDGET_FIELDS, accounts, str(wanted.get("item")))


def _gold_budget(entry: GoldEntry) -> str:
    return f"{entry.get('item')} {entry.get('adjusted')} / {entry.get('spent')}"


def _read_budget(row: BudgetRow) -> str:
    return f"{row.item} {row.adjusted_text} / {row.spent_text}"
