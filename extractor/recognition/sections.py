"""The section tree from Chinese numbering: which paragraphs are headings, and how deep each one is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extractor.model.document import Document, Paragraph
from extractor.model.report import Section
from extractor.model.spans import Span
from extractor.model.views import View, view
from extractor.packs import Packs
from extractor.packs.patterns import Pattern

GROUP = "recognition/sections"
_TITLES = "recognition/facts"
# A title is short; a numbered sentence of a list is not a title.
_LONGEST_TITLE = 60
_LONGEST_RUN_IN = 50
_LONGEST_COLON_TITLE = 40
_SHORTEST_CONTENTS = 4
# Characters of a table of contents for each character of its titles: blanks, leaders and page numbers.
_CONTENTS_DENSITY = 3
_ENDS = "。：:；;！？!?"
_TRAILING = "。：:；;，,、. "


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heading:
    rank: float
    number: str
    title: str
    run_in: bool
    heading: Span
    start: int
    sentence: bool = False


def find_sections(document: Document, span: Span, packs: Packs) -> tuple[Section, ...]:
    """The headings of the prose in `span`, as a tree in document order.

    The numbering styles are those of the pack `recognition/sections`. A section's level is its depth: under 一、 both
    （一） and, where that level is left out, 1. are level 2. Repeated or missing numbers are taken as printed.
    """
    styles = _by_kind(packs, "number")
    contents = packs.patterns.get(GROUP, "contents_line")
    duties = packs.patterns.get(GROUP, "duties")
    title = packs.patterns.get(_TITLES, "title")
    found: list[_Heading] = []
    above: list[_Heading] = []
    paragraphs = [
        paragraph for paragraph in document.paragraphs if span.contains(paragraph.span) and paragraph.role == "body"
    ]
    for position, paragraph in enumerate(paragraphs):
        following = paragraphs[position + 1] if position + 1 < len(paragraphs) else None
        heading = _heading(document, paragraph, following, styles, contents)
        if heading is not None and not found and not heading.number and title.search(heading.title) is not None:
            # What a format declares as its highest heading is the document's title.
            continue
        if heading is not None and not _is_duty(heading, above, duties):
            found.append(heading)
            _enter(heading, above)
    return _tree(_without_contents(found), span)


def _by_kind(packs: Packs, kind: str) -> tuple[Pattern, ...]:
    return tuple(pattern for pattern in packs.patterns.group(GROUP) if pattern.fields.get("kind") == kind)


def _heading(
    document: Document,
    paragraph: Paragraph,
    following: Paragraph | None,
    styles: tuple[Pattern, ...],
    contents: Pattern,
) -> _Heading | None:
    seen = view(document.text, paragraph.span)
    numbered = _number(paragraph.list_number or seen.text[:24], styles)
    if numbered is None:
        return _outline_heading(paragraph, seen)
    rank, number = numbered
    start = 0 if paragraph.list_number else len(number)
    if start >= len(seen.text):
        return _number_alone(document, paragraph, following, rank, number, styles)
    length, run_in = _title_length(seen.text[start:], rank, paragraph.outline_level is not None)
    if not length or contents.search(seen.text) is not None:
        return None
    title = seen.text[start : start + length]
    return _Heading(
        rank=rank,
        number=number,
        title=title,
        run_in=run_in,
        heading=seen.span(0, start + length),
        start=paragraph.span.start,
        sentence=run_in or seen.text[-1] in "。；;",
    )


def _number(text: str, styles: tuple[Pattern, ...]) -> tuple[float, str] | None:
    for style in styles:
        match = style.match_start(text)
        if match is not None:
            number = match["number"]
            # 1.1.1 is deeper than 1.1, and that is deeper than 1.
            return float(style.fields["rank"]) + number.strip(".、．").count(".") / 10, number
    return None


def _number_alone(
    document: Document,
    paragraph: Paragraph,
    following: Paragraph | None,
    rank: float,
    number: str,
    styles: tuple[Pattern, ...],
) -> _Heading | None:
    """A number on a line of its own: the title is the next line."""
    if following is None:
        return None
    seen = view(document.text, following.span)
    length, run_in = _title_length(seen.text, rank, False)
    if not length or run_in or _number(seen.text[:24], styles) is not None:
        return None
    return _Heading(
        rank=rank,
        number=number,
        title=seen.text[:length],
        run_in=False,
        heading=Span(start=paragraph.span.start, end=seen.span(0, length).end),
        start=paragraph.span.start,
    )


def _outline_heading(paragraph: Paragraph, seen: View) -> _Heading | None:
    """A heading without number that the format itself declares."""
    if paragraph.outline_level is None or not 0 < len(seen.text) <= _LONGEST_TITLE:
        return None
    return _Heading(
        rank=float(paragraph.outline_level),
        number="",
        title=seen.text.rstrip(_TRAILING),
        run_in=False,
        heading=paragraph.span,
        start=paragraph.span.start,
    )


def _title_length(text: str, rank: float, declared: bool) -> tuple[int, bool]:
    """How many characters of `text` are the title (0: this is no heading), and whether body text follows it."""
    end = next((index for index, character in enumerate(text) if character in _ENDS), len(text))
    if end == 0:
        return 0, False
    rest = len(text) - end - 1
    if rest <= 0:
        return _whole_title_length(text, end, rank, declared)
    match text[end]:
        case "：" | ":":
            fits = end <= _LONGEST_COLON_TITLE and text[:end].count("，") <= 1
        case "。" | "！":
            # A title is shorter than what it heads; two sentences of a list are about as long as each other.
            fits = end <= _LONGEST_RUN_IN and rest > end
        case _:
            fits = False
    return (end, True) if fits else (0, False)


def _whole_title_length(text: str, end: int, rank: float, declared: bool) -> tuple[int, bool]:
    length = len(text[:end].rstrip(_TRAILING))
    if declared:
        return length, False
    if end == len(text):
        return (length if end <= _LONGEST_TITLE else 0), False
    # 一、 and （一） may stand before a sentence of the template; a numbered sentence below them is a list item.
    if text[end] in "。：:" and rank <= 2 and end <= _LONGEST_COLON_TITLE:
        return length, False
    return (length, False) if text[end] in "：:" and end <= _LONGEST_COLON_TITLE else (0, False)


def _is_duty(heading: _Heading, above: list[_Heading], duties: Pattern) -> bool:
    """Whether this is an item of a list of duties: a numbered sentence right under such a heading."""
    parent = next((earlier for earlier in reversed(above) if earlier.rank < heading.rank), None)
    return parent is not None and heading.sentence and duties.search(parent.title) is not None


def _enter(heading: _Heading, above: list[_Heading]) -> None:
    """Keep in `above` the headings that one further on may stand under: the last one of each higher rank."""
    while above and above[-1].rank >= heading.rank:
        above.pop()
    above.append(heading)


def _without_contents(found: list[_Heading]) -> list[_Heading]:
    """`found` without a table of contents in front: headings with hardly any text between them that all come again."""
    first = (found[0].number, found[0].title) if found else ("", "")
    again = next((place for place in range(1, len(found)) if (found[place].number, found[place].title) == first), 0)
    if again < _SHORTEST_CONTENTS:
        return found
    contents, text = found[:again], found[again:]
    titles = {heading.title for heading in text}
    recurring = sum(heading.title in titles for heading in contents)
    printed = sum(len(heading.number) + len(heading.title) for heading in contents)
    dense = text[0].start - contents[0].start <= _CONTENTS_DENSITY * printed
    return text if dense and recurring * 2 >= again else found


def _tree(found: list[_Heading], span: Span) -> tuple[Section, ...]:
    sections: list[Section] = []
    open_sections: list[tuple[float, int]] = []
    for heading in found:
        while open_sections and open_sections[-1][0] >= heading.rank:
            _, index = open_sections.pop()
            sections[index] = _closed(sections[index], heading.start)
        sections.append(
            Section(
                ordinal=len(sections),
                level=len(open_sections) + 1,
                number=heading.number,
                title=heading.title,
                parent=open_sections[-1][1] if open_sections else None,
                run_in=heading.run_in,
                heading=heading.heading,
                span=Span(start=heading.start, end=span.end),
            )
        )
        open_sections.append((heading.rank, len(sections) - 1))
    return tuple(sections)


def _closed(section: Section, end: int) -> Section:
    return replace(section, span=Span(start=section.span.start, end=max(end, section.span.start)))
