"""Lists over several sentences or items: the whole in one sentence, 其中, 一是…二是… or the total in the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from extractor.packs import Packs
from extractor.recognition.numbers.small import small_number
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.adding.complete import is_divided, is_near
from extractor.recognition.prose.relations.adding.parts import compatible, parts_from
from extractor.recognition.prose.relations.adding.sums import sentences_of, whole_claim
from extractor.recognition.prose.relations.agreement import make_up
from extractor.recognition.prose.relations.claims import LIKELY, SUPPORTED, SURE, Claim
from extractor.recognition.prose.relations.cue_words import without_marks
from extractor.recognition.prose.relations.cues import LEVEL, OPENS, THREE_AMOUNTS, WINDOW, Cue, Cues, amount_of, one_of
from extractor.recognition.prose.relations.making import summed

_OVER_SENTENCES = (one_of(LEVEL), one_of(OPENS, words="合共总"))
_LISTED = (one_of(THREE_AMOUNTS),)
_SPREAD_OUT = (one_of(words="涉涵覆遍分惠"),)
_DENYING = (one_of(words="未不"),)


def find_lists(passage: Passage, cues: Cues, packs: Packs) -> Iterator[Claim]:
    """All sums of a passage whose whole and parts stand in different sentences or items."""
    if cues.hold(_OVER_SENTENCES):
        yield from _over_sentences(passage, cues, packs)
    if not cues.hold(_LISTED):
        return
    yield from _itemised(passage, cues)
    if cues.hold(_SPREAD_OUT):
        yield from _spread(passage, cues)
    yield from _classed(passage, cues)
    if cues.hold(_DENYING):
        yield from _done_and_not(passage, cues)


def _over_sentences(passage: Passage, cues: Sequence[Cue], packs: Packs) -> Iterator[Claim]:
    """A whole in one sentence and 其中… in the next, or parts in one and their total in the next."""
    previous: list[Cue] = []
    for sentence in sentences_of(cues):
        if previous:
            summed = _total_of(passage, sentence, previous)
            if summed is not None:
                yield summed
            if _continues(sentence, previous):
                claim = _continued(passage, sentence, previous, packs)
                if claim is not None:
                    yield claim
        previous = sentence


def _continues(sentence: list[Cue], previous: list[Cue]) -> bool:
    """Whether a sentence begins with 其中 and takes apart a number of the sentence before."""
    first = sentence[0]
    adjacent = first.mention.sentence - previous[-1].mention.sentence == 1
    return adjacent and first.is_level and first.mention.lead.lstrip().startswith(_CONTINUING)


_CONTINUING = ("其中", "包括", "按", "分别为", "分别是", "具体为")
_TOTAL_SENTENCE = regex.compile(
    r"(?:(?P<count>[两二三四五六])项|以上|上述)?(?:各项|几项|资金|经费|费用|支出|收入)*(?:合计|共计|总计)(?:为)?",
    regex.VERSION1,
)


def _total_of(passage: Passage, sentence: list[Cue], previous: list[Cue]) -> Claim | None:
    """两项合计…: a sentence that begins with the total of the amounts in the sentence before."""
    if sentence[0].mention.sentence - previous[-1].mention.sentence != 1:
        return None
    start = passage.sentences[sentence[0].mention.sentence].start
    for total in sentence[:2]:
        match = _TOTAL_SENTENCE.fullmatch(passage.text, start, total.mention.start)
        if match is None or not total.is_level:
            continue
        parts = [cue for cue in previous if cue.is_level and compatible(cue, total)]
        fits = make_up(parts, total)
        if len(parts) > 1 and (fits or small_number(match["count"] or "") == len(parts)):
            return summed(parts, total, LIKELY, passage)
    return None


def _continued(passage: Passage, sentence: list[Cue], previous: list[Cue], packs: Packs) -> Claim | None:
    wholes = [cue for cue in previous if cue.is_level and compatible(cue, sentence[0]) and cue.value != 0]
    if not wholes or not sentence[0].opens:
        return None
    parts = parts_from(sentence, 0, wholes[0])
    fitting = [cue for cue in wholes if make_up(parts, cue)]
    if len(wholes) > 1 and len(fitting) != 1:
        return None
    whole = (fitting or wholes)[0]
    claim = whole_claim(passage, whole, parts, sentence[0].opens, packs)
    # 按方向分为 A、B、C leaves nothing out; what misses the whole by far takes apart something else.
    listed = len(parts) > 2 and len(claim.operands) == len(parts) and "等" not in parts[-1].mention.trail[:2]
    complete = listed and is_divided(sentence[0]) and is_near(parts, whole) and not passage.cut_off
    return replace(claim, exhaustive=True) if complete else claim


# 行政村 45 个，涉及东镇 21 个、西镇 24 个: such words tell of other things too; only the numbers prove a list.
_SPREAD = regex.compile(r"[，,]?(?:主要)?(?:涉及|涵盖|覆盖|遍布|分布[在于]|惠及)", regex.VERSION1)


def _spread(passage: Passage, cues: Sequence[Cue]) -> Iterator[Claim]:
    for whole, first in pairwise(cues):
        if not _SPREAD.match(first.mention.lead) or not whole.is_level or not first.is_level:
            continue
        same = whole.mention.part == first.mention.part and compatible(whole, first)
        near = cues[first.mention.index : first.mention.index + WINDOW]
        sentence = [cue for cue in near if cue.mention.sentence == first.mention.sentence]
        parts = parts_from(sentence, 0, whole) if same else []
        if len(parts) > 1 and make_up(parts, whole):
            yield summed(parts, whole, SUPPORTED, passage)


_SHORT = 8


def _classed(passage: Passage, cues: Sequence[Cue]) -> Iterator[Claim]:
    """项目 46 个，优秀 31 个、良好 12 个、合格 3 个: three classes or more with short names, that add up."""
    for whole, first in pairwise(cues):
        if first.opens or not whole.is_level or whole.mention.part != first.mention.part or not whole.like(first):
            continue
        if first.mention.lead[:1] not in "，,（(" or len(first.mention.label) > _SHORT:
            continue
        parts = [first]
        for cue in cues[first.mention.index + 1 : first.mention.index + WINDOW]:
            if cue.mention.lead[:1] not in "、和及，," or not cue.is_level or not cue.like(whole):
                break
            if cue.mention.part != whole.mention.part or len(cue.mention.label) > _SHORT:
                break
            parts.append(cue)
        exact = amount_of(parts)
        called = all(set(part.mention.label) <= set(whole.mention.label) for part in parts)
        if (len(parts) > 2 or (called and len(parts) == 2)) and exact == whole.value:
            yield summed(parts, whole, SUPPORTED, passage)


_MARKS = tuple(f"{numeral}是" for numeral in "一二三四五六七八九"), tuple("①②③④⑤⑥⑦⑧⑨")
_FIRST = regex.compile("1[）)、.．]", regex.VERSION1)
_NUMBERED = regex.compile(r"(?<=[。；;：:]|^)[（(]?(?P<number>[1-9])(?:[）)]|[、.．](?![0-9]))", regex.VERSION1)


def _items(text: str) -> list[tuple[int, int]]:
    """The items of a list 一是…二是…, ①…②… or 1.…2.… in a paragraph, the last one up to its full stop."""
    for marks in _MARKS:
        if text.count(marks[0]) == 1:
            starts = [text.find(marks[0])]
            for mark in marks[1:]:
                found = text.find(mark, starts[-1])
                if found < 0:
                    break
                starts.append(found)
            return _spans(text, starts)
    if _FIRST.search(text) is None:
        return []
    starts = []
    for match in _NUMBERED.finditer(text):
        if int(match["number"]) != len(starts) + 1:
            return []
        starts.append(match.start())
    return _spans(text, starts)


def _spans(text: str, starts: list[int]) -> list[tuple[int, int]]:
    if len(starts) < 2:
        return []
    stop = text.find("。", starts[-1])
    return list(zip(starts, [*starts[1:], stop if stop >= 0 else len(text)], strict=True))


def _itemised(passage: Passage, cues: Sequence[Cue]) -> Iterator[Claim]:
    """全年完成投资 5,400 万元。一是道路 2,600 万元；二是管网 1,900 万元；三是公园 900 万元: one amount an item."""
    items = _items(passage.text)
    if not items:
        return
    before = [cue for cue in cues if cue.mention.end <= items[0][0] and cue.is_level]
    first = passage.sentence_at(items[0][0])
    wholes = [cue for cue in before if first - cue.mention.sentence <= 1]
    for whole in reversed(wholes):
        told = [
            [cue for cue in cues if start <= cue.mention.start < end and cue.is_level and compatible(cue, whole)]
            for start, end in items
        ]
        if not all(told):
            continue
        parts = [own[0] for own in told]
        fits = make_up(parts, whole)
        alike = whole is wholes[-1] and all(len(own) == 1 and _same_noun(own[0], whole) for own in told)
        if fits or alike:
            yield summed(parts, whole, SURE if fits and alike else LIKELY if alike else SUPPORTED, passage)
            return


def _same_noun(part: Cue, whole: Cue) -> bool:
    """Whether a part is called by the last word of its whole: 道路改造投资, 项目投资."""
    noun = without_marks(whole.mention.label)[-2:]
    return len(noun) == 2 and without_marks(part.mention.label).endswith(noun)


_DENIED = regex.compile(r"(?:尚未|还未|未能|未|不)(?P<verb>[\p{Han}]{2,4}?)(?:的|有|数|为)*$", regex.VERSION1)


_NOT = regex.compile(r"[未不]", regex.VERSION1)


def _done_and_not(passage: Passage, cues: Sequence[Cue]) -> Iterator[Claim]:
    """项目 45 个，已完工 41 个，未完工 4 个: what was done and the same word denied make up what is told before."""
    for whole, done, missing in zip(cues, cues[1:], cues[2:], strict=False):
        denied = _DENIED.search(missing.mention.label)
        if denied is None or whole.mention.part != missing.mention.part or not whole.is_level or done.opens:
            continue
        if not (done.is_level and missing.is_level and compatible(whole, done) and compatible(done, missing)):
            continue
        label = without_marks(done.mention.label)
        if not label.endswith(denied["verb"]) or _NOT.search(label):
            continue
        listed = done.mention.lead[:1] == "、" and amount_of((done, missing)) != whole.value
        if listed or whole.opens or denied["verb"] in whole.mention.label:
            # 非常满意 150 份、满意 40 份、不满意 8 份: the first is one of the answers.
            continue
        yield summed([done, missing], whole, SURE, passage)
