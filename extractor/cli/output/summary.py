"""What a run says at its end."""

from __future__ import annotations

from pathlib import Path

import click

from extractor.batch.ingesting import Summary
from extractor.cli.settings import Settings

_MOST_FAILURES = 20


def show_summary(summary: Summary, settings: Settings, database: Path) -> None:
    """The account of a run: files, what was stored, checks by outcome, failures with their reasons."""
    for line in summary_lines(summary, settings, database):
        click.echo(line)


def summary_lines(summary: Summary, settings: Settings, database: Path) -> list[str]:
    """The lines of the account; with -q only failures."""
    pick = settings.language.pick
    tally, counts = summary.tally, summary.counts
    lines: list[str] = []
    if not settings.quiet:
        lines.append(
            pick(
                f"文件：入库 {tally.ok}，已有 {tally.skipped}，失败 {tally.failed}，非文档 {summary.ignored}",
                f"files: {tally.ok} stored, {tally.skipped} known, {tally.failed} failed,"
                f" {summary.ignored} no documents",
            )
        )
        if tally.ok:
            lines.append(
                pick(
                    f"入库：报告 {counts.reports}，指标 {counts.indicators}，数据 {counts.metrics}，"
                    f"评分表述 {counts.statements}",
                    f"stored: {counts.reports} reports, {counts.indicators} indicators, {counts.metrics} metrics,"
                    f" {counts.statements} statements",
                )
            )
            lines.append(
                pick(
                    f"核对：一致 {counts.consistent}，不一致 {counts.inconsistent}，无法判定 {counts.undecidable}；"
                    f"疑点 {counts.findings}",
                    f"checks: {counts.consistent} consistent, {counts.inconsistent} inconsistent,"
                    f" {counts.undecidable} undecidable; findings: {counts.findings}",
                )
            )
        lines.append(pick(f"数据库：{database}", f"database: {database}"))
        if counts.findings:
            lines.append(
                pick(f"查看疑点：fuhe findings --db {database}", f"work through them: fuhe findings --db {database}")
            )
    if summary.failures:
        lines.append(pick("失败的文件：", "failed files:"))
        shown = summary.failures if settings.verbose else summary.failures[:_MOST_FAILURES]
        # The error of an unreadable file already begins with its path.
        lines += [
            f"  {failure.error}" if failure.error.startswith(failure.path) else f"  {failure.path}: {failure.error}"
            for failure in shown
        ]
        if len(shown) < len(summary.failures):
            rest = len(summary.failures) - len(shown)
            lines.append(pick(f"  … 另有 {rest} 个，见 failures 表", f"  … and {rest} more, see the table failures"))
    return lines
