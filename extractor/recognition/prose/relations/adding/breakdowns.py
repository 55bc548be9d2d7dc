"""A whole told before and taken apart elsewhere: X 中，A…；B…, 分部门看，A…；B…, 支出包括：…, an item a paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

import regex

from extractor.model.claims import RelationKind
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.adding.parts import compatible, parts_from
from extractor.recognition.prose.relations.agreement import make_up
from extractor.recognition.prose.relations.claims import SURE, Claim
from extractor.recognition.prose.relations.cue_words import without_marks
from extractor.recognition.prose.relations.cues import THREE_AMOUNTS, Cue, Cues, one_of
from extractor.recognition.prose.relations.dividing.shares import is_one_of_many
from extractor.recognition.prose.relations.making import made, summed

# 在总投资 302 万元中, “三公”经费中: the words before 中 name the whole.
_OUT_OF = regex.compile(
    r"(?:其中)?[，,：:]?在?(?P<name>[^，；。：:,;在]{2,48}?)之?中[，,：:](?P<rest>[^。]*)", regex.VERSION1
)
# 从征收部门来看, 分方式看, 分部门情况是: a point of view on the whole.
_SEEN_BY = regex.compile(
    r"(?:^|[，,；;])(?:从|按|分)[^，；。：:,;]{1,12}?(?:来?看|情况[为是]|构成[为是]|划分)[，,：:][^。，,；;]*$",
    regex.VERSION1,
)
# 收入包括：…；支出包括：…: the two sides of one total.
_SIDE = regex.compile(
    r"(?:^|[；;。，,])(?:本年)?(?P<side>收入|支出)(?:主要)?包[括含][：:]?[^。，,；;]*$", regex.VERSION1
)
_BOTH_SIDES = regex.compile(r"收、?支|收入、?支出", regex.VERSION1)
_SHARE = regex.compile(r"[，,（(]?占(?:比|[^，；。]{2,20}?)?(?:的|的?比重|的?比例)?(?:为|约|达|：|:)*", regex.VERSION1)
_ANY = regex.compile(r"[中看][，,：:]|情况|构成|划分|包[括含]", regex.VERSION1)
# How many numbers back the whole may stand.
_REACH = 24


_NEEDED = (
    one_of(THREE_AMOUNTS),
    one_of(words="中看情构划包"),
)


def find_breakdowns(cues: Cues) -> Iterator[Claim]:
    """The sums of lists that say what they take apart in words of their own, and the shares told in them."""
    if not cues.hold(_NEEDED):
        return
    for position, first in enumerate(cues):
        if not first.is_level:
            continue
        for whole in _wholes(cues, position):
            found = tuple(taken_apart(whole, position, cues))
            yield from found
            if found:
                break


def taken_apart(whole: Cue, position: int, cues: Sequence[Cue]) -> Iterator[Claim]:
    """The sum and the shares of a list that begins at `position`, if its figures make up the whole."""
    sentence = [cue for cue in cues[position:] if cue.mention.sentence == cues[position].mention.sentence]
    parts = _parts(sentence, whole)
    if parts:
        yield summed(parts, whole, SURE)
        yield from _shares(parts, whole, cues)


def named_out_of(cue: Cue) -> str:
    """The whole that the words before the first number of a sentence name: “三公”经费支出决算中，A…；B…."""
    lead = cue.mention.lead
    named = _OUT_OF.fullmatch(lead) if "中" in lead else None
    return named["name"] if named is not None else ""


def _wholes(cues: Sequence[Cue], position: int) -> list[Cue]:
    """What a list that begins at `position` may take apart, the likeliest first."""
    first = cues[position]
    lead = first.mention.lead
    if _ANY.search(lead) is None:
        return []
    before = [cue for cue in cues[max(0, position - _REACH) : position] if cue.is_level and compatible(cue, first)]
    opens_sentence = position == 0 or cues[position - 1].mention.sentence != first.mention.sentence
    if position and _within(cues[position - 1], first):
        return [cues[position - 1]]
    if opens_sentence:
        named = named_out_of(first)
        if named:
            return [cue for cue in reversed(before) if named in without_marks(cue.mention.label)]
    if _SEEN_BY.search(lead):
        return before[::-1]
    side = _SIDE.search(lead)
    if side is None:
        return []
    return [
        cue
        for cue in reversed(before)
        if side["side"] in cue.mention.label or _BOTH_SIDES.search(cue.mention.label) is not None
    ]


def _within(whole: Cue, first: Cue) -> bool:
    """在总投资 V 万元中，A…; 技术人员 490 人中，A…: the whole stands inside the words that open the list."""
    told = first.mention.lead.startswith(("中，", "中,", "中：", "中:"))
    return told and whole.is_level


def _parts(sentence: list[Cue], whole: Cue) -> list[Cue]:
    """The parts that the list tells, up to its semicolon where another list follows; nothing where they do not fit."""
    first = sentence[0].mention
    told = [part for part in parts_from(sentence, 0, whole) if part.mention.depth == first.depth]
    for parts in (told, [part for part in told if part.mention.part == first.part]):
        if whole not in parts and _makes(parts, whole):
            return parts
    return []


def _makes(parts: Sequence[Cue], whole: Cue) -> bool:
    """Whether the list is complete: words like these open partial lists too, so that only its figures can tell."""
    amount = whole.mention.quantity
    told = bool(amount.value) and amount.interval.low is not None and amount.interval.high is not None
    return told and len(parts) > 1 and make_up(parts, whole)


def _shares(parts: Sequence[Cue], whole: Cue, cues: Sequence[Cue]) -> Iterator[Claim]:
    """A…，占 R% behind a part of the list: its share of the whole."""
    for part in parts:
        for rate in takewhile(_is_rate, cues[part.mention.index + 1 :]):
            if _is_share_of(rate, whole) and not is_one_of_many(rate, cues):
                yield _share(part, whole, rate)
                break


def _is_rate(cue: Cue) -> bool:
    return cue.is_share


def _is_share_of(rate: Cue, whole: Cue) -> bool:
    if rate.is_change or not _SHARE.fullmatch(rate.mention.lead):
        return False
    named = _NAMED.search(rate.mention.lead)
    return named is None or named["whole"] in without_marks(whole.mention.label)


_NAMED = regex.compile(r"占(?P<whole>(?!比)[^，；。]{2,20}?)(?:的|的?比重|的?比例)?(?:为|约|达|：|:)*$", regex.VERSION1)


def _share(part: Cue, whole: Cue, rate: Cue) -> Claim:
    return made(RelationKind.RATIO, (part, whole), rate, SURE, subject=f"{part.mention.called}占比")


# 主要用于以下方面：, 其中：, 具体情况如下： at the end of a paragraph: the items follow, one a paragraph.
_OPENS = regex.compile(
    r"(?:其中|以下方面|如下|分别[为是]|包括|构成[为是]|(?:支出|收入|具体)(?:具体)?情况如下)[：:，,。]?$", regex.VERSION1
)
_ITEM = regex.compile(
    r"(?P<mark>[（(]?(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})(?:[）)][、.．]?|[、.．，,]|(?=[“\"]))|[①-⑳])?"
    r"[“”\".．]*[^，；。：:,;（(]{2,40}(?:[（(][^（）()]{1,20}[）)][^，；。：:,;（(]{0,20}){0,4}[“”\"]*(?:为|是|：|:)?",
    regex.VERSION1,
)
_ITEMS = 40


def listed_by_paragraph(passages: Sequence[Passage], cues: Mapping[int, tuple[Cue, ...]]) -> Iterator[Claim]:
    """Sums over paragraphs: a whole whose paragraph ends in 其中：, and an item in each of those that follow."""
    for position, passage in enumerate(passages):
        own = cues.get(passage.ordinal, ())
        if not own:
            continue
        whole, parts = _opened(passage, own)
        if whole is None:
            continue
        rates = {part.place: own for part in parts}
        marks: set[bool] = set()
        for following in passages[position + 1 : position + 1 + _ITEMS]:
            items = cues.get(following.ordinal, ())
            item = _item(items, whole)
            if item is None:
                break
            marks.add(bool(item[1]))
            if len(marks) > 1:
                break
            parts.append(item[0])
            rates[item[0].place] = items
        if not _makes(parts, whole):
            continue
        yield summed(parts, whole, SURE)
        for part in parts:
            yield from _shares([part], whole, rates[part.place])


def _opened(passage: Passage, cues: Sequence[Cue]) -> tuple[Cue | None, list[Cue]]:
    """The whole that a paragraph leaves open, and the first part where the line went on behind 其中：."""
    levels = [cue for cue in cues if cue.is_level]
    if not levels:
        return None, []
    if _OPENS.search(passage.text):
        sentence = levels[-1].mention.sentence
        heads = [cue for cue in levels if cue.mention.sentence == sentence]
        return (heads[0], []) if len(heads) == 1 else (None, [])
    last = [cue for cue in levels if cue.opens.startswith("其中")]
    if len(last) == 1 and last[0] is levels[-1] and len(levels) > 1:
        heads = [cue for cue in levels[:-1] if compatible(cue, last[0])]
        return (heads[-1], [last[0]]) if heads else (None, [])
    return None, []


def _item(cues: Sequence[Cue], whole: Cue) -> tuple[Cue, str] | None:
    """The amount that a paragraph begins with, and the mark before it; nothing where it is no item of the list."""
    if not cues or not cues[0].is_level or not compatible(cues[0], whole):
        return None
    shape = _ITEM.fullmatch(cues[0].mention.lead)
    return (cues[0], shape["mark"] or "") if shape is not None else None
