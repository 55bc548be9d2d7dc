"""What a report evaluates: the department, a project, a policy, a transfer payment; or it is final accounts."""

from __future__ import annotations

from extractor.model.report import ReportKind
from extractor.packs.schemes import Scheme
from extractor.recognition.fact_sources import COVER_LINES, TITLE_LENGTH, Patterns, Sources

_KINDS = (
    (ReportKind.TRANSFER, "kind_transfer"),
    (ReportKind.FINAL_ACCOUNTS, "kind_final_accounts"),
    (ReportKind.DEPARTMENT, "kind_department"),
    (ReportKind.POLICY, "kind_policy"),
    (ReportKind.PROJECT, "kind_project"),
)


def find_kind(sources: Sources, patterns: Patterns, scheme: Scheme | None) -> ReportKind:
    """The object of evaluation: from the title, else the scheme of its table, labels, outline, file name, text."""
    titled = _told(sources.title.text, patterns) if sources.title is not None else None
    # The outline of transfer payments and their form say more than the word 项目 in a title.
    if titled in (None, ReportKind.PROJECT):
        formed = scheme is not None and ReportKind(scheme.kind) is ReportKind.TRANSFER
        if formed or patterns["outline_transfer"].search(sources.headings) is not None:
            return ReportKind.TRANSFER
    if titled is not None:
        return titled
    if scheme is not None:
        return ReportKind(scheme.kind)
    if sources.labels.get("项目名称"):
        return ReportKind.PROJECT
    front = (line.text for line in sources.lines[:COVER_LINES] if len(line.text) < TITLE_LENGTH)
    telling = "\n".join(text for text in (sources.file_name, *front) if patterns["names_evaluation"].search(text))
    told = _told(telling, patterns)
    if told is not None or sources.title is None or patterns["evaluation_title"].search(sources.title.text) is None:
        return told or ReportKind.UNKNOWN
    return _from_text(sources, patterns)


def _told(text: str, patterns: Patterns) -> ReportKind | None:
    return next((kind for kind, name in _KINDS if patterns[name].search(text) is not None), None)


def _from_text(sources: Sources, patterns: Patterns) -> ReportKind:
    """A bare 绩效自评报告: a text that speaks of the whole department's spending, or only of one project."""
    outline = f"{sources.headings}\n{sources.text}"
    if patterns["outline_department"].search(outline) is not None:
        return ReportKind.DEPARTMENT
    if patterns["outline_project"].search(outline) is not None:
        return ReportKind.PROJECT
    return ReportKind.UNKNOWN
