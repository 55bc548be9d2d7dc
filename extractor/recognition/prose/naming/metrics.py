"""Every quantity of the prose with its meaning, and an account of every printed number."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace

from extractor.model.claims import Metric
from extractor.model.document import Document
from extractor.model.report import Leftover, Section
from extractor.model.spans import Span
from extractor.model.views import View, view
from extractor.packs import Packs
from extractor.recognition.numbers import scan_numbers
from extractor.recognition.prose.naming.bare import UnitOfMoney
from extractor.recognition.prose.naming.meaning import Meaning, ParagraphReader
from extractor.recognition.prose.naming.ranks import find_ranks, find_summed_lists
from extractor.recognition.prose.naming.wordlists import LabelPatterns

_DIGITS = re.compile(r"\d++(?:[.,]\d++)*+")


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricReading:
    """The quantities of the prose. `not_quantities` are printed numbers that measure nothing: dates, ordinals, …

    `numbers_seen` counts the printed numbers, `numbers_placed` those that became a metric or are known to be none.
    """

    metrics: tuple[Metric, ...] = ()
    not_quantities: tuple[Span, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    numbers_seen: int = 0
    numbers_placed: int = 0


@dataclass(slots=True)
class _Account:
    metrics: list[Metric] = field(default_factory=list)
    others: list[Span] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    seen: int = 0
    placed: int = 0


def find_metrics(
    document: Document, span: Span, sections: tuple[Section, ...], fiscal_year: int | None, packs: Packs
) -> MetricReading:
    """All quantities of the paragraphs outside tables in `span`, in document order."""
    account = _Account()
    patterns = LabelPatterns.of(packs)
    money = UnitOfMoney(sections, packs)
    section_starts = [section.span.start for section in sections]
    headed = {section.heading.start: section for section in sections}
    for paragraph in document.paragraphs:
        if not span.contains(paragraph.span) or paragraph.role == "menu":
            continue
        seen = view(document.text, paragraph.span)
        position = bisect_right(section_starts, paragraph.span.start) - 1
        money.enter(seen.text, position)
        _read_paragraph(
            document, seen, headed.get(paragraph.span.start), position, patterns, packs, fiscal_year, account, money
        )
    return MetricReading(
        metrics=tuple(account.metrics),
        not_quantities=tuple(account.others),
        leftovers=tuple(account.leftovers),
        numbers_seen=account.seen,
        numbers_placed=account.placed,
    )


def _read_paragraph(
    document: Document,
    seen: View,
    head: Section | None,
    section: int,
    patterns: LabelPatterns,
    packs: Packs,
    fiscal_year: int | None,
    account: _Account,
    money: UnitOfMoney,
) -> None:
    scan = scan_numbers(seen, packs)
    heading = len(head.number) if head is not None else 0
    if not scan.quantities and not scan.others:
        _settle(seen, heading, [], account)
        return
    if heading:
        scan = replace(scan, quantities=tuple(found for found in scan.quantities if found.start >= heading))
    title = head.title if head is not None and head.run_in else ""
    meanings, _ = ParagraphReader(seen.text, scan, patterns, packs.numbers, fiscal_year, title, money.unit).read()
    period = str(fiscal_year) if fiscal_year else ""
    meanings += find_ranks(seen, scan, meanings, patterns, packs.numbers, period)
    meanings += find_summed_lists(seen, scan, packs.numbers, period)
    meanings.sort(key=lambda meaning: meaning.start)
    first = len(account.metrics)
    account.metrics += (
        _metric(document, seen, meaning, section, ordinal) for ordinal, meaning in enumerate(meanings, start=first)
    )
    placed = [(meaning.start, meaning.end) for meaning in meanings]
    measured = {start for start, _ in placed}
    account.others += (other.span for other in scan.others if other.start not in measured)
    _settle(seen, heading, placed + [(other.start, other.end) for other in scan.others], account)


def _metric(document: Document, seen: View, meaning: Meaning, section: int, ordinal: int) -> Metric:
    start, end = meaning.clause
    quote = document.slice(seen.span(min(start, meaning.start), max(end, meaning.end)))
    return Metric(
        ordinal=ordinal,
        name=meaning.name,
        kind=meaning.kind,
        quantity=meaning.quantity,
        subject=meaning.subject,
        period=meaning.period,
        comparison=meaning.comparison,
        scope=meaning.scope,
        section=section if section >= 0 else None,
        quote=quote,
        rank=meaning.rank,
    )


def _settle(seen: View, heading: int, placed: list[tuple[int, int]], account: _Account) -> None:
    """Count the printed numbers of a paragraph, and keep those that found no place."""
    placed.sort()
    starts = [start for start, _ in placed]
    for match in _DIGITS.finditer(seen.text):
        account.seen += 1
        start, end = match.span()
        index = bisect_right(starts, start) - 1
        if start < heading or (index >= 0 and start < placed[index][1]):
            account.placed += 1
            continue
        around = seen.text[max(0, start - 12) : end + 12]
        leftover = Leftover(kind="number", text=match.group(), span=seen.span(start, end), detail=around)
        account.leftovers.append(leftover)
