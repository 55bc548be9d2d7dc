"""A report as text: what it states, what does not follow, where, and how much was checked.

The order is that of a reviewer's questions: whose report is it, does its result hold, what is wrong and where, what
could the program itself not read, how much was looked at.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import click

from extractor.cli.output.layout import table_lines, visible, wrapped
from extractor.cli.output.marks import Marks
from extractor.cli.output.places import places
from extractor.cli.output.structured import coverage_entry
from extractor.cli.output.words import number, percent, possible_scores, span_of, word
from extractor.cli.settings import Language
from extractor.packs.rules import RuleBook
from extractor.storage.records import FindingRow, IndicatorRow, ReportRecords, StatementRow

_COLUMNS = 100
_COLOURS = {"decision": "red", "error": "red", "warning": "yellow", "note": "cyan"}
_MOST_FAULTS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How to write: language, names of rules, whether every row and check is wanted."""

    language: Language
    rules: RuleBook
    everything: bool = False

    def rule_name(self, code: str) -> str:
        """The name of a rule in the language of the output."""
        rule = self.rules.rules.get(code)
        return self.language.pick(rule.name, rule.name_en) if rule is not None else ""

    def reason(self, code: str, reason: str) -> str:
        """Why a rule could not decide, in words; the code itself where no pack has words for it."""
        phrase = self.rules.phrases.get(f"reason-{reason}")
        if phrase is not None:
            return self.language.pick(phrase.zh.text, phrase.en.text)
        rule = self.rules.rules.get(code)
        return dict(rule.undecidable).get(reason, reason) if rule is not None else reason


def report_lines(records: ReportRecords, style: Style) -> Iterator[str]:
    """The whole report as lines."""
    yield from _head(records, style)
    yield from _findings(records, style)
    yield from _comparison(records, style)
    yield from _reading(records, style)
    yield from _coverage(records, style)


def _heading(text: str) -> str:
    return click.style(f"── {text} ──", bold=True)


def _head(records: ReportRecords, style: Style) -> Iterator[str]:
    pick, report = style.language.pick, records.report
    title = visible(report.title or report.project or report.file_name)
    yield click.style("═" * 4 + f" {title} " + "═" * 4, bold=True)
    year = f"{report.fiscal_year}" if report.fiscal_year else ""
    known = [
        (pick("单位", "agency"), report.agency),
        (pick("项目", "project"), report.project),
        (pick("地区", "region"), report.region),
        (pick("年度", "year"), year),
        (pick("类型", "kind"), word(report.kind, style.language)),
        (pick("文件", "file"), (report.part and f"{report.file_name} › {report.part}") or report.file_name),
        (pick("编号", "id"), report.id),
    ]
    yield from wrapped(" · ".join(f"{label} {value}" for label, value in known if value), _COLUMNS, "  ")
    yield _result_line(records, style)


def _result_line(records: ReportRecords, style: Style) -> str:
    pick, report = style.language.pick, records.report
    if report.stated_total is None:
        stated = pick("未见自评总分", "no stated total found")
    else:
        stated = pick("自评总分", "stated total") + f" {report.stated_total_text or number(report.stated_total)}"
        if report.stated_points is not None:
            stated += pick(f"（满分 {number(report.stated_points)}）", f" (of {number(report.stated_points)})")
    if report.stated_grade:
        stated += pick(f"，等级“{report.stated_grade}”", f", grade {report.stated_grade}")
    line = f"{stated}   →   {pick('复核', 're-scored')} "
    if report.rescored_low is None and report.rescored_high is None:
        return line + pick("（不足以复算总分）", "(not enough to recompute the total)")
    line += span_of(report.rescored_low, report.rescored_high)
    if report.rescored_grade:
        line += pick(f"，等级“{report.rescored_grade}”", f", grade {report.rescored_grade}")
    return line


def _findings(records: ReportRecords, style: Style) -> Iterator[str]:
    pick = style.language.pick
    found = [finding for finding in records.findings if finding.fault == "report"]
    yield ""
    if not found:
        yield _heading(pick("疑点：无", "findings: none"))
        yield "  " + pick(
            "在识读和核对到的范围内，没有发现前后矛盾之处（核对了多少，见文末“覆盖情况”）。",
            "Within what was read and checked, nothing contradicts (how much that is: see coverage at the end).",
        )
        return
    counts = Counter(finding.severity for finding in found)
    told = pick("，", ", ").join(
        f"{word(severity, style.language)} {counts[severity]}" for severity in _COLOURS if counts[severity]
    )
    yield _heading(pick(f"疑点 {len(found)} 项（{told}）", f"{len(found)} finding(s): {told}"))
    for position, finding in enumerate(found, start=1):
        yield from _finding(finding, f"{position}. ", records, style)


def _finding(finding: FindingRow, mark: str, records: ReportRecords, style: Style) -> Iterator[str]:
    pick, language = style.language.pick, style.language
    severity = click.style(f"[{word(finding.severity, language)}]", fg=_COLOURS[finding.severity], bold=True)
    yield f"{mark}{severity} {finding.rule} {style.rule_name(finding.rule)}".rstrip()
    yield from _indented(pick(finding.message, finding.message_en))
    compared = [
        (pick("自报", "stated"), finding.stated),
        (pick("复算", "recomputed"), finding.computed),
        (pick("差异", "difference"), finding.difference),
    ]
    shown = " · ".join(f"{label} {value}" for label, value in compared if value)
    if shown:
        yield from _indented(shown)
    for step in json.loads(finding.steps):
        yield from _indented("· " + pick(step["zh"], step["en"]))
    for place in places(finding.evidence, records, language):
        where = f"［{place.where}］" if place.where else ""
        yield from _indented(f"{pick('出处', 'place')}{where} {place.label}：{place.text}")
    if finding.repair:
        yield from _indented(f"{pick('建议', 'repair')} {pick(finding.repair, finding.repair_en)}")
    consequences = json.loads(finding.consequences)
    if consequences:
        subjects = {check.id: check.subject for check in records.checks}
        named = "、".join(dict.fromkeys(subjects[id] for id in consequences if subjects.get(id)))
        yield from _indented(f"{pick('同一原因还影响', 'the same cause also explains')} {named}")


def _indented(text: str) -> Iterator[str]:
    lines = wrapped(text, _COLUMNS - 3, "  ")
    return iter("   " + line for line in lines)


def _comparison(records: ReportRecords, style: Style) -> Iterator[str]:
    rows = list(_comparison_rows(records, style))
    if not rows:
        return
    pick = style.language.pick
    yield ""
    yield _heading(pick("自评与复核对照", "stated against recomputed"))
    header = [
        pick("指标", "indicator"),
        pick("分值", "points"),
        pick("自评", "stated"),
        pick("可能得分", "possible"),
        pick("结论", "outcome"),
    ]
    yield from table_lines(header, rows, [46, 8, 10, 24, 26], [False, True, True, True, False])


def _comparison_rows(records: ReportRecords, style: Style) -> Iterator[list[str]]:
    """Indicators of tables, then statements of the prose that no indicator row repeats."""
    rescores = {rescore.indicator_id: rescore for rescore in records.rescores}
    marks = Marks.of(records)
    for indicator in records.indicators:
        rescore = rescores.get(indicator.id)
        if indicator.points is None and indicator.stated_score is None and rescore is None:
            continue
        yield [
            "  " * (indicator.level - 1) + indicator.name,
            _printed(indicator.points_text, indicator.points),
            _printed(indicator.stated_score_text, indicator.stated_score),
            possible_scores(rescore.possible) if rescore else "",
            (word(rescore.outcome, style.language) if rescore else _role(indicator, style))
            + _mark(marks.of_indicator(indicator), style),
        ]
    for statement in records.statements:
        if statement.source == "prose" and statement.indicator_id is None:
            yield _statement_row(statement, _mark(marks.of_statement(statement), style), style)


def _statement_row(statement: StatementRow, mark: str, style: Style) -> list[str]:
    stated = statement.grade or _printed(statement.value_text, statement.value)
    points = "" if statement.points is None else number(statement.points)
    return [statement.name, points, stated, "", word(statement.kind, style.language) + mark]


def _mark(findings: tuple[int, ...], style: Style) -> str:
    """The numbers of the findings that concern a row."""
    if not findings:
        return ""
    return " ← " + style.language.pick("疑点 ", "finding ") + ", ".join(map(str, findings))


def _printed(text: str | None, value: float | None) -> str:
    return text or (number(value) if value is not None else "")


def _role(indicator: IndicatorRow, style: Style) -> str:
    return "" if indicator.role in ("leaf", "category") else word(indicator.role, style.language)


def _reading(records: ReportRecords, style: Style) -> Iterator[str]:
    """What our own reading is to blame for: never mixed with what the report is blamed for."""
    found = [finding for finding in records.findings if finding.fault == "reading"]
    if not found and not records.reading_faults:
        return
    pick = style.language.pick
    yield ""
    yield _heading(pick("识读问题（程序读取所致，不是报告的问题）", "reading faults (ours, not the report's)"))
    for finding in found:
        yield from _finding(finding, "· ", records, style)
    faults = records.reading_faults if style.everything else records.reading_faults[:_MOST_FAULTS]
    for fault in faults:
        page = pick(f"（第 {fault.page} 页）", f" (page {fault.page})") if fault.page is not None else ""
        yield from wrapped(f"· {word(fault.kind, style.language)}{page}：{fault.detail}", _COLUMNS, "    ")
    if len(faults) < len(records.reading_faults):
        rest = len(records.reading_faults) - len(faults)
        yield pick(f"· … 另有 {rest} 处，加 -v 全部列出", f"· … and {rest} more; -v lists them all")


def _coverage(records: ReportRecords, style: Style) -> Iterator[str]:
    pick = style.language.pick
    found = coverage_entry(records)
    yield ""
    yield _heading(pick("覆盖情况", "coverage"))
    yield pick(
        f"  可核对的数量关系 {found['relations']} 项：一致 {found['consistent']}，不一致 {found['inconsistent']}，"
        f"无法判定 {found['undecidable']}",
        f"  {found['relations']} relations found: {found['consistent']} consistent, {found['inconsistent']}"
        f" inconsistent, {found['undecidable']} undecidable",
    )
    yield from _reasons(records, style)
    yield pick(
        f"  文中数字 {found['numbers_seen']} 个，识别归位 {found['numbers_placed']} 个"
        f"（{percent(records.report.coverage)}）；未归位 {found['leftovers']} 处",
        f"  {found['numbers_seen']} printed numbers, {found['numbers_placed']} placed"
        f" ({percent(records.report.coverage)}); {found['leftovers']} leftovers",
    )
    if found["criteria"]:
        yield pick(
            f"  评分标准 {found['criteria']} 条：完全解析 {found['criteria_compiled']}，"
            f"部分解析 {found['criteria_partial']}",
            f"  {found['criteria']} scoring criteria: {found['criteria_compiled']} compiled,"
            f" {found['criteria_partial']} in part",
        )
    for note in json.loads(records.report.coverage_notes):
        yield from wrapped(pick(note["zh"], note["en"]), _COLUMNS, "    ", first="  · ")
    if style.everything:
        yield from _all_checks(records, style)


def _reasons(records: ReportRecords, style: Style) -> Iterator[str]:
    for told in undecided(records, style):
        yield from wrapped(told, _COLUMNS, "      ", first="    ")


def undecided(records: ReportRecords, style: Style) -> list[str]:
    """Why relations could not be decided, by rule and reason, the most frequent first."""
    counts = Counter(
        (check.rule, check.reason) for check in records.checks if check.outcome == "undecidable" and check.reason
    )
    colon = style.language.pick("：", ": ")
    return [
        f"{code} × {count}{colon}{style.reason(code, reason)}"
        for (code, reason), count in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    ]


def _all_checks(records: ReportRecords, style: Style) -> Iterator[str]:
    pick = style.language.pick
    yield ""
    yield _heading(pick("全部核对", "all checks"))
    header = [
        pick("规则", "rule"),
        pick("对象", "subject"),
        pick("自报", "stated"),
        pick("复算", "recomputed"),
        pick("结论", "outcome"),
    ]
    rows = [
        [
            check.rule,
            check.subject,
            check.stated,
            span_of(check.low, check.high),
            word(check.outcome, style.language) + (f" · {word(check.fit, style.language)}" if check.fit else ""),
        ]
        for check in records.checks
    ]
    if rows:
        yield from table_lines(header, rows, [18, 34, 18, 22, 26], [False, False, True, True, False])
