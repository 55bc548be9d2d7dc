"""Parts told first and their total behind them: A、B、C，共 N; 由 A、B、C 组成，总额 N."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extractor.model.claims import RelationKind
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.adding.nonparts import is_mean, is_no_part
from extractor.recognition.prose.relations.adding.parts import PEOPLE, compatible
from extractor.recognition.prose.relations.agreement import make_up
from extractor.recognition.prose.relations.claims import LIKELY, SUPPORTED, SURE, Claim, around
from extractor.recognition.prose.relations.cues import Cue

# 三个子项目依次支出 a、b、c；合计支出 V: as 分别.
_IN_TURN = "依次"


def closed_by(passage: Passage, sentence: list[Cue], used: set[int]) -> Iterator[tuple[Claim, set[int]]]:
    """Parts first, then 共 or 合计 with their total; each claim with the numbers that are its parts."""
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
        if len(since) < 2 and make_up(parts, total):
            # 中央合计 2,077 万元，省级 312 万元，合计 2,389 万元: the first total is a part of the last one.
            since = parts
        parts = since
        if len(parts) < 2:
            continue
        listed = composed or _IN_TURN in parts[0].mention.lead or any(part.opens.startswith("分别") for part in parts)
        fits = make_up(parts, total)
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
        if goes_on or (cue.is_money and is_mean(cue)) or is_no_part(cue, cues, ()):
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
