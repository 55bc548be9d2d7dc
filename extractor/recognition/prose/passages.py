"""Passages: paragraphs of prose as patterns see them, with the quantities that stand in them and the words around each.

Everything that reads statements and relations works on passages: the text without layout blanks (a `View`), cut into
sentences and clauses, and for each quantity the words that lead to it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import regex

from extractor.model.claims import Metric, MetricKind, Operand
from extractor.model.document import Document
from extractor.model.quantities import Dimension, Quantity
from extractor.model.records import quickly_made
from extractor.model.spans import Span
from extractor.model.views import View, view
from extractor.recognition.prose.wording import SectionIndex

SENTENCE_ENDS = "。！？!?\n"
CLAUSE_ENDS = "，,；;：:。！？!?\n"
_OPENING, _CLOSING = "（(【[〔", "）)】]〕"
_LONGEST_LEAD = 160
_SENTENCE_END = re.compile(f"[{SENTENCE_ENDS}]")
_LAST_MARK = regex.compile("(?r)[，,；;：:。、！？\n]", regex.VERSION1)
_HALF_SENTENCE_END = re.compile("[；;。！？\n]")
_BRACKET = re.compile(f"[{re.escape(_OPENING + _CLOSING)}{SENTENCE_ENDS}]")


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A quantity in a passage, with the words around it.

    `start` and `end` are view offsets. `lead` is what stands between the quantity (or sentence border) before and this
    one, `label` the part of it after its last comma or list mark, `trail` what follows up to the next quantity or the
    sentence's end. `depth` counts the brackets around it, `part` half-sentences (；). `period` is the year that it is
    told for. `dimension` is what kind of thing the number measures, `symbol` its base unit; `measure` holds what two
    numbers must share to be of one unit.
    """

    index: int
    quantity: Quantity
    metric: int | None
    name: str
    kind: MetricKind
    comparison: str
    period: str
    start: int
    end: int
    sentence: int
    part: int
    depth: int
    lead: str
    label: str
    trail: str

    dimension: Dimension = field(init=False, repr=False, compare=False)
    symbol: str = field(init=False, repr=False, compare=False)
    measure: tuple[Dimension, str, bool] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Every number is compared with many others: what that takes is worked out once.
        unit = self.quantity.unit
        unprinted_money = unit.dimension is Dimension.MONEY and not unit.text
        object.__setattr__(self, "dimension", unit.dimension)
        object.__setattr__(self, "symbol", unit.symbol)
        object.__setattr__(self, "measure", (unit.dimension, unit.symbol, unprinted_money))

    def like(self, other: Mention) -> bool:
        """Whether the two are measured in the same base unit; money without a printed unit may be 元 or 万元."""
        return self.measure == other.measure

    @property
    def called(self) -> str:
        """Its name; the words before it where it has none."""
        return self.name or self.label

    def operand(self, name: str = "") -> Operand:
        """This quantity as an operand of a relation."""
        return Operand(name=name or self.called, quantity=self.quantity, metric=self.metric)


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a passage in view offsets; `end` is after its full stop."""

    start: int
    end: int


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph of prose.

    `section` is an index into the report's sections; `lead_in` the paragraph before it. `cut_off` marks a paragraph
    that ends without a full stop: a heading, a line of a list, or half a sentence that reading did not join.
    """

    ordinal: int
    span: Span
    view: View
    section: int | None
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...] = ()
    lead_in: str = ""
    cut_off: bool = False
    starts: tuple[int, ...] = field(default=(), repr=False)

    @property
    def text(self) -> str:
        """The text that patterns run on."""
        return self.view.text

    def place(self, start: int, end: int) -> Span:
        """The canonical span of view characters `start` to `end`."""
        return self.view.span(start, end)

    def sentence_at(self, offset: int) -> int:
        """The index of the sentence around the view offset."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def in_sentence(self, sentence: int) -> tuple[Mention, ...]:
        """The quantities of one sentence, in order."""
        first = bisect_left(self.mentions, sentence, key=lambda mention: mention.sentence)
        last = bisect_right(self.mentions, sentence, key=lambda mention: mention.sentence)
        return self.mentions[first:last]


def read_passages(
    document: Document, span: Span, sections: SectionIndex, metrics: tuple[Metric, ...]
) -> tuple[Passage, ...]:
    """The paragraphs of `span` that hold any text, with the quantities of `metrics` put into their places."""
    ordered = sorted(range(len(metrics)), key=lambda index: metrics[index].quantity.span.start)
    starts = [metrics[index].quantity.span.start for index in ordered]
    passages: list[Passage] = []
    lead_in = ""
    for paragraph in document.paragraphs:
        if not span.contains(paragraph.span) or paragraph.role == "menu":
            continue
        seen = view(document.text, paragraph.span)
        if not seen.text:
            continue
        inside = ordered[bisect_left(starts, paragraph.span.start) : bisect_left(starts, paragraph.span.end)]
        passages.append(
            _passage(
                len(passages),
                paragraph.span,
                seen,
                sections.at(paragraph.span.start),
                [(index, metrics[index]) for index in inside],
                lead_in,
            )
        )
        lead_in = seen.text if len(seen.text) <= _LONGEST_LEAD else seen.text[-1]
    return tuple(_without_torn(passages))


def _without_torn(passages: list[Passage]) -> Iterable[Passage]:
    """The passages without numbers that a line break tore apart (278⏎7.41 万元): half a number is no number."""
    for index, passage in enumerate(passages):
        if not passage.mentions:
            yield passage
            continue
        before = passages[index - 1].text[-1:] if index else ""
        after = passages[index + 1].text[:1] if index + 1 < len(passages) else ""
        torn = [
            mention
            for mention in passage.mentions
            if (mention.start == 0 and before and before in "0123456789.,")
            or (mention.end == len(passage.text) and after and after in "0123456789.,%")
        ]
        if torn:
            kept = tuple(mention for mention in passage.mentions if mention not in torn)
            passage = replace(passage, mentions=tuple(replace(one, index=i) for i, one in enumerate(kept)))
        yield passage


def _passage(
    ordinal: int,
    span: Span,
    seen: View,
    section: int | None,
    metrics: list[tuple[int, Metric]],
    lead_in: str,
) -> Passage:
    sentences = tuple(_sentences(seen.text))
    starts = tuple(sentence.start for sentence in sentences)
    bare = Passage(
        ordinal=ordinal,
        span=span,
        view=seen,
        section=section,
        sentences=sentences,
        lead_in=lead_in,
        starts=starts,
    )
    return Passage(
        ordinal=ordinal,
        span=span,
        view=seen,
        section=section,
        sentences=sentences,
        mentions=tuple(_mentions(bare, metrics)),
        lead_in=lead_in,
        cut_off=seen.text[-1] not in "。！？!?；;）)”",
        starts=starts,
    )


def _sentences(text: str) -> Iterable[Sentence]:
    start = 0
    for mark in _SENTENCE_END.finditer(text):
        yield Sentence(start=start, end=mark.end())
        start = mark.end()
    if start < len(text):
        yield Sentence(start=start, end=len(text))


def _mentions(passage: Passage, metrics: list[tuple[int, Metric]]) -> Iterable[Mention]:
    text = passage.text
    places = [(*view_range(passage.view, metric.quantity.span), index, metric) for index, metric in metrics]
    places = [place for place in places if place[1] > place[0]]
    turns, depths = _depths(text) if places else ([], [])
    half_sentences = [mark.start() for mark in _HALF_SENTENCE_END.finditer(text)]
    previous_end = 0
    for position, (start, end, index, metric) in enumerate(places):
        sentence = passage.sentence_at(start)
        lead_start = max(passage.sentences[sentence].start, previous_end)
        trail_end = passage.sentences[sentence].end
        if position + 1 < len(places):
            trail_end = min(trail_end, places[position + 1][0])
        lead = text[min(lead_start, start) : start].translate(_FULL_WIDTH)
        yield Mention(
            index=position,
            quantity=metric.quantity,
            metric=index,
            name=metric.name,
            kind=metric.kind,
            comparison=metric.comparison,
            period=metric.period,
            start=start,
            end=end,
            sentence=sentence,
            part=bisect_left(half_sentences, start),
            depth=depths[bisect_right(turns, start)],
            lead=lead[-_LONGEST_LEAD:],
            label=label_of(lead),
            trail=text[end : max(end, trail_end)][:_LONGEST_LEAD].translate(_FULL_WIDTH),
        )
        previous_end = end


def view_range(seen: View, span: Span) -> tuple[int, int]:
    """The view offsets of a canonical span."""
    offsets = seen.offsets
    if isinstance(offsets, range):
        first = offsets[0]
        return max(0, span.start - first), max(0, span.end - first)
    return bisect_left(offsets, span.start), bisect_left(offsets, span.end)


# Many pages print the marks of Chinese sentences in half width: words around numbers show them in one form.
_FULL_WIDTH = str.maketrans(",;:()", "，；：（）")


def label_of(lead: str) -> str:
    """The words right before a number: what stands after the last comma, list mark or closed bracket's sentence."""
    mark = _LAST_MARK.search(lead)
    cut = mark.start() if mark is not None else -1
    piece = lead[cut + 1 :]
    if not piece.strip("“”\"'《》") and cut > 0 and lead[cut] in "：:":
        return label_of(lead[:cut])
    return piece


def _depths(text: str) -> tuple[list[int], list[int]]:
    """Where the number of brackets around a place changes, and what it is before the first such turn and from each on.

    A bracket counts as inside itself.
    """
    turns: list[int] = []
    depths = [0]
    for mark in _BRACKET.finditer(text):
        if mark.group() in _OPENING:
            turns.append(mark.start())
            depths.append(depths[-1] + 1)
        elif depths[-1]:
            # A bracket that is never closed (one of a pair lost in copying) must not swallow the rest.
            turns.append(mark.end())
            depths.append(depths[-1] - 1 if mark.group() in _CLOSING else 0)
    return turns, depths
