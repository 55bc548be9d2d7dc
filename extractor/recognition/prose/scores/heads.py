"""What a sentence, a half-sentence or a heading speaks of: whose a score without a name may be."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from extractor.packs import Packs
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.cue_words import CONCEPTS
from extractor.recognition.prose.scores.beside import DEDUCTED
from extractor.recognition.prose.scores.figures import GROUP
from extractor.recognition.prose.scores.headings import block_name
from extractor.recognition.prose.wording import SectionIndex, clean_name, is_category, is_neutral

_BRACKET = regex.compile(r"[（(][^（()）]*[0-9.]+分?[^（()）]*[）)]", regex.VERSION1)
_INDICATOR_END = regex.compile(r"(?:率|度|性|指标|数量|质量|时效|成本)$", regex.VERSION1)
_HAN = regex.compile(r"[\p{Han}]{4}", regex.VERSION1)
_QUOTED = regex.compile(
    r"(?:^|(?<=[，,；;。中里的]))(?:其中)?“(?P<name>[^“”]{2,30})”(?:指标)?(?=为|达|未|已|实际|权重|完成|得|，|是|目标|指标)",
    regex.VERSION1,
)
_DETAIL = regex.compile(r"(?:(?:指标)?(?:得分|评分)?(?:明细|构成)|得分率)$", regex.VERSION1)


def heading_indicator(passage: Passage, offset: int, sections: SectionIndex, packs: Packs) -> str:
    """The indicator that the section around `offset` is headed by: （一）产出指标（50分）; empty for other headings."""
    index = sections.at(passage.place(offset, offset + 1).start)
    if index is None:
        return ""
    title = sections.title(index)
    name = clean_name(block_name(title), packs)
    bears_points = _BRACKET.search(title) is not None
    if not name or packs.patterns.get(GROUP, "no_topic").search(_BRACKET.sub("", title)):
        return ""
    told = bears_points or is_category(name, packs) or _INDICATOR_END.search(_BRACKET.sub("", title)) is not None
    return name if told else ""


def topic_before(
    passage: Passage, end: int, sentence: int, packs: Packs, *, colon: bool = True, whole: bool = True
) -> str:
    """What the half-sentence before `end` speaks of, else what the sentence does, else the clause right before."""
    text = passage.text
    start = passage.sentences[sentence].start
    row = packs.patterns.get(GROUP, "row_head").match_start(text[last(text, "：:；;", start, end - 1) : end])
    for begin in _beginnings(text, start, end, whole):
        match = row or packs.patterns.get(GROUP, "head_name").match_start(text[begin:end])
        if match is None or DEDUCTED.search(match["name"]):
            continue
        if not colon and match.group()[-1] in "：:":
            return ""
        name = clean_name(_DETAIL.sub("", match["name"]), packs)
        known = len(name) > 1 and not is_neutral(name, packs) and not _is_money(name, packs)
        if known and packs.patterns.get(GROUP, "no_topic").search(name) is None:
            return name
    quoted = _QUOTED.search(text, last(text, "；;", start, end), end)
    return clean_name(quoted["name"], packs) if quoted is not None else ""


def _beginnings(text: str, start: int, end: int, whole: bool) -> Iterable[int]:
    """Where the words that may tell whose a score is begin: the half-sentence, …, the clause.

    A half-sentence with words of its own speaks of something else than its sentence's beginning.
    """
    half = last(text, "；;", start, end)
    if half > start and (not whole or _HAN.search(text, half, end) is not None):
        start = half
    listed = last(text, "：:", start, end - 1)
    return dict.fromkeys((half, start, listed, last(text, "，,；;：:", start, end - 1)))


def last(text: str, marks: str, start: int, end: int) -> int:
    """The place behind the last of `marks`, or `start`."""
    return max(start, max(text.rfind(mark, start, max(start, end)) for mark in marks) + 1)


def _is_money(name: str, packs: Packs) -> bool:
    """Whether a name is a figure of the budget (年初预算数) and no indicator."""
    return not name.endswith("率") and any(concept.search(name) for concept in packs.patterns.group(CONCEPTS))
