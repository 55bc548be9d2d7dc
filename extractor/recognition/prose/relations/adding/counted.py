"""Totals that say what they add: A 支出 a；B 支出 b；合计支出 V, 两年累计 V, 两项合计 V."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations, groupby
from math import comb

import regex

from extractor.model.claims import RelationKind
from extractor.recognition.numbers.small import small_number
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.adding.parts import compatible
from extractor.recognition.prose.relations.adding.runs import LONGEST
from extractor.recognition.prose.relations.claims import LIKELY, SUPPORTED, Claim
from extractor.recognition.prose.relations.cue_words import without_marks
from extractor.recognition.prose.relations.cues import Cue, Cues, amount_of, one_of
from extractor.recognition.prose.relations.making import made
from extractor.recognition.prose.relations.slipping import one_slip_off

# How many paragraphs a total may stand behind its parts.
_BEFORE = 3
# How many characters before a total may say how many numbers it adds.
_WORDS = 24
# How many combinations a digit of the total must rule out.
_ODDS = 20
_NOTHING = Decimal(0)
_COUNTED = regex.compile(
    r"(?P<count>[两二三四])(?:[个项者类块部笔批大家级县区市州院校处]|方面)+[^，；。：、0-9]{0,6}"
    r"(?:相加(?:后|起来)?，|合计|总计|共计|相加|累计|共)[^，；。：、0-9]{0,14}$",
    regex.VERSION1,
)
_YEARS = regex.compile(r"(?P<count>[两二三四])年(?:来|间|里)?(?:共|累计|合计|总计|共计)", regex.VERSION1)
_YEAR = regex.compile(r"(?:^|[；;。])(?:其中[，：]?)?20\d\d年", regex.VERSION1)
# A 支出 a；B 支出 b；合计支出 V: the word behind 合计 says what is added.
_SAME = regex.compile(r"^[；;，,]?(?:合计|总计|共计)(?P<what>[^，；。：、]{2,6})$", regex.VERSION1)
# What was left of a sum, or taken from it.
_LEFT = regex.compile(
    r"结余|结转|剩余|节余|节约|尚余|余额|缺口|尚欠|未|核减|调减|压减|扣减|扣除|收回|上缴|审定", regex.VERSION1
)
# 合计, 总计, 共计; 两年; 两项合计.
_SAME_WORDS = (one_of(words="合总共"), one_of(words="计"))
_OF_YEARS = (one_of(words="年"), one_of(words="两二三四"), one_of(words="共累合总"))
_COUNTING = (one_of(words="合总共相累"), one_of(words="两二三四"))


def find_worded(passage: Passage, cues: Cues, own: Sequence[Cue]) -> Iterator[Claim]:
    """The sums inside one paragraph whose total says what it adds; `own` are its numbers that may be added."""
    if cues.hold(_SAME_WORDS):
        yield from _same_words(own)
    if cues.hold(_OF_YEARS):
        yield from _years(passage, own)


def _same_words(cues: Sequence[Cue]) -> Iterator[Claim]:
    """A 支出 a，…；B 支出 b，…；合计支出 V: each half-sentence before the total tells one amount called so."""
    for total in cues:
        named = _SAME.search(total.mention.lead)
        if named is None:
            continue
        before = [
            cue for cue in cues if _is_before(cue, total) and without_marks(cue.mention.label).endswith(named["what"])
        ]
        halves = {cue.mention.part for cue in before}
        first = min(halves, default=total.mention.part)
        if len(before) < 2 or len(halves) != len(before) or len(halves) != total.mention.part - first:
            continue
        if all(compatible(cue, total) for cue in before):
            yield gathered_sum(before, total, LIKELY)


def _is_before(cue: Cue, total: Cue) -> bool:
    mention = cue.mention
    return mention.sentence == total.mention.sentence and mention.part < total.mention.part and mention.depth == 0


def _years(passage: Passage, cues: Sequence[Cue]) -> Iterator[Claim]:
    """2022 年 a 个、b 户；2023 年 c 个、d 户。两年累计 S 个、T 户: a column for each year."""
    for total in cues:
        sentence = total.mention.sentence
        named = _YEARS.match(passage.text, passage.sentences[sentence].start)
        if named is None or sentence == 0:
            continue
        before = [cue for cue in cues if cue.mention.sentence == sentence - 1 and cue.mention.depth == 0]
        halves = [list(half) for _, half in groupby(before, key=lambda cue: cue.mention.part)]
        columns = [[cue for cue in half if compatible(cue, total)] for half in halves]
        dated = [_opens_year(passage, half[0]) for half in halves]
        same = [cue for cue in cues if cue.mention.sentence == sentence and compatible(cue, total)]
        complete = len(halves) == small_number(named["count"]) and all(dated)
        if complete and same[0] is total and all(len(column) == 1 for column in columns):
            yield gathered_sum([column[0] for column in columns], total, LIKELY)


def _opens_year(passage: Passage, first: Cue) -> bool:
    """Whether the half-sentence of this number, its first, begins with a year."""
    start = first.mention.start - len(first.mention.lead)
    return _YEAR.search(passage.text[max(0, start - 2) : first.mention.start]) is not None


def find_counted(passage: Passage, cues: Cues, rows: Sequence[Sequence[Cue]], row: int) -> Iterator[Claim]:
    """两项合计 V: the two numbers told before that make it up, where there is but one such pair."""
    if not cues.hold(_COUNTING):
        return
    for total in rows[row]:
        start = total.mention.start
        named = _COUNTED.search(passage.text[max(0, start - _WORDS) : start])
        if named is None:
            continue
        count = small_number(named["count"]) or 0
        earlier = [cue for above in rows[max(0, row - _BEFORE) : row] for cue in above]
        earlier += [cue for cue in rows[row] if cue.mention.index < total.mention.index]
        near = [cue for cue in earlier if compatible(cue, total)][-LONGEST:]
        if comb(len(near), count) * _ODDS > 10 ** digits_met(total, near[-count:]):
            near = near[-count:]
        fitting = [parts for parts in combinations(near, count) if amount_of(parts) == total.value]
        if not fitting and len(near) >= count and one_slip_off(total, near[-count:]):
            fitting = [tuple(near[-count:])]
        if len({tuple(part.value for part in parts) for parts in fitting}) == 1:
            yield gathered_sum(fitting[-1], total, LIKELY)


def digits_met(total: Cue, parts: Iterable[Cue]) -> int:
    """How many digits of the total a sum must meet: down to the last one that any of the parts has."""
    values = [cue.value or _NOTHING for cue in (total, *parts)]
    lowest = min(int(value.normalize().as_tuple().exponent) for value in values)
    return values[0].adjusted() - lowest + 1


def gathered_sum(parts: Sequence[Cue], total: Cue, certainty: float) -> Claim:
    """The sum, or the difference where one of two parts was left over or taken off."""
    kind, operands, result = RelationKind.SUM, tuple(parts), total
    if len(parts) == 2 and any(_LEFT.search(part.mention.label) for part in parts):
        # 收入 V，支出 a，结余 b; 预算 V，调减 b，执行 a: what was left or cut is no part.
        kind, operands, result = RelationKind.DIFFERENCE, (total, parts[0]), parts[1]
    return made(kind, operands, result, certainty, proven=certainty == SUPPORTED)
