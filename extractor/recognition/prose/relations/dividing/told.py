"""Rates that go back to an amount told by name in an earlier paragraph: 占本年支出合计的 92 %, X 减少 C，下降 R%."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import regex

from extractor.model.claims import RelationKind
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.adding.breakdowns import named_out_of, taken_apart
from extractor.recognition.prose.relations.adding.parts import compatible
from extractor.recognition.prose.relations.changing.growth import change_of
from extractor.recognition.prose.relations.claims import SUPPORTED, SURE, Claim, grows, place_of, results_of
from extractor.recognition.prose.relations.cue_words import Trend, without_marks
from extractor.recognition.prose.relations.cues import WINDOW, Cue
from extractor.recognition.prose.relations.dividing.shares import named_by, part_of
from extractor.recognition.prose.relations.dividing.wholes import much_alike
from extractor.recognition.prose.relations.making import grown, share_of
from extractor.recognition.prose.relations.names import core
from extractor.recognition.prose.relations.subjects import own_subject

# A name that any amount may have says nothing.
_SHORTEST = 4
_OWNED = 6
# How many amounts of one name are remembered.
_KEPT = 8
# How many amounts of any name are.
_LATEST = 40
# 支出年初预算 11 万元，支出决算 3 万元: the second amount is the owner's 支出决算 too.
_OWN_BUDGET = regex.compile(r"(?:支出)?(?:年初|全年|调整后?)?预算数?(?:为|是)?$", regex.VERSION1)
_SPENT = regex.compile(r"支出决算数?|决算数?|实际支出", regex.VERSION1)


@dataclass(slots=True)
class _Told:
    """Amounts by the names under which they were told so far."""

    names: dict[str, deque[Cue]] = field(default_factory=lambda: defaultdict(lambda: deque(maxlen=_KEPT)))
    latest: deque[Cue] = field(default_factory=lambda: deque(maxlen=_LATEST))

    def add(self, cue: Cue, previous: Cue | None) -> None:
        """Take in an amount; `previous` is the number before it in its paragraph."""
        for name in _names(cue, previous):
            self.names[name].append(cue)
        self.latest.append(cue)

    def amount(self, name: str, like: Cue) -> Cue | None:
        """The one amount of that name, for the year of `like`; nothing where several were told."""
        found = [cue for cue in self.names.get(name, ()) if compatible(cue, like) and _same_year(cue, like)]
        values = {cue.value for cue in found}
        return found[-1] if len(values) == 1 else None

    def growing(self, name: str, change: Cue, rate: Cue, *, declining: bool) -> Cue | None:
        """The one amount whose name ends so and that the change and its rate fit."""
        found = [
            cue
            for cue in self.latest
            if cue.like(change)
            and _plain(without_marks(cue.mention.label)).endswith(name)
            and _same_year(cue, change)
            and grows(cue.mention.quantity, change.mention.quantity, rate.mention.quantity, declining=declining)
        ]
        return found[-1] if len({cue.value for cue in found}) == 1 and len(name) > 1 else None


# 税收收入占地方财政收入的 66 %: both are named.
_PART = regex.compile(r"(?:^|[，,；;、])(?P<part>[^，,；;、。]{3,20})占", regex.VERSION1)


def _names(cue: Cue, previous: Cue | None) -> Iterator[str]:
    label = without_marks(cue.mention.label)
    name = _plain(label)
    if len(name) >= _SHORTEST:
        yield name
    owned = name.rsplit("的", 1)[-1]
    if owned != name and len(owned) >= _OWNED:
        # 财政部批复我局 2022 年度的部门预算支出
        yield owned
    if previous is None or not _SPENT.fullmatch(label) or previous.mention.sentence != cue.mention.sentence:
        return
    budget = without_marks(previous.mention.label)
    owner = _OWN_BUDGET.sub("", budget)
    if owner != budget and len(owner) >= _SHORTEST:
        yield _plain(owner.removesuffix("支出") + "支出" + label.removeprefix("支出"))


def _plain(label: str) -> str:
    return core(label).removesuffix("数")


def _same_year(cue: Cue, other: Cue) -> bool:
    one, two = cue.mention.period, other.mention.period
    return not one or not two or one == two


def told_in_paragraphs_before(
    passages: Sequence[Passage], cues: Mapping[int, tuple[Cue, ...]], stated: Sequence[Claim]
) -> Iterator[Claim]:
    """Shares and growth whose whole, or whose amount, an earlier paragraph told under the name they use."""
    rates = results_of(stated)
    parts = {place_of(claim.operands[0]) for claim in stated if claim.kind is RelationKind.SUM and claim.operands}
    told = _Told()
    for passage in passages:
        own = cues.get(passage.ordinal, ())
        for position, cue in enumerate(own):
            if cue.is_level:
                if cue.place not in parts:
                    yield from _list(position, own, told, rates)
                told.add(cue, own[position - 1] if position else None)
            elif cue.is_rate and cue.place not in rates:
                yield from _share(cue, own, told)
                yield from _growth(cue, own, told, rates)


def _list(position: int, cues: Sequence[Cue], told: _Told, taken: set[int]) -> Iterator[Claim]:
    """“三公”经费支出决算中，A…，占 x%；B…，占 y%, where an earlier paragraph told that whole."""
    first = cues[position]
    name = _plain(named_out_of(first))
    if len(name) < _SHORTEST or (position and cues[position - 1].mention.sentence == first.mention.sentence):
        return
    whole = told.amount(name, first)
    if whole is None:
        return
    for claim in taken_apart(whole, position, cues):
        if claim.result is not None and (claim.kind is RelationKind.SUM or claim.place not in taken):
            taken.add(claim.place)
            yield claim


def _share(rate: Cue, cues: Sequence[Cue], told: _Told) -> Iterator[Claim]:
    name = _plain(named_by(rate))
    if len(name) < _SHORTEST:
        return
    part = _part(rate, cues)
    whole = told.amount(name, part) if part is not None else None
    if part is None or whole is None or (whole.value or 0) < (part.value or 0):
        return
    yield share_of(part, whole, rate, SURE)


def _part(rate: Cue, cues: Sequence[Cue]) -> Cue | None:
    """The part of a share: the amount right before it, or the one of the name before 占."""
    named = _PART.search(rate.mention.lead)
    right_before = part_of(rate, cues)
    if named is None:
        return right_before
    name = _plain(named["part"])
    for cue in reversed(cues[max(0, rate.mention.index - WINDOW) : rate.mention.index]):
        if rate.mention.sentence - cue.mention.sentence > 1:
            break
        if cue.is_level and _plain(cue.mention.label) == name:
            return cue
    fits = right_before is not None and much_alike(name, right_before.mention.label)
    return right_before if fits else None


def _growth(rate: Cue, cues: Sequence[Cue], told: _Told, taken: set[int]) -> Iterator[Claim]:
    if not rate.is_change_rate:
        return
    position = rate.mention.index
    sentence = rate.mention.sentence
    before = [cue for cue in cues[max(0, position - WINDOW) : position] if cue.mention.sentence == sentence]
    change = change_of(rate, before, cues[position + 1 : position + 3])
    subject = _plain(own_subject(change.mention.label)) if change is not None else ""
    if change is None or not subject or change.place in taken:
        return
    declining = change.trend is Trend.DOWN
    if len(subject) < _SHORTEST:
        # 支出增加 C，增长 R %: of short names there are many amounts; the figures say which.
        value, certainty = told.growing(subject, change, rate, declining=declining), SUPPORTED
    else:
        value, certainty = told.amount(subject, change), SURE
    if value is not None:
        yield grown(value, change, rate, certainty, declining=declining)
