"""Report facts: title, agency, region, fiscal year, kind; from title, cover, form labels, signature, file name."""

from __future__ import annotations

from pathlib import PurePath

import regex

from extractor.model.document import Document
from extractor.model.report import Facts, Section
from extractor.model.spans import Span
from extractor.model.views import view
from extractor.packs import Packs
from extractor.packs.regions import RegionTable
from extractor.recognition.agencies import find_agency, region_of
from extractor.recognition.fact_sources import GROUP, Patterns, Sources, find_title, line_labels, read_lines
from extractor.recognition.fiscal_years import find_fiscal_year
from extractor.recognition.regions import Place
from extractor.recognition.report_kinds import find_kind
from extractor.recognition.tables import TableReading

_MOST_CELLS = 2000
_YEAR_FIRST = regex.compile(r"^(?:关于)?(?:(?:19|20)[0-9]{2}年?度?)?", regex.VERSION1)


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
    sources = _sources(document, span, sections, tables, patterns, file_name)
    conflicts: list[str] = []
    agency = find_agency(sources, patterns, packs.regions, conflicts)
    year = find_fiscal_year(sources, patterns, conflicts)
    place = _place(agency, sources, packs.regions)
    title = sources.title
    return Facts(
        title=title.text if title else "",
        title_span=title.span if title else None,
        agency=agency,
        region=place.name,
        region_code=place.code,
        level=place.level,
        fiscal_year=year,
        kind=find_kind(sources, patterns, packs.schemes.get(tables.scheme)),
        project=_project(sources, patterns, packs.regions),
        scheme=tables.scheme,
        conflicts=tuple(conflicts),
    )


def _sources(
    document: Document,
    span: Span,
    sections: tuple[Section, ...],
    tables: TableReading,
    patterns: Patterns,
    file_name: str,
) -> Sources:
    lines = read_lines(document, span)
    labels = {label.rstrip("：:"): value for label, value in reversed(tables.labels)}
    labels.update(line_labels(lines, patterns["label"]))
    return Sources(
        lines=lines,
        title=find_title(document, span, lines, sections, patterns),
        labels=labels,
        file_name=view(PurePath(file_name).stem).text,
        text="\n".join(line.text for line in lines if patterns["writing_date"].search(line.text) is None),
        cells="\n".join(
            cell.text for table in document.tables if span.contains(table.span) for cell in table.cells[:_MOST_CELLS]
        ),
        headings="\n".join(section.title for section in sections),
    )


def _place(agency: str, sources: Sources, regions: RegionTable) -> Place:
    """The region of the agency, else that which the title begins with."""
    place = region_of(agency, regions, sources.text)
    if place.name or sources.title is None:
        return place
    named = region_of(_YEAR_FIRST.sub("", sources.title.text), regions, sources.text)
    return named if named.code else place


def _project(sources: Sources, patterns: Patterns, regions: RegionTable) -> str:
    named = sources.labels.get("项目名称", "")
    if named:
        return view(named).text
    if sources.title is None:
        return ""
    agency = patterns["title_agency"].search(sources.title.text)
    rest = sources.title.text[agency.end("agency") :] if agency is not None else sources.title.text
    place = region_of(_YEAR_FIRST.sub("", rest), regions)
    rest = _YEAR_FIRST.sub("", rest)[len(place.name) :] if place.code else rest
    match = patterns["title_project"].search(rest)
    return match["project"] if match is not None and "整体" not in match["project"] else ""
