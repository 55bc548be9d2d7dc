"""Sums told in one sentence: a whole with its parts (其中, 包括, 分别为), parts with their total (共, 合计)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extractor.model.claims import RelationKind
from extractor.packs import Packs
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.claims import GUESS, LIKELY, SUPPORTED, SURE, Claim, adds_up, around
from extractor.recognition.prose.relations.cue_words import pattern
from extractor.recognition.prose.relations.cues import (
    CLOSES,
    LEVEL,
    OPENS,
    THREE_AMOUNTS,
    WINDOW,
    Cue,
    Cues,
    amount_of,
    one_of,
)
from extractor.recognition.prose.relations.making import summed
from extractor.recognition.prose.relations.nonparts import is_no_part
from extractor.recognition.prose.relations.parts import PEOPLE, compatible, fitting_whole, parts_from, whole_before

# Words behind which the list is complete by its own claim.
_COMPLETE = ("分别为", "分别是", "分为", "由", "即", "具体为", "构成为")
# How many digits of a total prove that parts which make it up are all of them.
_DIGITS = 3
_CLOSED_PAIRS = (frozenset({"basic_expenditure", "project_expenditure"}),)


_OPENED = (one_of(LEVEL), one_of(OPENS))
_CLOSED = (one_of(THREE_AMOUNTS), one_of(CLOSES, words="总组构"))


def find_sums(passage: Passage, cues: Cues, packs: Packs) -> Iterator[Claim]:
    """All sums of a passage; a number is part of at most one list."""
    used: set[int] = set()
    opened, closed = cues.hold(_OPENED), cues.hold(_CLOSED)
    if not opened and not closed:
        return
    for sentence in sentences_of(cues):
        for claim, parts in _opened(passage, sentence, packs) if opened else ():
            used |= parts
            yield claim
        for claim, parts in _closed(passage, sentence, used) if closed else ():
            used |= parts
            yield claim


def sentences_of(cues: Sequence[Cue]) -> Iterator[list[Cue]]:
    """The numbers by sentence; endless sentences in runs that people could have written."""
    group: list[Cue] = []
    for cue in cues:
        if group and (group[-1].mention.sentence != cue.mention.sentence or len(group) > 2 * WINDOW):
            yield group
            group = []
        group.append(cue)
    if group:
        yield group


def _opened(passage: Passage, sentence: list[Cue], packs: Packs) -> Iterator[tuple[Claim, set[int]]]:
    divided: Cue | None = None
    for position, cue in enumerate(sentence):
        if not cue.opens or not cue.is_level or position == 0:
            continue
        if is_no_part(cue, sentence, ()) or (cue.opens == "即" and sentence[position - 1].is_rate):
            # 补助 60%，即 516 万元 tells one thing twice.
            continue
        whole = whole_before(sentence, position)
        if whole is None:
            mixed = _mixed(passage, sentence, position)
            if mixed is not None:
                yield mixed, {position}
            continue
        if cue.opens.startswith(_DIVIDES):
            # 按性质分，A、B；按功能分类，C、D: both take apart the amount before the first.
            divided = whole = divided or whole
            if whole is not sentence[0] and sentence[0].opens.startswith(_DIVIDES):
                # The amount stands in the sentence before.
                continue
        parts = parts_from(sentence, position, whole)
        whole = fitting_whole(sentence[:position], whole, parts)
        if cue.opens.startswith(("分别", "：", ":", "即")) and len(parts) < 2:
            continue
        fits = adds_up(tuple(part.mention.quantity for part in parts), whole.mention.quantity)
        if cue.opens.startswith("分别") and whole.mention.part != cue.mention.part and not fits:
            # 支付工程款 A；监理费、设计费分别支付 b 和 c: another half-sentence, other money.
            continue
        if cue.opens.startswith("由") and not _composed(passage, parts):
            continue
        claim = whole_claim(passage, whole, parts, cue.opens, packs)
        yield claim, {part.mention.index for part in parts}


_DIVIDES = "按"
# 三个子项目依次支出 a、b、c；合计支出 V: as 分别.
_IN_TURN = "依次"


def _mixed(passage: Passage, sentence: list[Cue], position: int) -> Claim | None:
    """资金 V 万元，其中：基地 A 亩，资金 B 万元；管护 C 个，资金 D 万元: what each item costs makes up the whole."""
    before = [cue for cue in sentence[:position] if cue.is_level]
    whole = before[-1] if before else None
    if whole is None or whole.mention.depth != sentence[position].mention.depth:
        return None
    parts = [
        cue
        for cue in sentence[position + 1 :]
        if cue.is_level and cue.mention.depth == whole.mention.depth and compatible(cue, whole)
    ]
    if len(parts) < 2 or any(part.opens or part.closes for part in parts):
        return None
    if not adds_up(tuple(part.mention.quantity for part in parts), whole.mention.quantity):
        return None
    return summed(parts, whole, LIKELY, passage)


def _composed(passage: Passage, parts: list[Cue]) -> bool:
    """Whether 由…组成 is closed behind the parts."""
    end = parts[-1].mention.end
    return len(parts) > 1 and any(word in passage.text[end : end + 16] for word in ("组成", "构成"))


def whole_claim(passage: Passage, whole: Cue, parts: list[Cue], opener: str, packs: Packs) -> Claim:
    """The sum of a whole that was opened; complete where the list says so or its parts add up."""
    parts = _to_the_semicolon(whole, parts, _claims_all(parts, opener, packs))
    fits = adds_up(tuple(part.mention.quantity for part in parts), whole.mention.quantity)
    cut = passage.cut_off and parts[-1].mention.sentence == len(passage.sentences) - 1
    complete = len(parts) > 1 and (fits or (_claims_all(parts, opener, packs) and not cut))
    certainty = SURE if fits or not any(part.vague for part in parts) else GUESS
    return summed(parts, whole, certainty, passage, exhaustive=complete)


def _to_the_semicolon(whole: Cue, parts: list[Cue], claims_all: bool) -> list[Cue]:
    """The parts up to the semicolon at which they add up, if all do not: behind it an outer list goes on."""
    exact = amount_of(parts)
    if exact == whole.value:
        return parts
    full = _full_list(whole, parts)
    if full:
        return full
    if adds_up(tuple(part.mention.quantity for part in parts), whole.mention.quantity):
        return parts
    for end in range(len(parts) - 1, 1, -1):
        if parts[end].mention.part == parts[end - 1].mention.part:
            continue
        if adds_up(tuple(part.mention.quantity for part in parts[:end]), whole.mention.quantity):
            return parts[:end]
    if claims_all:
        return parts
    first = parts[0].mention.part
    return [part for part in parts if part.mention.part == first]


def _full_list(whole: Cue, parts: list[Cue]) -> list[Cue]:
    """The first parts, where they already make up the whole to its last digit: what follows is told beside the list."""
    value = whole.value
    if len(parts) > 1 and parts[0].value == value and _other_year(parts[1], whole):
        return parts[:1]
    if value is None:
        return []
    short = len(whole.mention.quantity.number_text.strip("0.,")) < _DIGITS
    for end in range(2, len(parts)):
        if short and not _breaks_off(parts, end):
            continue
        exact = amount_of(parts[:end])
        if exact == value:
            return parts[:end]
    return []


def _breaks_off(parts: list[Cue], end: int) -> bool:
    """Whether a list joined by 、 ends before a comma: 纸质 A、电子 B，当年新增 C."""
    joined = all(part.mention.lead[:1] in "、和及与" for part in parts[1:end])
    return joined and parts[end].mention.lead[:1] in "，,"


def _other_year(part: Cue, whole: Cue) -> bool:
    """Whether the number speaks of another year than the whole, both by their own words."""
    return "" not in {part.mention.period, whole.mention.period} and part.mention.period != whole.mention.period


def _claims_all(parts: list[Cue], opener: str, packs: Packs) -> bool:
    """Whether the list says, or its items show, that nothing is left out."""
    if any("等" in part.mention.trail[:2] for part in parts):
        return False
    if opener.startswith(_COMPLETE):
        return True
    if frozenset(part.concept for part in parts) in _CLOSED_PAIRS:
        return True
    return any(pattern(packs, "other_item").search(part.mention.label) for part in parts)


def _closed(passage: Passage, sentence: list[Cue], used: set[int]) -> Iterator[tuple[Claim, set[int]]]:
    """Parts first, then 共 or 合计 with their total."""
    for position, total in enumerate(sentence[2:], start=2):
        if not total.is_level:
            continue
        composed = _COMPOSED.match(total.mention.lead) is not None
        if not (total.closes or composed or _TOTAL_NAME.search(total.mention.label)):
            continue
        prices = _prices(sentence[:position])
        parts = [
            cue
            for cue in sentence[:position]
            if cue.is_level
            and cue.mention.index not in prices
            and cue.mention.index not in used
            and cue.mention.depth == total.mention.depth
            and (compatible(cue, total) or _counted_heads(cue, total))
        ]
        since = _since_last_total(parts)
        if len(since) < 2 and adds_up(tuple(part.mention.quantity for part in parts), total.mention.quantity):
            # 中央合计 2,077 万元，省级 312 万元，合计 2,389 万元: the first total is a part of the last one.
            since = parts
        parts = since
        if len(parts) < 2:
            continue
        listed = composed or _IN_TURN in parts[0].mention.lead or any(part.opens.startswith("分别") for part in parts)
        fits = adds_up(tuple(part.mention.quantity for part in parts), total.mention.quantity)
        bare = (
            total.mention.label in {"共", "合计", "共计", "总计", "总共"}
            and total.mention.part == parts[0].mention.part
        ) or _announced(total, sentence[:position]) == len(parts)
        if not fits and not (listed or bare):
            continue
        same_unit = all(compatible(part, total) for part in parts)
        if not fits and (not same_unit or _doubtful(sentence, parts, total) or _uncounted(passage, parts, total)):
            continue
        yield (
            Claim(
                kind=RelationKind.SUM,
                subject=total.mention.called,
                operands=tuple(part.mention.operand() for part in parts),
                result=total.mention.operand(),
                certainty=SURE if listed else LIKELY if bare else SUPPORTED,
                span=around(passage, *(part.mention for part in parts), total.mention),
                note="" if same_unit else "单位写法不同",
            ),
            {part.mention.index for part in parts},
        )


def _prices(cues: Sequence[Cue]) -> set[int]:
    """每平方米 9.6 元、7.2 元、5.0 元: prices, and those that go on with them in a list, make up no total."""
    found: set[int] = set()
    for cue in cues:
        goes_on = cue.mention.index - 1 in found and not cue.mention.label and cue.mention.lead[:1] in {"、", "和"}
        if goes_on or is_no_part(cue, cues, ()):
            found.add(cue.mention.index)
    return found


# 由 A、B、C 三部分组成，总额 N; 总投资 N behind its parts.
_COMPOSED = regex.compile(
    r"^[^，；。]{0,10}(?:组成|构成)[，,]?[^，；。]{0,8}(?:总额|总投资|总量|总数|总规模|总金额|共计?|合计|总计)[^，；。]{0,4}$",
    regex.VERSION1,
)
_TOTAL_NAME = regex.compile(
    r"总(?:[\p{Han}]{0,4}面积|额|投资|金额|量|数|规模|共|里程|面积|长度?|人数|户数|产量|成本|费用)(?:达到?|为|是|约|：|:)*$",
    regex.VERSION1,
)


def _announced(total: Cue, before: Sequence[Cue]) -> int:
    """How many parts a total says that it sums: the number right before it in 两项合计发放; 0 for none."""
    count = before[-1] if before else None
    if count is None or count.mention.symbol != "项" or not total.mention.label.startswith(("合计", "共计", "总计")):
        return 0
    adjacent = total.mention.start - count.mention.end <= len(total.mention.label)
    return int(count.value or 0) if adjacent else 0


def _doubtful(sentence: list[Cue], parts: list[Cue], total: Cue) -> bool:
    """Whether the list holds numbers that may or may not belong to it."""
    first, last = parts[0].mention.index, total.mention.index
    inside = [cue for cue in sentence if first <= cue.mention.index < last]
    return any(cue.vague or (cue.is_change and cue.like(total)) for cue in inside)


def _uncounted(passage: Passage, parts: list[Cue], total: Cue) -> bool:
    """Whether a list holds an item whose number is a character (CT 一台、呼吸机 10 台): its sum is then unknown."""
    start = max(passage.sentences[total.mention.sentence].start, parts[0].mention.start - _ITEM)
    unit = regex.escape(parts[0].mention.quantity.unit.text[:1])
    return (
        bool(unit)
        and regex.search(f"[一二两三四五六七八九十]{unit}", passage.text[start : total.mention.start]) is not None
    )


_ITEM = 40


def _counted_heads(part: Cue, total: Cue) -> bool:
    return part.mention.symbol in PEOPLE and total.mention.symbol == "人次"


def _since_last_total(parts: list[Cue]) -> list[Cue]:
    last = max((index for index, part in enumerate(parts) if part.closes), default=-1)
    return parts[last + 1 :]
