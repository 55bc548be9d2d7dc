"""What a re-scoring changed, told in lines."""

from __future__ import annotations

from collections.abc import Iterator

import click

from extractor.batch.renewing import Renewal
from extractor.cli.output.words import word
from extractor.cli.settings import Settings
from extractor.storage.comparing import FindingState, ReportChange

_MOST_CHECKS = 10


def change_lines(renewal: Renewal, settings: Settings) -> Iterator[str]:
    """Report by report what is different, then the sum."""
    pick = settings.language.pick
    for change in renewal.changes:
        yield from _report_lines(change, settings)
    for failure in renewal.failures:
        yield click.style(f"✗ {failure.path}: {failure.error}", fg="red")
    came = sum(len(change.new_findings) for change in renewal.changes)
    went = sum(len(change.lost_findings) for change in renewal.changes)
    if not settings.quiet:
        yield pick(
            f"重新核对文件 {renewal.files} 个：有变化的报告 {len(renewal.changes)} 份，"
            f"新增疑点 {came} 项，消失疑点 {went} 项，失败 {len(renewal.failures)} 个",
            f"{renewal.files} file(s) re-scored: {len(renewal.changes)} report(s) changed, {came} finding(s) came,"
            f" {went} went, {len(renewal.failures)} failed",
        )


def _report_lines(change: ReportChange, settings: Settings) -> Iterator[str]:
    pick, language = settings.language.pick, settings.language
    yield click.style(f"{change.report_id}  {change.name}", bold=True)
    if change.came or change.went:
        yield pick("  报告新增", "  the report is new") if change.came else pick("  报告消失", "  the report is gone")
    for finding in change.lost_findings:
        yield _finding_line("-", finding, settings)
    for finding in change.new_findings:
        yield _finding_line("+", finding, settings)
    for name, old, new in change.facts:
        yield f"  {name}: {_shown(old)} → {_shown(new)}"
    for table, had, has in change.counts:
        yield f"  {table}: {had} → {has}"
    shown = change.checks if settings.verbose else change.checks[:_MOST_CHECKS]
    for check in shown:
        before, after = word(check.before, language) or "–", word(check.after, language) or "–"
        yield f"  {check.rule} {check.subject}: {before} → {after}"
    if len(shown) < len(change.checks):
        rest = len(change.checks) - len(shown)
        yield pick(f"  … 另有 {rest} 项核对有变化，加 -v 全部列出", f"  … and {rest} more checks; -v lists them all")


def _finding_line(sign: str, finding: FindingState, settings: Settings) -> str:
    severity = word(finding.severity, settings.language)
    message = settings.language.pick(finding.message, finding.message_en)
    return click.style(f"  {sign} [{severity}] {finding.rule} {message}", fg="green" if sign == "-" else "red")


def _shown(value: object) -> str:
    return "–" if value is None else str(value)
