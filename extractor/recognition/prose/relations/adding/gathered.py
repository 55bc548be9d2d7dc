"""Sums whose total stands apart from its parts: told after them, in another sentence or paragraph, or down the lines.

两项合计支付 V 万元; A 支出 a，…；B 支出 b，…；合计支出 V; 按科目划分，A…，B…，C… with the spending told before; lines
of 预算 a，执行 b that make up the amounts told above. Where only the figures make the link, they must agree to the last
digit and be long enough to prove something.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

import regex

from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.adding.counted import digits_met, find_counted, find_worded, gathered_sum
from extractor.recognition.prose.relations.adding.parts import compatible
from extractor.recognition.prose.relations.adding.runs import columns_of, runs_of
from extractor.recognition.prose.relations.adding.told_sums import ToldSums
from extractor.recognition.prose.relations.claims import LIKELY, SUPPORTED, Claim
from extractor.recognition.prose.relations.cues import NO_CUES, Cue, Cues, amount_of

# How many paragraphs a total may stand before its parts, and after them.
_BEFORE, _AFTER = 3, 2
# How many digits prove a sum beside its list, one of two numbers or further away, and one with a word of totals.
_DIGITS, _DIGITS_APART, _DIGITS_OF_TOTAL = 3, 4, 2
# How many characters count as beside.
_NEAR = 200
_PASSED = 4
_NOTHING = Decimal(0)
# Words before numbers recur: what the latest say is kept.
_KEPT = 4096
_HAN = regex.compile(r"\p{Han}", regex.VERSION1)
_TOTAL = regex.compile(r"合计|总计|共计|累计|总额|总数|总量|(?<![公])共|相加", regex.VERSION1)
_TOTALS = regex.compile(r"合计|总计|共计|累计", regex.VERSION1)
# What is no part of anything: prices, averages, goals, and amounts of other years.
_NO_PART = regex.compile(
    r"每|人均|平均|单价|标准|目标(?!价格)|上年|去年|上一年|不少于|不低于|不超过|同比|日均|户均|亩均", regex.VERSION1
)


# The numbers of each paragraph.
Rows = Sequence[Sequence[Cue]]
# A number behind the position of its paragraph.
_Place = tuple[int, Cue]


def addable(passages: Iterable[Passage], cues: Mapping[int, Cues]) -> Rows:
    """The numbers of each paragraph that may be part or total of a sum."""
    return [tuple([cue for cue in cues.get(passage.ordinal, ()) if _may_add(cue)]) for passage in passages]


def find_gathered(
    passages: Sequence[Passage], cues: Mapping[int, Cues], rows: Rows, told: Iterable[Claim]
) -> Iterator[Claim]:
    """The sums of a report whose totals stand apart; `rows` are its addable numbers, `told` all claims so far."""
    told_in = [cues.get(passage.ordinal, NO_CUES) for passage in passages]
    known = ToldSums(told)
    figures = _Figures(rows)
    for row, own in enumerate(rows):
        if len(own) < 2:
            continue
        for claim in find_worded(passages[row], told_in[row], own):
            yield from known.unless_told(claim)
        for run in runs_of(own, known.children):
            if (found := figures.gathered(run, row, row)) is not None:
                yield from known.unless_told(found)
    for first, last, run in columns_of(rows):
        if (found := figures.gathered(run, first, last)) is not None:
            yield from known.unless_told(found)
    for row, passage in enumerate(passages):
        for claim in find_counted(passage, told_in[row], rows, row) if rows[row] else ():
            yield from known.unless_told(claim)


def _may_add(cue: Cue) -> bool:
    """Whether the number is an exact amount of its own, and no price, average or goal."""
    quantity = cue.mention.quantity
    exact = quantity.interval.low is not None and quantity.interval.high is not None
    return cue.is_level and not cue.vague and bool(cue.value) and exact and not _is_no_part(cue.mention.label)


@lru_cache(maxsize=_KEPT)
def _is_no_part(label: str) -> bool:
    return _NO_PART.search(label) is not None


class _Figures:
    """The numbers of a report by what they amount to."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.places: dict[Decimal, list[_Place]] = defaultdict(list)
        for row, own in enumerate(rows):
            for cue in own:
                self.places[cue.value or _NOTHING].append((row, cue))

    def gathered(self, run: Sequence[Cue], first: int, last: int) -> Claim | None:
        """The sum of a list with the one number near it that it makes up to the last digit."""
        places = self.places.get(amount_of(run), ()) if len(run) > 1 else ()
        if not places or not all(is_named(cue, run) for cue in run):
            return None
        own = {cue.place for cue in run}
        lined = last - first > 1
        for row, total in places:
            if not first - _BEFORE <= row <= last + _AFTER or total.place in own or not compatible(total, run[0]):
                continue
            needed = _needed(total, run, lined=lined)
            if self._is_total(row, total):
                needed = _DIGITS_OF_TOTAL
            elif self._fills(row, total, run):
                needed = _DIGITS_OF_TOTAL if len(run) > 2 else _DIGITS
            if digits_met(total, run) >= needed:
                return gathered_sum(run, total, LIKELY if _TOTALS.search(total.mention.label) else SUPPORTED)
        return None

    def _fills(self, row: int, total: Cue, run: Sequence[Cue]) -> bool:
        """580 万元——A 360 万元，B 120 万元，C 100 万元。: the list is all that its sentence tells behind the total."""
        own, last = total.mention, run[-1].mention
        behind = [cue for cue in self.rows[row] if cue.mention.sentence == own.sentence]
        first = run[0].mention
        together = own.sentence == last.sentence and own.part == first.part and first.index == own.index + 1
        return together and bool(behind) and behind[-1] is run[-1] and len(run) == last.index - own.index

    def _is_total(self, row: int, total: Cue) -> bool:
        """三年累计改造小区 55 个、楼栋 386 栋: the word of totals goes for all numbers of its half-sentence."""
        own = total.mention
        if _TOTAL.search(own.label):
            return True
        beside = (cue for cue in self.rows[row] if cue.mention.index < own.index)
        return any(
            cue.mention.sentence == own.sentence
            and cue.mention.part == own.part
            and _TOTALS.search(cue.mention.label) is not None
            for cue in beside
        )


def is_named(cue: Cue, run: Sequence[Cue]) -> bool:
    """Whether the number has a name of its own, or follows a count that has (项目 11 个 1,264 万元)."""
    if _HAN.search(cue.mention.label):
        return True
    return cue.mention.lead in {"", "、", "，"} and all(other.mention.index + 1 != cue.mention.index for other in run)


def _needed(total: Cue, run: Sequence[Cue], *, lined: bool) -> int:
    """How many digits prove a sum where it stands: the figures of a report are many."""
    return _DIGITS if len(run) > 2 and (lined or _is_near(total, run)) else _DIGITS_APART


def _is_near(total: Cue, run: Sequence[Cue]) -> bool:
    """Whether the total stands right before or behind the list, with no semicolon in between."""
    first, last, own = run[0].mention, run[-1].mention, total.mention
    if own.sentence == first.sentence and own.part not in {first.part, last.part}:
        return False
    beside = 1 <= first.index - own.index <= _PASSED or 1 <= own.index - last.index <= _PASSED
    return beside and abs(first.quantity.span.start - own.quantity.span.start) < _NEAR
