"""Numbers of a passage with what the words around them say, and the signs by which finders know where to look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import regex

from extractor.model.claims import MetricKind
from extractor.model.quantities import Approximation, Dimension
from extractor.model.records import quickly_made
from extractor.packs import Packs
from extractor.recognition.prose.passages import Mention, Passage
from extractor.recognition.prose.relations.cue_words import Trend, is_compared, opener_in, pattern, said_by

# How many numbers back a relation may reach; no sentence that people write claims more at once.
WINDOW = 60


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A quantity with what its words say.

    `concept` is the budget concept of its label and `qualifier` what stands before that in its name. `base` is what a
    change compares with (上年决算数; 同比). `vague` marks an amount whose words may only sound like a change
    (促消费提升 800 万元): it counts as an amount, but proves nothing. `opens` is the word before it that opens a list
    of parts, `closes` a word like 合计.

    `is_change` marks how much something changed, `is_rate` a percentage (a share, or points between two), `is_level` an
    amount or count of its own, neither of both; `is_change_rate` a rate of change, its direction told or left to the
    sign (变动率 -7 %). `place` is where it begins in the canonical text: no two numbers of a report share it.
    """

    mention: Mention
    place: int
    value: Decimal | None
    concept: str
    qualifier: str
    trend: Trend
    base: str
    vague: bool
    opens: str
    closes: str
    is_change: bool
    is_rate: bool
    is_level: bool
    is_change_rate: bool
    is_share: bool
    is_points: bool
    is_money: bool

    def like(self, other: Cue) -> bool:
        """Whether the two are measured in the same base unit."""
        return self.mention.measure == other.mention.measure


# Signs of numbers: what they measure, and what their words say. Those of words are the characters. See `Cues`.
SHARE, POINTS, COUNT, SCORE = Dimension.SHARE, Dimension.SHARE_POINTS, Dimension.COUNT, Dimension.SCORE
MONEY, COMPOUND = Dimension.MONEY, Dimension.COMPOUND
LEVEL, CHANGE, CHANGE_RATE, OPENS, CLOSES, LIMIT = "level", "change", "change rate", "opens", "closes", "limit"
THREE_AMOUNTS, THREE_SUMS = "three amounts of one kind", "three sums of money"
_LIMITS = (Approximation.AT_LEAST, Approximation.AT_MOST)
Needed = tuple[frozenset[str], ...]


def one_of(*signs: str, words: str = "") -> frozenset[str]:
    """A need that any of these signs, or of the characters of `words`, meets."""
    return frozenset({*signs, *words})


class Cues(tuple[Cue, ...]):
    """The numbers of one passage, in order, with their cues.

    `signs` are the characters of the passage, and which kinds of numbers it holds. A finder says beside its definition
    what it needs, one sign of each set: where one is missing it could find nothing, and need not look at every number.
    """

    signs: frozenset[str] = frozenset()

    def hold(self, needed: Needed) -> bool:
        """Whether the passage has one sign of each set."""
        signs = self.signs
        for one in needed:  # noqa: SIM110 - asked by every finder of every passage: a generator takes three times as long
            if signs.isdisjoint(one):
                return False
        return True


NO_CUES = Cues()


def cues_of(passage: Passage, packs: Packs) -> Cues:
    """The quantities of a passage with their cues, in order."""
    cues = Cues([_cue(mention, packs) for mention in passage.mentions])
    cues.signs = frozenset({*passage.text, *_signs(cues)})
    return cues


def _signs(cues: Sequence[Cue]) -> Iterator[str]:
    measured = [cue.mention.dimension for cue in cues]
    yield from measured
    if measured.count(MONEY) > 2:
        yield THREE_SUMS
    levels = [cue.mention.dimension for cue in cues if cue.is_level]
    if levels:
        yield LEVEL
    if len(levels) > 2 and max(map(levels.count, set(levels))) > 2:
        yield THREE_AMOUNTS
    for cue in cues:
        if cue.is_change:
            yield CHANGE
        if cue.is_change_rate:
            yield CHANGE_RATE
        if cue.opens:
            yield OPENS
        if cue.closes:
            yield CLOSES
        if cue.mention.quantity.approximation in _LIMITS:
            yield LIMIT


_RANK = MetricKind.RANK
# How far before a number the words may stand that it is compared by.
_COMPARING = 40


def _cue(mention: Mention, packs: Packs) -> Cue:
    label = mention.label
    if not label and mention.lead[-1:] in "（(":
        label = mention.lead
    said = said_by(label, mention.name, packs)
    dimension = mention.dimension
    is_share, is_points = dimension is SHARE, dimension is POINTS
    is_rate = is_share or is_points
    vague = bool(said.trend) and not is_rate and _only_sounds_so(mention, said.changed, said.bare)
    is_change = bool(said.trend) and not vague
    comparison = pattern(packs, "comparison").search(mention.lead[-_COMPARING:]) if is_change else None
    return Cue(
        mention=mention,
        place=mention.quantity.span.start,
        value=mention.quantity.value,
        concept=said.concept,
        qualifier=said.qualifier,
        trend=said.trend if is_change else Trend.NONE,
        base=(comparison["base"] or comparison["yoy"] or comparison["mom"]) if comparison else "",
        vague=vague,
        opens=opener_in(mention.lead, packs),
        closes=said.closes,
        is_change=is_change,
        is_rate=is_rate,
        is_level=not is_change and not is_rate and dimension is not SCORE and mention.kind is not _RANK,
        is_change_rate=is_share and (is_change or _CHANGE_RATE.search(mention.label) is not None),
        is_share=is_share,
        is_points=is_points,
        is_money=dimension is MONEY,
    )


def _only_sounds_so(mention: Mention, changed: bool, bare: bool) -> bool:
    """Whether 提升, 增长 before an amount may belong to a name: nothing is compared, and it is no bare verb."""
    if changed and _RATE_NEXT.match(mention.trail):
        return False
    return not bare and not is_compared(mention.lead[-_COMPARING:])


# 结案增加 34 件，上升 3.95 %: a rate of change right behind shows that the amount changed.
_RATE_NEXT = regex.compile(
    r"^[，,（(](?:同比|环比)?(?:增长|上升|提高|增加|下降|降低|减少|增幅|降幅)[了为达约近]*$", regex.VERSION1
)
_CHANGE_RATE = regex.compile(r"(?:变动|增减|变化|浮动|波动)(?:率|幅度|比例)(?:为|是|约|达|：|:|=)*$", regex.VERSION1)


def sentence_before(cues: Sequence[Cue], position: int) -> Sequence[Cue]:
    """The numbers of the same sentence before the one at `position`, as far back as a relation may reach."""
    sentence, first, lowest = cues[position].mention.sentence, position, max(0, position - WINDOW)
    while first > lowest and cues[first - 1].mention.sentence == sentence:
        first -= 1
    return cues[first:position]


def amount_of(cues: Iterable[Cue]) -> Decimal:
    """What the numbers printed add up to; one without a value counts for nothing."""
    return sum((cue.value or Decimal(0) for cue in cues), Decimal(0))
