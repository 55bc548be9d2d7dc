"""Checked reports as one self-contained page: coverage on top, findings linked to their places, scores side by side.

Everything that comes from a document is escaped; the page loads nothing from anywhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from html import escape

from extractor.cli.output.marks import Marks
from extractor.cli.output.page_passages import Passages
from extractor.cli.output.places import places
from extractor.cli.output.plain import Style, undecided
from extractor.cli.output.structured import coverage_entry
from extractor.cli.output.words import number, percent, possible_scores, span_of, word
from extractor.storage.records import FindingRow, IndicatorRow, ReportRecords, RescoreRow

_STYLE = """
:root{--line:#d9d9d9;--bad:#b3261e;--warn:#9a6700;--note:#2f6f9f;--ok:#2e7d32;--soft:#f5f5f2}
body{font:15px/1.6 system-ui,"Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif;margin:0 auto;
  max-width:64rem;padding:1.5rem 1rem 4rem;color:#1b1b1b}
h1{font-size:1.4rem;margin:2rem 0 .3rem}h2{font-size:1.1rem;margin:1.8rem 0 .5rem;border-bottom:2px solid #333}
dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:.5rem 0}
dl.facts dt{color:#666}dl.facts dd{margin:0}
.result{font-size:1.1rem;background:var(--soft);padding:.6rem .8rem;border-radius:.3rem}
.bar{display:flex;height:.8rem;border-radius:.2rem;overflow:hidden;background:#eee;margin:.3rem 0;max-width:32rem}
.bar .consistent{background:var(--ok)}.bar .inconsistent{background:var(--bad)}.bar .undecidable{background:#bbb}
article{border-left:.3rem solid var(--line);padding:.2rem 0 .2rem .8rem;margin:1rem 0}
article.decision,article.error{border-color:var(--bad)}article.warning{border-color:var(--warn)}
article.note{border-color:var(--note)}article.reading{border-color:#888;color:#444}
article h3{font-size:1rem;margin:0}article .figures span{margin-right:1.2rem}
article ul{margin:.3rem 0;padding-left:1.2rem}.repair{background:var(--soft);padding:.2rem .5rem}
table{border-collapse:collapse;width:100%}
th,td{border-bottom:1px solid var(--line);padding:.25rem .5rem;text-align:left;vertical-align:top}
td.n,th.n{text-align:right;white-space:nowrap}tr.inconsistent td{background:#fdecea}
tr.category td{font-weight:600}td.l2{padding-left:1.4rem}td.l3{padding-left:2.6rem}
.passage{margin:.4rem 0;padding:.3rem .6rem;background:var(--soft)}.passage .where{color:#666;font-size:.85rem}
mark{background:#ffe08a;scroll-margin-top:3rem}mark:target{background:#ffb84d}small{color:#666}
@media print{body{max-width:none}a{color:inherit;text-decoration:none}}
"""


def page(reports: Sequence[ReportRecords], style: Style) -> str:
    """All reports on one page."""
    return "\n".join(_page(reports, style)) + "\n"


def _page(reports: Sequence[ReportRecords], style: Style) -> Iterator[str]:
    pick = style.language.pick
    title = pick("绩效自评报告复核", "re-scored self-evaluation reports")
    yield f'<!doctype html>\n<html lang="{pick("zh-CN", "en")}"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title><style>{_STYLE}</style></head><body>"
    if len(reports) > 1:
        yield "<ul>"
        for position, records in enumerate(reports):
            count = sum(finding.fault == "report" for finding in records.findings)
            told = pick(f"疑点 {count} 项", f"{count} finding(s)")
            yield f'<li><a href="#r{position}">{escape(_title(records))}</a> — {told}</li>'
        yield "</ul>"
    for position, records in enumerate(reports):
        yield from _report(records, f"r{position}", style)
    versions = sorted({(records.report.fuhe_version, records.report.packs_version) for records in reports})
    told = "; ".join(f"fuhe {fuhe} · packs {packs}" for fuhe, packs in versions)
    yield f"<p><small>{escape(told)}</small></p></body></html>"


def _title(records: ReportRecords) -> str:
    return records.report.title or records.report.project or records.report.file_name


def _report(records: ReportRecords, anchor: str, style: Style) -> Iterator[str]:
    passages = Passages(records, anchor, style.language)
    yield f'<section id="{anchor}"><h1>{escape(_title(records))}</h1>'
    yield from _facts(records, style)
    yield from _coverage(records, style)
    yield from _findings(records, anchor, passages, style)
    yield from _comparison(records, anchor, style)
    yield from passages.lines(style.language.pick("原文出处", "passages"))
    yield "</section>"


def _facts(records: ReportRecords, style: Style) -> Iterator[str]:
    pick, report = style.language.pick, records.report
    facts = [
        (pick("单位", "agency"), report.agency),
        (pick("项目", "project"), report.project),
        (pick("地区", "region"), report.region),
        (pick("年度", "year"), str(report.fiscal_year or "")),
        (pick("类型", "kind"), word(report.kind, style.language)),
        (pick("文件", "file"), f"{report.file_name} › {report.part}" if report.part else report.file_name),
        (pick("来源", "source"), report.source_url),
        ("SHA-256", report.sha256),
    ]
    yield '<dl class="facts">'
    for label, value in facts:
        if value:
            yield f"<dt>{label}</dt><dd>{escape(value)}</dd>"
    yield "</dl>"
    stated = report.stated_total_text or number(report.stated_total)
    if report.stated_grade:
        stated += f" · {report.stated_grade}"
    recomputed = span_of(report.rescored_low, report.rescored_high)
    if report.rescored_low is None and report.rescored_high is None:
        recomputed = pick("不足以复算总分", "not enough to recompute the total")
    if report.rescored_grade:
        recomputed += f" · {report.rescored_grade}"
    yield (
        f'<p class="result">{pick("自评总分", "stated total")} <b>{escape(stated)}</b>　→　'
        f"{pick('复核', 're-scored')} <b>{escape(recomputed)}</b></p>"
    )


def _coverage(records: ReportRecords, style: Style) -> Iterator[str]:
    pick, found = style.language.pick, coverage_entry(records)
    relations = len(records.checks)
    yield f"<h2>{pick('覆盖情况', 'coverage')}</h2>"
    if relations:
        yield '<div class="bar">'
        for outcome in ("consistent", "inconsistent", "undecidable"):
            share = 100 * int(str(found[outcome])) / relations
            yield f'<div class="{outcome}" style="width:{share:.2f}%"></div>'
        yield "</div>"
    told = pick(
        f"可核对的数量关系 {relations} 项：一致 {found['consistent']}，不一致 {found['inconsistent']}，"
        f"无法判定 {found['undecidable']}。文中数字 {found['numbers_seen']} 个，归位 {found['numbers_placed']} 个"
        f"（{percent(records.report.coverage)}）。"
        f"评分标准 {found['criteria']} 条，完全解析 {found['criteria_compiled']}。",
        f"{relations} relations: {found['consistent']} consistent, {found['inconsistent']} inconsistent,"
        f" {found['undecidable']} undecidable. {found['numbers_seen']} numbers, {found['numbers_placed']} placed"
        f" ({percent(records.report.coverage)}). {found['criteria']} criteria, {found['criteria_compiled']} compiled.",
    )
    yield f"<p>{told}</p>"
    notes = [pick(note["zh"], note["en"]) for note in json.loads(records.report.coverage_notes)]
    told_apart = [*undecided(records, style), *notes]
    if told_apart:
        summary = pick("无法判定的原因与说明", "why undecidable, and notes")
        entries = "".join(f"<li>{escape(entry)}</li>" for entry in told_apart)
        yield f"<details><summary>{summary}</summary><ul>{entries}</ul></details>"


def _findings(records: ReportRecords, anchor: str, passages: Passages, style: Style) -> Iterator[str]:
    pick = style.language.pick
    blamed = [finding for finding in records.findings if finding.fault == "report"]
    ours = [finding for finding in records.findings if finding.fault != "report"]
    yield f"<h2>{pick('疑点', 'findings')}（{len(blamed)}）</h2>"
    if not blamed:
        nothing = pick(
            "在识读和核对到的范围内，没有发现前后矛盾之处。", "Within what was checked, nothing contradicts."
        )
        yield f"<p>{nothing}</p>"
    for finding in blamed:
        yield from _finding(finding, anchor, records, passages, style)
    if ours or records.reading_faults:
        yield f"<h2>{pick('识读问题（程序读取所致，不是报告的问题）', 'reading faults (ours)')}</h2>"
        for finding in ours:
            yield from _finding(finding, anchor, records, passages, style)
        yield "<ul>"
        for fault in records.reading_faults:
            where = pick(f"（第 {fault.page} 页）", f" (page {fault.page})") if fault.page is not None else ""
            yield f"<li>{word(fault.kind, style.language)}{where}：{escape(fault.detail)}</li>"
        yield "</ul>"


def _finding(
    finding: FindingRow, anchor: str, records: ReportRecords, passages: Passages, style: Style
) -> Iterator[str]:
    pick = style.language.pick
    kind = finding.severity if finding.fault == "report" else "reading"
    yield f'<article class="{kind}" id="{anchor}-{escape(finding.id)}">'
    name = f"{escape(finding.rule)} {escape(style.rule_name(finding.rule))}"
    yield f"<h3>［{word(finding.severity, style.language)}］{name}</h3>"
    yield f"<p>{escape(pick(finding.message, finding.message_en))}</p>"
    figures = [
        (pick("自报", "stated"), finding.stated),
        (pick("复算", "recomputed"), finding.computed),
        (pick("差异", "difference"), finding.difference),
    ]
    shown = "".join(f"<span>{label} <b>{escape(value)}</b></span>" for label, value in figures if value)
    if shown:
        yield f'<p class="figures">{shown}</p>'
    steps = json.loads(finding.steps)
    if steps:
        yield "<ul>" + "".join(f"<li>{escape(pick(step['zh'], step['en']))}</li>" for step in steps) + "</ul>"
    yield "<ul>"
    for place in places(finding.evidence, records, style.language):
        link = passages.link(place.char_start, place.char_end)
        where = escape(place.where or pick("原文", "text"))
        reference = f'<a href="#{link}">{where}</a>' if link else where
        yield f"<li>{escape(place.label)}：{escape(place.text)} <small>{reference}</small></li>"
    yield "</ul>"
    if finding.repair:
        repair = escape(pick(finding.repair, finding.repair_en))
        yield f'<p class="repair">{pick("最小修正建议", "smallest repair")}：{repair}</p>'
    yield "</article>"


def _comparison(records: ReportRecords, anchor: str, style: Style) -> Iterator[str]:
    """Indicators and stated results, stated beside recomputed; rows that do not fit are coloured."""
    pick = style.language.pick
    if not records.indicators and not records.statements:
        return
    yield f"<h2>{pick('自评与复核对照', 'stated against recomputed')}</h2><table><tr>"
    for label, kind in (
        (pick("指标", "indicator"), ""),
        (pick("分值", "points"), "n"),
        (pick("自评", "stated"), "n"),
        (pick("可能得分", "possible"), "n"),
        (pick("结论", "outcome"), ""),
        (pick("页", "page"), "n"),
    ):
        yield f'<th class="{kind}">{label}</th>'
    yield "</tr>"
    rescores = {rescore.indicator_id: rescore for rescore in records.rescores}
    marks = Marks.of(records)
    links = [f"{anchor}-{finding.id}" for finding in records.findings if finding.fault == "report"]
    for indicator in records.indicators:
        linked = _links(marks.of_indicator(indicator), links, style)
        yield _indicator_row(indicator, rescores.get(indicator.id), linked, style)
    for statement in records.statements:
        if statement.indicator_id is None and statement.source == "prose":
            stated = statement.grade or statement.value_text or number(statement.value)
            points = number(statement.points) if statement.points is not None else ""
            cells = f'<td class="n">{points}</td><td class="n">{escape(stated)}</td><td class="n"></td>'
            kind = word(statement.kind, style.language) + _links(marks.of_statement(statement), links, style)
            ends = f'<td>{kind}</td><td class="n">{statement.page or ""}</td>'
            yield f"<tr><td>{escape(statement.name)}</td>{cells}{ends}</tr>"
    yield "</table>"


def _links(findings: tuple[int, ...], links: Sequence[str], style: Style) -> str:
    """Links from a row to the findings that concern it."""
    label = style.language.pick("疑点", "finding")
    return "".join(f' <a href="#{escape(links[position - 1])}">{label} {position}</a>' for position in findings)


def _indicator_row(indicator: IndicatorRow, rescore: RescoreRow | None, linked: str, style: Style) -> str:
    outcome = rescore.outcome if rescore else ""
    kind = outcome or ("category" if indicator.role == "category" else "")
    possible = possible_scores(rescore.possible) if rescore else ""
    return (
        f'<tr class="{kind}"><td class="l{indicator.level}">{escape(indicator.name)}</td>'
        f'<td class="n">{escape(indicator.points_text or "")}</td>'
        f'<td class="n">{escape(indicator.stated_score_text or "")}</td><td class="n">{possible}</td>'
        f'<td>{word(outcome, style.language)}{linked}</td><td class="n">{indicator.page or ""}</td></tr>'
    )
