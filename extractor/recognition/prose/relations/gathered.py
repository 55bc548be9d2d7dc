"""Sums whose total stands apart from its parts: told after them, in another sentence or paragraph, or down the lines.

两项合计支付 V 万元; A 支出 a，…；B 支出 b，…；合计支出 V; 按科目划分，A…，B…，C… with the spending told before; lines
of 预算 a，执行 b that make up the amounts told above. Where only the figures make the link, they must agree to the last
digit and be long enough to prove something.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations, groupby, islice, takewhile
from math import comb

import regex

from extractor.model.report import RelationKind
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.claims import LIKELY, SUPPORTED, Claim, place_of
from extractor.recognition.prose.relations.cue_words import without_marks
from extractor.recognition.prose.relations.cues import NO_CUES, Cue, Cues, amount_of, one_of
from extractor.recognition.prose.relations.making import made
from extractor.recognition.prose.relations.parts import compatible, shared_end

# How many paragraphs a total may stand before its parts, and after them.
_BEFORE, _AFTER = 3, 2
_LONGEST = 16
# How many digits prove a sum beside its list, one of two numbers or further away, and one with a word of totals.
_DIGITS, _DIGITS_APART, _DIGITS_OF_TOTAL = 3, 4, 2
# How many characters count as beside.
_NEAR = 200
_PASSED = 4
# How many characters before a total may say how many numbers it adds.
_WORDS = 24
# How many combinations a digit of the total must rule out.
_ODDS = 20
_NOTHING = Decimal(0)
_HAN = regex.compile(r"\p{Han}", regex.VERSION1)
_TOTAL = regex.compile(r"合计|总计|共计|累计|总额|总数|总量|(?<![公])共|相加", regex.VERSION1)
_TOTALS = regex.compile(r"合计|总计|共计|累计", regex.VERSION1)
_COUNTED = regex.compile(
    r"(?P<count>[两二三四])(?:[个项者类块部笔批大家县区市州院校处]|方面)+[^，；。：、0-9]{0,6}(?:合计|总计|共计|相加|累计|共)[^，；。：、0-9]{0,10}$",
    regex.VERSION1,
)
_YEARS = regex.compile(r"(?P<count>[两二三四])年(?:来|间|里)?(?:共|累计|合计|总计|共计)", regex.VERSION1)
_YEAR = regex.compile(r"(?:^|[；;。])(?:其中[，：]?)?20\d\d年", regex.VERSION1)
_COUNTS: Mapping[str, int] = {"两": 2, "二": 2, "三": 3, "四": 4}
# A 支出 a；B 支出 b；合计支出 V: the word behind 合计 says what is added.
_SAME = regex.compile(r"^[；;，,]?(?:合计|总计|共计)(?P<what>[^，；。：、]{2,6})$", regex.VERSION1)
# What was left of a sum, or taken from it.
_LEFT = regex.compile(
    r"结余|结转|剩余|节余|节约|尚余|余额|缺口|尚欠|未|核减|调减|压减|扣减|扣除|收回|上缴|审定", regex.VERSION1
)
# What is no part of anything: prices, averages, goals, and amounts of other years.
_NO_PART = regex.compile(
    r"每|人均|平均|单价|标准|目标(?!价格)|上年|去年|上一年|不少于|不低于|不超过|同比|日均|户均|亩均", regex.VERSION1
)


@dataclass(frozen=True, slots=True)
class _Place:
    """A number with the position of its paragraph."""

    row: int
    cue: Cue


def find_gathered(passages: Sequence[Passage], cues: Mapping[int, Cues], told: Iterable[Claim]) -> Iterator[Claim]:
    """The sums of a report whose totals stand apart; `told` are all claims stated so far."""
    told_in = [cues.get(passage.ordinal, NO_CUES) for passage in passages]
    rows = [tuple([cue for cue in own if _may_add(cue)]) for own in told_in]
    known = _Known(told)
    figures = _Figures(rows)
    for row, own in enumerate(rows):
        if len(own) < 2:
            continue
        for claim in _worded(passages[row], told_in[row], own):
            yield from known.unless_told(claim)
        for run in _runs(own, known):
            yield from known.unless_told(figures.gathered(run, row, row))
    for first, last, run in _columns(rows):
        yield from known.unless_told(figures.gathered(run, first, last))
    for row, passage in enumerate(passages):
        if rows[row] and told_in[row].hold(_COUNTING):
            for claim in _counted(passage, rows, row):
                yield from known.unless_told(claim)


# 合计, 总计, 共计; 两年; 两项合计.
_SAME_WORDS = (one_of(words="合总共"), one_of(words="计"))
_OF_YEARS = (one_of(words="年"), one_of(words="两二三四"), one_of(words="共累合总"))
_COUNTING = (one_of(words="合总共相累"), one_of(words="两二三四"))


def _worded(passage: Passage, signs: Cues, own: Sequence[Cue]) -> Iterator[Claim]:
    """The sums of one paragraph whose total says what it adds."""
    if signs.hold(_SAME_WORDS):
        yield from _same_words(own)
    if signs.hold(_OF_YEARS):
        yield from _years(passage, own)


def _may_add(cue: Cue) -> bool:
    quantity = cue.mention.quantity
    exact = quantity.interval.low is not None and quantity.interval.high is not None
    return cue.is_level and not cue.vague and bool(quantity.value) and exact and not _NO_PART.search(cue.mention.label)


class _Known:
    """The sums told so far: none is stated twice, and a list that makes up one total is not added to another."""

    def __init__(self, told: Iterable[Claim]) -> None:
        self.parts: Counter[int] = Counter()
        self.children: dict[int, set[int]] = defaultdict(set)
        self.lists: set[frozenset[int]] = set()
        self.differences: set[frozenset[int]] = set()
        self.shares: dict[int, int] = {}
        for claim in told:
            if claim.kind is RelationKind.RATIO and len(claim.operands) == 2:
                self.shares[place_of(claim.operands[0])] = place_of(claim.operands[1])
            if claim.kind is RelationKind.DIFFERENCE:
                self.differences.add(_places(claim))
            elif claim.kind is RelationKind.SUM and claim.result is not None:
                self._add(claim)

    def _add(self, claim: Claim) -> None:
        places = claim.places
        self.parts.update(places)
        self.lists.add(frozenset(places))
        if claim.result is not None:
            self.children[claim.place] |= places

    def unless_told(self, claim: Claim | None) -> Iterator[Claim]:
        """The claim, unless it is told or only figures make it and its numbers are parts of another sum."""
        if claim is None or claim.result is None:
            return
        places = claim.places
        whole = claim.place
        base = self.shares.get(whole)
        if frozenset(places) in self.lists:
            return
        if claim.certainty < LIKELY and base and any(self.shares.get(place) == base for place in places):
            # Shares of one whole (50 %, 30 %, 20 %) may happen to make up each other.
            return
        completed = self.children[whole] & places if self.children[whole] < places else set()
        taken = any(self.parts[place] > (place in completed) for place in places)
        if claim.certainty < LIKELY and (taken or (not completed and not self.children[whole].isdisjoint(places))):
            return
        if completed:
            # Words tell some of the parts: 其中 A a 万元；B b 万元.
            claim = replace(claim, certainty=LIKELY, proven=False)
        if any(whole in self.children[place] for place in places) or _places(claim) in self.differences:
            return
        self._add(claim)
        yield claim


def _places(claim: Claim) -> frozenset[int]:
    operands = (*claim.operands, claim.result) if claim.result is not None else claim.operands
    return frozenset(place_of(operand) for operand in operands)


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
            yield _claim(before, total, LIKELY)


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
        complete = len(halves) == _COUNTS[named["count"]] and all(dated)
        if complete and same[0] is total and all(len(column) == 1 for column in columns):
            yield _claim([column[0] for column in columns], total, LIKELY)


def _opens_year(passage: Passage, first: Cue) -> bool:
    """Whether the half-sentence of this number, its first, begins with a year."""
    start = first.mention.start - len(first.mention.lead)
    return _YEAR.search(passage.text[max(0, start - 2) : first.mention.start]) is not None


def _counted(passage: Passage, rows: Sequence[Sequence[Cue]], row: int) -> Iterator[Claim]:
    """两项合计 V: the two numbers told before that make it up, where there is but one such pair."""
    for total in rows[row]:
        start = total.mention.start
        named = _COUNTED.search(passage.text[max(0, start - _WORDS) : start])
        if named is None:
            continue
        count = _COUNTS[named["count"]]
        earlier = [cue for above in rows[max(0, row - _BEFORE) : row] for cue in above]
        earlier += [cue for cue in rows[row] if cue.mention.index < total.mention.index]
        near = [cue for cue in earlier if compatible(cue, total)][-_LONGEST:]
        if comb(len(near), count) * _ODDS > 10 ** _digits(total, near[-count:]):
            near = near[-count:]
        fitting = [parts for parts in combinations(near, count) if amount_of(parts) == total.value]
        if len({tuple(part.value for part in parts) for parts in fitting}) == 1:
            yield _claim(fitting[-1], total, LIKELY)


def _runs(cues: Sequence[Cue], known: _Known) -> Iterator[list[Cue]]:
    """The lists of a paragraph: the numbers of a sentence or half-sentence, and one column of its half-sentences."""
    for _, sentence in groupby(cues, key=lambda cue: cue.mention.sentence):
        inside = list(sentence)
        nested = {place for cue in inside for place in known.children.get(cue.place, ())}
        inside = [cue for cue in inside if cue.place not in nested]
        flat = [cue for cue in inside if cue.mention.depth == 0]
        for items in _by_unit(flat):
            yield items
            yield items[:-1]
            tails = (items[start:] for start in range(1, len(items) - 1))
            yield from (tail for tail in tails if tail[0].mention.part == tail[-1].mention.part)
            for _, half in groupby(items, key=lambda cue: cue.mention.part):
                part = list(half)
                if len(part) < len(items):
                    yield part
            halves = Counter(cue.mention.part for cue in items)
            firsts = [next(cue for cue in items if cue.mention.part == part) for part in halves]
            if 1 < len(firsts) < len(items):
                yield firsts
                yield firsts[1:]


def _by_unit(cues: Sequence[Cue]) -> list[list[Cue]]:
    groups: list[list[Cue]] = []
    for cue in cues:
        own = next((group for group in groups if compatible(group[0], cue)), None)
        if own is None:
            groups.append([cue])
        else:
            own.append(cue)
    return [group for group in groups if 1 < len(group) <= _LONGEST]


def _columns(rows: Sequence[Sequence[Cue]]) -> Iterator[tuple[int, int, list[Cue]]]:
    """Numbers called alike in paragraph after paragraph: 1.甲支出 a… 2.乙支出 b…."""
    heads = [_heads(own) for own in rows]
    for row, own in enumerate(heads):
        for cue in own:
            if row and any(_alike(cue, other) for other in heads[row - 1]):
                continue
            run = [cue]
            last = row
            while last + 1 < len(rows) and len(run) < _LONGEST:
                following = next((other for other in heads[last + 1] if _alike(cue, other)), None)
                if following is None:
                    break
                run.append(following)
                last += 1
            if len(run) > 1:
                yield row, last, run
            if len(run) > 2:
                # The total is told like its parts, and so may be what follows them: 全年支出…。1.甲支出….
                yield row + 1, last, run[1:]
                yield row, last - 1, run[:-1]
            if len(run) > 3:
                yield row + 1, last - 1, run[1:-1]


# How many numbers a line may tell before the one that goes on down the lines.
_HEADS = 4


def _heads(cues: Sequence[Cue]) -> list[Cue]:
    heads = takewhile(lambda cue: cue.mention.sentence <= 1, cues)
    return list(islice((cue for cue in heads if cue.mention.depth == 0), _HEADS))


def _alike(one: Cue, other: Cue) -> bool:
    if not compatible(one, other):
        return False
    labels = without_marks(one.mention.label), without_marks(other.mention.label)
    return labels[0] == labels[1] or shared_end(one, other) > 1


class _Figures:
    """The numbers of a report by what they amount to."""

    def __init__(self, rows: Sequence[Sequence[Cue]]) -> None:
        self.rows = rows
        self.places: dict[Decimal, list[_Place]] = defaultdict(list)
        for row, own in enumerate(rows):
            for cue in own:
                self.places[cue.value or _NOTHING].append(_Place(row, cue))

    def gathered(self, run: Sequence[Cue], first: int, last: int) -> Claim | None:
        """The sum of a list with the one number near it that it makes up to the last digit."""
        if len(run) < 2 or not all(_is_named(cue, run) for cue in run):
            return None
        own = {cue.place for cue in run}
        lined = last - first > 1
        for place in self.places.get(amount_of(run), ()):
            near = first - _BEFORE <= place.row <= last + _AFTER
            if near and place.cue.place not in own and compatible(place.cue, run[0]):
                needed = _needed(place.cue, run, lined=lined)
                if self._is_total(place):
                    needed = _DIGITS_OF_TOTAL
                elif self._fills(place, run):
                    needed = _DIGITS_OF_TOTAL if len(run) > 2 else _DIGITS
                if _digits(place.cue, run) >= needed:
                    return _claim(run, place.cue, LIKELY if _TOTALS.search(place.cue.mention.label) else SUPPORTED)
        return None

    def _fills(self, place: _Place, run: Sequence[Cue]) -> bool:
        """580 万元——A 360 万元，B 120 万元，C 100 万元。: the list is all that its sentence tells behind the total."""
        own, last = place.cue.mention, run[-1].mention
        behind = [cue for cue in self.rows[place.row] if cue.mention.sentence == own.sentence]
        first = run[0].mention
        together = own.sentence == last.sentence and own.part == first.part and first.index == own.index + 1
        return together and bool(behind) and behind[-1] is run[-1] and len(run) == last.index - own.index

    def _is_total(self, place: _Place) -> bool:
        """三年累计改造小区 55 个、楼栋 386 栋: the word of totals goes for all numbers of its half-sentence."""
        own = place.cue.mention
        if _TOTAL.search(own.label):
            return True
        beside = (cue for cue in self.rows[place.row] if cue.mention.index < own.index)
        return any(
            cue.mention.sentence == own.sentence
            and cue.mention.part == own.part
            and _TOTALS.search(cue.mention.label) is not None
            for cue in beside
        )


def _is_named(cue: Cue, run: Sequence[Cue]) -> bool:
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


def _digits(total: Cue, parts: Iterable[Cue]) -> int:
    """How many digits of the total a sum must meet: down to the last one that any of the parts has."""
    values = [cue.value or _NOTHING for cue in (total, *parts)]
    lowest = min(int(value.normalize().as_tuple().exponent) for value in values)
    return values[0].adjusted() - lowest + 1


def _claim(parts: Sequence[Cue], total: Cue, certainty: float) -> Claim:
    kind, operands, result = RelationKind.SUM, tuple(parts), total
    if len(parts) == 2 and any(_LEFT.search(part.mention.label) for part in parts):
        # 收入 V，支出 a，结余 b; 预算 V，调减 b，执行 a: what was left or cut is no part.
        kind, operands, result = RelationKind.DIFFERENCE, (total, parts[0]), parts[1]
    return made(kind, operands, result, certainty, proven=certainty == SUPPORTED)
