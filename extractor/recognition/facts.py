"""Report facts: title, agency, region, fiscal year, kind; from title, cover, form labels, signature, file name."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import PurePath

from extractor.model.document import Document
from extractor.model.report import Facts, ReportKind, Section
from extractor.model.spans import Span
from extractor.model.views import view
from extractor.packs import Packs
from extractor.packs.patterns import Pattern
from extractor.packs.regions import RegionTable
from extractor.packs.schemes import Scheme
from extractor.recognition.regions import place_of
from extractor.recognition.tables import TableReading

GROUP = "recognition/facts"
_TITLE_LINES = 30
_TITLE_LENGTH = 80
_COVER_LINES = 60
_SIGNATURE_LINES = 8
_MOST_CELLS = 2000
_AGENCY_LABELS = (
    "部门名称",
    "单位名称",
    "部门（单位）名称",
    "填报单位",
    "填报部门",
    "预算单位",
    "自评单位",
    "评价单位",
    "编制单位",
    "编报单位",
    "预算部门",
    "主管部门",
    "项目主管部门",
    "实施单位",
    "项目单位",
    "项目实施单位",
)
_KINDS = (
    (ReportKind.TRANSFER, "kind_transfer"),
    (ReportKind.FINAL_ACCOUNTS, "kind_final_accounts"),
    (ReportKind.DEPARTMENT, "kind_department"),
    (ReportKind.POLICY, "kind_policy"),
    (ReportKind.PROJECT, "kind_project"),
)


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sources:
    """What is looked at: the lines before the first heading, all lines, form labels, the file's name."""

    lines: list[_Line]
    title: _Line | None
    labels: dict[str, str]
    file_name: str
    text: str
    cells: str


def find_facts(
    document: Document,
    span: Span,
    sections: tuple[Section, ...],
    tables: TableReading,
    packs: Packs,
    file_name: str = "",
) -> Facts:
    """Who reports on what in `span`. The fiscal year is never that of writing or of a cited rule."""
    patterns = {pattern.name: pattern for pattern in packs.patterns.group(GROUP)}
    lines = _lines(document, span)
    title = _title(document, span, lines, sections, patterns)
    labels = {label.rstrip("：:"): value for label, value in reversed(tables.labels)}
    labels.update(_line_labels(lines, patterns["label"]))
    sources = _Sources(
        lines=lines,
        title=title,
        labels=labels,
        file_name=view(PurePath(file_name).stem).text,
        text="\n".join(line.text for line in lines if patterns["writing_date"].search(line.text) is None),
        cells="\n".join(
            cell.text for table in document.tables if span.contains(table.span) for cell in table.cells[:_MOST_CELLS]
        ),
    )
    conflicts: list[str] = []
    agency = _agency(sources, patterns, packs.regions, conflicts)
    year = _fiscal_year(sources, patterns, conflicts)
    place = place_of(agency, packs.regions)
    return Facts(
        title=title.text if title else "",
        title_span=title.span if title else None,
        agency=agency,
        region=place.name,
        region_code=place.code,
        level=place.level,
        fiscal_year=year,
        kind=_kind(sources, patterns, packs.schemes.get(tables.scheme)),
        project=_project(sources, patterns),
        scheme=tables.scheme,
        conflicts=tuple(conflicts),
    )


def _lines(document: Document, span: Span) -> list[_Line]:
    """The paragraphs of `span` as patterns see them."""
    lines = []
    for paragraph in document.paragraphs:
        if span.contains(paragraph.span) and paragraph.role != "menu":
            seen = view(document.text, paragraph.span)
            # A heading mark of a plain-text file (# 2023年度…) is no part of the line.
            text = seen.text.lstrip("#*")
            if text:
                lines.append(_Line(text, paragraph.span))
    return lines


def _title(
    document: Document,
    span: Span,
    lines: list[_Line],
    sections: tuple[Section, ...],
    patterns: dict[str, Pattern],
) -> _Line | None:
    """The line that names the document, with the lines right above that belong to it (unit, year)."""
    first_heading = min((section.heading.start for section in sections), default=span.end)
    front = [line for line in lines[:_TITLE_LINES] if line.span.start < first_heading]
    front += _table_fronts(document, span)
    weak: _Line | None = None
    for position, line in enumerate(front):
        if len(line.text) > _TITLE_LENGTH or patterns["title"].search(line.text) is None:
            continue
        if patterns["title_strong"].search(line.text) is not None:
            return _with_lines_above(front, position, patterns)
        weak = weak or _with_lines_above(front, position, patterns)
    return weak


def _table_fronts(document: Document, span: Span) -> list[_Line]:
    """Captions and lone first cells of the tables in `span`: where forms print their title."""
    fronts: list[_Line] = []
    for table in document.tables:
        if not span.contains(table.span):
            continue
        if table.caption and table.caption_span is not None:
            fronts.append(_Line(view(table.caption).text, table.caption_span))
        for cell in table.cells[:4]:
            if cell.row <= 1 and cell.column == 0 and cell.text:
                fronts.append(_Line(view(cell.text).text, cell.span))
    return fronts


def _with_lines_above(front: list[_Line], position: int, patterns: dict[str, Pattern]) -> _Line:
    start = position
    while start and position - start < 3 and _belongs_to_title(front[start - 1], patterns):
        start -= 1
    text = "".join(line.text for line in front[start : position + 1])
    return _Line(text, Span(start=front[start].span.start, end=front[position].span.end))


def _belongs_to_title(line: _Line, patterns: dict[str, Pattern]) -> bool:
    if len(line.text) > 40 or "：" in line.text or patterns["writing_date"].search(line.text) is not None:
        return False
    return any(patterns[name].search(line.text) is not None for name in ("year_line", "agency_line")) or (
        line.text.startswith("关于") or line.text.endswith(("关于", "年度", "部门", "整体支出", "单位"))
    )


def _line_labels(lines: list[_Line], label: Pattern) -> dict[str, str]:
    """Labels and values of a cover (部门名称：…), the first of each."""
    found: dict[str, str] = {}
    for line in lines[:_COVER_LINES]:
        match = label.search(line.text) if len(line.text) <= _TITLE_LENGTH else None
        if match is not None:
            found.setdefault(match["label"], match["value"])
    return found


def _agency(sources: _Sources, patterns: dict[str, Pattern], regions: RegionTable, conflicts: list[str]) -> str:
    """The unit that reports: from the title, else labels, cover and signature lines, text, file name."""
    candidates: list[tuple[str, str]] = []
    if sources.title is not None and (match := patterns["title_agency"].search(sources.title.text)) is not None:
        candidates.append(("title", match["agency"]))
    labelled = next((sources.labels[label] for label in _AGENCY_LABELS if sources.labels.get(label)), "")
    if labelled:
        candidates.append(("label", view(labelled).text))
    ends = sources.lines[:10] + sources.lines[-_SIGNATURE_LINES:]
    for line in ends:
        match = patterns["agency_line"].search(line.text) if len(line.text) <= 44 else None
        if match is not None:
            candidates.append(("line", match["agency"]))
            break
    names = Counter(match["agency"] for match in patterns["text_agency"].finditer(sources.text))
    if names:
        candidates.append(("text", names.most_common(1)[0][0]))
    if (match := patterns["title_agency"].search(sources.file_name)) is not None:
        candidates.append(("file name", match["agency"]))
    if not candidates:
        return _named_in_cells(sources, patterns["text_agency"])
    chosen = _fullest(candidates[0][1], [name for _, name in candidates[1:]] + list(names), regions)
    for source, name in candidates[1:]:
        if source in ("title", "label", "file name") and not _same_unit(chosen, name):
            conflicts.append(f"agency: {candidates[0][0]} {candidates[0][1]}, {source} {name}")
    return chosen


def _named_in_cells(sources: _Sources, text_agency: Pattern) -> str:
    """The unit that the cells of a bare table name again and again, mostly in the titles of its own rules."""
    names = Counter(match["agency"] for match in text_agency.finditer(sources.cells))
    name, times = names.most_common(1)[0] if names else ("", 0)
    return name if times > 1 else ""


def _fullest(name: str, others: list[str], regions: RegionTable) -> str:
    """The longest form that adds only regions in front: 区教育局 in the title is 某市某区教育局 in the text."""
    fuller = [other for other in others if other.endswith(name) and _is_region(other[: -len(name)], regions)]
    return max([name, *fuller], key=len)


def _is_region(text: str, regions: RegionTable) -> bool:
    return bool(text) and place_of(text, regions).name == text


def _same_unit(one: str, other: str) -> bool:
    return one.endswith(other) or other.endswith(one) or other in one or one in other


def _fiscal_year(sources: _Sources, patterns: dict[str, Pattern], conflicts: list[str]) -> int | None:
    """The year evaluated: from the title, the line under it or a label, else the year the text speaks of most."""
    stated = _title_year(sources, patterns)
    text = _without(sources.text, patterns["cited"])
    counted = Counter(int(match["year"]) for match in patterns["text_year"].finditer(text))
    spoken = max(counted, key=lambda year: (counted[year], year)) if counted else None
    in_name = patterns["title_year"].search(sources.file_name)
    named = _number(in_name["year"]) if in_name is not None else None
    if stated is not None and named is not None and stated != named:
        conflicts.append(f"fiscal_year: title {stated}, file name {named}")
    if stated is None:
        return spoken if spoken is not None else named
    if spoken is not None and spoken != stated:
        conflicts.append(f"fiscal_year: title {stated}, text {spoken} ({counted[spoken]} times)")
        # A title block left over from the year before: its year is hardly ever spoken of.
        if counted[spoken] >= 5 and counted[stated] * 5 < counted[spoken]:
            return spoken
    return stated


def _without(text: str, pattern: Pattern) -> str:
    pieces: list[str] = []
    position = 0
    for match in pattern.finditer(text):
        pieces.append(text[position : match.start()])
        position = match.end()
    return "".join((*pieces, text[position:]))


def _title_year(sources: _Sources, patterns: dict[str, Pattern]) -> int | None:
    if sources.title is not None:
        match = patterns["title_year"].search(sources.title.text)
        if match is not None:
            return _number(match["year"])
    for line in sources.lines[:_TITLE_LINES]:
        match = patterns["year_line"].search(line.text) if len(line.text) <= 12 else None
        if match is not None:
            return _number(match["year"])
    for label in ("预算年度", "评价年度", "年度", "自评年度"):
        match = patterns["title_year"].search(sources.labels.get(label, ""))
        if match is not None:
            return _number(match["year"])
    return None


_CHINESE_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")


def _number(year: str) -> int:
    return int(year.translate(_CHINESE_DIGITS))


def _kind(sources: _Sources, patterns: dict[str, Pattern], scheme: Scheme | None) -> ReportKind:
    """The object of evaluation: from the title, else the scheme of its table, labels, file name, headings."""
    if sources.title is not None:
        for kind, name in _KINDS:
            if patterns[name].search(sources.title.text) is not None:
                return kind
    if scheme is not None:
        return ReportKind(scheme.kind)
    if sources.labels.get("项目名称"):
        return ReportKind.PROJECT
    front = (line.text for line in sources.lines[:_COVER_LINES] if len(line.text) < _TITLE_LENGTH)
    telling = "\n".join(text for text in (sources.file_name, *front) if patterns["names_evaluation"].search(text))
    for kind, name in _KINDS:
        if patterns[name].search(telling) is not None:
            return kind
    return ReportKind.UNKNOWN


def _project(sources: _Sources, patterns: dict[str, Pattern]) -> str:
    named = sources.labels.get("项目名称", "")
    if named:
        return view(named).text
    if sources.title is None:
        return ""
    agency = patterns["title_agency"].search(sources.title.text)
    rest = sources.title.text[agency.end("agency") :] if agency is not None else sources.title.text
    match = patterns["title_project"].search(rest)
    return match["project"] if match is not None and "整体" not in match["project"] else ""
