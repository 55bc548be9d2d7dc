"""The fiscal year: never the year of writing, nor that of a cited rule or of a base of comparison."""

from __future__ import annotations

from collections import Counter

from extractor.packs.patterns import Pattern
from extractor.recognition.fact_sources import TITLE_LINES, Patterns, Sources

_LABELS = ("预算年度", "评价年度", "自评年度", "年度", "评价期间", "项目年度")
_OFTEN = 5


def find_fiscal_year(sources: Sources, patterns: Patterns, conflicts: list[str]) -> int | None:
    """The year evaluated: from the title, the line under it or a label, else the year the text speaks of most."""
    stated = _stated_year(sources, patterns)
    counted = _spoken(_without(sources.text, patterns["cited"]), patterns["text_year"])
    spoken = max(counted, key=lambda year: (counted[year], year)) if counted else None
    in_name = patterns["title_year"].search(sources.file_name)
    named = number(in_name["year"]) if in_name is not None else None
    if stated is not None and named is not None and stated != named:
        conflicts.append(f"fiscal_year: title {stated}, file name {named}")
    if stated is None:
        return next((year for year in (spoken, named, _called_for(sources, patterns)) if year is not None), None)
    if spoken is not None and spoken != stated:
        conflicts.append(f"fiscal_year: title {stated}, text {spoken} ({counted[spoken]} times)")
        # A title block left over from the year before: its year is hardly ever spoken of.
        if counted[spoken] >= _OFTEN and counted[stated] * 5 < counted[spoken]:
            return spoken
    return stated


def _spoken(text: str, text_year: Pattern) -> Counter[int]:
    """How often the text speaks of each year; 2023年2月 is rather a day of writing or a single event."""
    told: Counter[int] = Counter()
    months: Counter[int] = Counter()
    for match in text_year.finditer(text):
        (months if match["month"] else told)[int(match["year"])] += 1
    return told or months


def _called_for(sources: Sources, patterns: Patterns) -> int | None:
    """The year of the evaluation that the cited notice calls for: 《关于开展2024年度…绩效自评工作的通知》."""
    match = patterns["called_for"].search(sources.text)
    return number(match["year"]) if match is not None else None


def _without(text: str, pattern: Pattern) -> str:
    pieces: list[str] = []
    position = 0
    for match in pattern.finditer(text):
        pieces.append(text[position : match.start()])
        position = match.end()
    return "".join((*pieces, text[position:]))


def _stated_year(sources: Sources, patterns: Patterns) -> int | None:
    if sources.title is not None:
        match = patterns["title_year"].search(sources.title.text)
        if match is not None:
            return number(match["year"])
    for line in sources.lines[:TITLE_LINES]:
        match = patterns["year_line"].search(line.text) if len(line.text) <= 32 else None
        if match is not None:
            return number(match["year"])
    for label in _LABELS:
        match = patterns["title_year"].search(sources.labels.get(label, ""))
        if match is not None:
            return number(match["year"])
    return None


_CHINESE_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")


def number(year: str) -> int:
    """2023 of 2023 and 二〇二三."""
    return int(year.translate(_CHINESE_DIGITS))
