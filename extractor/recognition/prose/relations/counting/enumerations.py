"""A number announced against the names listed: 内设科室 9 个，分别为…; …等 4 个项目; 下属单位分别是：…."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

import regex

from extractor.model.claims import Operand, RelationKind
from extractor.model.quantities import Quantity
from extractor.packs import Packs
from extractor.packs.patterns import Pattern
from extractor.recognition.numbers import read_quantity
from extractor.recognition.prose.passages import Mention, Passage
from extractor.recognition.prose.relations.claims import GUESS, LIKELY, SUPPORTED, SURE, Claim
from extractor.recognition.prose.relations.counting.counted_lists import counted_list
from extractor.recognition.prose.relations.counting.name_lists import (
    are_names,
    items_from,
    list_start,
    names_in,
    settled,
)

_GROUP = "recognition/enumerations"
# How many numbers back the announcement of a list may stand.
_NEAR = 24
_PARTIAL = ("包括", "包含", "主要包括")
_ORDINALS = ("一是", "二是", "三是", "四是", "五是", "六是", "七是", "八是", "九是", "十是")


def find_enumerations(passage: Passage, packs: Packs) -> Iterator[Claim]:
    """All announced numbers of a passage whose items are listed by name."""
    text = passage.text
    if "、" not in text and "；" not in text and "一是" not in text:
        return
    taken: set[int] = set()
    for match in _pattern(packs, "names_after").finditer(text):
        claim = _after(passage, match, packs)
        if claim is not None:
            taken.add(match.end())
            yield claim
    for match in _pattern(packs, "names_header").finditer(text) if _HEADED.search(text) else ():
        if taken.isdisjoint(range(match.end() - 2, match.end() + 3)):
            claim = _header(passage, match)
            if claim is not None:
                yield claim
    if "、" in text:
        yield from _before(passage, packs)
        if "共" in text:
            yield from _joint(passage, packs)
    if _POINTS.search(text):
        yield from _points(passage, packs)


# Without these words there are no such lists: one look for them costs less than the search.
_HEADED = regex.compile(r"分别[为是有]|名单|具体[为包]|包括", regex.VERSION1)
_POINTS = regex.compile(r"一[是、]|第一", regex.VERSION1)


def _pattern(packs: Packs, name: str) -> Pattern:
    return packs.patterns.get(_GROUP, name)


def _after(passage: Passage, match: regex.Match[str], packs: Packs) -> Claim | None:
    items, end = items_from(passage.text, match.end())
    if len(items) < 2 or not are_names(items):
        return _with_amounts(passage, match, packs) if _COLON.fullmatch(match.group()[-1:]) else None
    count = _count(passage, match.start("count"), match.end("unit"), packs)
    if count is None:
        return None
    items, open_ended = settled(items, count)
    partial = open_ended or match["open"] in _PARTIAL or _cut(passage, end, items, count)
    if partial and len(items) > int(count.value or 0) + 1:
        return None
    # Names in brackets may explain the number instead of listing it.
    bracketed = match.group().endswith(("（", "(")) and len(items) != count.value
    certainty = GUESS if bracketed else SURE
    return _claim(passage, match.start("count"), match.end(), count, items, not partial, certainty, match["what"])


_COLON = regex.compile("[：:]", regex.VERSION1)


def _with_amounts(passage: Passage, match: regex.Match[str], packs: Packs) -> Claim | None:
    """三个子项目：甲 2,300 万元、乙 860 万元: the names are counted; a list of another length must be of one kind."""
    listed = counted_list(passage.text, match.end())
    if listed is None or match["unit"] in listed.unit:
        # 驿站 3 个：东区 1 个、西区 2 个 are added up, not counted.
        return None
    count = _count(passage, match.start("count"), match.end("unit"), packs)
    fits = count is not None and len(listed.names) == count.value
    if count is None or not (fits or (listed.alike and abs(len(listed.names) - int(count.value or 0)) == 1)):
        return None
    certainty = SURE if fits else LIKELY
    return _claim(passage, match.start("count"), match.end(), count, listed.names, True, certainty, match["what"])


def _header(passage: Passage, match: regex.Match[str]) -> Claim | None:
    items, end = items_from(passage.text, match.end())
    if len(items) < 2 or not are_names(items):
        return None
    head = match["head"]
    announced = [
        mention
        for mention in _mentions_before(passage, match.start())
        if passage.sentence_at(match.start()) - mention.sentence <= 2
        and _is_count(mention.quantity)
        and (_subsequence(head, mention.label) or _subsequence(head, mention.label + mention.trail[:10]))
    ]
    if not announced:
        return None
    first = announced[0]
    items, open_ended = settled(items, first.quantity)
    open_ended = open_ended or _cut(passage, end, items, first.quantity)
    return _claim(passage, first.start, match.end(), first.quantity, items, not open_ended, LIKELY, head, mention=first)


def _before(passage: Passage, packs: Packs) -> Iterator[Claim]:
    for match in _pattern(packs, "closing_count").finditer(passage.text):
        end = match.start()
        closed = passage.text[end - 1 : end] != "等"
        start = list_start(passage.text, end)
        if _behind_number(passage.text, start) or "、" not in passage.text[start:end]:
            continue
        if _SET_PHRASE.match(passage.text, match.start()):
            continue
        items = names_in(passage.text[start : end if closed else end - 1])
        if len(items) < 2 or not are_names(items):
            continue
        count = _count(passage, match.start("count"), match.end("unit"), packs)
        if count is None:
            continue
        items, _ = settled(items, count)
        same = closed and _are_all(items, passage.text[match.end() : match.end() + _LONGEST_WHAT])
        if closed and not same and len(items) != count.value and (match["count"].isdigit() or len(match["count"]) > 1):
            # 购置桌子、椅子 30 张: the number counts the last of them.
            continue
        if not closed and len(items) > int(count.value or 0):
            # A list cut at the wrong border reads too many names: only a list of its own clause is sure.
            continue
        yield _claim(
            passage,
            start,
            match.end(),
            count,
            items,
            closed,
            LIKELY if closed and (same or len(items) == count.value) else SUPPORTED if not closed else GUESS,
            passage.text[match.end() : match.end() + 8],
        )


_LONGEST_WHAT = 12


def _are_all(items: tuple[str, ...], what: str) -> bool:
    """Whether all names, three at least, end like the thing counted: 甲中心、乙中心、丙中心 3 个急救中心."""
    counted = _WORDS.match(what)
    end = counted.group()[-_SHORTEST_END:] if counted is not None else ""
    return len(items) > 2 and len(end) == _SHORTEST_END and all(item.endswith(end) for item in items)


_SHORTEST_END = 2
_WORDS = regex.compile(r"\p{Han}+", regex.VERSION1)


# 收支两条线 counts nothing that stands before it.
_SET_PHRASE = regex.compile(r"两条线|[一二三四五]位一体|[一二三四五]个一批|[一二三]线", regex.VERSION1)
_YEAR = regex.compile(r"年度?", regex.VERSION1)


def _behind_number(text: str, start: int) -> bool:
    """Whether a list begins behind a number that its first name belongs to (5 个科室、2 个中心), but for years."""
    return text[start - 1 : start].isdigit() and _YEAR.match(text, start) is None


_OFFICES = regex.compile(r"股|科|处|室|部门|单位|机构|队|站", regex.VERSION1)


def _joint(passage: Passage, packs: Packs) -> Iterator[Claim]:
    """内设办公室、财务股、业务股共 3 个股室: the names before 共, and their number."""
    for match in _pattern(packs, "joint_count").finditer(passage.text):
        start = list_start(passage.text, match.start())
        if "、" not in passage.text[start : match.start()]:
            continue
        count = _count(passage, match.start("count"), match.end("unit"), packs)
        items = names_in(passage.text[start : match.start()])
        if count is None or len(items) < 2 or not are_names(items):
            continue
        items, open_ended = settled(items, count)
        fits = len(items) == count.value
        # Of offices the names are counted; 桌子、椅子共 30 张 counts things.
        if not fits and (open_ended or _OFFICES.search(match["what"]) is None):
            continue
        yield _claim(passage, start, match.end(), count, items, not open_ended, LIKELY, match["what"])


def _points(passage: Passage, packs: Packs) -> Iterator[Claim]:
    for match in _pattern(packs, "points_after").finditer(passage.text):
        count = _count(passage, match.start("count"), match.end("unit"), packs)
        rest = passage.text[match.end() :]
        found = [word for word in _ORDINALS if word in rest]
        run = tuple(word for index, word in enumerate(_ORDINALS) if index < len(found) and found[index] == word)
        if count is None or len(run) < 2 or rest.count(_ORDINALS[0]) != 1:
            continue
        yield _claim(passage, match.start(), match.end(), count, run, True, LIKELY, "")


def _claim(
    passage: Passage,
    start: int,
    end: int,
    count: Quantity,
    items: tuple[str, ...],
    exhaustive: bool,
    certainty: float,
    subject: str,
    mention: Mention | None = None,
) -> Claim:
    metric = mention or next(
        (one for one in _mentions_before(passage, end) if one.quantity.span.overlaps(count.span)), None
    )
    name = metric.name if metric and metric.name else subject
    quantity = metric.quantity if metric is not None and metric.quantity.value == count.value else count
    return Claim(
        kind=RelationKind.COUNT_LIST,
        subject=name or subject,
        operands=(),
        result=Operand(name=name or subject, quantity=quantity, metric=metric.metric if metric else None),
        items=items,
        exhaustive=exhaustive,
        certainty=certainty,
        span=passage.place(start, end),
    )


def _mentions_before(passage: Passage, offset: int) -> tuple[Mention, ...]:
    """The last quantities that end at or before a view offset."""
    position = bisect_right(passage.mentions, offset, key=lambda mention: mention.end)
    return passage.mentions[max(0, position - _NEAR) : position]


def _count(passage: Passage, start: int, end: int, packs: Packs) -> Quantity | None:
    text = passage.text[start:end]
    read = read_quantity(text, packs) or read_quantity(regex.sub(r"[^0-9一二两三四五六七八九十]+$", "个", text), packs)
    if read is None or not _is_count(read):
        return None
    return replace(read, span=passage.place(start, end))


def _is_count(quantity: Quantity) -> bool:
    value = quantity.value
    return value is not None and 2 <= value <= 200 and value == value.to_integral_value()


def _cut(passage: Passage, end: int, items: tuple[str, ...], count: Quantity) -> bool:
    """Whether a list that is too short runs into the end of a paragraph that was cut off."""
    return passage.cut_off and end >= len(passage.text) and len(items) < int(count.value or 0)


def _subsequence(words: str, label: str) -> bool:
    """Whether all characters of `words` stand in `label` in their order."""
    rest = iter(label)
    return len(words) >= 3 and all(character in rest for character in words)
