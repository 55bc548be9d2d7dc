"""A spaCy pipeline around the recognition of numbers: for looking at results, and for building further rules on them.

    >>> nlp = pipeline()
    >>> doc = nlp("仲裁结案率 99.1%，调解成功率 86.9%，排名全市第三。")
    >>> [(span.text, span._.metric.name) for span in doc.spans["metrics"]]
    >>> spacy.displacy.render(doc, style="span", options={"spans_key": "metrics"})

`doc.spans` holds "metrics" (labels are the kinds in capitals), "not_quantities" (dates, ordinals, document numbers)
and "words" (see patterns/recognition/rulers.toml). `span._.metric` and `span._.quantity` are the records of
`extractor.model`, `doc._.metrics` all of them. Recognition itself does not run through spaCy: loading it takes as long
as reading a hundred reports, and a blank pipeline knows nothing that the patterns do not say. Both paths give the same
metrics.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import spacy
from spacy.language import Language
from spacy.pipeline import SpanRuler
from spacy.tokens import Doc, Span
from spacy.util import registry

from extractor.model.document import Document, Paragraph
from extractor.model.spans import Span as TextSpan
from extractor.model.views import view
from extractor.packs import Packs, load_packs
from extractor.recognition.numbers import scan_numbers
from extractor.recognition.prose.naming.metrics import MetricReading, find_metrics
from extractor.recognition.sections import find_sections

TOKENIZER = "fuhe.numbers.v1"
METRICS = "metrics"
NOT_QUANTITIES = "not_quantities"
WORDS = "words"
_DIGITS = re.compile(r"[0-9]+")
_RULERS = "recognition/rulers"


def pipeline(model: str = "", packs_folder: str = "", fiscal_year: int | None = None) -> Language:
    """An `nlp` that marks the metrics of Chinese report text.

    `model` names or points to an installed `zh` pipeline of one's own, whose components run first and whose tokens are
    merged to whole numbers; without it the pipeline is blank and its tokens are single characters and whole numbers.
    `packs_folder` holds packs of one's own. The components are `fuhe_numbers` (after a model), `fuhe_words` and
    `fuhe_metrics`; the pipeline can be saved with `to_disk` and loaded wherever fuhe is installed.

    Raises:
        OSError: spaCy does not find `model`.
        PackProblems: the packs are not valid.
    """
    if model:
        nlp = spacy.load(model)
        nlp.add_pipe("fuhe_numbers", config={"packs_folder": packs_folder})
    else:
        tokenizer = {"@tokenizers": TOKENIZER, "packs_folder": packs_folder}
        nlp = spacy.blank("zh", config={"nlp": {"tokenizer": tokenizer}})
    config = {"spans_key": WORDS, "overwrite": False}
    ruler = cast(SpanRuler, nlp.add_pipe("span_ruler", name="fuhe_words", config=config))
    ruler.add_patterns(list(_phrases(_packs(packs_folder))))
    nlp.add_pipe("fuhe_metrics", config={"packs_folder": packs_folder, "fiscal_year": fiscal_year})
    return nlp


def _packs(folder: str) -> Packs:
    return load_packs(Path(folder)) if folder else load_packs()


def _phrases(packs: Packs) -> Iterator[dict[str, str | list[dict[str, Any]]]]:
    for entry in packs.nodes[_RULERS].tables("phrase"):
        for text in entry.texts("texts", required=True):
            yield {"label": entry.text("label"), "pattern": text}


class NumberTokenizer:
    """Tokens are whole numbers with their separators (62,979.58), runs of blanks, and single characters."""

    def __init__(self, nlp: Language, packs_folder: str) -> None:
        self.vocab = nlp.vocab
        self.packs_folder = packs_folder
        self._packs = _packs(packs_folder)

    def __call__(self, text: str) -> Doc:
        """The tokens of `text`; joined again they are `text`."""
        pieces: list[str] = []
        position = 0
        for start, end in _number_places(text, self._packs):
            pieces += text[position:start]
            pieces.append(text[start:end])
            position = end
        pieces += text[position:]
        words, spaces = _with_spaces(pieces)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_disk(self, path: Path, **_: object) -> None:
        """Nothing to write: the tokenizer is made from its configuration."""

    def from_disk(self, path: Path, **_: object) -> NumberTokenizer:
        """Nothing to read: the tokenizer is made from its configuration."""
        return self

    def to_bytes(self, **_: object) -> bytes:
        """Nothing to write: the tokenizer is made from its configuration."""
        return b""

    def from_bytes(self, data: bytes, **_: object) -> NumberTokenizer:
        """Nothing to read: the tokenizer is made from its configuration."""
        return self


def create_number_tokenizer(packs_folder: str = "") -> Callable[[Language], NumberTokenizer]:
    """The tokenizer's factory, by the name that saved pipelines hold."""
    return lambda nlp: NumberTokenizer(nlp, packs_folder)


registry.tokenizers.register(TOKENIZER, func=create_number_tokenizer)


def _with_spaces(pieces: list[str]) -> tuple[list[str], list[bool]]:
    words: list[str] = []
    spaces: list[bool] = []
    for piece in pieces:
        if piece == " " and words and not spaces[-1] and words[-1] != " ":
            spaces[-1] = True
            continue
        words.append(piece)
        spaces.append(False)
    return words, spaces


def _number_places(text: str, packs: Packs) -> list[tuple[int, int]]:
    """Where the numbers stand, without the words around them; years and document numbers too."""
    places: list[tuple[int, int]] = []
    for found in scan_numbers(view(text), packs).quantities:
        span = found.quantity.span
        start = text.find(found.quantity.number_text, span.start, span.end)
        if start >= 0:
            places.append((start, start + len(found.quantity.number_text)))
    taken = {index for start, end in places for index in range(start, end)}
    places += (match.span() for match in _DIGITS.finditer(text) if match.start() not in taken)
    return sorted(places)


class NumberMerger:
    """Makes one token of each number in the tokens of somebody else's model."""

    def __init__(self, packs_folder: str) -> None:
        self._packs = _packs(packs_folder)

    def __call__(self, doc: Doc) -> Doc:
        """`doc` with its numbers merged; where tokens cut across a number's ends they are left alone."""
        with doc.retokenize() as retokenizer:
            for start, end in _number_places(doc.text, self._packs):
                span = doc.char_span(start, end)
                if span is not None and len(span) > 1:
                    retokenizer.merge(span)
        return doc


class MetricMarker:
    """Marks the metrics of a Doc; each line of its text is one paragraph."""

    def __init__(self, packs_folder: str, fiscal_year: int | None) -> None:
        self._packs = _packs(packs_folder)
        self._fiscal_year = fiscal_year

    def __call__(self, doc: Doc) -> Doc:
        """`doc` with its span groups and extension attributes filled."""
        reading = self._read(doc.text)
        spans: list[Span] = []
        for metric in reading.metrics:
            span = _marked(doc, metric.quantity.span, metric.kind.value.upper())
            span._.metric = metric
            span._.quantity = metric.quantity
            spans.append(span)
        doc.spans[METRICS] = spans
        doc.spans[NOT_QUANTITIES] = [_marked(doc, place, "NOT_QUANTITY") for place in reading.not_quantities]
        doc._.metrics = reading.metrics
        return doc

    def _read(self, text: str) -> MetricReading:
        paragraphs: list[Paragraph] = []
        position = 0
        for line in text.split("\n"):
            if line.strip():
                paragraphs.append(Paragraph(span=TextSpan(start=position, end=position + len(line)), page=1))
            position += len(line) + 1
        document = Document(text=text, format="text", reader="pipeline", paragraphs=tuple(paragraphs))
        whole = TextSpan(start=0, end=len(text))
        sections = find_sections(document, whole, self._packs)
        return find_metrics(document, whole, sections, self._fiscal_year, self._packs)


def _marked(doc: Doc, place: TextSpan, label: str) -> Span:
    """The tokens that cover `place`; with tokens of somebody else's model they may reach beyond it."""
    span = doc.char_span(place.start, place.end, label=label, alignment_mode="expand")
    if span is None:
        raise ValueError(f"no tokens at characters {place.start} to {place.end}")
    return span


@Language.factory("fuhe_numbers", default_config={"packs_folder": ""})
def create_number_merger(nlp: Language, name: str, packs_folder: str) -> NumberMerger:
    """The factory of `fuhe_numbers`."""
    return NumberMerger(packs_folder)


@Language.factory("fuhe_metrics", default_config={"packs_folder": "", "fiscal_year": None})
def create_metric_marker(nlp: Language, name: str, packs_folder: str, fiscal_year: int | None) -> MetricMarker:
    """The factory of `fuhe_metrics`."""
    return MetricMarker(packs_folder, fiscal_year)


def _declare(holder: Any, name: str, default: object) -> None:
    if not holder.has_extension(name):
        holder.set_extension(name, default=default)


_declare(Span, "metric", None)
_declare(Span, "quantity", None)
_declare(Doc, "metrics", ())
