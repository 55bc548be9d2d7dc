"""A self-contained HTML page of checked reports."""

from __future__ import annotations

from html import escape

from extractor.cli.output.plain import Style, report_lines
from extractor.storage.records import ReportRecords


def page(reports: list[ReportRecords], style: Style) -> str:
    """All reports on one page."""
    body = "\n".join(f"<pre>{escape(chr(10).join(report_lines(records, style)))}</pre>" for records in reports)
    return f"<!doctype html><html><head><meta charset='utf-8'><title>fuhe</title></head><body>{body}</body></html>\n"
