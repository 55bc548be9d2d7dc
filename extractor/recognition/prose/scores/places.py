"""Where a passage prints scores: numbers with 分, and numbers without it where the words around leave no doubt."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import regex

from extractor.packs import Packs
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.scores.figures import GROUP
from extractor.recognition.prose.wording import clean_name, is_category

Place = tuple[int, int, tuple[int, int] | None]
_SPOKEN = regex.compile(r"[零〇一二两三四五六七八九十百]分", regex.VERSION1)
_HUNDRED = Decimal(100)
# A heading of this length may say that its paragraph is about scores: （四）丢分.
_HEADING = 16
ABOUT_SCORES = regex.compile(r"(?:得|评|打|扣|失|丢|减|总)分", regex.VERSION1)
# The last of these words before a list says what its numbers are: results, or full marks.
_CUE = regex.compile(r"(?P<result>得分|评分|打分|总分|自评分|自评)|(?P<points>满分|分值|权重|标准分)", regex.VERSION1)
_BRACKETS = regex.compile(r"[（(][^（()）]*+[）)]", regex.VERSION1)
_LIST_MARKS = frozenset("、，,；;")


def speaks_of_scores(passage: Passage) -> bool:
    """Whether a passage may print scores at all: it, or the heading above it, has the word."""
    return "分" in passage.text or (len(passage.lead_in) <= _HEADING and "分" in passage.lead_in)


def score_places(passage: Passage, text: str, packs: Packs) -> list[Place]:
    """Number and 分 of each score in `text`, with the place of the full marks printed beside it."""
    places: dict[int, tuple[int, tuple[int, int] | None]] = {}
    for match in _beside_points(text, packs):
        places.setdefault(match.start("number"), (match.end("number"), match.span("points")))
    names = ["score_figure", "score_without_unit"]
    if _SPOKEN.search(text):
        names.append("score_in_words")
    for name in names:
        for match in packs.patterns.get(GROUP, name).finditer(text):
            places.setdefault(match.start("number"), (match.end(), None))
    for match in _without_unit(passage, text, packs):
        points = match.span("points") if match.groupdict().get("points") else None
        places.setdefault(match.start("number"), (match.end("number"), points))
    taken = {points[0] for _, points in places.values() if points is not None}
    return [(start, *places[start]) for start in sorted(places) if start not in taken]


def _beside_points(text: str, packs: Packs) -> Iterator[regex.Match[str]]:
    if "/" in text or "／" in text:
        yield from packs.patterns.get(GROUP, "score_over_points").finditer(text)
    yield from packs.patterns.get(GROUP, "score_beside_points").finditer(text)


def _without_unit(passage: Passage, text: str, packs: Packs) -> Iterator[regex.Match[str]]:
    """Numbers that lists of scores and deductions print without 分."""
    heading = passage.lead_in if len(passage.lead_in) <= _HEADING else ""
    if not ABOUT_SCORES.search(text) and not ABOUT_SCORES.search(heading):
        return
    about: dict[int, bool] = {}
    for match in packs.patterns.get(GROUP, "deduction_without_unit").finditer(text):
        index = passage.sentence_at(match.start())
        if index not in about:
            sentence = passage.sentences[index]
            told = ABOUT_SCORES.search(heading) or ABOUT_SCORES.search(text, sentence.start, sentence.end)
            about[index] = told is not None
        if about[index]:
            yield match
    yield from packs.patterns.get(GROUP, "weight_without_unit").finditer(text)
    run: list[regex.Match[str]] = []
    for match in packs.patterns.get(GROUP, "bare_list_item").finditer(text):
        if run and not _follows(text, run[-1], match):
            yield from _scored(passage, text, run, packs)
            run = []
        run.append(match)
    yield from _scored(passage, text, run, packs)


def _follows(text: str, one: regex.Match[str], other: regex.Match[str]) -> bool:
    """Whether nothing but a mark of a list divides two items."""
    between = text[one.end() : other.start()]
    return len(between) == 1 and between in _LIST_MARKS


def _scored(passage: Passage, text: str, run: list[regex.Match[str]], packs: Packs) -> list[regex.Match[str]]:
    """The items of a list that are scores: a word of scoring leads to it, and it speaks of categories."""
    if len(run) < 2 or any(Decimal(item["number"]) > _HUNDRED for item in run):
        return []
    if not any(is_category(clean_name(item["name"], packs), packs) for item in run):
        return []
    sentence = passage.sentences[passage.sentence_at(run[0].start("number"))]
    before = _BRACKETS.sub("", text[sentence.start : run[0].start()])
    cues = list(_CUE.finditer(before))
    return run if cues and cues[-1]["result"] else []
