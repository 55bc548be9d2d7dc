"""The list of stored reports."""

from __future__ import annotations

from extractor.cli.output.words import word
from extractor.cli.settings import Settings
from extractor.storage.listing import ListedReport


def report_table(found: list[ListedReport], settings: Settings) -> tuple[list[str], list[list[str]], list[int]]:
    """Header, rows and column limits for the terminal."""
    pick = settings.language.pick
    header = ["id", pick("单位", "agency"), pick("年度", "year"), pick("类型", "kind"), pick("自评总分", "total")]
    header += [pick("等级", "grade"), pick("疑点", "findings"), pick("识读", "reading"), pick("文件", "file")]
    rows = [
        [
            report.id,
            report.agency or "",
            str(report.fiscal_year or ""),
            word(report.kind, settings.language),
            str(report.stated_total or ""),
            report.stated_grade or "",
            str(report.findings),
            word(report.status, settings.language),
            f"{report.file_name} › {report.part}" if report.part else report.file_name,
        ]
        for report in found
    ]
    return header, rows, [20, 40, 4, 14, 8, 4, 8, 10, 50]
